"""The household page: all that is told of one household, and how much of it somebody may see."""

from dataclasses import dataclass, replace
from datetime import date, tzinfo

from domain.needs.needs import Act, Need, NeedStatus
from domain.needs.six_checks import ToldNeed, ToldVisit, checks_of_month
from domain.people.access import Action, Actor, Subject, may
from domain.people.people import Duty, mask
from domain.register.register import HouseholdEntry, MemberEntry
from domain.visits.visits import ChecksOf, Mode

LAST_VISITS = 5
"""Visits told on a page; all of them are in the ledger."""
LAST_TOLD = 31
"""Visits of which a page knows what they said to the six checks: one a day for a month."""
LAST_ALBUMS = 30
"""Visits whose photos can be looked at from the page, one after the other."""


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
class PageAlbum:
    """A visit that has photos."""

    visit_id: int
    visited_on: date
    photos: int


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """One household: members, pairings (oldest first), last visits and albums (newest first), needs by date.

    `told` is what the last visits said to the six checks.
    """

    id: int
    village: str
    household: HouseholdEntry
    members: tuple[MemberEntry, ...] = ()
    pairings: tuple[PagePairing, ...] = ()
    visits: tuple[PageVisit, ...] = ()
    albums: tuple[PageAlbum, ...] = ()
    needs: tuple[Need, ...] = ()
    told: tuple[ToldVisit, ...] = ()

    @property
    def subject(self) -> Subject:
        """What the one authorisation rule is asked about."""
        return Subject(self.id, self.household.village_code)

    @property
    def open_needs(self) -> tuple[Need, ...]:
        """What is not closed: followed up, or solved and not confirmed yet."""
        return tuple(one for one in self.needs if one.is_open or one.status is NeedStatus.SOLVED)

    def checks(self, today: date, zone: tzinfo, checks_of: ChecksOf) -> str:
        """How the six checks stand today, by what was told since the first of the month."""
        needs = (_told(one, zone) for one in self.needs)
        return checks_of_month(self.told, needs, today.replace(day=1), today, checks_of)

    def album_after(self, visit_id: int | None) -> PageAlbum | None:
        """The album before this one in time; the newest after the oldest, or to begin with."""
        at = next((nth for nth, one in enumerate(self.albums) if one.visit_id == visit_id), -1)
        return self.albums[(at + 1) % len(self.albums)] if self.albums else None

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


def _told(need: Need, zone: tzinfo) -> ToldNeed:
    last = need.history[-1]
    is_closed = need.status in (NeedStatus.CONFIRMED, NeedStatus.WITHDRAWN)
    return ToldNeed(
        need.category,
        need.status,
        need.reported_at.astimezone(zone).date(),
        last.at.astimezone(zone).date() if is_closed else None,
        last.act is not Act.LAPSE,
    )


def as_seen_by(actor: Actor, page: HouseholdPage, today: date) -> HouseholdPage | None:
    """The page as far as the actor may see it on that day; None if not at all."""
    if not may(actor, Action.SEE_HOUSEHOLD, page.subject, today):
        return None
    return page if may(actor, Action.SEE_NUMBERS, page.subject, today) else page.masked()
