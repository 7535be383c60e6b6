"""Wordings that several conversations share: months, clipped text, households by their heads."""

from collections.abc import Sequence

from bot.flows.engine.port import Say, say
from domain.calendar.month import Month


def month_words(month: Month) -> Say:
    """A month by its name."""
    return say(f"month.{month.number}")


LONGEST_HEAD = 30
LONGEST_WORDS = 60


def clipped(text: str, longest: int = LONGEST_WORDS) -> str:
    """The text in at most so many characters, on one line."""
    line = " / ".join(" ".join(one.split()) for one in text.splitlines() if one.strip())
    return line if len(line) <= longest else line[: longest - 1] + "…"


NAMED = 8
NAMED_OF_MANY = 5


def heads_words(heads: Sequence[str], total: int = 0) -> Say:
    """Households by their heads; of more than eight the first five, and how many there are.

    `total`: how many there are, if these are but the first of them.
    """
    short, n = tuple(clipped(one, LONGEST_HEAD) for one in heads), max(total, len(heads))
    if n <= min(NAMED, len(short)):
        return say("reminder.heads", heads=short)
    return say("reminder.heads_of_many", heads=short[:NAMED_OF_MANY], n=n)
