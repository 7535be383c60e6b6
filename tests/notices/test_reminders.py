"""Windows, the days of a month on which people are reminded, and which of them somebody has not heard of."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar.working_days import WorkingDays
from domain.duties.answers import Answer, Answered
from domain.duties.leave import Leave
from domain.duties.pace import Coverage
from domain.notices.owed import Mark, Marked
from domain.notices.reminders import Reminded, Schedule, Standing, next_opening, opening, reminder_in
from domain.policy.duty import WINDOWS, Reminders
from tests.examples import examples

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = WorkingDays()
ME = 7


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def schedule(day: int, month: int = 11, policy: Reminders | None = None) -> Schedule:
    return Schedule(date(2026, month, day), policy or Reminders(), CALENDAR)


def due(standing: Standing, day: int) -> str:
    found = schedule(day).due(standing)
    return found.name if found else ""


def somebody(open_duties: int = 3, met: int = 0, **more: object) -> Standing:
    given = {"since": date(2026, 1, 1), "joined_on": date(2026, 1, 1)} | more
    return Standing(ME, coverage=Coverage(open_duties + met, met), **given)  # type: ignore[arg-type]


def told(name: str, day: int) -> Reminded:
    return Reminded(name, date(2026, 11, day))


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-20 00:05", "2026-11-20 08:30"),
        ("2026-11-20 08:30", "2026-11-20 08:30"),
        ("2026-11-20 11:29", "2026-11-20 08:30"),
        ("2026-11-20 11:30", "2026-11-20 14:30"),
        ("2026-11-20 17:59", "2026-11-20 14:30"),
        ("2026-11-20 18:00", None),
        ("2026-11-21 09:00", None),
        ("2026-10-10 09:00", "2026-10-10 08:30"),
        ("2026-02-18 09:00", None),
    ],
)
def test_messages_leave_in_a_window_of_a_working_day(now: str, opens: str | None) -> None:
    assert opening(at(now), WINDOWS, CALENDAR) == (at(opens) if opens else None)


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ("2026-11-20 09:17", "2026-11-20 09:17"),
        ("2026-11-20 12:00", "2026-11-20 14:30"),
        ("2026-11-20 18:00", "2026-11-23 08:30"),
        ("2026-02-14 19:00", "2026-02-24 08:30"),
    ],
)
def test_what_is_put_off_waits_for_the_next_window(now: str, leaves: str) -> None:
    assert next_opening(at(now), WINDOWS, CALENDAR) == at(leaves)


@pytest.mark.parametrize(
    ("month", "days"),
    [
        (11, {"plan": 2, "mid": 13, "left_7": 20, "left_3": 26, "left_1": 30}),
        (2, {"plan": 2, "left_7": 13, "mid": 14, "left_3": 26, "left_1": 28}),
        (10, {"plan": 8, "mid": 15, "left_7": 22, "left_3": 28, "left_1": 30}),
        (4, {"plan": 1, "mid": 15, "left_7": 22, "left_3": 28, "left_1": 30}),
        (12, {"plan": 1, "mid": 15, "left_7": 23, "left_3": 29, "left_1": 31}),
    ],
)
def test_the_days_of_a_month(month: int, days: dict[str, int]) -> None:
    assert {one.name: one.on.day for one in schedule(1, month).occasions} == days


def test_a_month_of_few_working_days_leaves_out_what_does_not_fit() -> None:
    rests = WorkingDays(frozenset(date(2026, 11, day) for day in range(1, 27)))
    names = [one.name for one in Schedule(date(2026, 11, 1), Reminders(), rests).occasions]
    assert names == ["plan", "left_1"]


@pytest.mark.parametrize(
    ("day", "name"), [(2, "plan"), (12, "plan"), (13, "mid"), (19, "mid"), (20, "left_7"), (30, "left_1")]
)
def test_the_newest_day_is_due_and_the_others_are_not_made_up_for(day: int, name: str) -> None:
    assert due(somebody(), day) == name


def test_nothing_is_due_where_nothing_is_open() -> None:
    assert due(somebody(open_duties=0, met=3), 20) == ""


def test_a_day_is_heard_of_once_and_a_catch_up_serves_for_all_before_it() -> None:
    assert due(somebody(reminded=(told("left_7", 20),)), 20) == ""
    assert due(somebody(reminded=(told("left_7", 27),)), 27) == ""
    assert due(somebody(reminded=(told("left_7", 25),)), 26) == "left_3"


def test_a_message_about_needs_does_not_stand_for_a_reminder_of_visits() -> None:
    assert due(somebody(reminded=(told("", 20),)), 20) == "left_7"


def test_mid_month_is_for_those_under_half() -> None:
    assert due(somebody(open_duties=2, met=1), 13) == "mid"
    assert due(somebody(1, 1, reminded=(told("plan", 2),)), 13) == ""


def test_days_before_somebody_had_a_duty_are_not_theirs() -> None:
    assert due(somebody(since=date(2026, 11, 23)), 25) == ""


def test_whoever_joins_hears_from_the_next_day_on_what_came_before() -> None:
    newcomer = somebody(joined_on=date(2026, 11, 24))
    assert due(newcomer, 24) == ""
    assert due(newcomer, 25) == "left_7"
    assert due(somebody(joined_on=date(2026, 11, 20)), 20) == "left_7"


def test_a_day_of_leave_is_not_made_up_for_but_the_plan_is() -> None:
    away = (Leave(ME, date(2026, 11, 1), date(2026, 11, 20)),)
    assert due(somebody(leaves=away), 23) == "plan"
    assert due(somebody(leaves=away, reminded=(told("plan", 23),)), 24) == ""


def test_friday_puts_it_off_and_reminds_on_friday() -> None:
    asked = somebody(
        answers=(Answered(Answer.REMIND_FRIDAY, date(2026, 11, 23)),), reminded=(told("left_7", 20),)
    )
    assert [due(asked, day) for day in (24, 26, 27)] == ["", "", "later_2026-11-27"]


def test_a_reason_keeps_it_quiet_and_then_it_is_made_up_for() -> None:
    explained = somebody(
        answers=(Answered(Answer.NEED_HELP, date(2026, 11, 23)),), reminded=(told("left_7", 20),)
    )
    assert [due(explained, day) for day in (24, 26, 27)] == ["", "", "left_3"]


def test_a_message_about_needs_leaves_room_for_the_reminders_to_come() -> None:
    sent = tuple(told("", day) for day in (3, 4))
    assert schedule(5).has_room(somebody(reminded=sent))
    assert not schedule(5).has_room(somebody(reminded=(*sent, told("", 5))))
    assert schedule(5).has_room(somebody(0, 3, reminded=(*sent, told("", 5))))


def test_unanswered_are_those_after_the_last_reason_and_without_the_plan() -> None:
    reminded = (told("plan", 2), told("mid", 13), told("", 17), told("left_7", 20))
    answered = somebody(reminded=reminded, answers=(Answered(Answer.NEED_HELP, date(2026, 11, 13)),))
    put_off = somebody(reminded=reminded, answers=(Answered(Answer.REMIND_FRIDAY, date(2026, 11, 13)),))
    days = [date(2026, 11, 13), date(2026, 11, 20)]
    assert list(schedule(24).unanswered(somebody(reminded=reminded), date.min)) == days
    assert list(schedule(24).unanswered(put_off, date.min)) == days
    assert list(schedule(24).unanswered(answered, date.min)) == days[1:]
    assert list(schedule(24).unanswered(somebody(reminded=reminded), date(2026, 11, 14))) == days[1:]


def test_what_did_not_arrive_does_not_count_as_a_reminder() -> None:
    dropped = Reminded("mid", date(2026, 11, 13), was_told=False)
    assert schedule(24).unanswered(somebody(reminded=(dropped,)), date.min) == ()


def test_whoever_cannot_be_reached_is_taken_as_if_reminded() -> None:
    lost = somebody(joined_on=None)
    assert schedule(24).unanswered(lost, date.min) == (date(2026, 11, 13), date(2026, 11, 20))


def test_a_leave_is_an_answer() -> None:
    away = (Leave(ME, date(2026, 11, 16), date(2026, 11, 17)),)
    gone = somebody(reminded=(told("mid", 13), told("left_7", 20)), leaves=away)
    assert schedule(24).unanswered(gone, date.min) == (date(2026, 11, 20),)


def test_a_message_is_known_by_its_marks() -> None:
    on = date(2026, 11, 20)
    visits = Mark(Marked.PERSON, ME, "2026-11", "left_7")
    need = Mark(Marked.NEED, 231, "2026-11-24", "soon")
    rung, gap = Mark(Marked.PAIRING, 5, "2026-11", "contact"), Mark(Marked.PERSON, ME, "2026-10", "rectify")
    assert reminder_in([rung, need, visits], on) == Reminded("left_7", on)
    assert reminder_in([rung, need], on, was_told=False) == Reminded("", on, was_told=False)
    assert reminder_in([rung, gap], on) is None


@settings(max_examples=examples(20))
@given(st.sets(st.integers(1, 30)), st.integers(0, 4), st.integers(0, 4))
def test_whenever_the_bot_runs_nobody_hears_of_a_day_twice_nor_more_than_five_times(
    runs: set[int], open_duties: int, met: int
) -> None:
    reminded: tuple[Reminded, ...] = ()
    for day in sorted(runs):
        for _ in range(2):
            name = due(somebody(open_duties, met, reminded=reminded), day)
            reminded += (told(name, day),) if name else ()
    names = [one.occasion for one in reminded]
    assert len(names) == len(set(names)) <= 5
    assert bool(names) is bool(open_duties and any(day >= 2 for day in runs))
