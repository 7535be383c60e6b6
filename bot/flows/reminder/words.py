"""Words and parts that all messages about duties share: whom they greet, months, and names in short."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.flows.engine.flow import Moment
from bot.flows.engine.port import Rows, Say, say
from bot.flows.shared.words import LONGEST_HEAD, clipped
from domain.duties.answers import REASONS, Answered

MOST_ROWS = 8
OTHER = "other"
"""The reason that says nothing."""


@dataclass(frozen=True, slots=True)
class Section:
    """What one reason of a message says, and the buttons that belong to it."""

    says: tuple[Say, ...]
    rows: Rows = ()


def greeting(moment: Moment) -> Say | str:
    """How a message begins."""
    person = moment.facts.person
    return say("reminder.hello", name=clipped(person.name, LONGEST_HEAD)) if person else ""


def answer_words(answer: Answered) -> Say:
    """What somebody answered: in own words, or the reason that was tapped."""
    if answer.words:
        return say("reminder.said", words=clipped(answer.words))
    known = answer.reason if answer.reason in REASONS else OTHER
    return say(f"help.reason.{known}") if answer.reason else say(f"answer.{answer.answer.value}")


def merged_rows(sections: Sequence[Section]) -> Rows:
    """The rows of all sections, each button once."""
    seen: set[str] = set()
    rows = []
    for row in (row for one in sections for row in one.rows):
        fresh = tuple(one for one in row if one.name not in seen)
        seen |= {one.name for one in fresh}
        rows += [fresh] if fresh else []
    return tuple(rows[:MOST_ROWS])
