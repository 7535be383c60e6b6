"""Needs as lists tell them: lines, and counts by village and category."""

from dataclasses import dataclass
from datetime import date

from domain.needs.needs import NeedStatus, numbered


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One need on a list; `working_days_late` is 0 unless it is late (domain.needs.deadlines)."""

    id: int
    number: int
    household_id: int
    head: str
    village_code: str
    village: str
    category: str
    urgent: bool
    status: NeedStatus
    due_on: date
    working_days_late: int = 0

    @property
    def label(self) -> str:
        """The number as people know it."""
        return numbered(self.number)


@dataclass(frozen=True, slots=True)
class NeedCount:
    """How many needs there are in a village or of a category; `late` are some of the `open` ones."""

    key: str
    open: int
    late: int
