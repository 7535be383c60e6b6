"""Which needs, and which household, an event is about: what has to be loaded before it is decided on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.flows.engine.facts import Facts
from bot.flows.engine.numbers import from_base36
from bot.flows.engine.port import Event, Kind
from bot.flows.visit.troubles import trouble_told
from domain.conversation import NO_ANSWERS, Draft
from domain.needs.needs import read_number

_REPORTS, _VISITS = "report", "visit"
_PICKED = ("kind", "words", "check", "edit")
"""States of a report in which its household is known, whatever the words name."""


@dataclass(frozen=True, slots=True)
class NeedLook:
    """Ids as notice, button and answers name them (nothing is checked yet), and a number typed."""

    needs: tuple[int, ...] = ()
    number: int | None = None
    household: int | None = None
    village: str | None = None
    category: str | None = None
    page: int = 0


def need_look(draft: Draft | None, event: Event, name: str | None, facts: Facts) -> NeedLook:
    """What is looked at once the button `name` (None: no button) is meant, or words are typed."""
    answers = draft.answers if draft and not event.command else NO_ANSWERS
    trigger, _, argument = (name or "").partition("-")
    opened = from_base36(argument) if trigger == "open" else None
    noticed = _noticed(facts.notice.terms if facts.notice else answers)
    number = read_number(event.text) if event.kind is Kind.TEXT else None
    at = _leafed(draft, trigger, argument) if draft and not event.command else NO_ANSWERS
    return NeedLook(
        tuple(one for one in (*noticed, opened, answers.get("need")) if isinstance(one, int)),
        number,
        _household(draft, event, facts),
        _text(at.get("village")),
        _text(at.get("category")),
        int(at.get("page", 0)),
    )


def _noticed(terms: Mapping[str, Any]) -> tuple[object, ...]:
    """The needs of which a notice tells: one, or those that a reminder has."""
    return (terms.get("need"), *terms.get("needs", ()), *(one[0] for one in terms.get("late_needs", ())))


def _leafed(draft: Draft, trigger: str, argument: str) -> Mapping[str, Any]:
    """Where an official's list stands after the button; a need's card leads back to the same place."""
    answers = draft.answers
    if draft.flow != "need_book":
        return answers if answers.get("by_office") else NO_ANSWERS
    if trigger == "more":
        return {**answers, "page": max(0, from_base36(argument))}
    if trigger in ("village", "category"):
        return {trigger: argument}
    return NO_ANSWERS if trigger in ("back", "by_village", "by_category") else answers


def _text(code: object) -> str | None:
    return code if isinstance(code, str) and code else None


def _household(draft: Draft | None, event: Event, facts: Facts) -> int | None:
    """The household told of; on the list where it is picked, the one of a report laid aside."""
    is_picked = draft is not None and draft.flow == _REPORTS and draft.state in _PICKED
    if event.kind is Kind.TEXT and not is_picked and trouble_told(event.text, facts) is not None:
        told = facts.round.caption(event.text).one
        return told.id if told else None
    if draft is not None and draft.flow == _VISITS and draft.answers.get("category"):
        return draft.answers.get("household")
    if draft is None or draft.flow != _REPORTS or event.command:
        return None
    shelved = draft.shelved
    if draft.state == "list" and shelved and shelved.flow == _REPORTS:
        return shelved.answers.get("household")
    return draft.answers.get("household")
