"""One of several processes of a real bot on one database, at a given time that passes quickly.

`python -m tests.duties.one_of_three 2026-11-02T08:30+08:00` finds what is owed, wakes, talks and sends.
"""

import os
import sys
import time
from datetime import UTC, datetime, timedelta

from bot.commands.run import run
from bot.logs import configure_logs
from bot.office import open_office
from bot.settings import load_settings

QUICK = 20
"""Seconds of the clock in a second: a worker that dies is missed after three seconds, not after sixty."""


class QuickClock:
    """Shows an instant when it is made, and runs from there."""

    def __init__(self, start: datetime) -> None:
        self._start, self._made_at = start.astimezone(UTC), time.monotonic()

    def now(self) -> datetime:
        """The instant that it has come to be."""
        return self._start + timedelta(seconds=QUICK * (time.monotonic() - self._made_at))


if __name__ == "__main__":
    settings = load_settings(os.environ)
    configure_logs("WARNING", as_json=False, secrets=settings.secrets())
    run(open_office(settings, QuickClock(datetime.fromisoformat(sys.argv[1]))), "worker,sender,scheduler")
