"""On which days a visit may still be entered, and which words name a day (docs/domain.md, R11)."""

import re
from datetime import date, datetime, time, timedelta

from domain.month import Month
from domain.working_days import WorkingDays

_WRITTEN = re.compile(
    r"(?:(?P<year>\d{4})\s*[-./年])?\s*(?P<month>\d{1,2})\s*[-./月]\s*(?P<day>\d{1,2})\s*[日号]?"
)
_WORDS = {"今天": 0, "today": 0, "昨天": 1, "yesterday": 1, "前天": 2}
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


def read_day(words: str, today: date) -> date | None:
    """The day that somebody typed: 昨天, 11-18, 11月18日, 2026-11-18; without a year the last such day."""
    written = words.strip().casefold()
    if written in _WORDS:
        return today - timedelta(days=_WORDS[written])
    day, has_year = read_written(written, today)
    if day is None or day <= today or has_year:
        return day
    return read_written(f"{today.year - 1}-{written}", today)[0]


def read_written(words: str, today: date) -> tuple[date | None, bool]:
    """A day in figures, and whether its year is written; else it is one of this year. None: there is none."""
    found = _WRITTEN.fullmatch(words)
    if not found:
        return None, False
    try:
        day = date(int(found["year"] or today.year), int(found["month"]), int(found["day"]))
    except ValueError:
        return None, bool(found["year"])
    return day, bool(found["year"])
