"""Duties and leaves that a flow wants to know of, as far as each person may see them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.desk.loading.loader import Asking, Loader
from bot.flows.engine.facts import Facts
from bot.flows.engine.port import Kind
from bot.flows.leave.flow import Leave, StandIn
from bot.flows.reminder.flow import Reminder
from domain.calendar.month import Month
from domain.conversation import NO_ANSWERS
from domain.duties.pages import Above, DutyBook, DutyPage, LeaveBook
from domain.households.browse import areas_seen
from domain.notices.escalation import climb
from domain.notices.owed import GAP, LOST, RECTIFY
from domain.people.access import Action, Subject, may
from domain.people.ladder import rungs_above
from domain.people.people import Duty, Rung
from storage.unit import Unit

_RUNG_OF = {Duty.RESPONSIBLE: Rung.RESPONSIBLE, Duty.CONTACT: Rung.CONTACT}
TOPICS = frozenset({Reminder.name, *Reminder.topics})
OWN_LEAVES = 0
"""Stands for no leave in particular, where one's own are asked for."""


@dataclass(frozen=True, slots=True)
class DutyLook:
    """Ids as the notice or the answers name them; nothing is checked yet."""

    pairings: tuple[int, ...] = ()
    askers: tuple[int, ...] = ()
    gaps_of: Month | None = None
    """The month whose gaps the message tells the leader."""
    own_gaps_of: Month | None = None
    lost: tuple[int, ...] = ()
    asks_help: bool = False
    """Somebody is about to be asked for help."""


def _subject(asking: Asking) -> tuple[str, Mapping[str, Any]]:
    """What the notice is about; without one, what the conversation was begun with."""
    notice, draft = asking.facts.notice, asking.draft
    if asking.event.command:
        return "", NO_ANSWERS
    if notice is not None:
        return notice.topic, notice.terms
    return (draft.flow, draft.answers) if draft else ("", NO_ANSWERS)


def _duties_asked(asking: Asking) -> DutyLook | None:
    (topic, terms), draft = _subject(asking), asking.draft
    if topic not in TOPICS:
        return None
    is_why = draft is not None and (draft.flow, draft.state) == (Reminder.name, Reminder.WHY_HELP.name)
    return DutyLook(
        tuple(int(one[0]) for one in terms.get("escalated", ())),
        tuple(int(one) for one in terms.get("help", ())),
        _month(terms.get(GAP)),
        _month(terms.get(RECTIFY)),
        tuple(int(one) for one in terms.get(LOST, ())),
        asks_help=is_why,
    )


def _leave_asked(asking: Asking) -> int | None:
    """The leave for which somebody is asked to stand in, or one's own."""
    topic, terms = _subject(asking)
    if topic == StandIn.name:
        leave = terms.get("leave")
        return leave if isinstance(leave, int) else OWN_LEAVES
    # A reminder leads to a leave only by its button, which words that are typed may stand for, too.
    may_lead = asking.button[0] == Leave.name or asking.event.kind is Kind.TEXT
    return OWN_LEAVES if topic not in TOPICS or may_lead else None


def _month(told: Any) -> Month | None:
    return Month.parse(max(one[0] for one in told)) if told else None


def _with_duties(unit: Unit, asked: Sequence[tuple[Facts, DutyLook]], today: date) -> list[Facts]:
    # Few events tell of any: a few statements each.
    return [replace(facts, duties=duty_book(unit, facts, look, today)) for facts, look in asked]


def _with_leaves(unit: Unit, asked: Sequence[tuple[Facts, int]], today: date) -> list[Facts]:
    return [replace(facts, leave=_leave(unit, facts, which, today)) for facts, which in asked]


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


def _leave(unit: Unit, facts: Facts, which: int, today: date) -> LeaveBook:
    assert facts.person is not None  # strangers do not get here
    who = facts.person.id
    asked = unit.leave_pages.of([which], today).get(which) if which else None
    return LeaveBook(
        own=unit.leave_pages.own(who, today),
        asked=asked if asked and asked.leave.stand_in_id == who else None,
        mates=unit.leave_pages.mates(who, today),
    )


DUTIES = Loader(_duties_asked, _with_duties)
LEAVE = Loader(_leave_asked, _with_leaves)
