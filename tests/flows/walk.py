"""Walks through all conversations: every button of every card, every kind of message, from every state."""

from collections import deque
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.flows.port import Kind, Turn
from domain.round import Place
from domain.visits import Picture
from tests.flows.valley import HOSTILE, PLAIN, Valley, a_morning

MESSAGES: tuple[tuple[Kind, dict[str, Any]], ...] = (
    (Kind.TEXT, {"text": "/start TOKEN"}),
    (Kind.TEXT, {"text": "/visit"}),
    (Kind.TEXT, {"text": "/mine"}),
    (Kind.TEXT, {"text": "/feedback"}),
    (Kind.TEXT, {"text": "/lang"}),
    (Kind.TEXT, {"text": "/help"}),
    (Kind.TEXT, {"text": "/cancel"}),
    (Kind.TEXT, {"text": "/nonsense"}),
    (Kind.TEXT, {"text": "正常"}),
    (Kind.TEXT, {"text": "11-30"}),
    (Kind.TEXT, {"text": "柳坪村"}),
    (Kind.TEXT, {"text": "龘" * 30}),
    (Kind.PHOTO, {"picture": Picture("u1", "f1")}),
    (Kind.LOCATION, {"place": Place(27.32, 106.5)}),
    (Kind.VOICE, {}),
    (Kind.FILE, {}),
    (Kind.CONTACT, {}),
)
ENOUGH = 12
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


@cache
def arrivals(locale: str = "zh_CN", *, hostile: bool = False) -> tuple[Arrival, ...]:
    """Every kind of arrival in every state, breadth first."""
    waiting: deque[Valley] = deque()
    for joined in (True, False):
        waiting.append(a_morning(HOSTILE if hostile else PLAIN, locale=locale, joined=joined))
    stranger = a_morning(locale=locale, joined=False)
    stranger.link_works = False
    waiting.append(stranger)
    found: list[Arrival] = []
    seen: dict[tuple[object, ...], int] = {}
    while waiting:
        valley = waiting.popleft()
        for arrival in _ways_on(valley):
            buttons = tuple(one.name.partition("-")[0] for one in arrival.turn.card.choices)
            words = tuple(one.key for one in arrival.turn.card.says)
            key = (
                *arrival.state,
                buttons,
                words,
                arrival.turn.draft.shelved is not None,
                arrival.valley.joined,
            )
            seen[key] = seen.get(key, 0) + 1
            if seen[key] == 1:
                waiting.append(arrival.valley)
            if seen[key] <= ENOUGH:
                found.append(arrival)
    return tuple(found)


def _ways_on(valley: Valley) -> list[Arrival]:
    ways = []
    for kind, given in MESSAGES:
        there = valley.copy()
        ways.append(Arrival(there, there.happen(kind, **given)))
    if valley.draft is None:
        return ways
    shown = valley.copy().happen(Kind.FILE)
    for name in {one.name for one in shown.card.choices}:
        there = valley.copy()
        ways.append(Arrival(there, there.tap(shown, name)))
    return ways
