"""Which duties and which leave an event is about: what has to be loaded before it is decided on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.flows.engine.facts import Facts
from bot.flows.engine.port import Event, Kind
from bot.flows.engine.wanting import button_of
from bot.flows.leave.flow import Leave, StandIn
from bot.flows.reminder.flow import Reminder
from domain.calendar.month import Month
from domain.conversation import NO_ANSWERS, Draft
from domain.notices.owed import GAP, LOST, RECTIFY

_ABOUT_LEAVE = frozenset({Leave.name, "revoke", "undo"})
"""Commands that lead to a leave, or may take one back."""
TOPICS = frozenset({Reminder.name, *Reminder.topics})


@dataclass(frozen=True, slots=True)
class DutyLook:
    """Ids as the notice or the answers name them; nothing is checked yet."""

    pairings: tuple[int, ...] = ()
    askers: tuple[int, ...] = ()
    gaps_of: Month | None = None
    """The month whose gaps the message tells the leader."""
    own_gaps_of: Month | None = None
    lost: tuple[int, ...] = ()
    leave: int | None = None
    tells: bool = False
    """A message about duties is told or answered."""
    asks_help: bool = False
    """Somebody is about to be asked for help."""
    takes_leave: bool = False
    """The conversation is about a leave, or about to be."""


def duty_look(draft: Draft | None, event: Event, facts: Facts) -> DutyLook:
    """What the notice names; without one, what the conversation was begun with."""
    notice, trigger = facts.notice, button_of(event)[2].partition("-")[0]
    if event.command:
        return DutyLook(takes_leave=event.command[0] in _ABOUT_LEAVE)
    here = draft if draft and notice is None else None
    flow, terms = here.flow if here else "", here.answers if here else NO_ANSWERS
    if notice is not None:
        flow, terms = notice.topic, notice.terms
    if flow == StandIn.name:
        return DutyLook(leave=_number(terms.get("leave")), takes_leave=True)
    if flow not in TOPICS:
        return DutyLook(takes_leave=flow == Leave.name or event.order in _ABOUT_LEAVE)
    is_why = draft is not None and (draft.flow, draft.state) == (Reminder.name, Reminder.WHY_HELP.name)
    # Typed words may stand for the button, too.
    may_leave = trigger == Leave.name or (here is not None and event.kind is Kind.TEXT)
    return replace(_reminder_look(terms), asks_help=is_why, takes_leave=may_leave)


def _reminder_look(terms: Mapping[str, Any]) -> DutyLook:
    return DutyLook(
        tuple(int(one[0]) for one in terms.get("escalated", ())),
        tuple(int(one) for one in terms.get("help", ())),
        _month(terms.get(GAP)),
        _month(terms.get(RECTIFY)),
        tuple(int(one) for one in terms.get(LOST, ())),
        tells=True,
    )


def _month(told: Any) -> Month | None:
    return Month.parse(max(one[0] for one in told)) if told else None


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) else None
