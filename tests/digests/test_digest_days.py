"""Which days a digest tells of, and the weeks of a month."""

from datetime import date, timedelta

import pytest

from domain.calendar.month import Month
from domain.digest.days import (
    Edition,
    Span,
    of_last_week,
    of_month,
    of_this_week,
    weeks_of,
    year_until,
)


@pytest.mark.parametrize("day", [23, 24, 27])
def test_last_week_is_told_from_monday_on_and_later_after_a_holiday(day: int) -> None:
    issue = of_last_week(date(2026, 11, day))
    assert issue.span == Span(date(2026, 11, 16), date(2026, 11, 22))
    assert issue.as_of == date(2026, 11, day)
    assert issue.edition is Edition.WEEK


def test_whoever_asks_in_between_hears_of_the_week_so_far() -> None:
    issue = of_this_week(date(2026, 11, 21))
    assert issue.span == Span(date(2026, 11, 16), date(2026, 11, 21))
    assert of_this_week(date(2026, 11, 16)).span == Span(date(2026, 11, 16), date(2026, 11, 16))


def test_a_week_may_lie_in_two_months_and_the_duties_are_those_of_today() -> None:
    issue = of_last_week(date(2026, 12, 7))
    assert issue.span == Span(date(2026, 11, 30), date(2026, 12, 6))
    assert not issue.span.is_in_one_month
    assert issue.month == Month(2026, 12)
    assert date(2026, 12, 1) in issue.span
    assert date(2026, 12, 7) not in issue.span


def test_the_monthly_edition_is_the_month() -> None:
    issue = of_month(Month(2026, 2))
    assert issue.span == Span(date(2026, 2, 1), date(2026, 2, 28))
    assert (issue.as_of, issue.month, issue.edition) == (date(2026, 2, 28), Month(2026, 2), Edition.MONTH)


@pytest.mark.parametrize(
    ("month", "starts"),
    [
        (Month(2026, 11), [1, 9, 16, 23]),
        (Month(2026, 5), [1, 4, 11, 18, 25]),
        (Month(2026, 2), [1, 9, 16, 23]),
        (Month(2026, 6), [1, 8, 15, 22]),
    ],
)
def test_a_rest_of_a_day_or_two_joins_the_next_week(month: Month, starts: list[int]) -> None:
    assert [one.first.day for one in weeks_of(month)] == starts


@pytest.mark.parametrize("year", [2024, 2026, 2028])
def test_weeks_cover_every_month_once(year: int) -> None:
    for number in range(1, 13):
        month = Month(year, number)
        weeks = weeks_of(month)
        assert 4 <= len(weeks) <= 5
        days = [
            one.first + timedelta(step) for one in weeks for step in range((one.last - one.first).days + 1)
        ]
        assert days == [month.first + timedelta(step) for step in range(month.last.day)]


def test_a_year_is_twelve_months_up_to_this_one() -> None:
    months = year_until(Month(2026, 3))
    assert (len(months), str(months[0]), str(months[-1])) == (12, "2025-04", "2026-03")
