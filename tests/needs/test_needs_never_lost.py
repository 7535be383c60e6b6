"""Whatever is pressed, in whatever order, however often: no need is lost, closed or moved without right."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.needs.life import lapse, possible, report, reported, step, with_step
from domain.needs.needs import OPEN, Act, Need, NeedMoved, NeedReported, NeedStatus
from domain.needs.orders import NeedOrder, NeedRefusal, NeedScene, NeedTold
from domain.people.ladder import Ladder
from domain.people.people import Duty, Pairing
from tests.examples import examples
from tests.needs.hand_to_hand import ACTORS, HOUSEHOLD, IDS, LADDER, LI, LONG_AGO, NOON, VILLAGE, ZHOU, ZONE

FOLLOWING = frozenset({Act.ACCEPT, Act.PROGRESS, Act.MORE_TIME, Act.CANNOT})
ANYBODY, NEEDS, ACTS = st.sampled_from(sorted(ACTORS)), st.integers(0, 2), st.sampled_from(list(Act))
LADDERS = (LADDER, replace(LADDER, contact=()), replace(LADDER, responsible=(), contact=(1,)))
"""The contact person leaves; the responsible person becomes the contact person."""


class NeedsOfAHousehold(RuleBasedStateMachine):
    """Keeps needs as the storage does: a step is written only if as many steps came before as it has seen."""

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = NOON
        self.ladder: Ladder = LADDER
        self.needs: dict[int, Need] = {}
        self.written: dict[int, int] = {}

    @initialize(reporter=st.sampled_from([LI, ZHOU]))
    def somebody_tells(self, reporter: str) -> None:
        self.tell(reporter, category="housing", urgent=False)

    @rule(reporter=ANYBODY, category=st.sampled_from(["housing", "food_clothes"]), urgent=st.booleans())
    def tell(self, reporter: str, category: str, urgent: bool) -> None:
        number = len(self.needs) + 1
        scene = self.scene(reporter)
        if number <= 3:
            fact = report(NeedTold(HOUSEHOLD, category, urgent), number, number, VILLAGE, scene)
            may_tell = IDS.get(reporter) in {*self.paired, *self.ladder.village}
            assert isinstance(fact, NeedReported) is may_tell
            if isinstance(fact, NeedReported):
                self.needs[number], self.written[number] = reported(fact, VILLAGE), 1

    @rule(
        who=ANYBODY, which=NEEDS, act=ACTS, old=st.integers(0, 2), receiver=st.sampled_from([1, 2, 3, 4, 6])
    )
    def press(self, who: str, which: int, act: Act, old: int, receiver: int) -> None:
        """On a card that is `old` steps old."""
        need = self.pick(which)
        self.write(need, self.order(need, act, old, receiver), who)

    @rule(who=ANYBODY, which=NEEDS, at=st.integers(0, 6))
    def press_a_button_of_the_card(self, who: str, which: int, at: int) -> None:
        need = self.pick(which)
        offered = possible(need, self.scene(who))
        if offered:
            moved = self.write(need, self.order(need, offered[at % len(offered)], 0, 3), who)
            assert moved or offered[at % len(offered)] is Act.PASS
            self.press_again(need, offered[at % len(offered)], who)

    def press_again(self, before: Need, act: Act, who: str) -> None:
        now = self.needs[before.id]
        if now is not before:
            repeated = step(now, self.order(before, act, 0, 3), self.scene(who))
            assert repeated in (NeedRefusal.MOVED_ON, NeedRefusal.NOT_YOURS)

    @rule(one=ANYBODY, other=ANYBODY, which=NEEDS, acts=st.tuples(ACTS, ACTS))
    def two_press_at_once(self, one: str, other: str, which: int, acts: tuple[Act, Act]) -> None:
        """Both cards show the same; both are decided before either is written."""
        need = self.pick(which)
        first, second = (
            self.write(need, self.order(need, act, 0, 2), who)
            for who, act in zip((one, other), acts, strict=True)
        )
        assert not (first and second)

    @rule(days=st.sampled_from([1, 3, 30]))
    def days_pass(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule()
    def the_clock_ticks(self) -> None:
        for need in list(self.needs.values()):
            if moved := lapse(need, self.scene("stranger")):
                self.put(need, moved)

    @rule(ladder=st.sampled_from(LADDERS))
    def duties_change_hands(self, ladder: Ladder) -> None:
        self.ladder = ladder

    @invariant()
    def every_need_is_there_and_somebody_can_do_something_about_it(self) -> None:
        assert set(self.needs) == set(range(1, len(self.needs) + 1)) == set(self.written)
        for need in self.needs.values():
            assert len(need.history) == self.written[need.id]
            assert need.extensions <= 2
            able = [who for who in ACTORS if possible(need, self.scene(who))]
            assert bool(able) or need.status not in OPEN
            assert not {"stranger", "neighbour"} & set(able)

    @invariant()
    def nothing_is_closed_without_a_confirmation_or_the_period(self) -> None:
        for need in self.needs.values():
            closed, solved = need.history[-1], need.solution
            if need.status is not NeedStatus.CONFIRMED:
                continue
            assert solved
            assert need.confirm_by
            if closed.act is Act.CONFIRM:
                assert closed.person_id not in (None, solved.person_id)
            else:
                assert (closed.act, closed.person_id) == (Act.LAPSE, None)
                assert closed.at.astimezone(ZONE).date() > need.confirm_by

    @property
    def paired(self) -> set[int]:
        return {*self.ladder.responsible, *self.ladder.contact}

    def pick(self, which: int) -> Need:
        return self.needs[which % len(self.needs) + 1]

    def scene(self, who: str) -> NeedScene:
        actor = ACTORS[who]
        if who in (LI, ZHOU):
            duties = ((Duty.RESPONSIBLE, self.ladder.responsible), (Duty.CONTACT, self.ladder.contact))
            held = tuple(
                Pairing(HOUSEHOLD, IDS[who], duty, LONG_AGO) for duty, ids in duties if IDS[who] in ids
            )
            actor = replace(actor, pairings=held)
        return NeedScene(actor, self.ladder, self.now, self.now.astimezone(ZONE).date())

    def order(self, need: Need, act: Act, old: int, receiver: int) -> NeedOrder:
        reason = "materials" if act is Act.MORE_TIME else "other"
        return NeedOrder(act, len(need.history) - old, "", reason, 3, receiver)

    def write(self, need: Need, order: NeedOrder, who: str) -> bool:
        """Decide on the need as it was loaded, and write it if it is still so."""
        moved = step(need, order, self.scene(who))
        if isinstance(moved, NeedRefusal):
            return False
        assert order.seen == len(need.history)
        self.check_right(need, moved, IDS[who])
        return self.put(need, moved)

    def put(self, need: Need, moved: NeedMoved) -> bool:
        if moved.seen != self.written[need.id]:
            return False
        self.needs[need.id] = with_step(need, moved)
        self.written[need.id] += 1
        return True

    def check_right(self, need: Need, moved: NeedMoved, who: int) -> None:
        """The rule once more in other words."""
        act, above = moved.step.act, {*self.ladder.village, *self.ladder.township}
        heir = need.holder_id not in self.ladder.everybody
        assert moved.person_id == who
        assert who in self.paired | above | ({IDS["Yang"]} if act is Act.PASS else set())
        if act in FOLLOWING:
            assert heir or who == need.holder_id
        if act is Act.SOLVE:
            assert heir or who == need.holder_id or who in self.paired
        if act is Act.WITHDRAW:
            assert who == need.reporter_id
        if act is Act.CONFIRM:
            assert who != need.solver_id
        if act is Act.UNDO:
            assert who == need.solver_id
        if act is Act.PASS:
            assert moved.step.holder_id in self.ladder.everybody


NeedsOfAHousehold.TestCase.settings = settings(max_examples=examples(12), stateful_step_count=30)
test_no_need_is_lost_or_closed_or_moved_without_right = NeedsOfAHousehold.TestCase
