"""Who sees a page, and how much of it: the paired, before and after, the village head, leader and clerk."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.households.browse import areas_seen, is_reached
from domain.households.page import HouseholdPage, PagePairing, as_seen_by
from domain.people.access import Actor
from domain.people.people import TOWNSHIP, Duty, Pairing, Person, Role, RoleKind
from domain.register.register import HouseholdEntry, MemberEntry
from tests.pages.conftest import FAMILY_PHONE, ID_NUMBER, NOW, STONE, TODAY, WILLOW

ME = Person(1, "李国强", "10000000001", "")
LONG_AGO, YESTERDAY = date(2020, 1, 1), TODAY - timedelta(days=1)
PAGE = HouseholdPage(
    7,
    "石板村",
    HouseholdEntry("H7", "王福生", STONE, phone=FAMILY_PHONE, longitude=106.5, latitude=27.3),
    (MemberEntry("H7", "王福生", id_number=ID_NUMBER),),
    (PagePairing("周敏", "13800000000", Duty.CONTACT, "村两委", LONG_AGO),),
)


def paired(since: date = LONG_AGO, until: date | None = None) -> Actor:
    return Actor(ME, (), (Pairing(7, 1, Duty.CONTACT, since, until),))


def official(kind: RoleKind, area: str = TOWNSHIP, until: date | None = None) -> Actor:
    return Actor(ME, (Role(kind, area, LONG_AGO, until),))


MASKED = {
    "paired": paired(),
    "head of the village": official(RoleKind.VILLAGE_HEAD, STONE),
    "leader": official(RoleKind.TOWNSHIP_LEADER),
}
SHUT_OUT = {
    "stranger": Actor(None),
    "suspended": replace(paired(), person=replace(ME, suspended_at=NOW)),
    "suspended clerk": replace(official(RoleKind.CLERK), person=replace(ME, suspended_at=NOW)),
    "paired until yesterday": paired(until=YESTERDAY),
    "paired from tomorrow": paired(since=TODAY + timedelta(days=1)),
    "paired elsewhere": Actor(ME, (), (Pairing(8, 1, Duty.CONTACT, LONG_AGO),)),
    "head of another village": official(RoleKind.VILLAGE_HEAD, WILLOW),
    "leader of another village": official(RoleKind.TOWNSHIP_LEADER, WILLOW),
    "head until yesterday": official(RoleKind.VILLAGE_HEAD, STONE, YESTERDAY),
    "clerk until yesterday": official(RoleKind.CLERK, until=YESTERDAY),
    "responsible elsewhere by role": official(RoleKind.RESPONSIBLE),
}


@pytest.mark.parametrize("who", MASKED)
def test_who_may_see_the_household_sees_no_number_in_full(who: str) -> None:
    seen = as_seen_by(MASKED[who], PAGE, TODAY)
    assert seen is not None
    assert seen.household.head == "王福生"
    assert seen.household.phone == "139****5678"
    assert seen.members[0].id_number == "000***********0014"
    assert seen.pairings[0].phone == "138****0000"
    assert (seen.household.longitude, seen.household.latitude) == (None, None)


def test_the_clerk_sees_everything() -> None:
    assert as_seen_by(official(RoleKind.CLERK), PAGE, TODAY) == PAGE


@pytest.mark.parametrize("who", SHUT_OUT)
def test_nobody_else_sees_anything(who: str) -> None:
    assert as_seen_by(SHUT_OUT[who], PAGE, TODAY) is None
    assert not is_reached(areas_seen(SHUT_OUT[who], TODAY), STONE)


def test_an_office_reaches_its_area_and_a_duty_reaches_none() -> None:
    assert areas_seen(official(RoleKind.VILLAGE_HEAD, STONE), TODAY) == {STONE}
    assert areas_seen(official(RoleKind.TOWNSHIP_LEADER), TODAY) == {TOWNSHIP}
    assert areas_seen(official(RoleKind.RESPONSIBLE), TODAY) == frozenset()
    assert areas_seen(paired(), TODAY) == frozenset()
    assert is_reached(frozenset({TOWNSHIP}), WILLOW)


def test_who_is_paired_today_stands_on_the_page_the_responsible_person_first() -> None:
    before = PagePairing("李国强", "", Duty.RESPONSIBLE, "", LONG_AGO, YESTERDAY)
    now = PagePairing("何梅", "", Duty.RESPONSIBLE, "", TODAY)
    page = replace(PAGE, pairings=(*PAGE.pairings, before, now))
    assert [one.name for one in page.holders(TODAY)] == ["何梅", "周敏"]
    assert [one.name for one in page.holders(YESTERDAY)] == ["李国强", "周敏"]
