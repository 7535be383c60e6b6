"""On which days a visit may still be entered (docs/domain.md, R11)."""

from datetime import date, datetime, time

from domain.calendar.month import Month
from domain.calendar.working_days import WorkingDays

ASKING_DAYS = 3
ASKING_UNTIL = time(12)


def closes_on(month: Month, calendar: WorkingDays, working_days: int) -> date:
    """The last day on which a visit of a past month may be entered: so many working days into the next."""
    return calendar.plus(month.last, working_days)


def earliest_entry(today: date, calendar: WorkingDays, working_days: int) -> date:
    """The first day that a visit entered today may be dated."""
    last_month = Month.of(today).previous
    is_open = today <= closes_on(last_month, calendar, working_days)
    return last_month.first if is_open else Month.of(today).first


def asks_which_month(now: datetime) -> bool:
    """Whether a visit told at this local time may well have been made last month (R11)."""
    return now.day <= ASKING_DAYS and now.time() < ASKING_UNTIL
