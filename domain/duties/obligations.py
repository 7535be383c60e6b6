"""The one definition of "due" and "met": what is owed to a household in a month (docs/domain.md)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.calendar.month import Month
from domain.duties.cadence import MONTHLY, Cadence
from domain.duties.leave import Excuse, Leave, stand_ins
from domain.people.people import Pairing
from domain.visits.visits import Mode


class Status(StrEnum):
    """How an obligation stands."""

    OPEN = "open"
    MET = "met"
    EXCUSED = "excused"


@dataclass(frozen=True, slots=True)
class PastVisit:
    """A visit that stands: not undone; `person_id` is None where only the duty holder's own are at hand."""

    visit_id: int
    mode: Mode
    visited_on: date
    person_id: int | None = None


def is_owed(pairing: Pairing, month: Month, starts_on: date) -> bool:
    """Whether the pairing owes a visit in that month: it lasts to the month's end, and the work has begun."""
    return pairing.holds_on(month.last) and Month.of(starts_on) <= month


def meets(mode: Mode, *, away: bool, phone_counts: bool) -> bool:
    """Whether such a visit meets the duty; by phone only where the household is away or policy says so."""
    return mode is Mode.HOME or (mode is Mode.PHONE and (away or phone_counts))


@dataclass(frozen=True, slots=True)
class Obligation:
    """What a pairing owes in a month, from facts alone: only how it stands depends on the day of asking.

    `made` counts the days on which a visit met it, `stood_in` those on which only a stand-in came; `met_on`
    is the day of the visit that made it complete.
    """

    pairing: Pairing
    month: Month
    wanted: int
    made: int = 0
    stood_in: int = 0
    excuse: Excuse | None = None
    met_on: date | None = None

    def status(self, as_of: date) -> Status:
        """How it stands on a day; an excuse holds from its first day on."""
        if self.made >= self.wanted:
            return Status.MET
        is_excused = self.excuse is not None and self.excuse.since <= as_of
        return Status.EXCUSED if is_excused else Status.OPEN


def obligation(
    pairing: Pairing,
    month: Month,
    visits: Iterable[PastVisit],
    *,
    cadence: Cadence = MONTHLY,
    starts_on: date = date.min,
    leaves: Iterable[Leave] = (),
    excuse: Excuse | None = None,
) -> Obligation | None:
    """The one definition of what a pairing owes in a month and what was made of it; None: nothing is owed.

    `visits` are those of the pairing's household and duty in the cadence's period, `excuse` comes from
    `excuse_for`. A visit is credited to whoever held the pairing on its day, or stood in then;
    several on one day count once. A pairing that has ended owes nothing more, but keeps what was met while
    it lasted.
    """
    if not cadence.falls_due_in(month) or month < Month.of(starts_on):
        return None
    known = tuple(leaves)
    counted = [one for one in visits if _is_credited(one, pairing, month, cadence, known)]
    own = {one.visited_on for one in counted if one.person_id in (None, pairing.person_id)}
    made = {one.visited_on for one in counted}
    met_on = sorted(made)[cadence.visits - 1] if len(made) >= cadence.visits else None
    owed = Obligation(pairing, month, cadence.visits, len(made), len(made - own), excuse, met_on)
    is_met = owed.made >= owed.wanted
    return owed if is_met or is_owed(pairing, month, starts_on) else None


def _is_credited(
    visit: PastVisit, pairing: Pairing, month: Month, cadence: Cadence, leaves: tuple[Leave, ...]
) -> bool:
    first, last = cadence.period(month)
    if not first <= visit.visited_on <= last or not pairing.holds_on(visit.visited_on):
        return False
    if not meets(visit.mode, away=False, phone_counts=cadence.phone_counts):
        return False
    own = visit.person_id in (None, pairing.person_id)
    return own or visit.person_id in stand_ins(pairing.person_id, leaves, visit.visited_on)
