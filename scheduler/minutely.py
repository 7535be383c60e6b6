"""Minutely: a job is done once in a minute of the bot's own clock, and at once when that clock leaps."""

from datetime import datetime, timedelta

from domain.calendar.clock import Clock
from scheduler.ticker import Job

LOOKS_EVERY = timedelta(seconds=1)
EVERY = timedelta(minutes=1)


class Minutely:
    """Asked every second, it does its job when a minute has passed; turning the demo's clock is noticed."""

    def __init__(self, clock: Clock, job: Job) -> None:
        self._clock = clock
        self._job = job
        self._done_at: datetime | None = None

    async def sweep(self) -> None:
        """Do the job, unless it was done within this minute."""
        now = self._clock.now()
        if self._done_at is not None and self._done_at <= now < self._done_at + EVERY:
            return
        self._done_at = now
        await self._job()
