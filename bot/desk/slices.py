"""What the bot can do, a slice a noun: conversations, commands, what they need to know, and whom they tell.

A new kind of record is one more slice here (docs/architecture.md has the recipe).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from bot.desk.case import Standing
from bot.desk.loading.digests import DIGESTS
from bot.desk.loading.duties import DUTIES, LEAVE
from bot.desk.loading.households import BROWSE, PAGE
from bot.desk.loading.likeness import LIKENESS
from bot.desk.loading.loader import Loader
from bot.desk.loading.needs import NEED, NEED_BOOK, NEED_HOME, NEEDS
from bot.desk.loading.people import STAFF
from bot.desk.news.feedback import pass_on_feedback
from bot.desk.news.leave import tell_of_leaves
from bot.desk.news.needs import tell_of_needs
from bot.desk.news.people import tell_hand_overs, tell_who_joined
from bot.flows.book import OPENERS
from bot.flows.digest.flow import WeeklyDigest
from bot.flows.digest.turns import begin_digest
from bot.flows.digest.village_asking import VillageAsked
from bot.flows.engine.engine import Engine
from bot.flows.engine.flow import Command, Flow, Want, begin
from bot.flows.engine.port import say
from bot.flows.home.feedback import Feedback
from bot.flows.home.flow import Home
from bot.flows.home.join import GATE, Join, start
from bot.flows.home.language import Language
from bot.flows.home.undoing import take_back_last
from bot.flows.household.flow import Household
from bot.flows.household.mine import Mine, open_mine, open_villages
from bot.flows.household.villages import Villages
from bot.flows.leave.flow import Leave, StandIn
from bot.flows.leave.turns import take_back_leave
from bot.flows.ledger.flow import Ledger, send_export
from bot.flows.need.book import NeedLists, open_need_book, tell_need
from bot.flows.need.flow import Need
from bot.flows.need.mine import Needs
from bot.flows.need.notices import ConfirmNeed, HandedNeed, UrgentNeed
from bot.flows.people.flow import People, open_people, open_unjoined
from bot.flows.people.giving import HandOver
from bot.flows.people.homes import Homestead
from bot.flows.reminder.flow import Reminder
from bot.flows.report.flow import Report
from bot.flows.visit.edits import open_edited
from bot.flows.visit.flow import Visit
from bot.flows.visit.lookalike import Lookalike
from domain.duties.leave import LeaveEnded, StandInAnswered
from domain.needs.needs import NeedMoved
from domain.people.hand_over import PairingHandedOver
from domain.people.joining import FeedbackGiven, PersonJoined
from storage.chat.outbox import Outgoing
from storage.unit import Unit

Tell = Callable[[Unit, Sequence[Any], Standing, datetime], Iterable[Outgoing]]
"""The messages that facts of its kinds owe to people other than the one who made them true."""
News = tuple[tuple[frozenset[type], Tell], ...]
_NONE: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Slice:
    """One noun: its flows, what may be typed, what its flows want to know, and whom its facts concern."""

    flows: tuple[type[Flow], ...] = ()
    commands: Mapping[str, Command] = field(default_factory=lambda: _NONE)
    loads: Mapping[Want, Loader[Any]] = field(default_factory=lambda: _NONE)
    """Each runs only where a flow or a command in the batch wants it, once for all."""
    news: Mapping[type, Tell] = field(default_factory=lambda: _NONE)
    """By the kind of fact."""


HOME = Slice(
    flows=(Home, Join, Feedback, Language),
    commands={
        "start": Command(start),
        "undo": Command(take_back_last, frozenset({Want.NEED, Want.NEEDS, Want.LEAVE})),
        "feedback": begin("feedback"),
        "lang": begin("language"),
        "help": begin("home", state="help"),
        "cancel": begin("home", note=say("cancelled"), abandons=True, cancelled=True),
        "": begin("home", note=say("unknown_command")),
        "restarted": begin("home", note=say("restarted")),
    },
    news={FeedbackGiven: pass_on_feedback, PersonJoined: pass_on_feedback},
)
VISIT = Slice(
    flows=(Visit, Lookalike),
    commands={
        "visit": begin("visit"),
        "arrived": begin("visit", arrived=True, wants=frozenset({Want.NEEDS, Want.NEED_HOME})),
        "edited": Command(open_edited, frozenset({Want.NEEDS})),
    },
    loads={Want.LIKENESS: LIKENESS},
)
NEED_OF_HOUSEHOLD = Slice(
    flows=(Report, Need, Needs, NeedLists, UrgentNeed, ConfirmNeed, HandedNeed),
    commands={
        "need": Command(tell_need, frozenset({Want.NEED_BOOK})),
        "need_book": Command(open_need_book, frozenset({Want.NEED_BOOK})),
        "told": begin("report", wants=frozenset({Want.NEED_HOME})),
    },
    loads={Want.NEEDS: NEEDS, Want.NEED: NEED, Want.NEED_HOME: NEED_HOME, Want.NEED_BOOK: NEED_BOOK},
    news={NeedMoved: tell_of_needs},
)
REMINDER = Slice(flows=(Reminder,), loads={Want.DUTIES: DUTIES})
LEAVE_OF_DUTY = Slice(
    flows=(Leave, StandIn),
    commands={
        "leave": begin("leave", wants=frozenset({Want.LEAVE})),
        "revoke": Command(take_back_leave, frozenset({Want.LEAVE})),
    },
    loads={Want.LEAVE: LEAVE},
    news={StandInAnswered: tell_of_leaves, LeaveEnded: tell_of_leaves},
)
DIGEST = Slice(
    flows=(WeeklyDigest, VillageAsked),
    commands={"digest": Command(begin_digest, frozenset({Want.DIGEST}))},
    loads={Want.DIGEST: DIGESTS},
)
HOUSEHOLD = Slice(
    flows=(Mine, Household, Villages),
    commands={
        "mine": Command(open_mine, frozenset({Want.NEEDS, Want.BROWSE})),
        "villages": Command(open_villages, frozenset({Want.NEEDS, Want.BROWSE})),
    },
    loads={Want.PAGE: PAGE, Want.BROWSE: BROWSE},
)
PEOPLE = Slice(
    flows=(People, HandOver, Homestead),
    commands={
        "people": Command(open_people, frozenset({Want.STAFF})),
        "invite": Command(open_unjoined, frozenset({Want.STAFF})),
    },
    loads={Want.STAFF: STAFF},
    news={PersonJoined: tell_who_joined, PairingHandedOver: tell_hand_overs},
)
LEDGER = Slice(flows=(Ledger,), commands={"import": begin("ledger"), "export": Command(send_export)})

SLICES = (HOME, VISIT, NEED_OF_HOUSEHOLD, REMINDER, LEAVE_OF_DUTY, DIGEST, HOUSEHOLD, PEOPLE, LEDGER)


def flows_of(slices: Sequence[Slice]) -> tuple[type[Flow], ...]:
    """Every flow."""
    return tuple(flow for one in slices for flow in one.flows)


def commands_of(slices: Sequence[Slice]) -> dict[str, Command]:
    """Every command by its name."""
    return {name: command for one in slices for name, command in one.commands.items()}


def loads_of(slices: Sequence[Slice]) -> dict[Want, Loader[Any]]:
    """Every loader by what it loads."""
    return {want: load for one in slices for want, load in one.loads.items()}


def news_of(slices: Sequence[Slice]) -> News:
    """Whoever tells of facts, each once, with the kinds of facts that it tells of."""
    tellers = [(one, tell) for one in slices for tell in dict.fromkeys(one.news.values())]
    return tuple(
        (frozenset(kind for kind, told in one.news.items() if told is tell), tell) for one, tell in tellers
    )


FLOWS = flows_of(SLICES)
COMMANDS = commands_of(SLICES)


@cache
def open_book(slices: tuple[Slice, ...] = SLICES) -> Engine:
    """The engine with every flow and command; a process needs only one."""
    return Engine(flows_of(slices), commands_of(slices), GATE, OPENERS)
