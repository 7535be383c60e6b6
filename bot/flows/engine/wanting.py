"""What a button names, and what must be known beyond the usual before an event is advanced."""

from bot.flows.engine.flow import Enter, Flow, Want
from bot.flows.engine.leaving import Flows
from bot.flows.engine.port import Event, Kind
from domain.conversation import Draft


def button_of(event: Event) -> tuple[str, str, str]:
    """The draft, the state, and the name of the button pressed."""
    draft, _, rest = event.choice.partition(".")
    state, _, name = rest.partition(".")
    return draft, state, name


def tapped(draft: Draft | None, event: Event) -> str | None:
    """The button pressed, if it stands on the chat's card as it is now."""
    draft_of_button, state, name = button_of(event)
    is_current = draft is not None and (draft_of_button, state) == (draft.id, draft.state)
    return name if is_current else None


def wants(flows: Flows, flow: type[Flow], event: Event) -> frozenset[Want]:
    """All that this flow wants to know, or any other to which the event may lead from here."""
    trigger = button_of(event)[2].partition("-")[0] if event.kind is Kind.CHOICE else None
    entered = [
        flows[move.to.flow].wants
        for move in flow.moves
        if isinstance(move.to, Enter) and trigger in (None, move.trigger)
    ]
    return flow.wants.union(*entered)
