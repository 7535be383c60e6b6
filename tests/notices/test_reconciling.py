"""A sweep as a whole: what is owed depends on facts and the day, not on how often or when somebody looked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar.month import Month
from domain.calendar.working_days import WorkingDays
from domain.duties.answers import Answer, Answered
from domain.duties.leave import Leave
from domain.duties.pace import Coverage
from domain.notices.escalation import Climbed, DueNeed, OpenDuty
from domain.notices.notices import NoticeKind
from domain.notices.owed import LOST, RECTIFY, UNPUBLISHED, Mark, Marked, Owed
from domain.notices.reasons.visits import rectify_by
from domain.notices.reconciling import reconcile
from domain.notices.reminders import Reminded, Standing
from domain.notices.sweep import View
from domain.people.ladder import Ladder
from domain.people.people import Duty, Rung
from domain.policy.duty import Reminders
from domain.policy.policy import Policy
from tests.examples import examples

POLICY = Policy()
CALENDAR = POLICY.working_days()
LI, ZHOU, SHI, GAO, QIAN = 1, 2, 3, 4, 5
LONG_AGO = date(2026, 1, 1)
MORNING = datetime(2026, 11, 24, 1, tzinfo=UTC)
NAGGED = (Reminded("mid", date(2026, 11, 13)), Reminded("left_7", date(2026, 11, 20)))
STALLED = Standing(LI, LONG_AGO, Coverage(2, 1), LONG_AGO, NAGGED)
OTHERS = tuple(Standing(one, LONG_AGO) for one in (ZHOU, SHI, GAO, QIAN))
VIEW = View(
    (STALLED, *OTHERS),
    (OpenDuty(9, 1, Duty.RESPONSIBLE, LI),),
    ladders={1: Ladder((LI,), (ZHOU,), (SHI,), (GAO,))},
    clerks=(QIAN,),
)


def owed(view: View, now: datetime = MORNING, policy: Policy = POLICY) -> dict[int, Owed]:
    found = reconcile(view, now, policy, CALENDAR)
    assert len({one.person_id for one in found}) == len(found)
    return {one.person_id: one for one in found}


def with_people(*people: Standing) -> View:
    ids = {one.person_id for one in people}
    return replace(VIEW, people=(*people, *(one for one in VIEW.people if one.person_id not in ids)))


def test_a_gap_goes_to_the_contact_person_with_its_mark() -> None:
    (told,) = owed(VIEW).values()
    assert (told.person_id, told.kind, told.rung) == (ZHOU, NoticeKind.ESCALATION, Rung.CONTACT)
    assert told.terms == {"escalated": ((9, "contact"),)}
    assert told.marks == (Mark(Marked.PAIRING, 9, "2026-11", "contact"),)
    assert (told.day, told.due_at) == (date(2026, 11, 24), datetime(2026, 11, 24, 0, 30, tzinfo=UTC))


@settings(max_examples=examples(20))
@given(st.integers(-60, 179))
def test_every_instant_of_a_window_owes_the_same(minutes: int) -> None:
    opened = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
    assert owed(VIEW, opened + timedelta(minutes=minutes)) == owed(VIEW, opened)


def test_nothing_is_owed_on_a_day_off_and_after_hours() -> None:
    assert owed(VIEW, datetime(2026, 11, 28, 1, tzinfo=UTC)) == {}
    assert owed(VIEW, datetime(2026, 11, 24, 10, tzinfo=UTC)) == {}


def test_whoever_has_heard_today_hears_tomorrow() -> None:
    today = with_people(Standing(ZHOU, LONG_AGO, heard_on=date(2026, 11, 24)))
    assert owed(today) == {}
    assert list(owed(today, MORNING + timedelta(days=1))) == [ZHOU]


def test_the_order_of_the_facts_makes_no_difference() -> None:
    several = replace(VIEW, stalled=tuple(OpenDuty(one, 1, Duty.RESPONSIBLE, LI) for one in (3, 9, 5)))
    turned = replace(several, stalled=several.stalled[::-1], people=several.people[::-1])
    assert owed(several) == owed(turned)


def test_a_contact_person_whom_nobody_reaches_is_passed_over_with_a_word_to_the_clerk() -> None:
    told = owed(with_people(Standing(ZHOU, None)))
    assert told[SHI].terms == {"escalated": ((9, "village"),)}
    assert {one.name for one in told[SHI].marks} == {"contact", "village"}
    assert told[QIAN].terms == {LOST: (ZHOU,)}


def test_the_clerk_hears_once_a_month_of_somebody_lost() -> None:
    lost = with_people(Standing(ZHOU, None))
    known = frozenset(owed(lost)[QIAN].marks)
    assert QIAN not in owed(replace(lost, told=known))


def test_a_contact_person_on_leave_is_passed_over_without_a_word() -> None:
    leave = Leave(ZHOU, date(2026, 11, 23), date(2026, 11, 27))
    assert list(owed(with_people(Standing(ZHOU, LONG_AGO, leaves=(leave,))))) == [SHI]


def test_a_gap_that_nobody_above_can_hear_of_stays_until_somebody_can() -> None:
    nobody = with_people(Standing(ZHOU, None), Standing(SHI, None))
    assert owed(nobody)[QIAN].terms == {LOST: (ZHOU, SHI)}
    assert list(owed(nobody)) == [QIAN]
    assert list(owed(with_people(Standing(ZHOU, None)))) == [SHI, QIAN]


def test_whoever_asked_to_be_asked_again_and_is_gone_does_not_stop_the_climb() -> None:
    climbed = (Climbed("contact", date(2026, 11, 18)),)
    later = (Answered(Answer.ASK_LATER, date(2026, 11, 18)),)
    asked = replace(VIEW, stalled=(OpenDuty(9, 1, Duty.RESPONSIBLE, LI, climbed=climbed, answers=later),))
    assert owed(asked)[ZHOU].marks == (Mark(Marked.PAIRING, 9, "2026-11", "contact_again"),)
    gone = replace(asked, people=with_people(Standing(ZHOU, None)).people)
    assert owed(gone)[SHI].marks == (Mark(Marked.PAIRING, 9, "2026-11", "village"),)


def test_an_open_duty_of_somebody_unknown_is_left_alone() -> None:
    assert owed(replace(VIEW, people=OTHERS)) == {}


def test_six_reminders_a_month_are_enough_but_gaps_still_climb() -> None:
    few = Policy(reminders=Reminders(most_a_month=2))
    thursday = MORNING + timedelta(days=2)
    assert set(owed(VIEW, thursday)) == {LI, ZHOU}
    assert set(owed(VIEW, thursday, few)) == {ZHOU}


def need(due: int, holder: int = LI, **more: object) -> DueNeed:
    return DueNeed(231, 1, holder, Rung.RESPONSIBLE, date(2026, 11, due), **more)  # type: ignore[arg-type]


def test_a_needs_date_makes_the_days_message_once() -> None:
    told = owed(replace(VIEW, stalled=(), needs=(need(25),)))
    assert told[LI].terms == {"needs": (231,)}
    assert told[LI].marks == (Mark(Marked.NEED, 231, "2026-11-25", "soon"),)
    assert owed(replace(VIEW, stalled=(), needs=(need(25, told=frozenset({"soon"})),))) == {}


def test_whoever_asked_for_quiet_hears_of_no_date_either() -> None:
    asked = replace(STALLED, answers=(Answered(Answer.NEED_HELP, date(2026, 11, 23)),))
    assert owed(replace(with_people(asked), stalled=(), needs=(need(25),))) == {}


def test_a_needs_date_rides_along_as_often_as_there_is_a_reminder() -> None:
    view = replace(VIEW, stalled=(), needs=(need(27, told=frozenset({"soon"})),))
    told = owed(view, MORNING + timedelta(days=2))
    assert told[LI].terms == {"visits": ("left_3",), "needs": (231,)}


def test_the_stand_in_hears_of_a_needs_date() -> None:
    leave = Leave(LI, date(2026, 11, 23), date(2026, 11, 27), SHI, MORNING)
    assert list(owed(replace(VIEW, stalled=(), needs=(need(25),), leaves=(leave,)))) == [SHI]


def test_a_late_need_reaches_the_leader_by_message_only_if_it_is_urgent() -> None:
    climbed = frozenset({"soon", "contact", "village"})
    assert owed(replace(VIEW, stalled=(), needs=(need(2, told=climbed),))) == {}
    told = owed(replace(VIEW, stalled=(), needs=(need(2, told=climbed, urgent=True),)))
    assert told[GAO].terms == {"late_needs": ((231, "township"),)}


def test_last_months_gaps_go_to_the_leader_and_to_who_can_make_them_good() -> None:
    december = datetime(2026, 12, 1, 1, tzinfo=UTC)
    view = View(
        (
            Standing(LI, LONG_AGO, Coverage(2), LONG_AGO, open_last_month=1),
            Standing(GAO, LONG_AGO, overseen=1),
        )
    )
    told = owed(view, december)
    assert (told[GAO].kind, told[GAO].rung) == (NoticeKind.GAP, Rung.TOWNSHIP)
    assert told[GAO].terms == {"gap": (("2026-11", "2026-12-08"),)}
    assert told[LI].kind is NoticeKind.MONTH_PLAN
    assert told[LI].terms == {"visits": ("plan",), RECTIFY: (("2026-11", "2026-12-08"),)}
    marks = frozenset(mark for one in told.values() for mark in one.marks)
    assert GAO not in owed(replace(view, told=marks), december + timedelta(days=1))


def test_the_date_to_make_gaps_good_is_not_in_the_past() -> None:
    assert rectify_by(Month(2026, 11), POLICY, CALENDAR) == date(2026, 12, 8)
    late = owed(View((Standing(GAO, LONG_AGO, overseen=1),)), datetime(2026, 12, 10, 1, tzinfo=UTC))
    assert late[GAO].terms == {"gap": (("2026-11", "2026-12-10"),)}


@pytest.mark.parametrize(
    ("now", "year"),
    [("2039-11-30", None), ("2039-12-01", 2040), ("2040-01-03", 2040), ("2025-12-01", None)],
)
def test_the_clerk_is_warned_from_december_while_next_year_is_not_published(
    now: str, year: int | None
) -> None:
    morning = datetime.fromisoformat(f"{now}T01:00+00:00")
    known = WorkingDays(make_up_days=frozenset({date(2039, 10, 8)}))
    found = reconcile(View((Standing(QIAN, LONG_AGO),), clerks=(QIAN,)), morning, POLICY, known)
    assert [one.terms for one in found] == ([{UNPUBLISHED: (year,)}] if year else [])
