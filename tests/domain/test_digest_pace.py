"""Colours by pace, and small numbers as counts."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.digest_pace import Pace, Share, overall, pace, progress
from domain.pace import Coverage, Elapsed
from tests.examples import examples

HALF_WAY = Elapsed(10, 20)
MIDDLE = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("met", "stands"),
    [
        (100, Pace.ON_TRACK),
        (50, Pace.ON_TRACK),
        (45, Pace.ON_TRACK),
        (44, Pace.SLOW),
        (34, Pace.SLOW),
        (33, Pace.SUPPORT),
        (0, Pace.SUPPORT),
    ],
)
def test_a_tenth_behind_is_on_track_and_a_third_is_slow(met: int, stands: Pace) -> None:
    assert pace(Coverage(100, met), HALF_WAY, MIDDLE) is stands


def test_it_is_the_pace_that_counts_and_not_the_total() -> None:
    assert pace(Coverage(100, 30), Elapsed(6, 20), MIDDLE) is Pace.ON_TRACK
    assert pace(Coverage(100, 30), Elapsed(20, 20), MIDDLE) is Pace.SUPPORT


@pytest.mark.parametrize(("owed", "stands"), [(1, Pace.ON_TRACK), (3, Pace.SLOW), (4, Pace.SUPPORT)])
def test_one_household_behind_is_no_reason_for_support(owed: int, stands: Pace) -> None:
    assert pace(Coverage(owed, 0), HALF_WAY, MIDDLE) is stands


def test_a_single_household_is_slow_at_most_even_at_the_end() -> None:
    assert pace(Coverage(1, 0), Elapsed(20, 20), date(2026, 11, 30)) is Pace.SLOW


def test_what_is_excused_is_not_behind() -> None:
    assert pace(Coverage(0, 0, 9), HALF_WAY, MIDDLE) is Pace.EXCUSED
    assert pace(Coverage(), HALF_WAY, MIDDLE) is Pace.NOTHING
    assert pace(Coverage(4, 4, 90), HALF_WAY, MIDDLE) is Pace.ON_TRACK


def test_of_two_duties_the_one_that_needs_somebody_more_counts() -> None:
    assert overall((Pace.ON_TRACK, Pace.SUPPORT)) is Pace.SUPPORT
    assert overall((Pace.NOTHING, Pace.ON_TRACK)) is Pace.ON_TRACK
    assert overall((Pace.EXCUSED, Pace.EARLY)) is Pace.EARLY
    assert overall(()) is Pace.NOTHING


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (3, 4, "3/4"),
        (19, 19, "19/19"),
        (0, 0, "0/0"),
        (15, 20, "75%"),
        (328, 412, "80%"),
        (999, 1000, "99%"),
        (1, 1000, "1%"),
        (0, 1000, "0%"),
        (1000, 1000, "100%"),
        (1, 40, "3%"),
    ],
)
def test_small_numbers_are_told_as_counts(part: int, whole: int, words: str) -> None:
    assert str(Share(part, whole)) == words


@settings(max_examples=examples(20))
@given(owed=st.integers(1, 500), days=st.integers(1, 23), extra=st.integers(0, 22))
def test_more_visits_never_make_it_worse(owed: int, days: int, extra: int) -> None:
    passed = Elapsed(days, days + extra)
    order = [Pace.SUPPORT, Pace.SLOW, Pace.ON_TRACK]
    stands = [order.index(pace(Coverage(owed, met), passed, MIDDLE)) for met in range(owed + 1)]
    assert stands == sorted(stands)
    assert stands[-1] == 2


def test_progress_has_all_that_is_told_of_a_duty() -> None:
    made = progress(Coverage(12, 5, 1), HALF_WAY, MIDDLE, 2, 1)
    assert (str(made.done), str(made.due), made.pace) == ("5/12", "6/12", Pace.SLOW)
    assert (made.two_months, made.recovered) == (2, 1)
