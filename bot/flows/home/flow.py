"""The home card: where every conversation starts and ends, with help."""

from bot.flows.digest.turns import open_digest
from bot.flows.engine.flow import Enter, Flow, Moment, Move, State, Want
from bot.flows.engine.port import Card, say
from bot.flows.ledger.flow import export, may_export
from bot.flows.need.rules import looks_through, names_need, names_no_need
from bot.flows.need.turns import not_found, open_numbered
from bot.flows.people.rules import looks_after_people
from bot.flows.shared.guards import browses_only, may_read
from bot.flows.shared.menu import home_rows
from bot.flows.visit.photo_rules import comes_after_cancel
from bot.flows.visit.proposals import take


def _welcome(moment: Moment) -> Card:
    return Card((say("home" if moment.facts.round else "home.office"),), home_rows(moment.facts))


def _after_joining(moment: Moment) -> Card:
    return Card((say("joined" if moment.facts.round else "joined.office"),), home_rows(moment.facts))


def _help(moment: Moment) -> Card:
    return Card((say("help" if moment.facts.round else "help.office"),), home_rows(moment.facts))


class Home(Flow):
    """The menu, the words of welcome, and help."""

    name = "home"
    wants = frozenset({Want.NEED})

    MENU = State(_welcome)
    JOINED = State(_after_joining)
    HELP = State(_help)

    moves = (
        Move((MENU, JOINED, HELP), "visit", Enter("visit")),
        Move((MENU, JOINED, HELP), "report", Enter("report")),
        Move((MENU, JOINED, HELP), "need_book", Enter("need_book"), when=looks_through),
        Move((MENU, JOINED, HELP), "text", Enter("need"), do=open_numbered, when=names_need),
        Move(MENU, "text", MENU, do=not_found, when=names_no_need),
        Move(MENU, "photo", Enter("visit"), do=take, when=comes_after_cancel),
        Move((MENU, JOINED, HELP), "mine", Enter("villages"), when=browses_only),
        Move((MENU, JOINED, HELP), "mine", Enter("mine")),
        Move((MENU, JOINED, HELP), "import", Enter("ledger")),
        Move((MENU, JOINED, HELP), "export", Enter("ledger", "exporting"), do=export, when=may_export),
        Move((MENU, JOINED, HELP), "people", Enter("people"), when=looks_after_people),
        Move((MENU, JOINED, HELP), "digest", Enter("digest"), do=open_digest, when=may_read),
        Move((MENU, JOINED, HELP), "feedback", Enter("feedback")),
        Move((MENU, JOINED, HELP), "help", HELP),
    )
