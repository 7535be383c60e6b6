"""Which household, and which village, an event is about: what has to be loaded before it is decided on."""

from dataclasses import dataclass

from bot.flows.engine.numbers import from_base36
from bot.flows.engine.port import Event
from domain.conversation import NO_ANSWERS, Draft

LOOKING = ("household", "villages")
"""Flows whose answers name what is looked at."""


@dataclass(frozen=True, slots=True)
class Look:
    """Ids as the button or the answers name them (nothing is checked yet), and words to search for."""

    household: int | None = None
    village: int | None = None
    words: str = ""


def look(draft: Draft | None, event: Event, name: str | None, words: str = "") -> Look:
    """What is looked at once the button `name` (None: no button) is meant, or these words are typed."""
    if draft is None or event.command:
        return Look()
    looks = draft.flow in LOOKING or bool(draft.answers.get("from_page"))
    answers = draft.answers if looks else NO_ANSWERS
    trigger, _, argument = (name or "").partition("-")
    chosen = from_base36(argument) if argument else None
    typed = words.strip() if draft.flow == "villages" else ""
    return Look(
        chosen if trigger == "pick" else answers.get("household"),
        chosen if trigger == "village" else answers.get("village"),
        typed or answers.get("words", ""),
    )
