"""Households and villages that a flow wants to see, loaded for all events at once, as far as each may see."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from bot.desk.loading.households_wanted import Look, look
from bot.flows.engine.engine import Engine, Reads
from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Want
from bot.flows.engine.port import Event, Kind
from domain.conversation import Draft
from domain.households.browse import Browse, areas_seen, is_reached
from domain.households.page import as_seen_by
from storage.unit import Unit

ReadsFor = Callable[[Facts], Reads]
"""How typed words are read in the language of a person."""


class Begun(Protocol):
    """A case of which the usual is known."""

    @property
    def event(self) -> Event:
        """What happened."""
        ...

    @property
    def draft(self) -> Draft | None:
        """Where the chat stands."""
        ...

    @property
    def facts(self) -> Facts:
        """What is known so far."""
        ...


@dataclass(frozen=True, slots=True)
class _Wish:
    facts: Facts
    wants: frozenset[Want]
    look: Look


def looked_at(
    unit: Unit, cases: Sequence[Begun], engine: Engine, reads: ReadsFor, today: date
) -> list[Facts]:
    """The facts of these cases with their pages and lists; what is typed is read off the card of before."""
    wishes = [
        _Wish(
            one.facts,
            engine.wants(one.draft, one.event) if one.facts.person else frozenset(),
            look(one.draft, one.event, engine.tapped(one.draft, one.event)),
        )
        for one in cases
    ]
    facts = _known(unit, wishes, today)
    again: dict[int, _Wish] = {}
    for at, (one, wish) in enumerate(zip(cases, wishes, strict=True)):
        if one.event.kind is not Kind.TEXT or one.event.command or not wish.wants & {Want.PAGE, Want.BROWSE}:
            continue
        meant = engine.meant(one.draft, one.event, facts[at], reads(facts[at]))
        typed = look(one.draft, one.event, meant, "" if meant or one.event.order else one.event.text)
        if typed != wish.look:
            again[at] = replace(wish, look=typed)
    found = dict(zip(again, _known(unit, list(again.values()), today), strict=True))
    return [found.get(at, one) for at, one in enumerate(facts)]


def _known(unit: Unit, wishes: Sequence[_Wish], today: date) -> list[Facts]:
    named = {one.look.household for one in wishes if Want.PAGE in one.wants} - {None}
    pages = unit.pages.of(sorted(one for one in named if one is not None))
    browses = _browses(unit, wishes, today)
    told = []
    for at, wish in enumerate(wishes):
        page = pages.get(wish.look.household or 0) if Want.PAGE in wish.wants else None
        seen = as_seen_by(wish.facts.actor, page, today) if page else None
        told.append(replace(wish.facts, page=seen, browse=browses.get(at)))
    return told


def _browses(unit: Unit, wishes: Sequence[_Wish], today: date) -> dict[int, Browse]:
    areas = {
        at: seen
        for at, one in enumerate(wishes)
        if Want.BROWSE in one.wants and (seen := areas_seen(one.facts.actor, today))
    }
    if not areas:
        return {}
    counts = wishes[0].facts.policy.visits.phone_counts
    villages = unit.browse.villages(today, phone_counts=counts)
    browses = {
        at: _into(Browse(tuple(one for one in villages if is_reached(seen, one.code))), wishes[at].look)
        for at, seen in areas.items()
    }
    looked_into = sorted({one.village.id for one in browses.values() if one.village})
    homes = unit.browse.homes(looked_into, today, phone_counts=counts)
    for at, browse in browses.items():
        if browse.village:
            browses[at] = replace(browse, homes=homes.get(browse.village.id, ()))
        elif words := wishes[at].look.words:
            # Seldom: a search through all villages is a statement of its own.
            found, is_cut = unit.browse.search(areas[at], words, today, phone_counts=counts)
            browses[at] = replace(browse, homes=found, is_cut=is_cut)
    return browses


def _into(browse: Browse, wanted: Look) -> Browse:
    """The village looked into, if the office reaches it; whoever has only one looks into that."""
    only = browse.villages[0] if len(browse.villages) == 1 else None
    return replace(browse, village=only or browse.get(wanted.village or 0))
