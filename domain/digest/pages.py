"""A digest as a conversation tells it: who reads it, the digests themselves, and the lists behind it."""

from dataclasses import dataclass

from domain.digest.digest import Digest
from domain.digest.lists import LateNeeds, OpenDuties
from domain.digest.reader import Reader
from domain.digest.village_asking import VillageHeads

PAGE = 5
"""Rows of a list on one card."""


@dataclass(frozen=True, slots=True)
class DigestBook:
    """What one event needs of it. `digests`: the month's first, if it tells of both; the lists are of that,
    from their beginning.

    None: the list is not shown.
    """

    reader: Reader
    digests: tuple[Digest, ...] = ()
    late: LateNeeds | None = None
    twice: OpenDuties | None = None
    homes: OpenDuties | None = None
    """Of one village, or of all that the reader oversees."""
    heads: VillageHeads | None = None
