"""Words about a day that was typed and cannot be taken: which, why, and what would be."""

from datetime import date

from bot.flows.engine.port import Say, say
from domain.calendar.days import Named

LONGEST = 12


def not_a_day(named: Named, words: str, example: date) -> Say | None:
    """What is said of words that name no day, or one that the calendar lacks; None if they name a day."""
    if named.day is not None:
        return None
    key = "day.impossible" if named.is_impossible else "day.unclear"
    return say(key, words=words.strip()[:LONGEST], example=f"{example.month}-{example.day}")
