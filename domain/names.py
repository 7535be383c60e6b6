"""Names: how people and households are searched."""

from functools import lru_cache
from typing import Protocol

from pypinyin import Style, lazy_pinyin


class Listed(Protocol):
    """A household on a list."""

    @property
    def code(self) -> str:
        """Its household code."""
        ...

    @property
    def head(self) -> str:
        """Its head's name."""
        ...

    @property
    def village(self) -> str:
        """The name of its village."""
        ...

    @property
    def group(self) -> str:
        """The name of its group, if it has one."""
        ...


@lru_cache(maxsize=20_000)
def initials(name: str) -> str:
    """The first letter of each character's pinyin: 王福生 → wfs."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).casefold()


def searched(words: str) -> str:
    """Words as they are searched for: without spaces, and in small letters."""
    return "".join(words.casefold().split())


def fits(household: Listed, wanted: str) -> bool:
    """Whether `wanted` (see `searched`) is in the head's name or is its initials, the place or the code."""
    places = (household.group, household.village, household.village + household.group)
    return bool(wanted) and (
        wanted in household.head.casefold()
        or wanted in places
        or initials(household.head).startswith(wanted)
        or wanted == household.code.casefold()
    )
