"""A message about duties told in memory, with all the reasons that there can be at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from bot.flows.engine.facts import Facts
from bot.flows.engine.port import Event, Kind, Turn
from domain.calendar.month import Month
from domain.conversation import Draft
from domain.duties.answers import Answer, Answered
from domain.duties.pages import Above, DutyBook, DutyPage
from domain.notices.notices import Notice, NoticeKind
from domain.people.access import Actor
from domain.people.people import TOWNSHIP, Duty, Role, RoleKind
from locales.read import reads
from tests.flows.valley import CHAT, ENGINE, HOSTILE, ME, PLAIN, Valley, a_morning

NOVEMBER, TODAY = Month(2026, 11), date(2026, 12, 1)
EVERYTHING: Mapping[str, Any] = {
    "gap": [["2026-11", "2026-12-08"]],
    "visits": ["plan"],
    "rectify": [["2026-11", "2026-12-08"]],
    "escalated": [[at, "village"] for at in range(1, 8)],
    "help": [99],
    "unreachable": [5, 6],
    "calendar": [2027],
}


def pages(names: tuple[str, ...], *, month: Month = NOVEMBER, who: int | None = None) -> tuple[DutyPage, ...]:
    """Open duties, one a name, of as many people."""
    said = Answered(Answer.NEED_HELP, date(2026, 11, 30), "training")
    return tuple(
        DutyPage(
            at,
            month,
            Duty.RESPONSIBLE,
            at,
            name,
            "101",
            name,
            "三组",
            who or 90 + at,
            name,
            phone="13800000000",
            last_visit_on=date(2026, 10, 21),
            last_visitor=name,
            reminders=3,
            answer=said,
            months=2,
        )
        for at, name in enumerate(names, 1)
    )


def book(*, hostile: bool = False) -> DutyBook:
    """Everything that a message can tell."""
    names = HOSTILE if hostile else PLAIN
    asked = (*pages(names), replace(pages(names)[0], pairing_id=50, person_id=99, month=Month.of(TODAY)))
    own = tuple(replace(one, pairing_id=one.pairing_id + 60) for one in pages(names, who=ME))
    return DutyBook(asked, own, above=(Above(8, names[0], (1,)),), lost=names)


def facts(valley: Valley, duties: DutyBook, terms: Mapping[str, Any]) -> Facts:
    """What is known when that notice is due."""
    known = valley.facts()
    notice = Notice(36, ME, NoticeKind.REMINDER, "reminder", "key", known.now, terms, TODAY)
    office = Role(RoleKind.CLERK, TOWNSHIP, date(2026, 1, 1))
    actor = Actor(known.person, (*known.actor.roles, office), known.actor.pairings)
    return replace(known, duties=duties, notice=notice, actor=actor, roles=actor.roles)


def tell(duties: DutyBook, terms: Mapping[str, Any], *, locale: str = "zh_CN", hostile: bool = False) -> Turn:
    """The card of that notice."""
    valley = a_morning(HOSTILE if hostile else PLAIN, locale=locale)
    told = ENGINE.tell(None, event_of(valley, Kind.NOTICE), facts(valley, duties, terms))
    assert told is not None
    return told


def press(
    turn: Turn, name: str, duties: DutyBook, terms: Mapping[str, Any], draft: Draft | None = None
) -> Turn:
    """That button of that card, whatever the chat shows now."""
    valley = a_morning()
    button = f"{turn.draft.id}.{turn.draft.state}.{name}"
    event = event_of(valley, Kind.CHOICE, choice=button)
    known = facts(valley, duties, terms)
    return ENGINE.advance(draft or turn.draft, event, known, partial(reads, "zh_CN"))


def event_of(valley: Valley, kind: Kind, **given: Any) -> Event:
    """Something that happens in that valley's chat."""
    return Event(kind, CHAT, CHAT, 1, valley.now, **given)
