"""Pace: how much of the month's visits is expected by a working day, counted in whole obligations."""

from dataclasses import dataclass
from datetime import date

from domain.calendar.month import Month
from domain.calendar.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many obligations there are and how they stand; what is excused is not part of `owed`."""

    owed: int = 0
    met: int = 0
    excused: int = 0

    @property
    def open(self) -> int:
        """How many are still to be met."""
        return self.owed - self.met

    @property
    def is_under_half(self) -> bool:
        """Whether more than half are still to be met."""
        return 2 * self.met < self.owed

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(self.owed + other.owed, self.met + other.met, self.excused + other.excused)


@dataclass(frozen=True, slots=True)
class Elapsed:
    """How many of a month's working days have begun, today too if it is one, and how many are left.

    Today counts for both: it has begun, and somebody can still be visited.
    """

    working_days: int
    of_working_days: int
    working_days_left: int

    def expected(self, owed: int) -> int:
        """How many of so many obligations should be met by now, rounded down."""
        return owed * self.working_days // self.of_working_days if self.of_working_days else owed


def elapsed(month: Month, today: date, calendar: WorkingDays) -> Elapsed:
    """How far a month has come by a day; the one count of its working days for all that tells of them."""
    days = calendar.within(month.first, month.last)
    return Elapsed(sum(day <= today for day in days), len(days), sum(day >= today for day in days))
