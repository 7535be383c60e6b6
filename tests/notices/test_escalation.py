"""When a gap or a late need climbs, who hears of it, and what stops or holds it."""

from datetime import date

import pytest

from domain.calendar.working_days import WorkingDays
from domain.duties.answers import Answer, Answered
from domain.notices.escalation import (
    Climbed,
    DueNeed,
    OpenDuty,
    Receiver,
    climb,
    is_asked_again,
    late_rungs,
    next_step,
)
from domain.people.ladder import Ladder
from domain.people.people import Duty, Rung
from domain.policy.duty import Escalation, LadderStep
from domain.policy.needs import LateLadder

CALENDAR = WorkingDays()
POLICY = Escalation()
LI, ZHOU, SHI, HE, GAO = 1, 2, 3, 4, 5
LADDER = Ladder((LI,), (ZHOU,), (SHI, HE), (GAO,))
EVERYBODY = frozenset({LI, ZHOU, SHI, HE, GAO})


def day(number: int) -> date:
    return date(2026, 11, number)


def open_duty(climbed: dict[str, int] | None = None, *answers: Answered) -> OpenDuty:
    marks = tuple(Climbed(name, day(on)) for name, on in (climbed or {}).items())
    return OpenDuty(1, 1, Duty.RESPONSIBLE, LI, climbed=marks, answers=answers)


def step(duty: OpenDuty, today: int, *nags: int, policy: Escalation = POLICY) -> str:
    found = next_step(duty, tuple(map(day, nags)), day(today), policy, CALENDAR)
    return found.rung.value if found else ""


@pytest.mark.parametrize(
    ("nags", "today", "rung"),
    [
        ((), 30, ""),
        ((13,), 30, ""),
        ((13, 20), 23, ""),
        ((13, 20), 24, "contact"),
        ((13, 20, 26), 26, "contact"),
        ((20, 26), 27, ""),
        ((20, 26), 30, "contact"),
    ],
)
def test_it_climbs_after_two_unanswered_reminders_and_two_working_days(
    nags: tuple[int, ...], today: int, rung: str
) -> None:
    assert step(open_duty(), today, *nags) == rung


def test_every_further_rung_counts_from_the_one_below() -> None:
    assert step(open_duty({"contact": 24}), 25, 13, 20) == ""
    assert step(open_duty({"contact": 24}), 26, 13, 20) == "village"
    assert step(open_duty({"contact": 24, "village": 26}), 30, 13, 20) == "township"
    assert step(open_duty({"contact": 18, "village": 20, "township": 24}), 30, 13, 20) == ""


def test_downtime_escalates_once() -> None:
    assert step(open_duty({"contact": 24}), 30, 13, 20) == "village"


def test_answers_stop_or_hold_it() -> None:
    climbed = {"contact": 20}
    assert step(open_duty(climbed), 24, 13, 16) == "village"
    assert step(open_duty(climbed, Answered(Answer.CALLED, day(20))), 24, 13, 16) == ""
    assert step(open_duty(climbed, Answered(Answer.CALLED, day(20))), 25, 13, 16) == "village"
    assert step(open_duty(climbed, Answered(Answer.WILL_GO, day(20))), 30, 13, 16) == ""


def test_the_ladder_is_the_policys() -> None:
    steep = Escalation(ladder=(LadderStep(rung=Rung.TOWNSHIP, working_days=1, words="township"),))
    duty = OpenDuty(1, 1, Duty.CONTACT, ZHOU, since=day(16))
    assert step(duty, 16, policy=steep) == ""
    assert step(duty, 17, policy=steep) == "township"
    assert step(duty, 17, policy=Escalation(ladder=())) == ""


def test_whoever_asked_to_be_asked_again_is_once() -> None:
    def again(duty: OpenDuty, today: int) -> str | None:
        return is_asked_again(duty, day(today), POLICY, CALENDAR)

    later = Answered(Answer.ASK_LATER, day(24))
    assert again(open_duty({"contact": 24}, later), 26) is None
    assert again(open_duty({"contact": 24}, later), 27) is Rung.CONTACT
    assert again(open_duty({"contact": 24}), 27) is None
    assert again(open_duty({"contact": 24, "contact_again": 27}, later), 27) is None
    early, once_more = Answered(Answer.ASK_LATER, day(13)), Answered(Answer.ASK_LATER, day(18))
    assert again(open_duty({"contact": 13}, early), 18) is Rung.CONTACT
    assert again(open_duty({"contact": 13, "contact_again": 18}, early, once_more), 23) is None


@pytest.mark.parametrize(
    ("hearing", "climbed"),
    [
        (EVERYBODY, [(Rung.CONTACT, ZHOU)]),
        (EVERYBODY - {ZHOU}, [(Rung.CONTACT, None), (Rung.VILLAGE, SHI)]),
        (EVERYBODY - {ZHOU, SHI}, [(Rung.CONTACT, None), (Rung.VILLAGE, HE)]),
        (frozenset({LI}), [(Rung.CONTACT, None), (Rung.VILLAGE, None)]),
    ],
)
def test_those_who_cannot_hear_do_not_stop_the_climb(
    hearing: frozenset[int], climbed: list[tuple[Rung, int | None]]
) -> None:
    rungs = (Rung.CONTACT, Rung.VILLAGE)
    assert climb(LADDER, rungs, LI, hearing) == tuple(Receiver(*one) for one in climbed)


def test_nobody_hears_of_their_own_gap() -> None:
    found = climb(LADDER, (Rung.CONTACT, Rung.VILLAGE), ZHOU, EVERYBODY)
    assert [one.person_id for one in found] == [None, SHI]


@pytest.mark.parametrize(
    ("today", "told", "climbed_on", "rungs"),
    [
        (23, set(), 1, []),
        (24, set(), 1, ["contact"]),
        (24, set(), 24, []),
        (26, {"contact"}, 24, ["village"]),
        (30, set(), 1, ["contact", "village", "township"]),
        (30, {"contact", "village", "soon"}, 27, ["township"]),
    ],
)
def test_a_late_need_climbs_a_rung_a_day(
    today: int, told: set[str], climbed_on: int, rungs: list[str]
) -> None:
    need = DueNeed(231, 1, LI, Rung.RESPONSIBLE, day(23), told=frozenset(told), climbed_on=day(climbed_on))
    assert list(late_rungs(need, day(today), LateLadder(), CALENDAR)) == rungs


def test_a_need_climbs_from_where_it_lies() -> None:
    need = DueNeed(231, 1, SHI, Rung.VILLAGE, day(2))
    assert late_rungs(need, day(30), LateLadder(), CALENDAR) == (Rung.TOWNSHIP,)
