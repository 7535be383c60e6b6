"""Coverage in whole obligations, and how much of it is expected by a working day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.month import Month
from domain.calendar.working_days import WorkingDays
from domain.duties.leave import Excuse, ExcuseKind
from domain.duties.pace import Coverage, elapsed
from domain.people.people import Duty, Pairing

NOVEMBER = Month(2026, 11)
CALENDAR = WorkingDays()
PAIRING = Pairing(1, 2, Duty.RESPONSIBLE, date(2026, 1, 1))
ROAD = Excuse(ExcuseKind.ROAD, date(2026, 11, 18), date(2026, 12, 1))


@pytest.mark.parametrize(
    ("owed_count", "met", "under"), [(1, 0, True), (2, 1, False), (3, 1, True), (0, 0, False)]
)
def test_half_is_not_under_half(owed_count: int, met: int, under: bool) -> None:
    assert Coverage(owed_count, met).is_under_half is under


def test_coverages_add_up() -> None:
    assert Coverage(3, 2, 1) + Coverage(4, 0, 2) == Coverage(7, 2, 3)


def test_the_pace_of_the_digest_counts_its_own_day() -> None:
    # Transcript T7: told on Monday the 23rd, 76 % were expected.
    monday = elapsed(NOVEMBER, date(2026, 11, 23), CALENDAR)
    assert (monday.working_days, monday.of_working_days, monday.working_days_left) == (16, 21, 6)
    assert monday.expected(412) == 313
    assert round(100 * monday.working_days / monday.of_working_days) == 76


@pytest.mark.parametrize(
    ("today", "expected"),
    [("2026-10-31", 0), ("2026-11-01", 0), ("2026-11-02", 1), ("2026-11-29", 20), ("2026-12-05", 21)],
)
def test_nothing_is_expected_before_the_month_and_everything_after_it(today: str, expected: int) -> None:
    assert elapsed(NOVEMBER, date.fromisoformat(today), CALENDAR).expected(21) == expected


def test_a_month_without_working_days_expects_everything() -> None:
    rests = WorkingDays(frozenset(date(2026, 11, day) for day in range(1, 31)))
    assert elapsed(NOVEMBER, date(2026, 11, 1), rests).expected(5) == 5


@given(st.integers(0, 10_000), st.dates(date(2026, 11, 1), date(2026, 11, 29)))
def test_what_is_expected_only_grows(count: int, day: date) -> None:
    then, later = elapsed(NOVEMBER, day, CALENDAR), elapsed(NOVEMBER, date(2026, 11, 30), CALENDAR)
    assert 0 <= then.expected(count) <= later.expected(count) == count
