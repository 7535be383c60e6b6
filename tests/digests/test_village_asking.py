"""Whom a leader asks to go round: heads of villages with households left, each once about a month."""

from dataclasses import replace
from datetime import date

import pytest

from domain.calendar.month import Month
from domain.digest.digest import Digest
from domain.digest.village_asking import VillageHead, VillageHeads, asking, key_of, may_ask, missed
from domain.duties.pace import Coverage
from domain.people.access import Actor
from domain.people.people import TOWNSHIP, Person, Role, RoleKind
from tests.digests.counted import CLOUD, MONDAY, ROCK, STONE, T7, WILLOW, digest

SHI = VillageHead(1, "石明亮", STONE)
XIANG = VillageHead(2, "向东", WILLOW, hears=False)
SINCE = date(2020, 1, 1)


def done(code: str) -> Digest:
    """The township in which a village has nobody left."""
    full = tuple(
        replace(one, coverage=Coverage(one.coverage.owed, one.coverage.owed))
        if one.village_code == code
        else one
        for one in T7.duties
    )
    return digest(replace(T7, duties=full))


def test_each_head_is_asked_and_villages_without_one_are_said() -> None:
    found = asking(digest(), VillageHeads((SHI, XIANG)))
    assert found.to == (SHI, XIANG)
    assert [one.code for one in found.headless] == [ROCK, CLOUD]
    assert found.asked == ()


def test_nobody_is_asked_twice_about_a_month() -> None:
    found = asking(digest(), VillageHeads((SHI, XIANG)).with_asked([1]))
    assert (found.to, found.asked) == ((XIANG,), (SHI,))
    assert key_of(Month(2026, 11), 1) != key_of(Month(2026, 12), 1)


def test_a_head_of_several_villages_is_one_person_and_who_heads_all_is_asked_for_each() -> None:
    both = (SHI, replace(SHI, village_code=ROCK))
    assert asking(digest(), VillageHeads(both)).people == (1,)
    whole = asking(digest(), VillageHeads((replace(SHI, village_code=TOWNSHIP),)))
    assert (len(whole.to), whole.people, whole.headless) == (4, (1,), ())


def test_a_village_that_has_nobody_left_is_left_in_peace() -> None:
    told = done(STONE)
    assert [one.code for one in missed(told)] == [WILLOW, ROCK, CLOUD]
    assert asking(told, VillageHeads((SHI, XIANG))).to == (XIANG,)


@pytest.mark.parametrize(
    ("kind", "area", "may"),
    [
        (RoleKind.TOWNSHIP_LEADER, TOWNSHIP, True),
        (RoleKind.TOWNSHIP_LEADER, STONE, False),
        (RoleKind.VILLAGE_HEAD, STONE, False),
        (RoleKind.CLERK, TOWNSHIP, False),
        (RoleKind.RESPONSIBLE, STONE, False),
    ],
)
def test_only_who_leads_all_of_the_villages_asks_them(kind: RoleKind, area: str, may: bool) -> None:
    actor = Actor(Person(9, "", "", ""), (Role(kind, area, SINCE),))
    assert may_ask(actor, digest(), MONDAY) is may
