"""Which days a digest tells of: a week from Monday to Sunday, a week so far, or a month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.calendar.month import Month

DAY, WEEK = timedelta(days=1), timedelta(days=7)
SO_FAR = "so_far"
"""Names the week so far, which is told to whoever asks."""
SHORTEST = 3
"""Days; what is left of a week at either end of a month belongs to its neighbour if it is shorter."""


class Edition(StrEnum):
    """How often a digest comes."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from one to another, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def is_in_one_month(self) -> bool:
        """Whether the month has to be said only once: 11月16–22日."""
        return Month.of(self.first) == Month.of(self.last)


@dataclass(frozen=True, slots=True)
class Issue:
    """One digest to be made: on which day it looks at the duties, and of which days it tells besides.

    The duties are those of the month of `as_of`, as they stand that day; needs and praise are of `span`.
    """

    edition: Edition
    span: Span
    as_of: date

    @property
    def month(self) -> Month:
        """The month of the duties."""
        return Month.of(self.as_of)


def monday_of(day: date) -> date:
    """The Monday of that day's week."""
    return day - timedelta(days=day.weekday())


def of_last_week(today: date) -> Issue:
    """What goes out on a Monday, or on the next working day: the last whole week."""
    monday = monday_of(today)
    return Issue(Edition.WEEK, Span(monday - WEEK, monday - timedelta(days=1)), today)


def of_this_week(today: date) -> Issue:
    """What is told to whoever asks on any day: the week so far."""
    return Issue(Edition.WEEK, Span(monday_of(today), today), today)


def of_month(month: Month) -> Issue:
    """What goes out when a month is over."""
    return Issue(Edition.MONTH, Span(month.first, month.last), month.last)


def issue_told(told: Sequence[str], today: date) -> Issue:
    """What a notice or a conversation names, as of a day: ("week", its first day), ("month", its first
    day), or ("so_far",) for the week so far.

    A week is looked at as of that day, but not beyond the month in which it was to be told.
    """
    if told[0] == SO_FAR:
        return of_this_week(today)
    first = date.fromisoformat(told[1])
    if told[0] == Edition.MONTH:
        return of_month(Month.of(first))
    return Issue(Edition.WEEK, Span(first, first + WEEK - DAY), min(today, Month.of(first + WEEK).last))


def named(issue: Issue) -> tuple[str, str]:
    """How a notice names the issue."""
    return issue.edition.value, issue.span.first.isoformat()


def weeks_of(month: Month) -> tuple[Span, ...]:
    """The four or five weeks of a month; a rest of one or two days at either end joins its neighbour."""
    mondays = [day for day in _days(month) if day.weekday() == 0 and _leaves_enough(day, month)]
    starts = [month.first, *(day for day in mondays if (day - month.first).days >= SHORTEST)]
    ends = [*(day - timedelta(days=1) for day in starts[1:]), month.last]
    return tuple(map(Span, starts, ends))


def year_until(month: Month) -> tuple[Month, ...]:
    """The twelve months that end with this one."""
    months = [month]
    while len(months) < 12:
        months.insert(0, months[0].previous)
    return tuple(months)


def _days(month: Month) -> list[date]:
    return [month.first + timedelta(days=step) for step in range(month.last.day)]


def _leaves_enough(day: date, month: Month) -> bool:
    return (month.last - day).days + 1 >= SHORTEST
