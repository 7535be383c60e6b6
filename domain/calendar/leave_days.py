"""The days on which a leave may begin and end."""

from datetime import date, timedelta

from domain.calendar.month import Month

REASONS = ("training", "unwell", "family", "trip")
"""Codes of why people are away; nobody has to say."""
LONGEST = timedelta(days=366)
AHEAD = timedelta(days=183)
"""How long before its first day a leave may be told; a day that is past for longer is a slip of the pen."""
FRIDAY = 4


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
