"""Whatever people do in whatever order: no error, one draft, nothing recorded by a step that has passed."""

from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flows.engine.port import Kind, Turn
from domain.calendar.entry_days import earliest_entry
from domain.calendar.working_days import WorkingDays
from domain.people.joining import AccessRefused
from domain.visits.visits import VisitRecorded, VisitUndone
from tests.examples import examples
from tests.flows.valley import ZONE, Valley, a_morning
from tests.flows.walk import MESSAGES, named

TYPED = ("一切正常", "改日期", "撤销", "补照片", "11-30", "昨天", "1", "wfs", "四组")
taps = st.tuples(st.just("tap"), st.integers(0, 12))
old_taps = st.tuples(st.just("old"), st.integers(0, 300))
forged = st.tuples(st.just("forged"), st.text(max_size=40))
messages = st.tuples(st.just("message"), st.integers(0, len(MESSAGES) - 1))
words = st.tuples(st.just("words"), st.one_of(st.text(min_size=1, max_size=60), st.sampled_from(TYPED)))
waits = st.tuples(st.just("wait"), st.sampled_from((1, 40, 60 * 25, 60 * 24 * 9)))
steps = st.lists(st.one_of(taps, taps, taps, messages, old_taps, words, forged, waits), max_size=30)


class Walker:
    """Somebody with a phone who does anything at all."""

    def __init__(self, valley: Valley) -> None:
        self.valley = valley
        self.shown: list[tuple[Turn, str]] = []
        self.last: Turn | None = None

    def do(self, what: str, how: int | str) -> None:
        if what == "wait":
            self.valley.now += timedelta(minutes=int(how))
            return
        before = (self.valley.draft, len(self.valley.recorded))
        turn = self._act(what, how)
        if turn is None:
            return
        self._check(turn, before[1])
        self.shown += [(turn, one.name) for one in turn.card.choices]
        self.last = turn

    def _act(self, what: str, how: int | str) -> Turn | None:
        if what == "message":
            kind, given = MESSAGES[int(how)]
            return self.valley.happen(kind, **named(given, self.valley))
        if what == "words":
            return self.valley.say(str(how))
        if what == "forged":
            return self.valley.happen(Kind.CHOICE, choice=str(how), message=1, callback="c")
        if what == "old" and self.shown:
            return self._press(*self.shown[int(how) % len(self.shown)])
        if what == "tap" and self.last and self.last.card.choices:
            choices = self.last.card.choices
            return self._press(self.last, choices[int(how) % len(choices)].name)
        return None

    def _press(self, turn: Turn, name: str) -> Turn:
        draft = self.valley.draft
        is_stale = draft is None or (turn.draft.id, turn.draft.state) != (draft.id, draft.state)
        after = self.valley.tap(turn, name)
        if is_stale and draft is not None and self.valley.joined and draft.flow != "join":
            assert after.toast is not None
            assert not [fact for fact in after.facts if not isinstance(fact, AccessRefused)]
            assert after.draft.answers == draft.answers
        return after

    def _check(self, turn: Turn, recorded: int) -> None:
        assert turn.card.says
        assert len(self.valley.recorded) - recorded == len(turn.facts)
        # Several visits may be told at once, but nothing is told twice.
        told = {(type(one), getattr(one, "visit_id", 0)) for one in turn.facts}
        assert len(told) == len(turn.facts)
        visits = [fact.visit_id for fact in self.valley.recorded if isinstance(fact, VisitRecorded)]
        assert len(set(visits)) == len(visits)
        undone = [fact.visit_id for fact in self.valley.recorded if isinstance(fact, VisitUndone)]
        assert len(set(undone)) == len(undone)


@settings(max_examples=examples(50))
@given(steps, st.booleans(), st.sampled_from(("zh_CN", "en")))
def test_no_order_of_events_upsets_a_conversation(
    done: list[tuple[str, int | str]], joined: bool, locale: str
) -> None:
    walker = Walker(a_morning(locale=locale, joined=joined))
    for what, how in done:
        walker.do(what, how)


@settings(max_examples=examples(6))
@given(st.integers(0, 2**32))
def test_on_a_long_way_no_visit_lies_in_the_future_or_in_a_closed_month(seed: int) -> None:
    draw, walker = Random(seed), Walker(a_morning())
    walker.do("message", 1)
    for _ in range(200):
        known = dict(walker.valley.visits)
        what = draw.choices(("tap", "old", "message", "words", "wait"), (12, 2, 2, 2, 1))[0]
        how: int | str = draw.choice(TYPED) if what == "words" else draw.randrange(17)
        walker.do(what, draw.choice((5, 300, 60 * 25)) if what == "wait" else how)
        today = walker.valley.now.astimezone(ZONE).date()
        for which, (_, visit) in walker.valley.visits.items():
            if known.get(which, (0, None))[1] != visit:
                assert earliest_entry(today, WorkingDays(), 5) <= visit.visited_on <= today
