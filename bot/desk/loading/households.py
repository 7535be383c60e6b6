"""Households and villages that a flow wants to see, loaded for all events at once, as far as each may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.desk.loading.loader import Asking, Loader
from bot.flows.engine.facts import Facts
from bot.flows.engine.numbers import from_base36
from domain.conversation import NO_ANSWERS
from domain.households.browse import Browse, areas_seen, is_reached
from domain.households.page import as_seen_by
from storage.unit import Unit

LOOKING = ("household", "villages")
"""Flows whose answers name what is looked at."""


@dataclass(frozen=True, slots=True)
class BrowseLook:
    """The village looked into, or words to search for."""

    village: int | None = None
    words: str = ""


def household_asked(asking: Asking) -> int | None:
    """The household that the button or the answers name."""
    trigger, argument = asking.button
    if trigger == "pick" and not asking.event.command:
        return from_base36(argument) if argument else None
    household: int | None = _answers(asking).get("household")
    return household


def _answers(asking: Asking) -> Mapping[str, Any]:
    """The answers, if they are about what is looked at."""
    draft = asking.draft
    if draft is None or asking.event.command:
        return NO_ANSWERS
    return draft.answers if draft.flow in LOOKING or draft.answers.get("from_page") else NO_ANSWERS


def _browse_asked(asking: Asking) -> BrowseLook | None:
    facts, (trigger, argument), answers = asking.facts, asking.button, _answers(asking)
    if not areas_seen(facts.actor, facts.today):
        return None
    typed = asking.words.strip() if asking.draft and asking.draft.flow == "villages" else ""
    chosen = from_base36(argument) if trigger == "village" and argument else answers.get("village")
    return BrowseLook(chosen, typed or answers.get("words", ""))


def _with_pages(unit: Unit, asked: Sequence[tuple[Facts, int]], today: date) -> list[Facts]:
    pages = unit.pages.of(sorted({household for _, household in asked}))
    return [
        replace(facts, page=as_seen_by(facts.actor, pages[household], today) if household in pages else None)
        for facts, household in asked
    ]


def _with_browses(unit: Unit, asked: Sequence[tuple[Facts, BrowseLook]], today: date) -> list[Facts]:
    counts = asked[0][0].policy.visits.phone_counts
    villages = unit.browse.villages(today, phone_counts=counts)
    browses = []
    for facts, look in asked:
        areas = areas_seen(facts.actor, today)
        browses.append(_into(Browse(tuple(one for one in villages if is_reached(areas, one.code))), look))
    looked_into = sorted({one.village.id for one in browses if one.village})
    homes = unit.browse.homes(looked_into, today, phone_counts=counts)
    told = []
    for (facts, look), browse in zip(asked, browses, strict=True):
        seen = browse
        if browse.village:
            seen = replace(browse, homes=homes.get(browse.village.id, ()))
        elif look.words:
            # Seldom: a search through all villages is a statement of its own.
            areas = areas_seen(facts.actor, today)
            found, is_cut = unit.browse.search(areas, look.words, today, phone_counts=counts)
            seen = replace(browse, homes=found, is_cut=is_cut)
        told.append(replace(facts, browse=seen))
    return told


def _into(browse: Browse, look: BrowseLook) -> Browse:
    """The village looked into, if the office reaches it; whoever has only one looks into that."""
    only = browse.villages[0] if len(browse.villages) == 1 else None
    return replace(browse, village=only or browse.get(look.village or 0))


PAGE = Loader(household_asked, _with_pages)
BROWSE = Loader(_browse_asked, _with_browses)
