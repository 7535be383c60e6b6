"""Row ids: 63-bit numbers that rise with time, made here so that a row can be sealed before it is written."""

import secrets
from datetime import datetime

from storage.columns import EPOCH, MILLISECOND

_RANDOM_BITS = 21


def made_at(row_id: int) -> datetime:
    """When an id was made."""
    return EPOCH + (row_id >> _RANDOM_BITS) * MILLISECOND


class Ids:
    """Makes ids: 42 bits of milliseconds, 21 random bits; never the same twice from one maker, and rising."""

    def __init__(self) -> None:
        self._last = 0

    def at(self, now: datetime) -> int:
        """The next id."""
        made = ((now - EPOCH) // MILLISECOND << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
        self._last = max(self._last + 1, made)
        return self._last

    def block(self, now: datetime, size: int) -> int:
        """The first of so many ids that follow each other."""
        first = self.at(now)
        self._last += size - 1
        return first
