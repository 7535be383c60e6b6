"""Looking through villages and their households, as far as somebody's office reaches."""

from dataclasses import dataclass
from datetime import date

from domain.people.access import Action, Actor, Subject, may
from domain.people.names import matching
from domain.people.people import TOWNSHIP

FOUND_AT_MOST = 25
"""Households told of a search through the whole township."""
SEARCHED_AT_MOST = 5_000
"""Most names decrypted for one search."""


@dataclass(frozen=True, slots=True)
class VillageCount:
    """A village, how many households it has, and at how many somebody has been this month."""

    id: int
    code: str
    name: str
    households: int = 0
    visited: int = 0

    @property
    def subject(self) -> Subject:
        """What the one authorisation rule is asked about."""
        return Subject(village_code=self.code)


@dataclass(frozen=True, slots=True)
class ListedHousehold:
    """A household on an official's list; `is_visited`: this month, by anybody, in a way that counts."""

    id: int
    code: str
    head: str
    village: str
    group: str = ""
    is_visited: bool = False
    last_home_on: date | None = None

    def days_since_home(self, today: date) -> int | None:
        """Days since anybody was last at the house; None: never."""
        return None if self.last_home_on is None else (today - self.last_home_on).days


@dataclass(frozen=True, slots=True)
class Browse:
    """The villages that an official may look through, and the households of the one looked into.

    `village` None: `homes` are what a search through all of them found; `is_cut`: there may be more.
    """

    villages: tuple[VillageCount, ...] = ()
    village: VillageCount | None = None
    homes: tuple[ListedHousehold, ...] = ()
    is_cut: bool = False

    def get(self, village_id: int) -> VillageCount | None:
        """The village, if it is among them."""
        return next((one for one in self.villages if one.id == village_id), None)

    def offered(self, words: str = "") -> tuple[ListedHousehold, ...]:
        """Those that fit the words, or all: not yet visited this month first, longest unvisited first."""
        listed = matching(self.homes, words) if words else self.homes
        return tuple(sorted(listed, key=lambda one: (one.is_visited, one.last_home_on or date.min, one.code)))


def areas_seen(actor: Actor, today: date) -> frozenset[str]:
    """The codes of the areas (TOWNSHIP: all of it) whose households the actor may see by office."""
    codes = {role.area_code for role in actor.roles}
    return frozenset(code for code in codes if may(actor, Action.SEE_HOUSEHOLD, _area(code), today))


def is_reached(areas: frozenset[str], village_code: str) -> bool:
    """Whether the village lies in one of these areas."""
    return TOWNSHIP in areas or village_code in areas


def _area(code: str) -> Subject:
    return Subject() if code == TOWNSHIP else Subject(village_code=code)


@dataclass(frozen=True, slots=True)
class BookRow:
    """A household as one line of the village book; `last_visit_on` includes calls, but not failed visits."""

    code: str
    head: str
    group: str
    household_class: str
    cause: str
    size: int | None
    responsible: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    last_visit_on: date | None = None
    responsible_was_there: bool = False
    contact_was_there: bool = False


@dataclass(frozen=True, slots=True)
class VillageBook:
    """One village in one table, as of a day, in ledger order."""

    village: VillageCount
    as_of: date
    rows: tuple[BookRow, ...] = ()
