"""Needs that a flow wants to see, loaded for all events at once, each as far as its person may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.desk.loading.households import Begun, ReadsFor
from bot.desk.loading.needs_wanted import NeedLook, need_look
from bot.flows.digest.flow import WeeklyDigest
from bot.flows.engine.engine import Engine
from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Want
from bot.flows.engine.port import Kind
from bot.flows.need.rules import may_see
from bot.flows.visit.troubles import trouble_told
from domain.households.browse import areas_seen
from domain.needs.needs import Need
from domain.needs.pages import NeedBook, NeedPage
from domain.needs.passages import UNDO_FOR
from storage.needs.lists import PAGE
from storage.unit import Unit

_OF_COMMANDS = {"mine": frozenset({Want.NEEDS}), "need": frozenset({Want.NEED_BOOK})}
_OF_COMMANDS |= {"need_book": _OF_COMMANDS["need"]}


@dataclass(frozen=True, slots=True)
class _Wish:
    facts: Facts
    wants: frozenset[Want]
    look: NeedLook
    takes_back: bool = False

    def has(self, want: Want) -> bool:
        return want in self.wants and self.facts.person is not None


def with_needs(
    unit: Unit, cases: Sequence[Begun], engine: Engine, reads: ReadsFor, today: date
) -> list[Facts]:
    """The facts of these cases with their needs; what is typed is read off the card of before."""
    wishes = [
        _Wish(
            one.facts,
            _wants(engine, one),
            need_look(one.draft, one.event, engine.tapped(one.draft, one.event), one.facts),
            one.event.ordered == "undo",
        )
        for one in cases
    ]
    facts = _known(unit, wishes, today)
    again: dict[int, _Wish] = {}
    for at, (one, wish) in enumerate(zip(cases, wishes, strict=True)):
        if one.event.kind is not Kind.TEXT or one.event.command or not _is_listed(one, wish):
            continue
        meant = engine.meant(one.draft, one.event, facts[at], reads(facts[at]))
        typed = need_look(one.draft, one.event, meant, one.facts)
        if typed != wish.look:
            again[at] = replace(wish, look=typed)
    found = dict(zip(again, _known(unit, list(again.values()), today), strict=True))
    return [found.get(at, one) for at, one in enumerate(facts)]


def _is_listed(case: Begun, wish: _Wish) -> bool:
    """Whether typed words may mean a need's button on an official's list."""
    is_digest = case.draft is not None and case.draft.flow == WeeklyDigest.name
    return is_digest or Want.NEED_BOOK in wish.wants


def _wants(engine: Engine, case: Begun) -> frozenset[Want]:
    """What the flows want; a command leads to one card only, and most cards tell of no need."""
    command = case.event.command
    if command:
        return _OF_COMMANDS.get(command[0], frozenset())
    wanted = engine.wants(case.draft, case.event)
    tells = case.event.kind is Kind.TEXT and trouble_told(case.event.text, case.facts) is not None
    return wanted | {Want.NEED_HOME} if tells else wanted


def _known(unit: Unit, wishes: Sequence[_Wish], today: date) -> list[Facts]:
    own = _own(unit, wishes)
    named = _named(unit, wishes)
    pages = unit.need_homes.pages(_once([*_flat(own), *_flat(named)]), today)
    homes = unit.need_homes.of(
        sorted({one.look.household for one in wishes if one.has(Want.NEED_HOME) and one.look.household}),
        today,
    )
    number = unit.needs.next_number() if homes else 0
    books = {at: _book(unit, wish, today) for at, wish in enumerate(wishes) if wish.has(Want.NEED_BOOK)}
    told = []
    for at, wish in enumerate(wishes):
        told.append(
            replace(
                wish.facts,
                needs=_seen(wish.facts, own[at], pages),
                named_needs=_seen(wish.facts, named[at], pages),
                need_home=homes.get(wish.look.household or 0),
                need_book=books.get(at),
                next_number=number,
            )
        )
    return told


def _flat(by_wish: Sequence[Sequence[Need]]) -> Iterable[Need]:
    return (one for needs in by_wish for one in needs)


def _once(needs: Iterable[Need]) -> list[Need]:
    return list({one.id: one for one in needs}.values())


def _seen(facts: Facts, needs: Sequence[Need], pages: dict[int, NeedPage]) -> tuple[NeedPage, ...]:
    told = (pages[one.id] for one in needs)
    return tuple(one for one in told if may_see(facts, one))


def _own(unit: Unit, wishes: Sequence[_Wish]) -> list[list[Need]]:
    """What is not closed: of the households of a round, held or reported by the person, by date."""
    people = sorted({one.facts.person.id for one in wishes if one.has(Want.NEEDS) and one.facts.person})
    rounds = {one.facts.person.id: one.facts.round for one in wishes if one.facts.person}
    homes = sorted({home.id for who in people for home in rounds[who].households})
    around = unit.needs.open_of_households(homes)
    held, reported = unit.needs.held_by(people), unit.needs.reported_by(people)
    whole = {
        who: _once(
            [
                *(one for home in rounds[who].households for one in around.get(home.id, ())),
                *held.get(who, ()),
                *reported.get(who, ()),
            ]
        )
        for who in people
    }
    return [
        whole.get(one.facts.person.id, []) if one.has(Want.NEEDS) and one.facts.person else []
        for one in wishes
    ]


def _named(unit: Unit, wishes: Sequence[_Wish]) -> list[list[Need]]:
    wishes = [_with_moved(unit, one) for one in wishes]
    asking = [one for one in wishes if one.has(Want.NEED)]
    by_id = unit.needs.of(sorted({which for one in asking for which in one.look.needs}))
    by_number = unit.needs.by_number(sorted({one.look.number for one in asking if one.look.number}))
    return [
        _once(
            [
                *(by_id[which] for which in one.look.needs if which in by_id),
                *((by_number[one.look.number],) if one.look.number in by_number else ()),
            ]
        )
        if one.has(Want.NEED)
        else []
        for one in wishes
    ]


def _with_moved(unit: Unit, wish: _Wish) -> _Wish:
    """Who takes something back may have told of a need last, or moved one; seldom: a statement of its own."""
    if not wish.takes_back or wish.facts.person is None:
        return wish
    moved = unit.needs.moved_by(wish.facts.person.id, wish.facts.now - UNDO_FOR)
    look = replace(wish.look, needs=(*wish.look.needs, *moved))
    return replace(wish, wants=wish.wants | {Want.NEED}, look=look)


def _book(unit: Unit, wish: _Wish, today: date) -> NeedBook | None:
    areas, calendar, look = areas_seen(wish.facts.actor, today), wish.facts.policy.working_days(), wish.look
    if not areas:
        return None
    # Officials are few: a list is a statement of its own.
    return unit.need_lists.book(
        areas, today, calendar, village=look.village, category=look.category, offset=look.page * PAGE
    )
