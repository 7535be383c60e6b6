"""The port through which everything learns what time it is."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Something that knows the time."""

    def now(self) -> datetime:
        """The current instant, aware and in UTC."""
        ...
