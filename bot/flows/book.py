"""All flows and commands put together: what an engine is made of."""

from functools import cache

from bot.flows.digest.flow import WeeklyDigest
from bot.flows.digest.turns import opened
from bot.flows.digest.village_asking import VillageAsked
from bot.flows.engine.engine import Command, Engine, Opener
from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Enter, Moment, Outcome
from bot.flows.engine.port import Event, Kind, Say, say
from bot.flows.home.feedback import Feedback
from bot.flows.home.flow import Home
from bot.flows.home.join import Join
from bot.flows.home.language import Language
from bot.flows.home.undoing import take_back_last
from bot.flows.household.flow import Household
from bot.flows.household.mine import Mine
from bot.flows.household.villages import Villages
from bot.flows.leave.flow import Leave, StandIn
from bot.flows.leave.turns import take_back_leave
from bot.flows.ledger.flow import Ledger, export
from bot.flows.need.book import NeedLists
from bot.flows.need.flow import Need
from bot.flows.need.mine import Needs
from bot.flows.need.notices import ConfirmNeed, HandedNeed, UrgentNeed
from bot.flows.people.flow import People
from bot.flows.people.giving import HandOver
from bot.flows.people.homes import Homestead
from bot.flows.reminder.flow import Reminder
from bot.flows.report.flow import Report
from bot.flows.shared.guards import browses_only, may_browse
from bot.flows.visit.edits import begin_with_edited
from bot.flows.visit.flow import Visit
from bot.flows.visit.lookalike import Lookalike
from bot.flows.visit.photo_rules import opens_visits
from bot.flows.visit.troubles import tells_need
from domain.conversation import NO_ANSWERS
from domain.people.access import Action
from domain.people.joining import AccessRefused, InviteRefused

_OFFICE_FLOWS = (Ledger, People, HandOver, Homestead)
_NEED_FLOWS = (Report, Need, Needs, NeedLists, UrgentNeed, ConfirmNeed, HandedNeed)
_DUTY_FLOWS = (Reminder, Leave, StandIn, WeeklyDigest, VillageAsked)
_LOOKING = (Mine, Household, Villages, Lookalike)
FLOWS = (Home, Join, Visit, *_NEED_FLOWS, *_DUTY_FLOWS, *_LOOKING, Feedback, Language, *_OFFICE_FLOWS)


def _begin(
    flow: str, *, state: str = "", note: Say | None = None, abandons: bool = False, **answers: bool
) -> Command:
    outcome = Outcome(answers or NO_ANSWERS, note=note, abandons=abandons)
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
    """Send the workbook to those who may have it; others read on the card that they may not."""
    if not facts.may(Action.EXPORT):
        return Enter("ledger", "exporting"), Outcome(NO_ANSWERS)
    return Enter("ledger", "exporting"), export(Moment(NO_ANSWERS, event, facts))


def _edited(_event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """A message of a saved visit says something else; nothing that anybody types leads there."""
    if facts.edited is None:
        return Enter("home"), Outcome(NO_ANSWERS, note=say("unknown_command"))
    return Enter("visit", "edited"), Outcome(begin_with_edited(facts))


def _mine(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """Open the person's own households; officials without any browse the villages."""
    is_looking = browses_only(Moment(NO_ANSWERS, event, facts))
    return Enter("villages" if is_looking else "mine"), Outcome(NO_ANSWERS)


def _villages(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """The households of an office; one's own for who has none."""
    looks = may_browse(Moment(NO_ANSWERS, event, facts))
    return Enter("villages" if looks else "mine"), Outcome(NO_ANSWERS)


def _need_book(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """The needs of an office; who has none tells of one."""
    looks = may_browse(Moment(NO_ANSWERS, event, facts))
    return Enter("need_book" if looks else "report"), Outcome(NO_ANSWERS)


def _need(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """Report a need of one's own households; officials without any browse all needs."""
    is_looking = browses_only(Moment(NO_ANSWERS, event, facts))
    return Enter("need_book" if is_looking else "report"), Outcome(NO_ANSWERS)


def _people(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """Open 人员; somebody who may not see people is told so, and the attempt is logged."""
    refused = () if facts.staff else (AccessRefused(event.who, "people", event.at),)
    return Enter("people"), Outcome(NO_ANSWERS, refused)


def _of_file(event: Event, facts: Facts) -> str | None:
    """What stands below a film may name a household; all other files but workbooks are of no use."""
    if facts.person and event.media and facts.round.caption(event.text).matches:
        return "arrived"
    return _is_for_the_clerk(event, facts)


def _invite(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """Who has not joined yet; who invites nobody is told so like anybody who asks for people."""
    _, outcome = _people(event, facts)
    return Enter("people", "unjoined"), outcome


def _is_for_the_clerk(event: Event, facts: Facts) -> str | None:
    """A file starts an import for the clerk; others who send a workbook are told that the clerk does this."""
    is_no_sheet = event.media in ("heic", "video")
    if facts.person is None or event.attachment is None or is_no_sheet:
        return None
    is_workbook = event.attachment.name.casefold().endswith(".xlsx")
    return "import" if is_workbook or facts.may(Action.IMPORT) else None


def _opened_by_words(event: Event, facts: Facts) -> str | None:
    """Words about a household: a visit, or trouble there."""
    if opens_visits(event.text, facts):
        return "arrived"
    return "told" if tells_need(event.text, facts) else None


COMMANDS: dict[str, Command] = {
    "start": _start,
    "visit": _begin("visit"),
    "need": _need,
    "mine": _mine,
    "villages": _villages,
    "need_book": _need_book,
    "leave": _begin("leave"),
    "revoke": take_back_leave,
    "undo": take_back_last,
    "digest": lambda event, facts: (Enter("digest"), opened(event, facts)),
    "feedback": _begin("feedback"),
    "lang": _begin("language"),
    "import": _begin("ledger"),
    "export": _export,
    "people": _people,
    "invite": _invite,
    "help": _begin("home", state="help"),
    "cancel": _begin("home", note=say("cancelled"), abandons=True, cancelled=True),
    "": _begin("home", note=say("unknown_command")),
    "restarted": _begin("home", note=say("restarted")),
    "arrived": _begin("visit", arrived=True),
    "told": _begin("report"),
    "edited": _edited,
}
OPENERS: dict[Kind, Opener] = {
    Kind.FILE: _of_file,
    Kind.VOICE: lambda event, facts: "need" if facts.person and facts.round and event.voice else None,
    Kind.PHOTO: lambda _event, facts: "arrived" if facts.person and facts.round else None,
    Kind.TEXT: lambda event, facts: _opened_by_words(event, facts) if facts.person else None,
}
SHOWN_COMMANDS = ("visit", "need", "mine", "leave", "feedback", "lang", "help", "cancel")
"""Everybody's command menu, in order; `/start` is Telegram's own button."""
LEADING_COMMANDS = (*SHOWN_COMMANDS[:4], "digest", *SHOWN_COMMANDS[4:])
"""Menu commands of township leaders, village heads and clerks."""
STAFF_COMMANDS = ("people",)
"""Additional menu commands for clerks and village heads."""
CLERK_COMMANDS = ("import", "export", "invite")
"""Additional menu commands for clerks."""


@cache
def open_book() -> Engine:
    """The engine with every flow; it keeps nothing of what it advances, so one is enough for a process."""
    return Engine(FLOWS, COMMANDS, _gate, OPENERS)
