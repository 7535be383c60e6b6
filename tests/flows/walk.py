"""Walks through all conversations: every button of every card, every kind of message, from every state."""

from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.flows.engine.port import Kind, Turn
from domain.duties.round import Place
from domain.paperwork import Attachment
from domain.visits.visits import Picture, Voice
from tests.flows.office import CLERK, HEAD, LEADER, answers_to
from tests.flows.valley import HOSTILE, PLAIN, Unheard, Valley, a_morning, an_office

MESSAGES: tuple[tuple[Kind, dict[str, Any]], ...] = (
    (Kind.TEXT, {"text": "/start TOKEN"}),
    (Kind.TEXT, {"text": "/visit"}),
    (Kind.TEXT, {"text": "/mine"}),
    (Kind.TEXT, {"text": "/need"}),
    (Kind.TEXT, {"text": "/leave"}),
    (Kind.TEXT, {"text": "/feedback"}),
    (Kind.TEXT, {"text": "/lang"}),
    (Kind.TEXT, {"text": "/help"}),
    (Kind.TEXT, {"text": "/cancel"}),
    (Kind.TEXT, {"text": "/nonsense"}),
    (Kind.TEXT, {"text": "不请假了"}),
    (Kind.TEXT, {"text": "撤销"}),
    (Kind.TEXT, {"text": "{1}家屋顶漏雨，要修"}),
    (Kind.TEXT, {"text": "去了{2}家，电线坏了"}),
    (Kind.TEXT, {"text": "正常"}),
    (Kind.TEXT, {"text": "11-30"}),
    (Kind.TEXT, {"text": "柳坪村"}),
    (Kind.TEXT, {"text": "龘" * 30}),
    (Kind.PHOTO, {"picture": Picture("u1", "f1")}),
    (Kind.PHOTO, {"picture": Picture("u2", "f2", "g"), "text": "{0} 正常"}),
    (Kind.PHOTO, {"picture": Picture("u3", "f3"), "text": "{3} 家里没人"}),
    (Kind.LOCATION, {"place": Place(27.32, 106.5)}),
    (Kind.VOICE, {}),
    (Kind.VOICE, {"voice": Voice("v1", "f2", 12)}),
    (Kind.FILE, {}),
    (Kind.FILE, {"media": "heic"}),
    (Kind.CONTACT, {}),
)
OF_OFFICES: tuple[tuple[Kind, dict[str, Any]], ...] = (
    *((Kind.TEXT, {"text": f"/{one}"}) for one in ("people", "invite", "import", "export", "villages")),
    *((Kind.TEXT, {"text": f"/{one}"}) for one in ("need", "digest", "mine", "cancel", "nonsense")),
    (Kind.TEXT, {"text": "12-20"}),
    (Kind.TEXT, {"text": "10000000099"}),
    (Kind.TEXT, {"text": "10000000001"}),
    (Kind.TEXT, {"text": "龘" * 30}),
    (Kind.TEXT, {"text": "{2}"}),
    (Kind.TEXT, {"text": "陆永芳"}),
    (Kind.PHOTO, {"picture": Picture("u1", "f1")}),
    (Kind.VOICE, {"voice": Voice("v1", "f2", 12)}),
    (Kind.FILE, {}),
    (Kind.FILE, {"attachment": Attachment("a1", "f1", "台账.xlsx")}),
    (Kind.FILE, {"attachment": Attachment("a2", "f2", "台账.xls")}),
)
"""What else an official sends."""
OF_ANYBODY = ("visit", "report", "leave", "feedback", "language")
"""Conversations in which an office changes nothing: officials are followed as far as their beginning."""
REPEATED = (
    "not_understood",
    "file.heic",
    "need.voice_unreadable",
    *(f"visit.{one}" for one in ("filed", "joined", "late_photo", "aside")),
    *(f"visit.{one}" for one in ("waiting", "note", "voice")),
)
"""Notes above any card, which make no other card of it."""
ENOUGH = 3
"""Walks that arrive in the same state with the same buttons, after which one more tells nothing new."""


@dataclass(frozen=True)
class Arrival:
    """A turn, and the valley as it stands after it."""

    valley: Valley
    turn: Turn

    @property
    def state(self) -> tuple[str, str]:
        """Flow and state arrived in."""
        return self.turn.draft.flow, self.turn.draft.state


def arrivals(locale: str = "zh_CN", *, hostile: bool = False) -> tuple[Arrival, ...]:
    """Every kind of arrival in every state, breadth first."""
    return _arrivals(locale, hostile)


@cache
def _arrivals(locale: str, hostile: bool) -> tuple[Arrival, ...]:
    waiting: deque[Valley] = deque()
    for joined in (True, False):
        waiting.append(a_morning(HOSTILE if hostile else PLAIN, locale=locale, joined=joined))
    stranger = a_morning(locale=locale, joined=False)
    stranger.link_works = False
    waiting.append(stranger)
    for begins in (
        _at_a_household_in_need,
        _away_twice,
        _at_a_visit_told_twice,
        _at_a_day_of_another_visit,
        _at_a_saved_message_edited,
    ):
        waiting.append(begins(a_morning(HOSTILE if hostile else PLAIN, locale=locale)))
    heads = HOSTILE if hostile else PLAIN
    for roles in (CLERK, LEADER, HEAD):
        waiting.append(an_office(roles, heads, locale=locale, goes_round=roles is HEAD))
    found: list[Arrival] = []
    seen: dict[tuple[object, ...], int] = {}
    while waiting:
        valley = waiting.popleft()
        for arrival in _ways_on(valley):
            buttons = tuple(_asked(one.name) for one in arrival.turn.card.choices)
            words = tuple(one.key for one in arrival.turn.card.says if one.key not in REPEATED)
            key = (
                *arrival.state,
                buttons,
                words,
                arrival.turn.draft.shelved is not None,
                arrival.valley.joined,
                arrival.valley.roles,
            )
            seen[key] = seen.get(key, 0) + 1
            is_known = valley.notices and arrival.state[0] in OF_ANYBODY
            if seen[key] == 1 and not is_known:
                waiting.append(arrival.valley)
            if seen[key] <= (1 if valley.notices else ENOUGH):
                found.append(arrival)
    return tuple(found)


def _asked(name: str) -> str:
    """What a button asks for: its trigger, and which step of a need."""
    trigger, _, argument = name.partition("-")
    return trigger + argument.rpartition("_")[0]


def _at_a_household_in_need(valley: Valley) -> Valley:
    """The card of a visit to a household that needs something."""
    shown = valley.say("/need")
    for pressed in ("pick", "kind", "skip", "send"):
        button = next(one for one in shown.card.choices if one.name.startswith(pressed))
        shown = valley.tap(shown, button.name)
    shown = valley.say("/visit")
    valley.tap(shown, next(one for one in shown.card.choices if one.name.startswith("pick")).name)
    return valley


def _at_a_visit_told_twice(valley: Valley) -> Valley:
    """What is proposed may be the visit that is saved for that day."""
    head = valley.homes[0].head
    shown = valley.say(f"昨天 {head} 正常")
    valley.tap(shown, "right")
    valley.say(f"昨天 {head} 正常")
    return valley


def _at_a_saved_message_edited(valley: Valley) -> Valley:
    """What was typed of a visit is edited after that was saved."""
    head = valley.homes[0].head
    shown = valley.happen(Kind.TEXT, text=f"昨天 {head} 正常", said="7")
    valley.tap(shown, "right")
    assert valley.edit("7", f"昨天 {head} 家里没人")
    return valley


def _at_a_day_of_another_visit(valley: Valley) -> Valley:
    """The day of a saved visit is asked, and yesterday has another one to the same household."""
    shown = valley.tap(_at_a_visit_told_twice(valley).happen(Kind.FILE), "right")
    shown = valley.tap(shown, "apart")
    valley.tap(shown, "date")
    return valley


def _away_twice(valley: Valley) -> Valley:
    """Two leaves are ahead."""
    for day in ("12-07", "12-08"):
        valley.say("/leave")
        valley.say(day)
        valley.say(day)
        shown = valley.happen(Kind.FILE)
        for pressed in ("skip", "nobody_else"):
            shown = valley.tap(shown, pressed)
    return valley


def named(given: dict[str, Any], valley: Valley) -> dict[str, Any]:
    """With the names of this valley's households for their places in the list."""
    heads = enumerate(home.head for home in valley.homes)
    text = given.get("text", "")
    for at, head in heads:
        text = text.replace(f"{{{at}}}", head)
    return given | ({"text": text} if text else {})


def _ways_on(valley: Valley) -> list[Arrival]:
    ways = []
    for kind, given in OF_OFFICES if valley.notices else MESSAGES:
        there = valley.copy()
        ways.append(Arrival(there, there.happen(kind, **named(given, valley))))
    ways += _by_themselves(valley)
    if valley.draft is None:
        return ways
    shown = valley.copy().happen(Kind.FILE)
    for name in {one.name for one in shown.card.choices}:
        there = valley.copy()
        ways.append(Arrival(there, there.tap(shown, name)))
    return ways


def _by_themselves(valley: Valley) -> list[Arrival]:
    """What nobody does: a message is told to somebody who has only just begun, or a paper is made."""
    happenings: list[tuple[Kind, dict[str, Any], dict[str, Any] | None]] = []
    if valley.draft is None:
        happenings += [(Kind.NOTICE, {"notice": one}, None) for one in valley.notices]
    elif paper := valley.draft.answers.get("paper"):
        happenings += [(Kind.PAPERWORK, {"paper": paper}, one) for one in answers_to(valley.recorded, paper)]
    ways = []
    for kind, given, answer in happenings:
        there = valley.copy()
        there.answer = answer
        with suppress(Unheard):
            ways.append(Arrival(there, there.happen(kind, **given)))
    return ways
