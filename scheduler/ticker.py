"""The ticker: APScheduler as an alarm clock without memory, since what is due is derived from facts."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Job = Callable[[], Awaitable[None]]
LOOKS_EVERY = 1.0
"""Seconds after which the ticker notices at the latest that the machine's clock was set back."""


class Ticker:
    """Calls jobs every so often; a late or missed call is made once, as soon as possible."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._looking: asyncio.TimerHandle | None = None

    def every(self, interval: timedelta, job: Job) -> None:
        """Call `job` again and again, the first time one interval from now."""
        self._scheduler.add_job(job, "interval", seconds=interval.total_seconds())

    def start(self) -> None:
        """Begin to tick in the running event loop."""
        self._scheduler.start()
        self._look()

    def stop(self) -> None:
        """Tick no more."""
        if self._looking:
            self._looking.cancel()
        self._scheduler.shutdown(wait=False)

    def _look(self) -> None:
        """APScheduler goes by the machine's clock: set back by two hours, it would sleep that long (P7)."""
        now = datetime.now(UTC)
        for one in self._scheduler.get_jobs():
            if one.next_run_time - now > one.trigger.interval:
                one.modify(next_run_time=now)
        self._looking = asyncio.get_running_loop().call_later(LOOKS_EVERY, self._look)
