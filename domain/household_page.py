"""The household page: all that is told of one household, and how much of it somebody may see."""

from dataclasses import dataclass, replace
from datetime import date

from domain.access import Action, Actor, Subject, may
from domain.people import Duty
from domain.register import HouseholdEntry, MemberEntry
from domain.visits import Mode

LAST_VISITS = 5
"""Visits told on a page; all of them are in the ledger."""
STAR = "*"


@dataclass(frozen=True, slots=True)
class PagePairing:
    """Who holds or held which duty for the household, from one day to another (None: still)."""

    name: str
    phone: str
    duty: Duty
    capacity: str
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the duty is held on that local day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class PageVisit:
    """A visit that stands, and by whom."""

    visited_on: date
    mode: Mode
    name: str
    duty: Duty
    late: bool = False
    note: str = ""
    issues: str = ""


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """One household with its members, its pairings, oldest first, and its last visits, newest first."""

    id: int
    village: str
    household: HouseholdEntry
    members: tuple[MemberEntry, ...] = ()
    pairings: tuple[PagePairing, ...] = ()
    visits: tuple[PageVisit, ...] = ()

    @property
    def subject(self) -> Subject:
        """What the one authorisation rule is asked about."""
        return Subject(self.id, self.household.village_code)

    def holders(self, today: date) -> tuple[PagePairing, ...]:
        """Who is paired with the household today, the responsible person first."""
        held = [one for one in self.pairings if one.holds_on(today)]
        return tuple(sorted(held, key=lambda one: one.duty is not Duty.RESPONSIBLE))

    def masked(self) -> "HouseholdPage":
        """The same page for those who may not see numbers: phones, IDs, and where exactly the house is."""
        home = replace(self.household, phone=mask(self.household.phone), longitude=None, latitude=None)
        return replace(
            self,
            household=home,
            members=tuple(replace(one, id_number=mask(one.id_number)) for one in self.members),
            pairings=tuple(replace(one, phone=mask(one.phone)) for one in self.pairings),
        )


def mask(number: str) -> str:
    """The number with its first three and last two to four characters left; a short one keeps less."""
    tail = 4 if len(number) > 10 else 2
    head = 3 if len(number) > 7 else 0
    hidden = len(number) - head - tail
    return number[:head] + STAR * hidden + number[-tail:] if hidden > 1 else STAR * len(number)


def as_seen_by(actor: Actor, page: HouseholdPage, today: date) -> HouseholdPage | None:
    """The page as far as the actor may see it on that day; None if not at all."""
    if not may(actor, Action.SEE_HOUSEHOLD, page.subject, today):
        return None
    return page if may(actor, Action.SEE_NUMBERS, page.subject, today) else page.masked()
