"""The life of a need, step by step: what each does, and when it is refused."""

from datetime import date

import pytest

from domain.needs.life import possible
from domain.needs.needs import Act, NeedMoved, NeedStatus, numbered, read_number
from domain.needs.orders import NeedRefusal
from domain.needs.passages import LIFE
from domain.needs.rights import confirmers
from domain.people.ladder import Ladder
from domain.people.people import Rung
from domain.policy.needs import Category, Needs
from domain.visits.visits import Picture, Voice
from tests.needs.hand_to_hand import LI, NEIGHBOUR, QIAN, STRANGER, WU, YANG, ZHOU, Hamlet, told_by

VOICE, PICTURE = Voice("v1", "f1", 12), Picture("p1", "f2")


def test_a_need_lies_first_with_whoever_told_it() -> None:
    need = told_by(LI, words="屋顶漏雨", voice=VOICE, pictures=(PICTURE,), visit_id=5).it
    assert (need.label, need.status, need.level, need.holder_id) == (
        "N-0231",
        NeedStatus.REPORTED,
        Rung.RESPONSIBLE,
        1,
    )
    assert (need.due_on, need.department, need.urgent) == (date(2026, 12, 4), "村镇建设办", False)
    assert (need.words, need.voice, need.pictures, need.visit_id) == ("屋顶漏雨", VOICE, (PICTURE,), 5)
    assert [(one.act, one.person_id) for one in need.history] == [(Act.REPORT, 1)]
    assert [told_by(who).it.level for who in (ZHOU, WU)] == [Rung.CONTACT, Rung.VILLAGE]


def test_an_urgent_need_lies_with_the_township_if_there_is_a_leader() -> None:
    assert (told_by(LI, urgent=True).it.holder_id, told_by(LI, urgent=True).it.level) == (4, Rung.TOWNSHIP)
    leaderless = Hamlet(Ladder((1,), (2,), (3,)))
    leaderless.tell(LI, urgent=True)
    assert (leaderless.it.holder_id, leaderless.it.level, leaderless.it.urgent) == (1, Rung.RESPONSIBLE, True)


def test_a_category_may_be_urgent_by_itself() -> None:
    hamlet = Hamlet(policy=Needs(categories=(Category(code="flood", department="x", urgent=True),)))
    hamlet.tell(LI, "flood")
    assert (hamlet.it.urgent, hamlet.it.holder_id) == (True, 4)


@pytest.mark.parametrize("who", [QIAN, YANG, NEIGHBOUR, STRANGER])
def test_who_is_not_paired_and_heads_no_village_reports_nothing(who: str) -> None:
    assert Hamlet().tell(who) is NeedRefusal.NOT_YOURS


def test_a_need_goes_from_report_to_confirmation() -> None:
    hamlet = told_by(LI)
    for who, act, status in (
        (LI, Act.ACCEPT, NeedStatus.ACCEPTED),
        (LI, Act.PROGRESS, NeedStatus.IN_PROGRESS),
        (LI, Act.SOLVE, NeedStatus.SOLVED),
        (ZHOU, Act.CONFIRM, NeedStatus.CONFIRMED),
    ):
        assert isinstance(hamlet.do(who, act), NeedMoved)
        assert hamlet.it.status is status
    assert [(one.act, one.person_id) for one in hamlet.it.history][1:] == [
        (Act.ACCEPT, 1),
        (Act.PROGRESS, 1),
        (Act.SOLVE, 1),
        (Act.CONFIRM, 2),
    ]
    assert [possible(hamlet.it, hamlet.scene(who)) for who in (LI, WU, QIAN)] == [()] * 3


def test_for_a_day_who_confirmed_may_take_that_back() -> None:
    hamlet = told_by(LI)
    hamlet.do(LI, Act.SOLVE)
    hamlet.do(ZHOU, Act.CONFIRM)
    assert possible(hamlet.it, hamlet.scene(ZHOU)) == (Act.RETRACT,)
    assert hamlet.do(LI, Act.RETRACT) is NeedRefusal.NOT_YOURS
    assert isinstance(hamlet.do(ZHOU, Act.RETRACT), NeedMoved)
    assert hamlet.it.status is NeedStatus.SOLVED
    assert hamlet.it.solver_id == 1
    hamlet.do(ZHOU, Act.CONFIRM)
    hamlet.days_pass(2)
    assert hamlet.do(ZHOU, Act.RETRACT) is NeedRefusal.TOO_LATE


def test_solved_keeps_the_result_and_asks_for_ten_working_days() -> None:
    hamlet = told_by(LI)
    assert hamlet.it.solution is None
    hamlet.do(LI, Act.SOLVE, words="屋顶已换新瓦", pictures=(PICTURE,))
    assert hamlet.it.solution
    assert (hamlet.it.solution.words, hamlet.it.solution.pictures) == ("屋顶已换新瓦", (PICTURE,))
    assert (hamlet.it.solved_at, hamlet.it.confirm_by) == (hamlet.now, date(2026, 12, 4))


def test_either_of_the_two_may_say_that_it_is_solved_and_the_other_confirms() -> None:
    hamlet = told_by(LI)
    assert isinstance(hamlet.do(ZHOU, Act.SOLVE), NeedMoved)
    assert hamlet.do(ZHOU, Act.CONFIRM) is NeedRefusal.NOT_YOURS
    assert isinstance(hamlet.do(LI, Act.CONFIRM), NeedMoved)


@pytest.mark.parametrize("who", [LI, WU, QIAN, YANG])
def test_only_the_independent_one_confirms(who: str) -> None:
    hamlet = told_by(LI)
    hamlet.do(LI, Act.SOLVE)
    assert hamlet.do(who, Act.CONFIRM) is NeedRefusal.NOT_YOURS


@pytest.mark.parametrize(
    ("reporter", "solver", "ladder", "confirms"),
    [
        (LI, LI, Ladder((1,), (2,), (3,), (4,)), (2,)),
        (ZHOU, ZHOU, Ladder((1,), (2,), (3,), (4,)), (1,)),
        (ZHOU, LI, Ladder((1,), (2,), (3,), (4,)), (2,)),
        (LI, ZHOU, Ladder((1,), (2,), (3,), (4,)), (1,)),
        (WU, WU, Ladder((1,), (2,), (3,), (4,)), (2,)),
        (LI, LI, Ladder((1,), (), (3,), (4,)), (3,)),
        (LI, LI, Ladder((1,), (), (), (4,)), (4,)),
        (LI, LI, Ladder((1,), (1,), (1,), ()), ()),
    ],
)
def test_nobody_confirms_what_he_solved_or_if_possible_reported(
    reporter: str, solver: str, ladder: Ladder, confirms: tuple[int, ...]
) -> None:
    hamlet = Hamlet(ladder)
    hamlet.tell(reporter)
    assert isinstance(hamlet.do(solver, Act.SOLVE), NeedMoved)
    assert confirmers(hamlet.it, ladder) == confirms


def test_cannot_takes_it_up_the_ladder_until_it_needs_a_decision() -> None:
    hamlet = told_by(LI)
    for who, level, holder in ((LI, Rung.CONTACT, 2), (ZHOU, Rung.VILLAGE, 3), (WU, Rung.TOWNSHIP, 4)):
        assert isinstance(hamlet.cannot(who), NeedMoved)
        assert (hamlet.it.level, hamlet.it.holder_id) == (level, holder)
        assert (hamlet.it.status, hamlet.it.needs_decision) == (NeedStatus.REPORTED, False)
        assert hamlet.cannot(who) is NeedRefusal.NOT_YOURS
    hamlet.do(QIAN, Act.PROGRESS)
    hamlet.cannot(QIAN)
    assert (hamlet.it.level, hamlet.it.holder_id, hamlet.it.status) == (
        Rung.TOWNSHIP,
        4,
        NeedStatus.IN_PROGRESS,
    )
    assert hamlet.it.needs_decision
    hamlet.do(QIAN, Act.PASS, receiver_id=3)
    assert not hamlet.it.needs_decision


def test_cannot_skips_rungs_where_nobody_else_stands() -> None:
    hamlet = Hamlet(Ladder((1,), (), (1,), (4,)))
    hamlet.tell(LI)
    hamlet.cannot(LI)
    assert (hamlet.it.holder_id, hamlet.it.level) == (4, Rung.TOWNSHIP)


def test_cannot_wants_a_reason_of_the_policy() -> None:
    assert told_by(LI).do(LI, Act.CANNOT, reason="rain") is NeedRefusal.NOT_OFFERED


def test_more_time_moves_the_date_twice_and_no_more() -> None:
    hamlet = told_by(LI)
    hamlet.more_time(LI, 3)
    assert (hamlet.it.due_on, hamlet.it.status) == (date(2026, 12, 9), NeedStatus.IN_PROGRESS)
    hamlet.days_pass(30)
    hamlet.more_time(LI, 5)
    assert (hamlet.it.due_on, hamlet.it.extensions) == (date(2026, 12, 28), 2)
    assert Act.MORE_TIME not in possible(hamlet.it, hamlet.scene(LI))
    assert hamlet.more_time(LI, 5) is NeedRefusal.NO_MORE_TIME


@pytest.mark.parametrize(("days", "reason"), [(4, "materials"), (3, ""), (0, "materials"), (3, "no_money")])
def test_more_time_wants_days_and_a_reason_of_the_policy(days: int, reason: str) -> None:
    hamlet = told_by(LI)
    assert hamlet.do(LI, Act.MORE_TIME, working_days=days, reason=reason) is NeedRefusal.NOT_OFFERED


def test_a_need_is_passed_to_somebody_on_the_ladder_who_has_to_accept_it() -> None:
    hamlet = told_by(LI)
    hamlet.do(LI, Act.ACCEPT)
    assert hamlet.do(LI, Act.PASS, receiver_id=6) is NeedRefusal.NOT_OFFERED
    assert hamlet.do(LI, Act.PASS, receiver_id=1) is NeedRefusal.NOT_OFFERED
    hamlet.do(LI, Act.PASS, receiver_id=3)
    assert (hamlet.it.holder_id, hamlet.it.level, hamlet.it.status) == (3, Rung.VILLAGE, NeedStatus.REPORTED)
    assert hamlet.do(LI, Act.ACCEPT) is NeedRefusal.NOT_YOURS
    assert isinstance(hamlet.do(WU, Act.ACCEPT), NeedMoved)


@pytest.mark.parametrize("who", [WU, QIAN, YANG])
def test_those_above_may_pass_it_on_though_it_lies_with_somebody_else(who: str) -> None:
    hamlet = told_by(LI)
    assert isinstance(hamlet.do(who, Act.PASS, receiver_id=2), NeedMoved)
    assert hamlet.do(who, Act.ACCEPT) is NeedRefusal.NOT_YOURS


def test_the_reporter_may_withdraw_it_before_it_is_solved_and_nobody_else() -> None:
    hamlet = told_by(LI)
    assert [hamlet.do(who, Act.WITHDRAW) for who in (ZHOU, WU, QIAN, YANG)] == [NeedRefusal.NOT_YOURS] * 4
    hamlet.do(LI, Act.SOLVE)
    assert hamlet.do(LI, Act.WITHDRAW) is NeedRefusal.NOT_NOW
    again = told_by(LI)
    again.do(LI, Act.WITHDRAW)
    assert again.it.status is NeedStatus.WITHDRAWN
    assert [possible(again.it, again.scene(who)) for who in (LI, ZHOU, WU, QIAN)] == [()] * 4


def test_not_yet_puts_it_back_in_progress_with_its_history_and_some_days() -> None:
    hamlet = told_by(LI)
    hamlet.days_pass(20)
    hamlet.do(LI, Act.SOLVE)
    assert isinstance(hamlet.do(ZHOU, Act.REOPEN, words="还在漏"), NeedMoved)
    assert (hamlet.it.status, hamlet.it.holder_id) == (NeedStatus.IN_PROGRESS, 1)
    assert (hamlet.it.solved_at, hamlet.it.confirm_by, hamlet.it.solution) == (None, None, None)
    assert hamlet.it.due_on == date(2026, 12, 18)
    assert [one.act for one in hamlet.it.history] == [Act.REPORT, Act.SOLVE, Act.REOPEN]


def test_not_yet_leaves_a_later_date_alone() -> None:
    hamlet = told_by(LI, "work_income")
    hamlet.do(LI, Act.SOLVE)
    hamlet.do(ZHOU, Act.REOPEN)
    assert hamlet.it.due_on == date(2026, 12, 11)


def test_the_solver_takes_solved_back_within_a_day() -> None:
    hamlet = told_by(LI)
    hamlet.do(LI, Act.ACCEPT)
    hamlet.do(LI, Act.SOLVE)
    assert hamlet.do(ZHOU, Act.UNDO) is NeedRefusal.NOT_YOURS
    hamlet.days_pass(1)
    hamlet.do(LI, Act.UNDO)
    assert (hamlet.it.status, hamlet.it.solved_at, hamlet.it.confirm_by) == (NeedStatus.ACCEPTED, None, None)
    hamlet.do(LI, Act.SOLVE)
    assert hamlet.do(LI, Act.REOPEN) is NeedRefusal.NOT_NOW
    hamlet.days_pass(2)
    assert hamlet.do(LI, Act.UNDO) is NeedRefusal.TOO_LATE
    assert isinstance(hamlet.do(LI, Act.REOPEN), NeedMoved)


def test_solved_closes_by_itself_only_after_the_confirm_period() -> None:
    hamlet = told_by(LI)
    assert hamlet.let_lapse() is None
    hamlet.do(LI, Act.SOLVE)
    hamlet.days_pass(13)
    assert hamlet.let_lapse() is None
    hamlet.days_pass(1)
    assert hamlet.let_lapse()
    assert hamlet.it.status is NeedStatus.CONFIRMED
    assert (hamlet.it.history[-1].act, hamlet.it.history[-1].person_id) == (Act.LAPSE, None)
    assert hamlet.let_lapse() is None


def test_nobody_can_ask_for_a_report_or_a_lapse_as_a_step() -> None:
    hamlet = told_by(LI)
    hamlet.do(LI, Act.SOLVE)
    assert [hamlet.do(LI, act) for act in (Act.REPORT, Act.LAPSE)] == [NeedRefusal.NOT_NOW] * 2


def test_of_two_who_act_at_once_one_wins_and_the_other_is_told_that_it_moved_on() -> None:
    hamlet = told_by(LI)
    seen = len(hamlet.it.history)
    assert isinstance(hamlet.do(LI, Act.SOLVE, seen), NeedMoved)
    stood = hamlet.it
    assert hamlet.do(ZHOU, Act.SOLVE, seen) is NeedRefusal.MOVED_ON
    assert hamlet.do(LI, Act.CANNOT, seen, reason="no_money") is NeedRefusal.MOVED_ON
    assert hamlet.do(STRANGER, Act.SOLVE, seen) is NeedRefusal.NOT_YOURS
    assert hamlet.it is stood


@pytest.mark.parametrize("act", list(LIFE))
@pytest.mark.parametrize("who", [STRANGER, NEIGHBOUR])
def test_who_has_nothing_to_do_with_the_household_moves_nothing(who: str, act: Act) -> None:
    open_need, solved = told_by(LI), told_by(LI)
    solved.do(LI, Act.SOLVE)
    assert {open_need.do(who, act), solved.do(who, act)} == {NeedRefusal.NOT_YOURS}


def test_a_holder_who_has_left_is_succeeded_by_whoever_holds_the_duty_now() -> None:
    hamlet = told_by(ZHOU)
    hamlet.ladder = Ladder((1,), (), (3,), (4,))
    assert hamlet.do(LI, Act.ACCEPT) is NeedRefusal.NOT_YOURS
    assert isinstance(hamlet.do(WU, Act.ACCEPT), NeedMoved)
    assert hamlet.it.holder_id == 3
    alone = told_by(ZHOU)
    alone.ladder = Ladder((1,))
    assert isinstance(alone.do(LI, Act.ACCEPT), NeedMoved)


def test_the_card_offers_what_the_person_may_do() -> None:
    hamlet = told_by(LI)
    offered = {who: possible(hamlet.it, hamlet.scene(who)) for who in (LI, ZHOU, WU, YANG, NEIGHBOUR)}
    assert offered == {
        LI: (Act.SOLVE, Act.MORE_TIME, Act.CANNOT, Act.ACCEPT, Act.PROGRESS, Act.PASS, Act.WITHDRAW),
        ZHOU: (Act.SOLVE,),
        WU: (Act.PASS,),
        YANG: (Act.PASS,),
        NEIGHBOUR: (),
    }
    hamlet.do(LI, Act.SOLVE)
    assert possible(hamlet.it, hamlet.scene(LI)) == (Act.UNDO,)
    assert possible(hamlet.it, hamlet.scene(ZHOU)) == (Act.CONFIRM, Act.REOPEN)


@pytest.mark.parametrize("words", ["N-0231", "n-231", " n0231 ", "231"])
def test_a_number_is_read_as_people_write_it(words: str) -> None:
    assert read_number(words) == 231


@pytest.mark.parametrize("words", ["", "N-", "王福生", "N-2-3", "²", "-231", "1" * 10])
def test_other_words_are_no_number(words: str) -> None:
    assert read_number(words) is None


def test_numbers_grow_beyond_four_digits() -> None:
    assert (numbered(7), numbered(12345)) == ("N-0007", "N-12345")
