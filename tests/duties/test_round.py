"""A duty holder's round: in which order households are offered (R7), and how they are found."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.duties.obligations import PastVisit
from domain.duties.round import PairedHousehold, Place, Round, villages_of
from domain.people.people import Duty, Pairing
from domain.visits.visits import Mode

TODAY = date(2026, 11, 21)


def household(number: int, head: str, days: int | None = None, **given: object) -> PairedHousehold:
    plain = PairedHousehold(
        number,
        f"H{number:03}",
        head,
        "石板村",
        "三组",
        False,
        Pairing(number, 1, Duty.RESPONSIBLE, date(2026, 1, 1)),
        None if days is None else TODAY - timedelta(days=days),
    )
    return replace(plain, **given)  # type: ignore[arg-type]


def visited(number: int, mode: Mode, days: int) -> tuple[PastVisit, ...]:
    return (PastVisit(number, mode, TODAY - timedelta(days=days)),)


def heads(households: tuple[PairedHousehold, ...]) -> list[str]:
    return [one.head for one in households]


FOUR = Round(
    (
        household(1, "赵桂兰", 24),
        household(2, "王福生", 31),
        household(3, "何长林", 2, visits=visited(3, Mode.HOME, 2)),
        household(4, "孙有才"),
    ),
    TODAY,
)


def test_the_longest_unvisited_come_first_and_the_visited_ones_last() -> None:
    assert heads(FOUR.offered()) == ["孙有才", "王福生", "赵桂兰", "何长林"]
    assert heads(FOUR.open) == ["赵桂兰", "王福生", "孙有才"]


def test_a_household_where_nobody_was_home_waits_a_week() -> None:
    for days, order in ((6, ["赵桂兰", "王福生"]), (7, ["王福生", "赵桂兰"])):
        tried = household(2, "王福生", 31, visits=visited(9, Mode.NOBODY, days))
        assert heads(Round((tried, household(1, "赵桂兰", 24)), TODAY).offered()) == order


def test_the_head_named_in_a_caption_comes_before_all_others() -> None:
    assert heads(FOUR.offered(named="何长林 正常"))[0] == "何长林"


def test_the_nearest_three_come_first_the_nearest_of_all_at_the_top() -> None:
    five = tuple(household(n, f"户{n}", place=Place(27.0 + n / 100, 106.5)) for n in range(1, 6))
    far = Round((*five, household(6, "无坐标", 300)), TODAY)
    assert heads(far.offered(near=Place(27.05, 106.5)))[:3] == ["户5", "户4", "户3"]


def test_a_caption_wins_over_a_location() -> None:
    placed = tuple(replace(one, place=Place(27.0 + one.id / 100, 106.5)) for one in FOUR.households)
    offered = Round(placed, TODAY).offered(near=Place(27.01, 106.5), named="何长林")
    assert heads(offered) == ["何长林", "赵桂兰", "王福生", "孙有才"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("王福生", ["王福生"]),
        ("wfs", ["王福生"]),
        ("WF", ["王福生"]),
        ("福", ["王福生"]),
        ("三组", ["孙有才", "王福生", "赵桂兰", "何长林"]),
        ("石板村", ["孙有才", "王福生", "赵桂兰", "何长林"]),
        ("石板村 三组", ["孙有才", "王福生", "赵桂兰", "何长林"]),
        ("h003", ["何长林"]),
        ("四组", []),
        ("张三", []),
        ("", []),
        ("  ", []),
    ],
)
def test_households_are_found_by_name_group_village_code_and_initials(words: str, found: list[str]) -> None:
    assert heads(FOUR.matching(words)) == found


def test_an_exact_name_wins_over_names_that_contain_it() -> None:
    both = Round((household(1, "王福"), household(2, "王福生")), TODAY)
    assert heads(both.matching("王福")) == ["王福"]


def test_two_households_of_one_name_are_both_found() -> None:
    both = Round((household(1, "王福生"), household(2, "王福生")), TODAY)
    assert len(both.matching("王福生")) == 2


def test_a_visit_counts_at_once_and_once() -> None:
    visit = PastVisit(9, Mode.HOME, TODAY)
    after = FOUR.with_visit(2, visit)
    assert heads(after.open) == ["赵桂兰", "孙有才"]
    assert after.with_visit(2, visit) == after
    moved = after.with_visit(2, replace(visit, visited_on=date(2026, 10, 31)))
    assert heads(moved.open) == ["赵桂兰", "王福生", "孙有才"]


def test_a_call_counts_where_policy_or_absence_says_so() -> None:
    called = household(1, "赵桂兰", 24, visits=visited(9, Mode.PHONE, 1))
    assert Round((called,), TODAY).open
    assert not Round((called,), TODAY, phone_counts=True).open
    assert not Round((replace(called, away=True),), TODAY).open


def test_villages_are_named_once_in_the_order_met() -> None:
    there = household(9, "龙永福", village="柳坪村")
    assert villages_of((*FOUR.households, there, *FOUR.households)) == ("石板村", "柳坪村")


def test_an_empty_round_is_false() -> None:
    assert not Round()
    assert Round().get(1) is None


places = st.builds(Place, st.floats(-80, 80), st.floats(-179, 179))


@given(places, places)
def test_distance_is_the_same_for_equal_places_and_never_negative(one: Place, other: Place) -> None:
    assert one.metres_to(one) == 0
    assert one.metres_to(other) >= 0


def test_a_hundredth_of_a_degree_north_is_about_a_kilometre() -> None:
    assert 1100 < Place(27.0, 106.5).metres_to(Place(27.01, 106.5)) < 1130


@given(st.lists(st.tuples(st.integers(0, 90), st.sampled_from(list(Mode))), max_size=8), st.booleans())
def test_offering_loses_nobody_and_puts_the_visited_after_the_others(
    made: list[tuple[int, Mode]], phone_counts: bool
) -> None:
    several = Round(
        tuple(
            household(number, f"户{number}", days, visits=visited(number, mode, days))
            for number, (days, mode) in enumerate(made)
        ),
        TODAY,
        phone_counts,
    )
    offered = several.offered()
    assert sorted(one.id for one in offered) == [one.id for one in several.households]
    done = [several.is_done(one) for one in offered]
    assert done == sorted(done)
