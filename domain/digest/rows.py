"""The rows behind a digest's numbers, as the workbook's sheets and the lists in the chat show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.digest.doubts import DoubtKind
from domain.needs.needs import NeedStatus, numbered
from domain.people.people import Duty, Rung
from domain.visits.visits import Mode


@dataclass(frozen=True, slots=True)
class UnvisitedRow:
    """A duty of the month that is not met: open, or excused if `excuse` says by what (a leave, or away).

    `last_on`: the last visit of any kind that counts, by anybody. `reason` is what was said of an open one.
    """

    village: str
    group: str
    household_code: str
    head: str
    duty: Duty
    person: str
    phone: str = ""
    last_on: date | None = None
    two_months: bool = False
    excuse: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit of the month that stands; `meets`: the duty is met, and this visit is part of why."""

    visited_on: date
    mode: Mode
    person: str
    duty: Duty
    village: str
    group: str
    household_code: str
    head: str
    meets: bool
    photos: int = 0
    late: bool = False
    stood_in: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need that is open, or that came or was solved within the span; days as in domain.digest.needs.

    `confirmed`: what the household said last; None: nothing. `working_days_late` counts working days.
    `waits`: the reader is asked to decide, for this `reason`.
    """

    number: int
    village: str
    household_code: str
    head: str
    category: str
    words: str
    reported_on: date
    department: str
    holder: str
    due_on: date
    status: NeedStatus
    level: Rung
    urgent: bool = False
    working_days_late: int = 0
    solved_on: date | None = None
    confirmed: bool | None = None
    waits: bool = False
    reason: str = ""

    @property
    def label(self) -> str:
        """The number as people know it."""
        return numbered(self.number)


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """Something to check again; `about` tells it apart: a day, a need's number, a duty that is vacant."""

    kind: DoubtKind
    village: str
    household_code: str
    head: str
    person: str = ""
    about: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class DigestRows:
    """All rows behind a digest, in ledger order; they may come as they are read, once each."""

    unvisited: Iterable[UnvisitedRow] = ()
    visits: Iterable[VisitRow] = ()
    needs: Iterable[NeedRow] = ()
    doubts: Iterable[DoubtRow] = ()
