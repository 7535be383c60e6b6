"""The one definition of "due" and "met": what is owed to a household in a month (DOMAIN.md section 3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.month import Month
from domain.people import Duty
from domain.visits import Mode


class Status(StrEnum):
    """How an obligation stands."""

    OPEN = "open"
    MET = "met"
    EXCUSED = "excused"


@dataclass(frozen=True, slots=True)
class Pairing:
    """One household × person × duty, from one day to another (None: still)."""

    household_id: int
    person_id: int
    duty: Duty
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the duty is held on that local day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class PastVisit:
    """A visit that stands: not undone."""

    visit_id: int
    mode: Mode
    visited_on: date


def is_owed(pairing: Pairing, month: Month, starts_on: date) -> bool:
    """Whether the pairing owes a visit in that month: it lasts to the month's end, and the work has begun."""
    return pairing.holds_on(month.last) and Month.of(starts_on) <= month


def meets(mode: Mode, *, away: bool, phone_counts: bool) -> bool:
    """Whether such a visit meets the duty; by phone only where the household is away or policy says so."""
    return mode is Mode.HOME or (mode is Mode.PHONE and (away or phone_counts))


def status(visits: Iterable[PastVisit], month: Month, *, away: bool, phone_counts: bool) -> Status:
    """How the obligation of a month stands, given the duty holder's own visits to the household."""
    met = any(
        one.visited_on in month and meets(one.mode, away=away, phone_counts=phone_counts) for one in visits
    )
    return Status.MET if met else Status.OPEN
