"""What a digest is made from: counted rows, a few thousand whatever the township's size."""

from dataclasses import dataclass
from datetime import date

from domain.calendar.month import Month
from domain.digest.doubts import DoubtKind
from domain.duties.pace import Coverage
from domain.people.people import Duty


@dataclass(frozen=True, slots=True)
class VillageName:
    """A village and how many households it has; they come in ledger order."""

    code: str
    name: str
    households: int = 0


@dataclass(frozen=True, slots=True)
class DutyCount:
    """How one kind of duty stands in a village in a month, as of the day: a row for each of both.

    Only for the digest's own month: `two_months` are open now and were open in the month before, `recovered`
    were open then and are met now. Other months are wanted for the year's chart alone, as they stand by now.
    """

    village_code: str
    duty: Duty
    month: Month
    coverage: Coverage
    two_months: int = 0
    recovered: int = 0


@dataclass(frozen=True, slots=True)
class MetOn:
    """How many duties of the digest's month were met on a day: the `met_on` of domain.duties.obligations."""

    village_code: str
    duty: Duty
    on: date
    count: int


@dataclass(frozen=True, slots=True)
class ExcusedCount:
    """How many duties of a village are excused for a reason: leave, road (domain.duties.leave), away."""

    village_code: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class GivenReason:
    """For how many open duties of a village somebody asked for help this month, for a reason."""

    village_code: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class NeedTally:
    """Needs of a village and category: new and solved within the span; open, and of these late, as of now.

    A need counts as solved on the day of the step that solved it, while nobody has taken that back.
    """

    village_code: str
    category: str
    new: int = 0
    solved: int = 0
    open: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class SolvedAfter:
    """How many needs, of those solved within the span, took so many calendar days since their report."""

    days: int
    count: int


@dataclass(frozen=True, slots=True)
class SolvedBy:
    """How many needs of a category one person solved within the span; `village_code` is where they are."""

    village_code: str
    name: str
    category: str
    count: int


@dataclass(frozen=True, slots=True)
class Decision:
    """Open needs that somebody could not do, that lie with the reader now, and that wait: nothing since."""

    village_code: str
    category: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class DoubtCount:
    """How many things of a kind are to be checked again in a village."""

    village_code: str
    kind: DoubtKind
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """All of it, for the villages that the reader oversees: no household, no names but those of solvers."""

    villages: tuple[VillageName, ...] = ()
    duties: tuple[DutyCount, ...] = ()
    met: tuple[MetOn, ...] = ()
    excused: tuple[ExcusedCount, ...] = ()
    reasons: tuple[GivenReason, ...] = ()
    needs: tuple[NeedTally, ...] = ()
    solved_after: tuple[SolvedAfter, ...] = ()
    solved_by: tuple[SolvedBy, ...] = ()
    decisions: tuple[Decision, ...] = ()
    doubts: tuple[DoubtCount, ...] = ()
