"""Parts of a digest: needs, praise, and what is to be checked again."""

from datetime import date

import pytest

from domain.digest.counts import NeedTally, SolvedAfter, SolvedBy
from domain.digest.doubts import asked_until
from domain.digest.needs import NeedsTold, Tally, median, needs_told
from domain.digest.praise import Praise, PraiseKind, in_turn, praise_of_people, praise_of_village
from domain.digest.progress import progress
from domain.duties.pace import Coverage, Elapsed
from tests.digests.counted import CALENDAR, STONE, WILLOW, digest

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("rows", "days"),
    [
        ((), None),
        ((SolvedAfter(4, 1),), 4),
        ((SolvedAfter(9, 1), SolvedAfter(2, 1)), 9),
        ((SolvedAfter(9, 1), SolvedAfter(2, 2)), 2),
        ((SolvedAfter(1, 3), SolvedAfter(5, 1), SolvedAfter(30, 2)), 5),
        ((SolvedAfter(3, 0),), None),
    ],
)
def test_the_middle_one_of_the_days(rows: tuple[SolvedAfter, ...], days: int | None) -> None:
    assert median(rows) == days


def test_needs_are_counted_by_category_in_the_policys_order() -> None:
    rows = (
        NeedTally("V1", "own", new=1, open=1, late=1),
        NeedTally("V2", "water", new=2, solved=1),
        NeedTally("V1", "health", solved=4),
        NeedTally("V1", "water", new=1),
    )
    told = needs_told(rows, (), ("health", "water"))
    assert told.new_by == (Tally("water", 3), Tally("own", 1))
    assert told.solved_by == (Tally("health", 4), Tally("water", 1))
    assert told.late_by == (Tally("own", 1),)
    assert (told.new, told.solved, told.open, told.late) == (4, 5, 1, 1)


def test_praise_of_t7() -> None:
    assert [(one.kind, one.who, one.count, one.category) for one in digest().praise] == [
        (PraiseKind.CAUGHT_UP, "石板村", 5, ""),
        (PraiseKind.VILLAGE_SOLVED, "石板村", 9, ""),
        (PraiseKind.VILLAGE_SOLVED, "柳坪村", 6, ""),
        (PraiseKind.PERSON_SOLVED, "何梅", 2, "health"),
        (PraiseKind.VILLAGE_SOLVED, "高岩村", 4, ""),
    ]


def praise(met: int, owed: int, needs: NeedsTold | None = None, recovered: int = 0) -> list[PraiseKind]:
    done = progress(Coverage(owed, met), Elapsed(16, 21, 6), recovered=recovered)
    contact = progress(Coverage(owed, owed), Elapsed(16, 21, 6))
    return [one.kind for one in praise_of_village("V1", "石板村", done, contact, needs or NeedsTold())]


def test_a_complete_month_is_praised_and_an_incomplete_or_empty_one_is_not() -> None:
    assert praise(4, 4) == [PraiseKind.COMPLETE]
    assert praise(3, 4) == []
    assert praise(0, 0) == []


def test_a_village_is_praised_for_what_it_caught_up_with() -> None:
    assert praise(3, 4, recovered=2) == [PraiseKind.CAUGHT_UP]


@pytest.mark.parametrize(
    ("solved", "left", "is_praised"), [(3, 5, True), (2, 5, False), (1, 0, True), (0, 0, False)]
)
def test_three_solved_needs_or_all_there_are_deserve_praise(solved: int, left: int, is_praised: bool) -> None:
    assert bool(praise(3, 4, NeedsTold(solved=solved, open=left))) is is_praised


def test_a_person_is_named_for_two_of_a_kind() -> None:
    solved = (SolvedBy(WILLOW, "何梅", "health", 2), SolvedBy(STONE, "李国强", "housing", 1))
    assert [one.who for one in praise_of_people(solved)] == ["何梅"]


ALL = tuple(
    [Praise(PraiseKind.COMPLETE, f"V{nth}", f"第{nth}村", nth) for nth in range(6)]
    + [Praise(PraiseKind.VILLAGE_SOLVED, "V9", "第9村", 40)]
)


def test_praise_takes_turns_so_that_everybody_is_named_one_day() -> None:
    shown = [in_turn(ALL, turn, 3) for turn in range(6)]
    assert {one for some in shown for one in some} == set(ALL)
    assert all(len(some) == 3 and some == tuple(one for one in ALL if one in some) for some in shown)
    assert in_turn(ALL, 4, 9) == ALL
    assert in_turn((), 4) == ()


def test_what_stays_unexplained_for_three_working_days_is_counted() -> None:
    # Asked on Wednesday, November 18: Thursday, Friday and Monday are over on Tuesday.
    assert asked_until(date(2026, 11, 24), CALENDAR) == date(2026, 11, 18)
    assert asked_until(date(2026, 11, 23), CALENDAR) == date(2026, 11, 17)
    assert asked_until(date(2026, 10, 9), CALENDAR) == date(2026, 9, 28)
