"""All flows and commands put together: what an engine is made of."""

from bot.flows.engine import Command, Engine
from bot.flows.feedback import Feedback
from bot.flows.flow import Enter, Outcome
from bot.flows.home import Home
from bot.flows.join import Join
from bot.flows.language import Language
from bot.flows.mine import Mine
from bot.flows.port import Event, Kind, Say, say
from bot.flows.visit import Visit
from domain.conversation import NO_ANSWERS
from domain.facts import Facts
from domain.joining import AccessRefused, InviteRefused

FLOWS = (Home, Join, Visit, Mine, Feedback, Language)


def _begin(flow: str, state: str = "", *, note: Say | None = None, forgets: bool = False) -> Command:
    outcome = Outcome(NO_ANSWERS, note=note, forgets_shelved=forgets)
    return lambda _event, _facts: (Enter(flow, state), outcome)


def _start(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """`/start TOKEN` opens an invitation; alone it opens the home card."""
    token = event.command[1] if event.command else ""
    invitation = facts.invitation
    if not token or (facts.person and invitation and invitation.account == event.who):
        return _gate(event, facts) if facts.person is None else (Enter("home"), Outcome(NO_ANSWERS))
    if facts.person:
        return Enter("home"), Outcome(NO_ANSWERS, note=say("join.already"))
    if invitation and invitation.is_usable and not facts.is_locked_out:
        return Enter("join", "ask"), Outcome({"token": token})
    return Enter("join", "link_refused"), Outcome(NO_ANSWERS, (InviteRefused(event.who, event.at),))


def _gate(event: Event, _facts: Facts) -> tuple[Enter, Outcome]:
    """Strangers and people who left get one polite sentence with no name in it."""
    pressed = event.kind is Kind.CHOICE
    refused = (AccessRefused(event.who, event.choice[-40:], event.at),) if pressed else ()
    return Enter("join", "refused"), Outcome(NO_ANSWERS, refused)


COMMANDS: dict[str, Command] = {
    "start": _start,
    "visit": _begin("visit"),
    "mine": _begin("mine"),
    "feedback": _begin("feedback"),
    "lang": _begin("language"),
    "help": _begin("home", "help"),
    "cancel": _begin("home", note=say("cancelled"), forgets=True),
    "": _begin("home", note=say("unknown_command")),
    "restarted": _begin("home", note=say("restarted")),
}
SHOWN_COMMANDS = ("visit", "mine", "feedback", "lang", "help", "cancel")
"""Those in the command menu, in its order; `/start` is Telegram's own button."""


def open_book() -> Engine:
    """The engine with every flow."""
    return Engine(FLOWS, COMMANDS, _gate)
