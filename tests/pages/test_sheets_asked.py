"""Sheets asked for: the rule is asked again when they are made, with what the asker is by then."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import Table, select, update

from bot.office import Office
from bot.paperwork.handing import Made, Sheet
from bot.paperwork.sheets import Sheets
from domain.paperwork import Paper
from storage.chat.paperwork import Asked
from storage.tables import audit, pairing, person, role
from tests.pages.conftest import (
    CLERK,
    FAMILY_PHONE,
    FENG,
    HE,
    HEAD,
    ID_NUMBER,
    LEADER,
    LI,
    NOW,
    OTHER_HEAD,
    STONE,
    TODAY,
    WANG,
    ZHOU,
    household_ids,
)

YESTERDAY = TODAY - timedelta(days=1)


def asked(office: Office, paper: Paper, phone: str, **terms: object) -> Asked:
    with office.database.read() as unit:
        who = unit.people.by_phone(phone)
    assert who is not None
    return Asked(1, paper, who.id, 4711, terms, 0)


async def card(office: Office, phone: str, code: str = WANG) -> Made:
    home = household_ids(office.database)[code]
    return await Sheets(office).household_card(asked(office, Paper.HOUSEHOLD_CARD, phone, household=home))


async def book(office: Office, phone: str, code: str = STONE) -> Made:
    with office.database.read() as unit:
        ids = {one.code: one.id for one in unit.browse.villages(TODAY, phone_counts=False)}
    return await Sheets(office).village_book(asked(office, Paper.VILLAGE_BOOK, phone, village=ids[code]))


def sheet_of(made: Made) -> Sheet:
    (sheet,) = made.sheets
    assert isinstance(sheet, Sheet)
    return sheet


def words(made: Made) -> str:
    sheet = sheet_of(made)
    (card,) = load_workbook(BytesIO(sheet.content)).worksheets
    return str(list(card.iter_rows(values_only=True))) + sheet.caption


def lose(office: Office, table: Table) -> None:
    """Since yesterday nobody holds that any more."""
    with office.database.write() as unit:
        unit.connection.execute(update(table).values(until=YESTERDAY))


def refusals(office: Office) -> int:
    with office.database.read() as unit:
        return len(unit.connection.execute(select(audit.c.id).where(audit.c.kind == "access_refused")).all())


@pytest.mark.parametrize("phone", [HE, ZHOU, HEAD, LEADER])
async def test_who_may_have_the_card_gets_it_without_numbers(office: Office, phone: str) -> None:
    made = await card(office, phone)
    told = words(made)
    assert "王福生" in told
    assert "说好下月再来" in told
    assert FAMILY_PHONE not in told
    assert ID_NUMBER not in told
    assert "139****5678" in told
    assert sheet_of(made).name == f"户卡-{WANG}.xlsx"


async def test_the_clerks_card_holds_the_numbers(office: Office) -> None:
    told = words(await card(office, CLERK))
    assert FAMILY_PHONE in told
    assert ID_NUMBER in told


@pytest.mark.parametrize("phone", [LI, OTHER_HEAD])
async def test_who_was_paired_before_and_another_villages_head_get_no_card(
    office: Office, phone: str
) -> None:
    assert await card(office, phone) == Made({"refused": True})
    assert refusals(office) == 1


async def test_a_card_of_the_own_household_elsewhere_is_given(office: Office) -> None:
    assert "冯春梅" in words(await card(office, LI, FENG))


async def test_a_pairing_lost_meanwhile_is_noticed(office: Office) -> None:
    lose(office, pairing)
    assert await card(office, HE) == Made({"refused": True})


@pytest.mark.parametrize("phone", [HEAD, LEADER, CLERK])
async def test_an_office_lost_meanwhile_is_noticed(office: Office, phone: str) -> None:
    lose(office, role)
    assert await card(office, phone) == Made({"refused": True})
    assert await book(office, phone) == Made({"refused": True})
    assert refusals(office) == 2


async def test_the_suspended_get_nothing(office: Office) -> None:
    with office.database.write() as unit:
        unit.connection.execute(update(person).values(suspended_at=NOW))
    for phone in (HE, HEAD, LEADER, CLERK):
        assert (await card(office, phone)).sheets == ()
        assert (await book(office, phone)).sheets == ()


@pytest.mark.parametrize("phone", [HEAD, LEADER, CLERK])
async def test_officials_get_the_book_of_their_village(office: Office, phone: str) -> None:
    made = await book(office, phone)
    told = words(made)
    for head in ("王福生", "赵桂兰", "孙有才"):
        assert head in told
    assert "冯春梅" not in told
    assert sheet_of(made).name == "村册-石板村-20261121.xlsx"


@pytest.mark.parametrize("phone", [HE, LI, ZHOU, OTHER_HEAD])
async def test_nobody_else_gets_the_book(office: Office, phone: str) -> None:
    assert await book(office, phone) == Made({"refused": True})


async def test_a_household_or_village_that_is_gone_is_refused(office: Office) -> None:
    made = Sheets(office)
    gone = asked(office, Paper.HOUSEHOLD_CARD, CLERK, household=1)
    assert await made.household_card(gone) == Made({"refused": True})
    gone = asked(office, Paper.VILLAGE_BOOK, CLERK, village=1)
    assert await made.village_book(gone) == Made({"refused": True})
