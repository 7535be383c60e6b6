"""All flows and commands put together: what an engine is made of."""

from bot.flows.engine import Command, Engine, Opener
from bot.flows.feedback import Feedback
from bot.flows.flow import Enter, Moment, Outcome
from bot.flows.home import Home
from bot.flows.household import Household
from bot.flows.household_rules import browses_only
from bot.flows.household_villages import Villages
from bot.flows.join import Join
from bot.flows.language import Language
from bot.flows.ledger import Ledger, export
from bot.flows.mine import Mine
from bot.flows.people import People
from bot.flows.people_giving import HandOver
from bot.flows.people_homes import Homestead
from bot.flows.port import Event, Kind, Say, say
from bot.flows.visit import Visit
from domain.access import Action
from domain.conversation import NO_ANSWERS
from domain.facts import Facts
from domain.joining import AccessRefused, InviteRefused

_OFFICE_FLOWS = (Ledger, People, HandOver, Homestead)
FLOWS = (Home, Join, Visit, Mine, Household, Villages, Feedback, Language, *_OFFICE_FLOWS)


def _begin(flow: str, state: str = "", *, note: Say | None = None, abandons: bool = False) -> Command:
    outcome = Outcome(NO_ANSWERS, note=note, abandons=abandons)
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


def _export(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """The workbook goes to who may have it; the card tells the others that it does not."""
    if not facts.may(Action.EXPORT):
        return Enter("ledger", "exporting"), Outcome(NO_ANSWERS)
    return Enter("ledger", "exporting"), export(Moment(NO_ANSWERS, event, facts))


def _mine(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """One's own round; who has none, and an office, looks through the villages."""
    is_looking = browses_only(Moment(NO_ANSWERS, event, facts))
    return Enter("villages" if is_looking else "mine"), Outcome(NO_ANSWERS)


def _people(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """Who looks after nobody is told so, and the attempt is noted."""
    refused = () if facts.staff else (AccessRefused(event.who, "people", event.at),)
    return Enter("people"), Outcome(NO_ANSWERS, refused)


def _is_for_the_clerk(event: Event, facts: Facts) -> str | None:
    """The clerk's files are workbooks, and whoever else sends a workbook is told whose matter it is."""
    if facts.person is None or event.attachment is None:
        return None
    is_workbook = event.attachment.name.casefold().endswith(".xlsx")
    return "import" if is_workbook or facts.may(Action.IMPORT) else None


COMMANDS: dict[str, Command] = {
    "start": _start,
    "visit": _begin("visit"),
    "mine": _mine,
    "feedback": _begin("feedback"),
    "lang": _begin("language"),
    "import": _begin("ledger"),
    "export": _export,
    "people": _people,
    "help": _begin("home", "help"),
    "cancel": _begin("home", note=say("cancelled"), abandons=True),
    "": _begin("home", note=say("unknown_command")),
    "restarted": _begin("home", note=say("restarted")),
}
OPENERS: dict[Kind, Opener] = {
    Kind.FILE: _is_for_the_clerk,
    Kind.PHOTO: lambda _event, facts: "visit" if facts.person and facts.round else None,
}
SHOWN_COMMANDS = ("visit", "mine", "feedback", "lang", "help", "cancel")
"""Those in everybody's command menu, in its order; `/start` is Telegram's own button."""
STAFF_COMMANDS = ("people",)
"""Those that who looks after people sees besides."""
CLERK_COMMANDS = ("import", "export")
"""Those that the clerk sees besides."""


def open_book() -> Engine:
    """The engine with every flow."""
    return Engine(FLOWS, COMMANDS, _gate, OPENERS)
