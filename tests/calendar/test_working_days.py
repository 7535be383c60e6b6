"""Working days: the dates of docs/domain.md, the township's own days, and the windows of reminders."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.working_days import AFTERNOON, MORNING, WorkingDays

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = WorkingDays()


@pytest.mark.parametrize(
    "day", [date(2026, 2, 14), date(2026, 10, 10), date(2026, 2, 24), date(2026, 11, 20)]
)
def test_offices_work_on_make_up_days_and_plain_days(day: date) -> None:
    assert CALENDAR.is_working(day)


def test_offices_rest_over_the_spring_festival() -> None:
    assert not any(CALENDAR.is_working(date(2026, 2, day)) for day in range(16, 24))


def test_offices_rest_on_the_first_days_of_october() -> None:
    assert not any(CALENDAR.is_working(date(2026, 10, day)) for day in range(1, 8))


def test_the_township_has_the_last_word() -> None:
    market, extra = date(2026, 11, 18), date(2026, 11, 22)
    own = WorkingDays(frozenset({market}), frozenset({extra}))
    assert not own.is_working(market)
    assert own.is_working(extra)


@pytest.mark.parametrize(
    ("month", "days"),
    [((2026, 11), {7: 20, 3: 26, 1: 30}), ((2026, 2), {1: 28}), ((2026, 10), {1: 30})],
)
def test_the_last_working_days_of_a_month(month: tuple[int, int], days: dict[int, int]) -> None:
    # docs/conversations.md: 7, 3 and 1 working days before the end, counting today.
    for left, day in days.items():
        rest = [date(*month, day) + timedelta(days=more) for more in range(32)]
        assert sum(CALENDAR.is_working(one) for one in rest if one.month == month[1]) == left


@given(st.dates(date(2024, 1, 1), date(2026, 11, 1)), st.integers(1, 30))
def test_the_nth_working_day_after_a_day_is_one_and_counts_n(day: date, n: int) -> None:
    found = CALENDAR.plus(day, n)
    between = [day + timedelta(days=more) for more in range(1, (found - day).days + 1)]
    assert CALENDAR.is_working(found)
    assert sum(CALENDAR.is_working(one) for one in between) == n


@pytest.mark.parametrize(
    ("after", "opens"),
    [
        ("2026-11-20 08:00", "2026-11-20 08:30"),
        ("2026-11-20 08:30", "2026-11-20 14:30"),
        ("2026-11-20 12:00", "2026-11-20 14:30"),
        ("2026-11-20 14:30", "2026-11-23 08:30"),
        ("2026-02-14 20:00", "2026-02-24 08:30"),
        ("2026-10-09 18:00", "2026-10-10 08:30"),
    ],
)
def test_a_window_opens_strictly_later(after: str, opens: str) -> None:
    found = CALENDAR.next_window(datetime.fromisoformat(after).replace(tzinfo=ZONE), ZONE)
    assert found == datetime.fromisoformat(opens).replace(tzinfo=ZONE)


@given(st.datetimes(datetime(2025, 1, 1), datetime(2026, 11, 30)))
def test_windows_open_at_half_past_on_working_days(after: datetime) -> None:
    opens = CALENDAR.next_window(after.replace(tzinfo=ZONE), ZONE).astimezone(ZONE)
    assert opens > after.replace(tzinfo=ZONE)
    assert opens.time() in (MORNING[0], AFTERNOON[0])
    assert CALENDAR.is_working(opens.date())


def test_a_day_off_is_moved_to_the_next_working_day() -> None:
    assert CALENDAR.from_on(date(2026, 2, 14)) == date(2026, 2, 14)
    assert CALENDAR.from_on(date(2026, 2, 15)) == date(2026, 2, 24)


def test_a_year_without_make_up_days_is_not_published() -> None:
    assert CALENDAR.is_published(2026)
    assert not CALENDAR.is_published(2040)
    assert WorkingDays(make_up_days=frozenset({date(2040, 10, 6)})).is_published(2040)
