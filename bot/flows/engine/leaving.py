"""Leaving a conversation half way: what is laid aside, what becomes true, and how a notice steps in."""

from collections.abc import Mapping
from dataclasses import replace

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Flow, Moment, Outcome, State
from bot.flows.engine.numbers import from_base36, to_base36
from bot.flows.engine.port import Event, Kind
from domain.conversation import Draft, Shelved
from domain.notices.notices import BUSY_FOR, EXEMPT, READING_FOR

Flows = Mapping[str, type[Flow]]
HOME = "home"
"""Nothing is asked there."""
NOTICE_MARK = "_"
"""Begins the id of a conversation that tells a notice; no number in base 36 begins so."""


def state_of(flows: Flows, draft: Draft | None) -> State | None:
    """Where the draft stands; None in a new chat, or if there is no such state any more."""
    flow = flows.get(draft.flow) if draft else None
    return flow.states.get(draft.state) if flow and draft else None


def fresh(draft: Draft | None, facts: Facts) -> Shelved | None:
    """What was laid aside, if it is young enough to be offered again."""
    return draft.shelved if draft and draft.shelved and draft.shelved.is_fresh(facts.now) else None


def laid_aside(flows: Flows, draft: Draft | None, facts: Facts) -> Shelved | None:
    """What waits to be taken up again once another conversation begins."""
    state = state_of(flows, draft)
    if draft and state and state.keeps(draft.answers):
        before = fresh(draft, facts)
        return Shelved(draft.flow, draft.state, draft.answers, draft.touched_at or facts.now, before)
    return fresh(draft, facts) if state else None


def left(flows: Flows, draft: Draft | None, event: Event, facts: Facts, outcome: Outcome) -> Outcome:
    """The outcome with what becomes true because the conversation is left where it stands."""
    state = state_of(flows, draft)
    if draft is None or state is None or state.leaves is None:
        return outcome
    came = state.leaves(Moment(draft.answers, event, facts))
    return replace(outcome, facts=(*came.facts, *outcome.facts), note=came.note or outcome.note)


def is_busy(flows: Flows, draft: Draft | None, facts: Facts) -> bool:
    """Whether the person is in the middle of something, so that a notice had better wait.

    What is owed unasked waits for any question that is open, and leaves time to read an answer.
    """
    state = state_of(flows, draft)
    if draft is None or state is None or draft.touched_at is None:
        return False
    idle = facts.now - draft.touched_at
    if facts.notice is not None and facts.notice.kind not in EXEMPT:
        return idle < (READING_FOR if state.closes or draft.flow == HOME else BUSY_FOR)
    return idle < BUSY_FOR and (state.keeps(draft.answers) or state.leaves is not None)


def begun(flows: Flows, draft: Draft | None, event: Event, facts: Facts) -> Draft | None:
    """The conversation with which the notice in `facts` begins; None if its reasons are gone."""
    notice = facts.notice
    flow = teller(flows, notice.topic) if notice else None
    if notice is None or flow is None or facts.person is None:
        return None
    if flow.is_moot(Moment(notice.terms, event, facts)):
        return None
    return Draft(
        NOTICE_MARK + to_base36(notice.id),
        flow.name,
        flow.first().name,
        notice.terms,
        laid_aside(flows, draft, facts),
        version=draft.version if draft else 0,
        card_message_id=draft.card_message_id if draft else None,
    )


def teller(flows: Flows, topic: str) -> type[Flow] | None:
    """The flow that tells the notices of a topic."""
    return next((one for one in flows.values() if topic in one.topics), None) or flows.get(topic)


def notice_of(event: Event) -> int | None:
    """The notice that is due, or on whose button was pressed."""
    draft_of_button = event.choice.partition(".")[0]
    if event.kind is not Kind.CHOICE or not draft_of_button.startswith(NOTICE_MARK):
        return event.notice
    return from_base36(draft_of_button.removeprefix(NOTICE_MARK))
