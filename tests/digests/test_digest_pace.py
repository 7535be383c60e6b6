"""Colours by pace, and small numbers as counts."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar.month import Month
from domain.calendar.working_days import WorkingDays
from domain.digest.pace import Pace, Share, overall
from domain.digest.progress import pace, progress
from domain.duties.pace import Coverage, Elapsed, elapsed
from tests.examples import examples

HALF_WAY = Elapsed(10, 20, 11)
WORST_FIRST = (Pace.SUPPORT, Pace.SLOW, Pace.ON_TRACK, Pace.EARLY)


@pytest.mark.parametrize(
    ("met", "stands"),
    [
        (100, Pace.ON_TRACK),
        (50, Pace.ON_TRACK),
        (40, Pace.ON_TRACK),
        (39, Pace.SLOW),
        (20, Pace.SLOW),
        (19, Pace.SUPPORT),
        (0, Pace.SUPPORT),
    ],
)
def test_a_tenth_behind_is_on_track_and_three_tenths_are_slow(met: int, stands: Pace) -> None:
    assert pace(Coverage(100, met), HALF_WAY) is stands


def test_it_is_the_pace_that_counts_and_not_the_total() -> None:
    assert pace(Coverage(100, 30), Elapsed(6, 20, 15)) is Pace.ON_TRACK
    assert pace(Coverage(100, 30), Elapsed(20, 20, 1)) is Pace.SUPPORT


@pytest.mark.parametrize("none_of", [7, 3, 1])
@pytest.mark.parametrize("day", range(1, 22))
def test_five_of_twelve_never_look_worse_than_none(day: int, none_of: int) -> None:
    passed = Elapsed(day, 21, 22 - day)
    begun, idle = pace(Coverage(12, 5), passed), pace(Coverage(none_of, 0), passed)
    assert WORST_FIRST.index(begun) >= WORST_FIRST.index(idle)
    assert (begun is Pace.EARLY) is (idle is Pace.EARLY) is (day <= 5)


@pytest.mark.parametrize("owed", [1, 2, 7, 300])
def test_none_at_all_is_slow_at_first_and_then_needs_support_however_small_the_village(owed: int) -> None:
    stands = [pace(Coverage(owed, 0), Elapsed(day, 21, 22 - day)) for day in range(1, 22)]
    assert stands == [Pace.EARLY] * 5 + [Pace.SLOW] + [Pace.SUPPORT] * 15


@settings(max_examples=examples(60))
@given(
    one=st.tuples(st.integers(1, 60), st.integers(0, 60)),
    other=st.tuples(st.integers(1, 60), st.integers(0, 60)),
    day=st.integers(1, 21),
)
def test_the_larger_part_never_looks_worse(one: tuple[int, int], other: tuple[int, int], day: int) -> None:
    shares = sorted((Fraction(min(met, owed), owed), owed, min(met, owed)) for owed, met in (one, other))
    less, more = (pace(Coverage(owed, met), Elapsed(day, 21, 22 - day)) for _, owed, met in shares)
    assert WORST_FIRST.index(less) <= WORST_FIRST.index(more)


@given(owed=st.integers(1, 60), met=st.integers(0, 60), day=st.integers(1, 21))
def test_whoever_has_met_what_the_digest_expects_is_not_behind(owed: int, met: int, day: int) -> None:
    stands = progress(Coverage(owed, min(met, owed)), Elapsed(day, 21, 22 - day))
    if stands.coverage.met >= stands.expected:
        assert stands.pace in (Pace.ON_TRACK, Pace.EARLY)


@pytest.mark.parametrize(
    ("today", "is_grey"),
    [
        # In October 2026 offices open on the 8th; the 9th, Saturday the 10th, the 12th and the 13th follow.
        ("2026-10-01", True),
        ("2026-10-13", True),
        ("2026-10-14", False),
        ("2026-11-01", True),
        ("2026-11-06", True),
        ("2026-11-08", True),
        ("2026-11-09", False),
        ("2026-11-30", False),
    ],
)
def test_the_first_five_working_days_are_grey(today: str, is_grey: bool) -> None:
    day = date.fromisoformat(today)
    assert (pace(Coverage(9, 1), elapsed(Month.of(day), day, WorkingDays())) is Pace.EARLY) is is_grey


def test_a_month_of_few_working_days_is_judged_when_it_is_over() -> None:
    assert pace(Coverage(9, 1), Elapsed(3, 4, 2)) is Pace.EARLY
    assert pace(Coverage(9, 1), Elapsed(4, 4, 1)) is Pace.SUPPORT


def test_what_is_excused_is_not_behind() -> None:
    assert pace(Coverage(0, 0, 9), HALF_WAY) is Pace.EXCUSED
    assert pace(Coverage(), HALF_WAY) is Pace.NOTHING
    assert pace(Coverage(4, 4, 90), HALF_WAY) is Pace.ON_TRACK


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
@given(owed=st.integers(1, 500), days=st.integers(6, 23), extra=st.integers(0, 22))
def test_more_visits_never_make_it_worse(owed: int, days: int, extra: int) -> None:
    passed = Elapsed(days, days + extra, extra)
    order = [Pace.SUPPORT, Pace.SLOW, Pace.ON_TRACK]
    stands = [order.index(pace(Coverage(owed, met), passed)) for met in range(owed + 1)]
    assert stands == sorted(stands)
    assert stands[-1] == 2


def test_progress_has_all_that_is_told_of_a_duty() -> None:
    made = progress(Coverage(12, 5, 1), HALF_WAY, 2, 1)
    assert (str(made.done), str(made.due), made.pace) == ("5/12", "6/12", Pace.ON_TRACK)
    assert (made.two_months, made.recovered) == (2, 1)
