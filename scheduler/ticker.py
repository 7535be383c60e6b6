"""The ticker: APScheduler as an alarm clock without memory, since what is due is derived from facts."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Job = Callable[[], Awaitable[None]]


class Ticker:
    """Calls jobs every so often; a late or missed call is made once, as soon as possible."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def every(self, interval: timedelta, job: Job) -> None:
        """Call `job` again and again, the first time one interval from now."""
        self._scheduler.add_job(job, "interval", seconds=interval.total_seconds())

    def start(self) -> None:
        """Begin to tick in the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more."""
        self._scheduler.shutdown(wait=False)
