"""Deadlines of needs across holidays, make-up days, nights and years."""

from datetime import date, datetime, timedelta

import pytest

from domain.calendar.working_days import WorkingDays
from domain.needs.deadlines import (
    Deadline,
    deadline,
    due_on,
    is_lapsed,
    late_before,
    urgent_at,
)
from domain.needs.needs import Act
from domain.policy.needs import Needs
from tests.needs.hand_to_hand import LI, ZONE, told_by

CALENDAR = WorkingDays()


def day(written: str) -> date:
    return date.fromisoformat(written)


@pytest.mark.parametrize(
    ("told_on", "working_days", "due"),
    [
        # Transcript T3; the day of the report does not count, be it a working day or not.
        ("2026-11-20", 10, "2026-12-04"),
        ("2026-11-21", 10, "2026-12-04"),
        # Spring festival 2026: 15 to 23 February are off, Saturday the 14th and the 28th are worked.
        ("2026-02-12", 1, "2026-02-13"),
        ("2026-02-12", 2, "2026-02-14"),
        ("2026-02-12", 3, "2026-02-24"),
        ("2026-02-18", 5, "2026-02-28"),
        ("2026-02-13", 10, "2026-03-05"),
        # National day 2026: 1 to 7 October are off, Saturday the 10th is worked.
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-09-30", 4, "2026-10-12"),
        # Over the year's end: Sunday 4 January 2026 is worked.
        ("2025-12-31", 1, "2026-01-04"),
    ],
)
def test_a_deadline_counts_the_days_on_which_offices_work(told_on: str, working_days: int, due: str) -> None:
    assert due_on(day(told_on), working_days, CALENDAR) == day(due)


@pytest.mark.parametrize(
    ("today", "left", "late"),
    [
        ("2026-10-07", 3, 0),
        ("2026-10-08", 2, 0),
        ("2026-10-09", 1, 0),
        ("2026-10-10", 0, 0),
        ("2026-10-11", 0, 0),
        ("2026-10-12", 0, 1),
        ("2026-10-16", 0, 5),
        ("2026-10-18", 0, 5),
    ],
)
def test_the_make_up_saturday_is_a_day_left_and_the_sunday_after_it_makes_nobody_late(
    today: str, left: int, late: int
) -> None:
    found = deadline(day("2026-10-10"), day(today), CALENDAR)
    assert found == Deadline(day("2026-10-10"), left, late)
    assert found.is_late is (late > 0)


@pytest.mark.parametrize("told_on", ["2026-11-20", "2026-11-21", "2026-09-30", "2026-02-13"])
def test_as_many_days_are_left_on_the_day_of_the_report_as_it_was_given(told_on: str) -> None:
    due = due_on(day(told_on), 10, CALENDAR)
    assert deadline(due, day(told_on), CALENDAR).working_days_left == 10
    assert deadline(due, CALENDAR.plus(due, 7), CALENDAR).working_days_late == 7


def test_nobody_gets_late_over_the_spring_festival() -> None:
    eve = day("2026-02-14")
    stands = [deadline(eve, eve + timedelta(days=n), CALENDAR) for n in range(11)]
    assert [one.working_days_left for one in stands] == [0] * 11
    assert [one.working_days_late for one in stands] == [0] * 10 + [1]


@pytest.mark.parametrize("start", ["2026-02-10", "2026-09-28", "2026-12-30"])
def test_the_line_between_late_and_not_is_that_of_every_single_need(start: str) -> None:
    today = day(start)
    for _ in range(20):
        line = late_before(today, CALENDAR)
        for back in range(-3, 20):
            due = today - timedelta(days=back)
            assert deadline(due, today, CALENDAR).is_late is (due < line)
        today += timedelta(days=1)


def test_the_townships_own_days_count() -> None:
    market = WorkingDays(days_off=frozenset({day("2026-11-23")}))
    assert due_on(day("2026-11-20"), 1, market) == day("2026-11-24")


def test_the_confirm_period_is_ten_working_days_over_a_holiday_too() -> None:
    hamlet = told_by(LI)
    hamlet.now = datetime(2026, 2, 13, 12, tzinfo=ZONE)
    hamlet.do(LI, Act.SOLVE)
    assert hamlet.it.confirm_by == day("2026-03-05")
    assert not is_lapsed(hamlet.it, day("2026-03-05"))
    assert is_lapsed(hamlet.it, day("2026-03-06"))


@pytest.mark.parametrize(
    ("told", "goes"),
    [
        ("2026-11-21T07:00", "2026-11-21T07:00"),
        ("2026-11-21T20:59", "2026-11-21T20:59"),
        ("2026-11-21T21:00", "2026-11-22T07:00"),
        ("2026-11-21T23:30", "2026-11-22T07:00"),
        ("2026-11-22T00:10", "2026-11-22T07:00"),
        ("2026-11-22T06:59", "2026-11-22T07:00"),
        ("2026-12-31T22:00", "2027-01-01T07:00"),
    ],
)
def test_an_urgent_need_waits_for_the_morning_only_at_night(told: str, goes: str) -> None:
    local, expected = (datetime.fromisoformat(one).replace(tzinfo=ZONE) for one in (told, goes))
    assert urgent_at(local, Needs()) == expected
