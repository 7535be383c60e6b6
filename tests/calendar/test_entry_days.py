"""Until when a visit may be entered, when the month is asked, and how a typed day is read."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.entry_days import asks_which_month, closes_on, earliest_entry
from domain.calendar.month import Month
from domain.calendar.working_days import WorkingDays

CALENDAR = WorkingDays()
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("month", "closes"),
    [
        ("2026-10", "2026-11-06"),
        ("2026-11", "2026-12-07"),
        # The spring festival is over by then; February's last days are working days again.
        ("2026-01", "2026-02-06"),
        ("2026-02", "2026-03-06"),
        # October begins with seven days off, and Saturday the 10th is worked.
        ("2026-09", "2026-10-13"),
        # The first of May and of January are holidays.
        ("2026-04", "2026-05-11"),
        ("2025-12", "2026-01-08"),
    ],
)
def test_a_month_closes_on_the_fifth_working_day_of_the_next(month: str, closes: str) -> None:
    assert closes_on(Month.parse(month), CALENDAR, 5) == date.fromisoformat(closes)


def test_a_calendar_of_its_own_moves_the_closing() -> None:
    # A township that rests from the 2nd to the 6th of February closes January after the spring festival.
    rests = WorkingDays(frozenset(date(2026, 2, day) for day in range(2, 12)))
    assert closes_on(Month.parse("2026-01"), rests, 5) == date(2026, 2, 25)


def test_on_the_closing_day_last_month_is_still_open_and_on_the_next_it_is_not() -> None:
    assert earliest_entry(date(2026, 10, 13), CALENDAR, 5) == date(2026, 9, 1)
    assert earliest_entry(date(2026, 10, 14), CALENDAR, 5) == date(2026, 10, 1)


def test_with_no_days_of_grace_a_month_closes_with_itself() -> None:
    assert closes_on(Month.parse("2026-10"), CALENDAR, 0) == date(2026, 10, 31)
    assert earliest_entry(date(2026, 11, 1), CALENDAR, 0) == date(2026, 11, 1)


@given(st.dates(date(2024, 1, 1), date(2026, 11, 30)), st.integers(1, 20))
def test_the_first_open_day_begins_this_month_or_the_last(today: date, grace: int) -> None:
    earliest = earliest_entry(today, CALENDAR, grace)
    assert earliest in (Month.of(today).first, Month.of(today).previous.first)
    assert earliest_entry(today + timedelta(days=1), CALENDAR, grace) >= earliest


@pytest.mark.parametrize(
    ("at", "asks"),
    [
        ("2026-12-01 00:00", True),
        ("2026-12-01 09:10", True),
        ("2026-12-03 11:59", True),
        ("2026-12-03 12:00", False),
        ("2026-12-04 09:00", False),
        ("2026-11-30 09:00", False),
    ],
)
def test_the_month_is_asked_on_the_first_three_mornings(at: str, asks: bool) -> None:
    assert asks_which_month(datetime.fromisoformat(at)) is asks
