"""Officials' lists as they stand on a phone, whatever villages and heads are called."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.desk.buttons import LONGEST_DATA
from bot.desk.messages import card_text, keyboard
from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Moment
from bot.flows.engine.port import Card, Event, Kind
from bot.flows.household.villages import Villages
from domain.conversation import Draft
from domain.households.browse import Browse, ListedHousehold, VillageCount
from domain.people.access import Actor
from domain.people.people import TOWNSHIP, Person, Role, RoleKind
from domain.policy.policy import Policy
from locales.fit import width
from locales.render import render
from tests.pages.conftest import NOW, TODAY

LARGEST = 2**63 - 1
LEADER = Actor(Person(1, "罗建华", "", ""), (Role(RoleKind.TOWNSHIP_LEADER, TOWNSHIP, date.min),))
HOSTILE = ("<b>{0}%s&_*" + "龘" * 30, "\u202e" + "א" * 40, "😀" * 40, "W" * 60, "石板村")


def shown(browse: Browse | None, actor: Actor = LEADER, **answers: Any) -> Card:
    facts = Facts(
        now=datetime(2026, 11, 21, 4, tzinfo=UTC),
        zone=ZoneInfo("Asia/Shanghai"),
        policy=Policy(),
        fresh_id=LARGEST,
        person=actor.person,
        actor=actor,
        browse=browse,
    )
    given: Mapping[str, Any] = answers
    return Villages.LIST.ask(Moment(given, Event(Kind.TEXT, 1, 1, 1, NOW), facts))


def a_township(name: str) -> Browse:
    villages = tuple(VillageCount(LARGEST - at, f"V{at}", name, 999, 99) for at in range(12))
    homes = tuple(
        ListedHousehold(LARGEST - at, f"H{at}", name, name, name, at > 5, TODAY if at else None)
        for at in range(12)
    )
    return Browse(villages, villages[0], homes)


def check_fits(card: Card, locale: str) -> None:
    draft = Draft("1y2p0ij32e7me", "villages", "list")
    rows = keyboard(card, draft, locale, LARGEST, lambda text: "0" * 64)
    assert len(rows) <= 8
    assert all(len(button["data"].encode()) <= LONGEST_DATA for row in rows for button in row)
    assert all(width(button["label"]) <= (32 if len(row) == 1 else 16) for row in rows for button in row)
    assert len(card_text(card, locale)) <= 200


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize("name", HOSTILE, ids=["markup", "rtl", "emoji", "wide", "plain"])
def test_every_list_fits_a_phone(name: str, locale: str) -> None:
    browse = a_township(name)
    inside = browse.villages[0].id
    check_fits(shown(browse), locale)
    check_fits(shown(browse, village=inside), locale)
    check_fits(shown(browse, village=inside, words=name[:20]), locale)
    check_fits(shown(Browse(browse.villages, None, browse.homes, True), words=name[:20]), locale)


def test_labels_of_households_hold_a_dot_and_those_of_villages_do_not() -> None:
    browse = a_township("石板村")
    villages = [render("zh_CN", one.label) for one in shown(browse).choices[:5]]
    homes = shown(browse, village=browse.villages[0].id).choices[:5]
    assert villages == ["石板村 本月 99/999"] * 5
    assert all(" · " in render("zh_CN", one.label) for one in homes)


def test_who_holds_no_office_is_shown_no_list() -> None:
    for browse in (None, a_township("石板村")):
        card = shown(browse, Actor(LEADER.person))
        assert [one.key for one in card.says] == ["villages.not_yours"]
        assert [one.name for one in card.choices] == ["back", "cancel"]


def test_a_village_that_was_not_chosen_is_not_shown() -> None:
    browse = a_township("石板村")
    assert shown(browse).says[0].key == "villages.list"
    assert shown(browse, village=browse.villages[1].id).says[0].key == "villages.list"
    assert shown(browse, village=browse.villages[0].id).says[0].key == "villages.homes"
