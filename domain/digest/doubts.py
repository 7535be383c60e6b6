"""What is to be checked again (建议核实): the cadre hears first, and what stays unexplained is counted."""

from datetime import date, timedelta
from enum import StrEnum
from itertools import count

from domain.calendar.working_days import WorkingDays

EXPLAINED_WITHIN = 3
"""Working days that a cadre has to explain a photo before it is counted."""


class DoubtKind(StrEnum):
    """Why something is to be checked again; no score is kept, and nothing is taken away for it."""

    PHOTO = "photo"
    """A photo looks like an earlier one, and the cadre who was asked has not said why."""
    LAPSED = "lapsed"
    """A need was closed within the span because nobody objected, not by the household's word."""
    UNPAIRED = "unpaired"
    """A household has no responsible person, or no contact person."""


def asked_until(today: date, calendar: WorkingDays) -> date:
    """What was asked up to this day and is still open is counted: its working days to explain it are over."""
    days = (today - timedelta(days=back) for back in count(1))
    return next(day for day in days if calendar.between(day, today) > EXPLAINED_WITHIN)
