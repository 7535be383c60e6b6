"""The period of the duty: calendar months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.month import Month

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(days)
def test_a_day_lies_in_its_own_month_and_in_no_neighbour(day: date) -> None:
    month = Month.of(day)
    assert day in month
    assert day not in month.previous
    assert month.first <= day <= month.last


@given(days)
def test_a_month_is_read_as_it_is_written(day: date) -> None:
    assert Month.parse(str(Month.of(day))) == Month.of(day)


@given(days)
def test_the_month_before_ends_the_day_before(day: date) -> None:
    month = Month.of(day)
    assert (month.first - month.previous.last).days == 1
    assert month.previous < month


@pytest.mark.parametrize(
    ("month", "last"), [("2026-02", 28), ("2028-02", 29), ("2026-12", 31), ("2026-11", 30)]
)
def test_months_have_their_lengths(month: str, last: int) -> None:
    assert Month.parse(month).last.day == last


def test_january_follows_december() -> None:
    assert Month.parse("2027-01").previous == Month(2026, 12)


@pytest.mark.parametrize("written", ["2026", "2026-13", "2026-00", "Nov", ""])
def test_what_is_no_month_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Month.parse(written)
