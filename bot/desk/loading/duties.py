"""Duties and leaves that a flow wants to know of, as far as each person may see them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.desk.loading.duties_wanted import DutyLook, duty_look
from bot.desk.loading.households import Begun
from bot.flows.engine.facts import Facts
from domain.calendar.month import Month
from domain.duties.pages import Above, DutyBook, DutyPage, LeaveBook
from domain.households.browse import areas_seen
from domain.notices.escalation import climb
from domain.people.access import Action, Subject, may
from domain.people.ladder import rungs_above
from domain.people.people import Duty, Rung
from storage.unit import Unit

_RUNG_OF = {Duty.RESPONSIBLE: Rung.RESPONSIBLE, Duty.CONTACT: Rung.CONTACT}


def with_duties(unit: Unit, cases: Sequence[Begun], today: date) -> list[Facts]:
    """The facts of these cases with what they tell of duties and leaves; few events tell of any."""
    return [_known(unit, one, today) for one in cases]


def _known(unit: Unit, case: Begun, today: date) -> Facts:
    facts = case.facts
    if facts.person is None:
        return facts
    look = duty_look(case.draft, case.event, facts)
    return replace(
        facts,
        duties=duty_book(unit, facts, look, today) if look.tells else None,
        leave=_leave(unit, facts, look, today) if look.takes_leave else None,
    )


def duty_book(unit: Unit, facts: Facts, look: DutyLook, today: date) -> DutyBook:
    """What the notice tells, as far as the person may see it."""
    assert facts.person is not None  # strangers are told nothing
    who, month, pages = facts.person.id, Month.of(today), unit.duty_pages
    asked = pages.of(look.pairings, month, today, who) if look.pairings else ()
    asked += pages.open_of(look.askers, month, today, who) if look.askers else ()
    gaps = pages.gaps_in(areas_seen(facts.actor, today), look.gaps_of, today, who) if look.gaps_of else ()
    own = pages.gaps_of([who], look.own_gaps_of, today, who) if look.own_gaps_of else ()
    gaps = tuple({one.pairing_id: one for one in (*gaps, *own)}.values())
    past = look.gaps_of or look.own_gaps_of
    explained = unit.duty_surroundings.explained([one.pairing_id for one in gaps], past) if past else {}
    names = unit.need_homes.names(look.lost) if look.lost else {}
    return DutyBook(
        asked=_seen(facts, (one for one in asked if one.person_id != who), today),
        gaps=_seen(facts, gaps, today),
        above=_above(unit, who, month, today) if look.asks_help else (),
        said=unit.duty_surroundings.said_by(who, today),
        explained=explained,
        lost=tuple(names.values()),
    )


def _seen(facts: Facts, pages: Iterable[DutyPage], today: date) -> tuple[DutyPage, ...]:
    """The pages that the person may see, with numbers only where that is allowed, too."""
    found = []
    for one in {one.pairing_id: one for one in pages}.values():
        subject = Subject(one.household_id, one.village_code)
        if not may(facts.actor, Action.SEE_HOUSEHOLD, subject, today):
            continue
        may_call = may(facts.actor, Action.CALL_HELPER, subject, today)
        found.append(one if may_call else replace(one, phone=""))
    return tuple(found)


def _above(unit: Unit, who: int, month: Month, today: date) -> tuple[Above, ...]:
    """Who hears when this person asks for help: for each open household the next one up who can."""
    mine = unit.duty_pages.open_of([who], month, today, who)
    ladders = unit.ladders.of([one.household_id for one in mine], today)
    around = {other for one in ladders.values() for other in one.everybody}
    people = unit.duty_surroundings.people(around) if around else {}
    hearing = {one for one, (_, _, is_reachable) in people.items() if is_reachable}
    homes: dict[int, list[int]] = defaultdict(list)
    for one in mine:
        climbed = climb(ladders[one.household_id], rungs_above(_RUNG_OF[one.duty]), who, hearing)
        if climbed and climbed[-1].person_id is not None:
            homes[climbed[-1].person_id].append(one.household_id)
    return tuple(Above(one, people[one][0], tuple(some)) for one, some in homes.items())


def _leave(unit: Unit, facts: Facts, look: DutyLook, today: date) -> LeaveBook:
    assert facts.person is not None  # strangers do not get here
    who = facts.person.id
    asked = unit.leave_pages.of([look.leave], today).get(look.leave) if look.leave else None
    return LeaveBook(
        own=unit.leave_pages.own(who, today),
        asked=asked if asked and asked.leave.stand_in_id == who else None,
        mates=unit.leave_pages.mates(who, today),
    )
