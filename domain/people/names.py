"""Names: how people and households are found by what somebody writes, the same way everywhere."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

from domain.writing.characters import compact, is_chinese, key, letters, spellings

_LED = re.compile(r"^(?:户主|老乡|贫困户|脱贫户|监测户)(?=.)")
_FOLLOWED = re.compile(r"(?<=.)(?:家里|家中|他家|她家|家的|家|户|的)$")
"""What stands around a name without being part of it."""
_CALLED = re.compile(
    r"^(?:[老小](?P<familiar>.)|(?P<polite>..??)(?:大叔|大爷|大伯|大哥|大姐|大嫂|大妈|大娘|大婶|叔叔|伯伯|阿姨|奶奶|爷爷"
    r"|[叔伯哥姐嫂婶姨]|老师|书记|主任|支书|组长|村长|师傅|老板|同志|老人|先生|女士))$"
)
"""How people are called by their family name alone."""


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


L = TypeVar("L", bound=Listed)


@dataclass(frozen=True, slots=True)
class Sought:
    """Words by which somebody is sought, as names are compared."""

    whole: str
    bare: str
    """Without what stands around a name: 王福生 of 户主王福生家."""
    family: str
    """The family name alone, where somebody is called by it: 王 of 老王."""
    latin: str
    """Small letters that may be initials or pinyin."""
    code: str

    def is_name(self, name: str) -> bool:
        """Whether they are the name itself."""
        return bool(self.whole) and compact(name) in (self.whole, self.bare)

    def is_in(self, name: str) -> bool:
        """Whether they are part of the name, how somebody of that name is called, or how it sounds."""
        written = compact(name)
        if self.whole and (self.whole in written or self.bare in written):
            return True
        if self.family and written.startswith(self.family):
            return True
        sounds = (*letters(written), *spellings(written)) if self.latin and is_chinese(written) else ()
        return any(one.startswith(self.latin) for one in sounds)


@lru_cache(maxsize=1_000)
def sought(words: str) -> Sought:
    """The words as they are searched for."""
    whole = compact(words)
    bare = _FOLLOWED.sub("", _LED.sub("", whole))
    called = _CALLED.match(bare)
    family = (called["familiar"] or called["polite"]) if called else ""
    latin = whole.replace("ü", "v")
    return Sought(whole, bare, family, latin if latin.isascii() and latin.isalpha() else "", key(words))


def twice(names: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Names that occur more than once in the same place, as `alike` writes them."""
    counted = Counter(alike(name, place) for name, place in names)
    return frozenset(one for one, times in counted.items() if times > 1)


def alike(name: str, place: str = "") -> tuple[str, str]:
    """What two that could not be told apart have in common."""
    return compact(name), key(place)


def fits(household: Listed, wanted: Sought) -> bool:
    """Whether these words may mean the household: by its head, its place or its code."""
    places = (household.group, household.village, household.village + household.group)
    return (
        wanted.is_in(household.head)
        or (bool(wanted.whole) and wanted.whole in map(compact, places))
        or (bool(wanted.code) and wanted.code == key(household.code))
    )


def matching(listed: Sequence[L], words: str) -> tuple[L, ...]:
    """Those that the words may mean, in their order; a head's whole name wins over all others."""
    wanted = sought(words)
    exact = tuple(one for one in listed if wanted.whole and compact(one.head) == wanted.whole)
    exact = exact or tuple(one for one in listed if wanted.is_name(one.head))
    return exact or tuple(one for one in listed if fits(one, wanted))
