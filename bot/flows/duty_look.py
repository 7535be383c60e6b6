"""Which duties and which leave an event is about: what has to be loaded before it is decided on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.flows.leave import StandIn
from bot.flows.port import Event
from bot.flows.reminder import Reminder
from domain.conversation import NO_ANSWERS, Draft
from domain.facts import Facts
from domain.month import Month
from domain.owed import GAP, LOST, RECTIFY

TOPICS = frozenset({Reminder.name, *Reminder.topics})


@dataclass(frozen=True, slots=True)
class DutyLook:
    """Ids as the notice or the answers name them; nothing is checked yet."""

    pairings: tuple[int, ...] = ()
    askers: tuple[int, ...] = ()
    gaps_of: Month | None = None
    """The month whose gaps are told to who leads."""
    own_gaps_of: Month | None = None
    lost: tuple[int, ...] = ()
    leave: int | None = None
    tells: bool = False
    """A message about duties is told or answered."""


def duty_look(draft: Draft | None, event: Event, facts: Facts) -> DutyLook:
    """What the notice names; without one, what the conversation was begun with."""
    notice = facts.notice
    if notice is not None:
        is_reminder, is_stand_in = notice.topic in TOPICS, notice.topic == StandIn.name
        terms = notice.terms
    else:
        answers = draft.answers if draft and not event.command else NO_ANSWERS
        flow = draft.flow if draft else ""
        is_reminder, is_stand_in, terms = flow == Reminder.name, flow == StandIn.name, answers
    if is_stand_in:
        return DutyLook(leave=_number(terms.get("leave")))
    return _reminder_look(terms) if is_reminder else DutyLook()


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
