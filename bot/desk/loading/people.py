"""The people whom somebody looks after: as many as the draft of the conversation names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.desk.loading.loader import Asking, Loader
from bot.flows.engine.facts import Facts
from bot.flows.engine.port import Kind
from domain.conversation import NO_ANSWERS
from domain.people.phones import phone_of
from domain.people.staff import scope
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class StaffLook:
    """The one who is looked at with all households, and numbers by which somebody may be known."""

    focus: int | None
    phones: tuple[str, ...]


def _asked(asking: Asking) -> StaffLook | None:
    draft, event, facts = asking.draft, asking.event, asking.facts
    if not scope(facts.actor, facts.today):
        return None
    answers = draft.answers if draft else NO_ANSWERS
    typed = phone_of(event.text) if event.kind is Kind.TEXT else None
    phones = tuple(one for one in (typed, answers.get("phone")) if one)
    return StaffLook(answers.get("who"), phones)


def _with_staff(unit: Unit, asked: Sequence[tuple[Facts, StaffLook]], _today: date) -> list[Facts]:
    # Those who look after people are few: a statement each.
    told = []
    for facts, look in asked:
        areas = scope(facts.actor, facts.today)
        staff = unit.staff.seen_from(areas, facts.today, focus=look.focus, phones=list(look.phones))
        told.append(replace(facts, staff=staff))
    return told


STAFF = Loader(_asked, _with_staff)
