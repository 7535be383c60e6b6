"""Households looked through in chat by everybody: who comes how far, and what can be read on the way."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from storage.chat.outbox import Outgoing
from storage.tables import audit, pairing, paperwork, role
from tests.access.town import Town, buttons, open_town, words
from tests.pages.conftest import (
    CLERK,
    FAMILY_PHONE,
    HE,
    HEAD,
    ID_NUMBER,
    LEADER,
    LI,
    OTHER_HEAD,
    TODAY,
    ZHOU,
    small_register,
)

EVERYBODY = (LI, ZHOU, HE, HEAD, OTHER_HEAD, LEADER, CLERK)
LOOKING = ("list.", "page.", "words.")
"""States of looking at households; what is recorded or changed elsewhere is not followed."""
STONE_HEADS = ("王福生", "赵桂兰", "孙有才")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    opened = open_town(tmp_path, small_register())
    yield opened
    opened.office.database.close()


async def read_all(town: Town, phone: str) -> str:
    """Everything that can be read by pressing each button for each thing once, from /mine on."""
    told, seen, ways = "", set[str](), [tuple[str, ...]()]
    while ways:
        way = ways.pop()
        messages = await town.write(town.accounts[phone], "/mine")
        for step in way:
            data = next(data for _, data in buttons(messages) if _kind(data) == step)
            messages = await town.press(town.accounts[phone], data)
        told += words(messages)
        kinds = [_kind(data) for _, data in buttons(messages)]
        fresh = [kind for kind in kinds if kind not in seen and kind.startswith(LOOKING)]
        seen.update(fresh)
        ways += [(*way, kind) for kind in fresh]
    return told


def _kind(data: str) -> str:
    """State and choice, without the draft: what a button is about."""
    return data.split(".", 2)[2]


def data_of(messages: Sequence[Outgoing], beginning: str) -> str:
    """The data of the button whose label begins so."""
    return next(data for label, data in buttons(messages) if label.startswith(beginning))


def counted(town: Town) -> tuple[int, int]:
    """Sheets asked for, and refusals in the audit."""
    with town.office.database.read() as unit:
        sheets = unit.connection.execute(select(paperwork.c.id)).all()
        refused = unit.connection.execute(select(audit.c.id).where(audit.c.kind == "access_refused")).all()
    return len(sheets), len(refused)


@pytest.mark.parametrize("phone", [LI, ZHOU, HE, HEAD, OTHER_HEAD, LEADER])
async def test_nobody_but_the_clerk_reads_a_number_in_full(town: Town, phone: str) -> None:
    told = await read_all(town, phone)
    assert ("王福生家" in told) is (phone not in (LI, OTHER_HEAD))
    assert FAMILY_PHONE not in told
    assert ID_NUMBER not in told
    assert not [one for one in EVERYBODY if one in told]


async def test_the_clerk_reads_them(town: Town) -> None:
    account = town.accounts[CLERK]
    found = await town.write(account, "/mine")
    found = await town.press(account, data_of(found, "石板村"))
    told = words(await town.press(account, data_of(found, "王福生")))
    assert FAMILY_PHONE in told
    assert ID_NUMBER in told


async def test_another_villages_head_reads_no_name_of_this_village(town: Town) -> None:
    told = await read_all(town, OTHER_HEAD)
    assert "冯春梅" in told
    assert not [one for one in STONE_HEADS if one in told]
    searched = ""
    for name in STONE_HEADS:
        await town.write(town.accounts[OTHER_HEAD], "/mine")
        searched += words(await town.write(town.accounts[OTHER_HEAD], name)).replace(f"“{name}”", "")
    assert not [one for one in STONE_HEADS if one in searched]


async def test_who_was_paired_before_reads_that_household_no_more(town: Town) -> None:
    told = await read_all(town, LI)
    assert "赵桂兰" in told
    assert "王福生" not in told
    assert "孙有才" not in told


async def test_buttons_of_the_clerk_open_nothing_for_anybody_else(town: Town) -> None:
    found = await town.write(town.accounts[CLERK], "/mine")
    village = data_of(found, "石板村")
    found = await town.press(town.accounts[CLERK], village)
    stolen = [village, *(data for _, data in buttons(found))]
    page = await town.press(town.accounts[CLERK], data_of(found, "王福生"))
    stolen += [data for _, data in buttons(page)]
    for phone in (LI, OTHER_HEAD, ZHOU, HEAD):
        await town.write(town.accounts[phone], "/start")
        before = counted(town)
        for data in stolen:
            told = words(await town.press(town.accounts[phone], data))
            assert not [one for one in STONE_HEADS if one in told]
        assert counted(town) == (before[0], before[1] + len(stolen))


@pytest.mark.parametrize("phone", [HEAD, LEADER, CLERK])
async def test_an_office_lost_closes_every_button_of_a_list_and_a_page(town: Town, phone: str) -> None:
    account = town.accounts[phone]
    listed = await town.write(account, "/mine")
    if phone != HEAD:
        listed = await town.press(account, data_of(listed, "石板村"))
    page = await town.press(account, data_of(listed, "王福生"))
    with town.office.database.write() as unit:
        unit.connection.execute(update(role).values(until=TODAY - timedelta(days=1)))
    for _, data in [*buttons(page), *buttons(listed)]:
        told = words(await town.press(account, data))
        assert not [one for one in STONE_HEADS if one in told]
    assert counted(town)[0] == 0


async def test_a_pairing_lost_closes_the_page(town: Town) -> None:
    account = town.accounts[HE]
    listed = await town.write(account, "/mine")
    page = await town.press(account, data_of(listed, "王福生"))
    with town.office.database.write() as unit:
        unit.connection.execute(update(pairing).values(until=TODAY - timedelta(days=1)))
    for _, data in buttons(page):
        told = words(await town.press(account, data))
        assert "王福生" not in told
    assert counted(town)[0] == 0


@pytest.mark.parametrize(("phone", "villages"), [(HEAD, 0), (LEADER, 2), (CLERK, 2)])
async def test_a_number_typed_opens_what_the_button_opens(town: Town, phone: str, villages: int) -> None:
    account = town.accounts[phone]
    listed = await town.write(account, "/mine")
    assert len([label for label, _ in buttons(listed) if "本月" in label and " · " not in label]) == villages
    if villages:
        listed = await town.write(account, "1")
    assert buttons(listed)[0][0] == "孙有才 石板村 · 还没去过"
    typed = words(await town.write(account, "1"))
    assert "孙有才家（石板村）" in typed
