"""Whatever people send and press, no photo is lost unless they say so: it is recorded, or it waits."""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flows.engine.port import Event, Kind, Turn
from domain.conversation import Draft
from domain.visits.visits import Picture
from tests.examples import examples
from tests.flows.valley import CHAT, ENGINE, Valley, a_morning

NAMED = ("{0} 正常", "{1} 没人", "{2}", "{3} 电话", "{0}", "昨天 {4} 正常")
CAPTIONS = ("", "", "张三 正常", "水窖", "正常", *NAMED)
WORDS = ("/visit", "/mine", "/help", "{0} 正常", "{5}", "{1} 家里没人", "昨天", "换一户", "漏雨")
DROPS = ("cancel", "drop", "undo", "unjoin", "report")
"""Buttons by which somebody says that photos are not wanted, or begins to report a need with them."""


@dataclass
class Day:
    """Somebody's day, drawn by lot, and all photos that were sent on it."""

    draw: Random
    valley: Valley = field(default_factory=a_morning)
    sent: list[str] = field(default_factory=list)
    last: Turn | None = None

    def __post_init__(self) -> None:
        self.begun = self.valley.now

    def go_on(self) -> None:
        """One more thing happens."""
        does = (self._photo, self._photo, self._photo, self._press, self._press, self._say, self._wait)
        self.draw.choice(does)()
        known = repr(self.valley.draft) + repr(self.valley.recorded)
        lost = [one for one in self.sent if f"'{one}'" not in known]
        assert not lost, lost

    def _named(self, words: str) -> str:
        for at, home in enumerate(self.valley.homes):
            words = words.replace(f"{{{at}}}", home.head)
        return words

    def _photo(self) -> None:
        album = self.draw.choice(("", "", "g1", "g2"))
        caption = self._named(self.draw.choice(CAPTIONS))
        for nth in range(self.draw.choice((1, 1, 3))):
            is_again = bool(self.sent) and self.draw.random() < 0.1
            unique = self.draw.choice(self.sent) if is_again else f"p{len(self.sent)}"
            self.sent += [] if is_again else [unique]
            picture = Picture(unique, "f", album)
            self.last = self.valley.happen(Kind.PHOTO, picture=picture, text="" if nth else caption)

    def _press(self) -> None:
        choices = [one.name for one in self.last.card.choices] if self.last else []
        kept = [one for one in choices if one.partition("-")[0] not in DROPS]
        if self.last and kept:
            self.last = self.valley.tap(self.last, self.draw.choice(kept))

    def _say(self) -> None:
        self.last = self.valley.say(self._named(self.draw.choice(WORDS)))

    def _wait(self) -> None:
        # What is laid aside is offered for 72 hours.
        waits = (1, 40, 60 * 25) if self.valley.now < self.begun + timedelta(hours=40) else (1, 40)
        self.valley.now += timedelta(minutes=self.draw.choice(waits))
        draft = self.valley.draft
        if draft is None or draft.elapses_at is None or draft.elapses_at > self.valley.now:
            return
        event = Event(Kind.ELAPSED, CHAT, CHAT, self.valley.updates, self.valley.now)
        self.valley.updates += 1
        turn = ENGINE.resume(draft, event, self.valley.facts())
        if turn:
            self.last = turn
            for fact in turn.facts:
                self.valley._make_true(fact)
            kept = Draft.from_json(turn.draft.to_json())
            self.valley.draft = kept.at_version(self.valley.updates, self.valley.now, "1")


@settings(max_examples=examples(20))
@given(st.integers(0, 2**32))
def test_no_photo_is_lost(seed: int) -> None:
    day = Day(Random(seed))
    for _ in range(25):
        day.go_on()
