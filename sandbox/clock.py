"""A clock that runs like any other and can be set: what the sandbox and its bot agree the time is."""

import time
from datetime import UTC, datetime, timedelta


class SettableClock:
    """Implements domain.calendar.clock.Clock; real time passes from the instant it was last set to.

    It runs on the monotonic clock, so that only `set` can ever take it backwards.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._anchor = (datetime.now(UTC), time.monotonic())
        if start is not None:
            self.set(start)

    def now(self) -> datetime:
        """The current instant, aware and in UTC."""
        instant, mark = self._anchor
        return instant + timedelta(seconds=time.monotonic() - mark)

    def set(self, instant: datetime) -> None:
        """Make it that instant now; a naive one is refused, for nobody could say what it means."""
        if instant.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        self._anchor = (instant.astimezone(UTC), time.monotonic())

    def advance(self, by: timedelta) -> None:
        """Let that much time have passed."""
        self.set(self.now() + by)
