"""Needs that a flow wants to see, loaded for all events at once, each as far as its person may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.desk.loading.loader import Asking, Loader
from bot.flows.engine.facts import Facts
from bot.flows.engine.numbers import from_base36
from bot.flows.engine.port import Kind
from bot.flows.need.rules import may_see
from bot.flows.visit.troubles import trouble_told
from domain.conversation import NO_ANSWERS
from domain.households.browse import areas_seen
from domain.needs.needs import Need, read_number
from domain.needs.pages import NeedBook, NeedPage
from domain.needs.passages import UNDO_FOR
from storage.needs.lists import PAGE
from storage.unit import Unit

_REPORTS, _VISITS = "report", "visit"
_PICKED = ("kind", "words", "check", "edit")
"""States of a report in which its household is known, whatever the words name."""


@dataclass(frozen=True, slots=True)
class NeedLook:
    """Needs as notice, button and answers name them, and a number typed."""

    needs: tuple[int, ...] = ()
    number: int | None = None
    takes_back: bool = False
    """What the person did to needs a moment ago may be taken back."""


@dataclass(frozen=True, slots=True)
class NeedBookLook:
    """Where an official's list stands."""

    village: str | None = None
    category: str | None = None
    page: int = 0


def _own_asked(asking: Asking) -> int | None:
    return asking.facts.person.id if asking.facts.person else None


def _named_asked(asking: Asking) -> NeedLook | None:
    event, facts, (trigger, argument) = asking.event, asking.facts, asking.button
    answers = asking.draft.answers if asking.draft and not event.command else NO_ANSWERS
    opened = from_base36(argument) if trigger == "open" else None
    noticed = _noticed(facts.notice.terms if facts.notice else answers)
    needs = tuple(one for one in (*noticed, opened, answers.get("need")) if isinstance(one, int))
    number = read_number(event.text) if event.kind is Kind.TEXT else None
    look = NeedLook(needs, number, event.ordered == "undo")
    return None if look == NeedLook() else look


def _noticed(terms: Mapping[str, Any]) -> tuple[object, ...]:
    """The needs of which a notice tells: one, or those that a reminder has."""
    return (terms.get("need"), *terms.get("needs", ()), *(one[0] for one in terms.get("late_needs", ())))


def household_told_of(asking: Asking) -> int | None:
    """The household told of; on the list where it is picked, the one of a report laid aside."""
    draft, event, facts = asking.draft, asking.event, asking.facts
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


def _book_asked(asking: Asking) -> NeedBookLook | None:
    if not areas_seen(asking.facts.actor, asking.facts.today):
        return None
    at = _leafed(asking)
    return NeedBookLook(_text(at.get("village")), _text(at.get("category")), int(at.get("page", 0)))


def _leafed(asking: Asking) -> Mapping[str, Any]:
    """Where an official's list stands after the button; a need's card leads back to the same place."""
    draft, (trigger, argument) = asking.draft, asking.button
    if draft is None or asking.event.command:
        return NO_ANSWERS
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


def _with_own(unit: Unit, asked: Sequence[tuple[Facts, int]], today: date) -> list[Facts]:
    """What is not closed: of the households of a round, held or reported by the person, by date."""
    people = sorted({who for _, who in asked})
    homes = sorted({home.id for facts, _ in asked for home in facts.round.households})
    around = unit.needs.open_of_households(homes)
    held, reported = unit.needs.held_by(people), unit.needs.reported_by(people)
    own = [
        _once(
            [
                *(one for home in facts.round.households for one in around.get(home.id, ())),
                *held.get(who, ()),
                *reported.get(who, ()),
            ]
        )
        for facts, who in asked
    ]
    pages = _pages(unit, own, today)
    return [replace(one, needs=_seen(one, own[at], pages)) for at, (one, _) in enumerate(asked)]


def _with_named(unit: Unit, asked: Sequence[tuple[Facts, NeedLook]], today: date) -> list[Facts]:
    ids = [(*look.needs, *(_moved(unit, facts) if look.takes_back else ())) for facts, look in asked]
    by_id = unit.needs.of(sorted({which for some in ids for which in some}))
    by_number = unit.needs.by_number(sorted({look.number for _, look in asked if look.number}))
    named = [
        _once(
            [
                *(by_id[which] for which in some if which in by_id),
                *((by_number[look.number],) if look.number in by_number else ()),
            ]
        )
        for some, (_, look) in zip(ids, asked, strict=True)
    ]
    pages = _pages(unit, named, today)
    return [replace(one, named_needs=_seen(one, named[at], pages)) for at, (one, _) in enumerate(asked)]


def _moved(unit: Unit, facts: Facts) -> Iterable[int]:
    """The needs of which the person told, or which the person moved; seldom: a statement of its own."""
    return unit.needs.moved_by(facts.person.id, facts.now - UNDO_FOR) if facts.person else ()


def _with_homes(unit: Unit, asked: Sequence[tuple[Facts, int]], today: date) -> list[Facts]:
    homes = unit.need_homes.of(sorted({home for _, home in asked}), today)
    number = unit.needs.next_number() if homes else 0
    return [replace(one, need_home=homes.get(home), next_number=number) for one, home in asked]


def _with_books(unit: Unit, asked: Sequence[tuple[Facts, NeedBookLook]], today: date) -> list[Facts]:
    # Officials are few: a list is a statement of its own.
    return [replace(facts, need_book=_book(unit, facts, look, today)) for facts, look in asked]


def _book(unit: Unit, facts: Facts, look: NeedBookLook, today: date) -> NeedBook:
    areas, calendar = areas_seen(facts.actor, today), facts.policy.working_days()
    return unit.need_lists.book(
        areas, today, calendar, village=look.village, category=look.category, offset=look.page * PAGE
    )


def _once(needs: Iterable[Need]) -> list[Need]:
    return list({one.id: one for one in needs}.values())


def _pages(unit: Unit, needs: Sequence[Sequence[Need]], today: date) -> dict[int, NeedPage]:
    return unit.need_homes.pages(_once(one for some in needs for one in some), today)


def _seen(facts: Facts, needs: Sequence[Need], pages: dict[int, NeedPage]) -> tuple[NeedPage, ...]:
    told = (pages[one.id] for one in needs)
    return tuple(one for one in told if may_see(facts, one))


NEEDS = Loader(_own_asked, _with_own)
NEED = Loader(_named_asked, _with_named)
NEED_HOME = Loader(household_told_of, _with_homes)
NEED_BOOK = Loader(_book_asked, _with_books)
