"""Working days: Chinese statutory days with their make-up days, and the township's own exceptions."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import count
from zoneinfo import ZoneInfo

import holidays
from holidays import HolidayBase

MORNING = (time(8, 30), time(11, 30))
AFTERNOON = (time(14, 30), time(18, 0))


@lru_cache(maxsize=32)
def _statutory(year: int) -> HolidayBase:
    return holidays.country_holidays("CN", years=year)


@dataclass(frozen=True)
class WorkingDays:
    """The calendar of one township; its own days off and make-up days win over the statutory ones."""

    days_off: frozenset[date] = frozenset()
    make_up_days: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether offices work on that day."""
        if day in self.make_up_days:
            return True
        if day in self.days_off:
            return False
        return _statutory(day.year).is_working_day(day)

    def plus(self, day: date, n: int) -> date:
        """The n-th working day after `day`, itself not counted; n = 0 is the day itself."""
        if n == 0:
            return day
        following = (day + timedelta(days=step) for step in count(1))
        working = (one for one in following if self.is_working(one))
        return next(one for nth, one in enumerate(working, 1) if nth == n)

    def between(self, after: date, until: date) -> int:
        """How many working days there are after one day and up to another, that one too."""
        return len(self.within(after + timedelta(days=1), until))

    def within(self, first: date, last: date) -> tuple[date, ...]:
        """The working days from one day to another, both included."""
        return _within(self, first, last)

    def from_on(self, day: date) -> date:
        """The day itself if it is a working day, else the next one."""
        return self.plus(day - timedelta(days=1), 1)

    def is_published(self, year: int) -> bool:
        """Whether the make-up days of a year are known: every published year has some on a weekend."""
        return any(day.weekday() >= 5 for day in self.within(date(year, 1, 1), date(year, 12, 31)))

    def next_window(self, after: datetime, zone: ZoneInfo) -> datetime:
        """The next instant strictly after `after` at which a reminder window opens."""
        local = after.astimezone(zone)
        days = (local.date() + timedelta(days=step) for step in count())
        openings = (
            datetime.combine(day, opens, zone)
            for day in days
            if self.is_working(day)
            for opens, _ in (MORNING, AFTERNOON)
        )
        return next(opening for opening in openings if opening > local)


# A sweep asks the same of thousands of people.
@lru_cache(maxsize=1024)
def _within(calendar: WorkingDays, first: date, last: date) -> tuple[date, ...]:
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return tuple(day for day in days if calendar.is_working(day))
