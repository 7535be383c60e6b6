"""Villages, their households and books as they are loaded, on both databases."""

from dataclasses import replace
from datetime import date

import pytest

from domain.households import browse as rules
from domain.households.browse import BookRow, VillageCount
from domain.people.people import TOWNSHIP
from domain.register.register import HouseholdEntry
from storage.database import Database
from storage.households import browse as storing
from tests.pages.conftest import (
    FENG,
    STONE,
    SUN,
    TODAY,
    WANG,
    WILLOW,
    ZHAO,
    Enter,
    small_register,
)


def villages(database: Database, *, phone_counts: bool = False) -> dict[str, VillageCount]:
    with database.read() as unit:
        return {one.code: one for one in unit.browse.villages(TODAY, phone_counts=phone_counts)}


def test_a_village_counts_where_somebody_has_been_in_a_way_that_counts(
    database: Database, enter: Enter
) -> None:
    enter(small_register())
    found = villages(database)
    # 王福生 was visited before the handing over, 赵桂兰 is away and was phoned; to 冯春梅 a call is no visit.
    assert (found[STONE].households, found[STONE].visited) == (3, 2)
    assert (found[WILLOW].households, found[WILLOW].visited) == (1, 0)
    assert [one.name for one in found.values()] == ["石板村", "柳坪村"]


def test_where_policy_counts_calls_they_are_counted(database: Database, enter: Enter) -> None:
    enter(small_register())
    assert villages(database, phone_counts=True)[WILLOW].visited == 1


def test_a_village_without_households_is_listed(database: Database, enter: Enter) -> None:
    register = small_register()
    enter(replace(register, households=register.households[:3], pairings=(), visits=()))
    assert villages(database)[WILLOW].households == 0


def test_the_households_of_one_village_are_told_and_of_no_other(database: Database, enter: Enter) -> None:
    enter(small_register())
    stone = villages(database)[STONE].id
    with database.read() as unit:
        homes = unit.browse.homes([stone], TODAY, phone_counts=False)
    assert set(homes) == {stone}
    told = {one.code: (one.head, one.group, one.is_visited, one.last_home_on) for one in homes[stone]}
    assert told == {
        WANG: ("王福生", "一组", True, date(2026, 11, 3)),
        ZHAO: ("赵桂兰", "二组", True, None),
        SUN: ("孙有才", "", False, None),
    }


def test_an_officials_list_begins_with_those_longest_unvisited(database: Database, enter: Enter) -> None:
    enter(small_register())
    stone = villages(database)[STONE]
    with database.read() as unit:
        homes = unit.browse.homes([stone.id], TODAY, phone_counts=False)[stone.id]
    browse = rules.Browse((stone,), stone, homes)
    assert [one.code for one in browse.offered()] == [SUN, ZHAO, WANG]
    assert [one.code for one in browse.offered("wfs")] == [WANG]
    assert [one.code for one in browse.offered("二组")] == [ZHAO]
    assert browse.offered("冯春梅") == ()


@pytest.mark.parametrize(
    ("areas", "words", "codes"),
    [
        ({TOWNSHIP}, "冯春梅", [FENG]),
        ({TOWNSHIP}, "柳坪村", [FENG]),
        ({TOWNSHIP}, "zgl", [ZHAO]),
        ({TOWNSHIP}, WANG, [WANG]),
        ({STONE}, "冯春梅", []),
        ({WILLOW}, "冯春梅", [FENG]),
        (set(), "冯春梅", []),
        ({TOWNSHIP}, " ", []),
    ],
)
def test_a_search_goes_as_far_as_the_office(
    database: Database, enter: Enter, areas: set[str], words: str, codes: list[str]
) -> None:
    enter(small_register())
    with database.read() as unit:
        found, is_cut = unit.browse.search(frozenset(areas), words, TODAY, phone_counts=False)
    assert [one.code for one in found] == codes
    assert not is_cut


def test_a_search_tells_no_more_than_a_few_and_says_so(database: Database, enter: Enter) -> None:
    register = small_register()
    many = tuple(HouseholdEntry(f"W{at:04}", f"王{at:02}", WILLOW) for at in range(30))
    enter(replace(register, households=(*register.households, *many)))
    with database.read() as unit:
        found, is_cut = unit.browse.search(frozenset({TOWNSHIP}), "王", TODAY, phone_counts=False)
    assert len(found) == rules.FOUND_AT_MOST
    assert is_cut


def test_a_search_opens_no_more_names_than_its_limit(
    database: Database, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(small_register())
    monkeypatch.setattr(storing, "SEARCHED_AT_MOST", 2)
    with database.read() as unit:
        found, is_cut = unit.browse.search(frozenset({TOWNSHIP}), "冯春梅", TODAY, phone_counts=False)
    assert found == ()
    assert is_cut


def test_the_book_has_a_line_a_household_in_ledger_order(database: Database, enter: Enter) -> None:
    enter(small_register())
    stone = villages(database)[STONE]
    with database.read() as unit:
        book = unit.browse.book(stone, TODAY, phone_counts=False)
    day, phoned = date(2026, 11, 3), date(2026, 11, 5)
    assert book.rows == (
        BookRow(WANG, "王福生", "一组", "监测户", "因病", 2, ("何梅",), ("周敏",), day, True, False),
        BookRow(ZHAO, "赵桂兰", "二组", "脱贫户", "因学", None, ("李国强",), (), phoned, True, False),
        BookRow(SUN, "孙有才", "", "", "", None),
    )  # fmt: skip


def test_lists_of_several_villages_come_in_one_go(database: Database, enter: Enter) -> None:
    enter(small_register())
    both = sorted(one.id for one in villages(database).values())
    with database.read() as unit:
        homes = unit.browse.homes(both, TODAY, phone_counts=False)
        assert unit.browse.homes([], TODAY, phone_counts=False) == {}
    assert sorted(len(one) for one in homes.values()) == [1, 3]
