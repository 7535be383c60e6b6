"""The days of a leave as people pick or write them."""

from datetime import date, timedelta

from domain.entry_days import read_written
from domain.month import Month

REASONS = ("training", "unwell", "family", "trip")
"""Codes of why people are away; nobody has to say."""
LONGEST = timedelta(days=366)
AHEAD = timedelta(days=183)
"""How long before its first day a leave may be told; a day that is past for longer is a slip of the pen."""
FRIDAY = 4
_WORDS = {"今天": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2}


def read_ahead(words: str, today: date) -> date | None:
    """The day that somebody typed: 明天, 11-24, 11月24日; without a year the next such day, if it is near."""
    written = words.strip().casefold()
    if written in _WORDS:
        return today + timedelta(days=_WORDS[written])
    day, has_year = read_written(written, today)
    if day is None or day >= today or has_year:
        return day
    following = read_written(f"{today.year + 1}-{written}", today)[0]
    return following if following and following <= today + AHEAD else day


def may_begin(day: date, today: date) -> bool:
    """Whether a leave may begin on that day."""
    return today <= day <= today + AHEAD


def may_end(day: date, since: date) -> bool:
    """Whether a leave that begins on one day may last to another."""
    return since <= day <= since + LONGEST


def ends_offered(since: date) -> tuple[date, ...]:
    """That day alone, three days, to Friday, one week, two weeks, to the month's end; each day once."""
    friday = since + timedelta(days=(FRIDAY - since.weekday()) % 7)
    spans = [since + timedelta(days=more) for more in (0, 2, 6, 13)]
    return tuple(sorted({*spans, friday, Month.of(since).last}))
