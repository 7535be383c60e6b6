"""The period of the duty: a calendar month in the township's zone."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month of a day."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """The month written as 2026-11; ValueError if it is not."""
        year, number = text.split("-")
        return cls.of(date(int(year), int(number), 1))

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def previous(self) -> "Month":
        """The month before."""
        return Month.of(self.first - timedelta(days=1))

    @property
    def next(self) -> "Month":
        """The month after."""
        return Month.of(self.last + timedelta(days=1))

    def until(self, last: "Month") -> Iterator["Month"]:
        """This month and those after it, up to the last one."""
        month = self
        while month <= last:
            yield month
            month = month.next

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"
