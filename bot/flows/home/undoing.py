"""撤销, typed anywhere: the last thing that somebody recorded within a day, if it can be taken back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Enter, Moment, Outcome
from bot.flows.engine.numbers import to_base36
from bot.flows.engine.port import Event, say
from bot.flows.leave import turns as leave_turns
from bot.flows.need import turns as need_turns
from bot.flows.need.rules import acts
from bot.flows.visit import turns as visit_turns
from bot.flows.visit.recording import saved_answers
from bot.flows.visit.rules import UNDO_WITHIN
from domain.conversation import NO_ANSWERS
from domain.needs.needs import Act
from domain.needs.orders import NeedOrder
from domain.needs.pages import NeedPage
from domain.visits.visits import RecentVisit

Taken = tuple[Enter, Outcome]


@dataclass(frozen=True, slots=True)
class _Deed:
    at: datetime
    take_back: Callable[[], Taken]


def take_back_last(event: Event, facts: Facts) -> Taken:
    """The newest deed taken back; what asks to be sure asks first, and several at once are not guessed at."""
    moment = Moment(NO_ANSWERS, event, facts)
    since = event.at - UNDO_WITHIN
    # What was recorded with a visit goes before the visit itself.
    deeds = [one for one in (*_needs(moment), *_leaves(moment), *_visits(moment)) if one.at >= since]
    if not deeds:
        return Enter("home"), Outcome(NO_ANSWERS, note=say("undo.nothing"))
    return max(deeds, key=lambda one: one.at).take_back()


def _visits(moment: Moment) -> Iterator[_Deed]:
    mine = [one for one in moment.facts.recent if moment.facts.round.get(one.household_id)]
    newest = max((one.recorded_at for one in mine), default=None)
    together = tuple(one for one in mine if one.recorded_at == newest)
    if newest is not None:
        yield _Deed(newest, partial(_visit if len(together) == 1 else _one_of, moment, together))


def _visit(moment: Moment, visits: tuple[RecentVisit, ...]) -> Taken:
    saved = saved_answers(visits[0], visits[0].pictures)
    return Enter("visit", "undone"), visit_turns.undo(replace(moment, answers=saved))


def _one_of(_moment: Moment, visits: tuple[RecentVisit, ...]) -> Taken:
    listed = [saved_answers(one, one.pictures) for one in visits]
    return Enter("visit", "several"), Outcome({"visits": listed}, note=say("undo.which"))


def _needs(moment: Moment) -> Iterator[_Deed]:
    facts, person = moment.facts, moment.facts.person
    known = {one.need.id: one for one in (*facts.named_needs, *facts.needs)}
    for page in known.values():
        last, allowed = page.need.history[-1], acts(facts, page)
        if person is None or last.person_id != person.id:
            continue
        back = next((one for one in (Act.UNDO, Act.RETRACT) if one in allowed), None)
        if back is not None:
            yield _Deed(last.at, partial(_step_back, moment, page, back))
        elif last.act is Act.REPORT and Act.WITHDRAW in allowed:
            yield _Deed(last.at, partial(_ask_to_withdraw, page))


def _step_back(moment: Moment, page: NeedPage, act: Act) -> Taken:
    order = NeedOrder(act, len(page.need.history))
    return Enter("need", "done"), need_turns.move(replace(moment, answers={"need": page.need.id}), order)


def _ask_to_withdraw(page: NeedPage) -> Taken:
    return Enter("need", "sure"), Outcome({"need": page.need.id, "seen": len(page.need.history)})


def _leaves(moment: Moment) -> Iterator[_Deed]:
    own = moment.facts.leave.own if moment.facts.leave else ()
    for page in own:
        if page.leave.taken_at is not None:
            ends = replace(moment, argument=to_base36(page.leave.id))
            yield _Deed(page.leave.taken_at, partial(_end, ends))


def _end(moment: Moment) -> Taken:
    return Enter("leave", "ended"), leave_turns.end(moment)
