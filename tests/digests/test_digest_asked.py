"""挂图 and 周报台账 asked for in the chat: made for those who may read them now, and for nobody else."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select, update

from bot.paperwork.digest import NO_FONT, Digests
from bot.paperwork.digest_look import look_at
from bot.paperwork.handing import REFUSED, Made, handed_out
from bot.paperwork.makers import makers
from domain.calendar.month import Month
from domain.digest.days import Issue, of_last_week, of_month, of_this_week
from domain.digest.reader import Reader
from domain.digest.terms import DigestTerms, as_terms, of_terms
from domain.paperwork import Paper
from domain.people.people import Rung
from domain.register.register import Register, VillageEntry
from pictures import font_file
from sandbox.township import sample_register
from sandbox.township_people import CLIFF, STONE, WILLOW
from storage.chat.outbox import Outgoing
from storage.chat.paperwork import Asked
from storage.database import Database
from storage.tables import audit, person, role
from tests.digests.town import Town, town
from tests.duties.hillside import Hillside
from tests.paperwork.desk import Phone
from tests.pictures.charts import opened

MONDAY = date(2026, 11, 23)
WEEK, MONTH = of_last_week(MONDAY), of_month(Month(2026, 10))
LEADER, STONE_HEAD, CADRE, CLERK = "罗建华", "石明亮", "李国强", "杨晓芸"


@pytest.fixture
def here(sqlite: Database, tmp_path: Path) -> Town:
    return town(sqlite, tmp_path, MONDAY)


def asked(
    here: Town, paper: Paper, name: str, villages: list[str] | None = None, issue: Issue = WEEK
) -> Asked:
    return Asked(1, paper, here.person(name), 42, as_terms(issue, villages), 0)


async def made(here: Town, order: Asked) -> Made:
    """By the maker that the bot has for it."""
    return await makers(here.office, Phone(b""))[order.paper](order)


def sent(here: Town, order: Asked, result: Made) -> list[Outgoing]:
    return handed_out(order, result, here.office.stores.papers)


def pictures(here: Town, messages: list[Outgoing]) -> list[bytes]:
    papers = here.office.stores.papers
    return [papers.get(one["file"]) for message in messages for one in message.payload["pictures"]]


@pytest.mark.parametrize("villages", [None, (), ("V1", "V2")])
@pytest.mark.parametrize("issue", [WEEK, MONTH, of_this_week(MONDAY)])
def test_terms_say_which_digest(issue: Issue, villages: tuple[str, ...] | None) -> None:
    assert of_terms(as_terms(issue, villages)) == DigestTerms(issue, villages)


async def test_the_leaders_picture_is_an_album_that_says_what_it_shows(here: Town) -> None:
    order = asked(here, Paper.WALL_CHART, LEADER)
    [message] = sent(here, order, await made(here, order))
    assert message.kind == "album"
    assert (
        message.payload["caption"]
        == "本镇 走访进度 11月\n截至2026年11月23日，本月 21 个工作日还剩 6 个（当天也算）"
    )
    [picture] = pictures(here, [message])
    image = opened(picture)
    assert image.width == 1080
    assert image.text["Description"].startswith(message.payload["caption"])
    assert {line.partition(":")[0] for line in image.text["Description"].splitlines()[2:]} == {
        "石板村", "柳坪村", "高岩村", "全镇",
    }  # fmt: skip
    # In the folder of papers it is sealed.
    assert not any(b"PNG" in one.read_bytes() for one in here.office.papers.rglob("*") if one.is_file())


async def test_a_month_comes_with_its_year(here: Town) -> None:
    order = asked(here, Paper.WALL_CHART, LEADER, issue=MONTH)
    [message] = sent(here, order, await made(here, order))
    titles = [opened(one).text["Description"].splitlines()[0] for one in pictures(here, [message])]
    assert titles == ["本镇 走访进度 10月", "本镇 近12个月走访进度"]


async def test_sixty_villages_are_several_pictures_of_one_album(sqlite: Database, tmp_path: Path) -> None:
    register = sample_register(MONDAY)
    more = tuple(VillageEntry(f"V{nth:03}", f"第{nth}村") for nth in range(57))
    hill = Hillside(sqlite, MONDAY, Hillside.policy)
    hill.enter(replace(register, villages=(*register.villages, *more)))
    hill.keep_up()
    there = Town(hill, tmp_path, {}, ())
    order = asked(there, Paper.WALL_CHART, LEADER)
    [message] = sent(there, order, await made(there, order))
    alts = [opened(one).text["Description"].splitlines()[2:] for one in pictures(there, [message])]
    assert [len(one) for one in alts] == [21, 21, 19]
    assert alts[-1][-1].startswith("全镇: ")


async def test_the_book_is_a_document_that_stays_in_the_chat(here: Town) -> None:
    order = asked(here, Paper.DIGEST_BOOK, LEADER)
    [message] = sent(here, order, await made(here, order))
    assert (message.kind, message.payload["to_work_on"]) == ("file", False)
    assert message.payload["name"] == "周报-20261116.xlsx"
    book = load_workbook(BytesIO(here.office.stores.papers.get(message.payload["path"])))
    assert book["汇总"]["A1"].value == "本镇走访周报"
    with here.here.database.read() as unit:
        look = look_at(unit, here.office, WEEK, Reader(None, Rung.TOWNSHIP))
    [total] = [row for row in book["汇总"].iter_rows(values_only=True) if row[0] == "合计"]
    coverage = look.digest.whole.responsible.coverage
    assert total[2:4] == (coverage.owed, coverage.met)
    # Written in plain for a moment only.
    assert not list(here.office.papers.glob("digest-*"))


WHO_MAY = [
    (LEADER, None, True),
    (LEADER, [STONE, CLIFF], True),
    (CLERK, None, True),
    (STONE_HEAD, [STONE], True),
    (STONE_HEAD, None, False),
    (STONE_HEAD, [STONE, WILLOW], False),
    (STONE_HEAD, [WILLOW], False),
    (STONE_HEAD, [], False),
    (CADRE, [STONE], False),
    (CADRE, None, False),
]


@pytest.mark.parametrize("paper", [Paper.WALL_CHART, Paper.DIGEST_BOOK])
def test_only_who_oversees_the_villages_gets_them(here: Town, paper: Paper) -> None:
    digests = Digests(here.office)
    refused = select(func.count()).where(audit.c.kind == "access_refused")
    for name, villages, may in WHO_MAY:
        order = asked(here, paper, name, villages)
        with here.here.database.write() as unit:
            before = unit.connection.scalar(refused) or 0
            assert (digests.order(unit, order) is not None) is may, (name, villages)
            assert unit.connection.scalar(refused) == before + (not may)


async def test_a_leader_whose_office_has_ended_meanwhile_gets_nothing(here: Town) -> None:
    with here.here.database.write() as unit:
        mine = role.c.person_id == here.person(LEADER)
        unit.connection.execute(update(role).where(mine).values(until=date(2026, 11, 22)))
    for paper in (Paper.WALL_CHART, Paper.DIGEST_BOOK):
        assert await made(here, asked(here, paper, LEADER)) == REFUSED


async def test_a_village_heads_papers_are_of_that_village_alone(here: Town) -> None:
    order = asked(here, Paper.WALL_CHART, STONE_HEAD, [STONE])
    [message] = sent(here, order, await made(here, order))
    told = opened(pictures(here, [message])[0]).text["Description"].splitlines()
    assert told[0] == "石板村 走访进度 11月"
    assert [line.partition(":")[0] for line in told[2:]] == ["石板村"]
    order = asked(here, Paper.DIGEST_BOOK, STONE_HEAD, [STONE])
    [message] = sent(here, order, await made(here, order))
    book = load_workbook(BytesIO(here.office.stores.papers.get(message.payload["path"])))
    told_of = {row[0] for row in book["还没走访"].iter_rows(min_row=2, values_only=True)}
    assert told_of == {"石板村"}


async def test_without_a_font_no_picture_comes_and_nobody_is_troubled(
    here: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(font_file, "CANDIDATES", (tmp_path / "none.otf",))
    assert await made(here, asked(here, Paper.WALL_CHART, LEADER)) == NO_FONT
    assert NO_FONT.sheets == ()
    assert (await made(here, asked(here, Paper.DIGEST_BOOK, LEADER))).answer == {"ok": True}


async def test_where_nobody_is_to_be_visited_there_is_no_picture(sqlite: Database, tmp_path: Path) -> None:
    register = sample_register(MONDAY)
    hill = Hillside(sqlite, MONDAY, Hillside.policy)
    hill.enter(Register(villages=register.villages, people=register.people))
    hill.keep_up()
    there = Town(hill, tmp_path, {}, ())
    result = await made(there, asked(there, Paper.WALL_CHART, LEADER))
    assert (result.answer, result.sheets) == ({"ok": True}, ())
    assert (await made(there, asked(there, Paper.DIGEST_BOOK, LEADER))).sheets


async def test_words_come_in_the_readers_language(here: Town) -> None:
    with here.here.database.write() as unit:
        mine = person.c.id == here.person(LEADER)
        unit.connection.execute(update(person).where(mine).values(locale="en"))
    order = asked(here, Paper.WALL_CHART, LEADER)
    [message] = sent(here, order, await made(here, order))
    assert message.payload["caption"].startswith("本镇: visits in November\nAs of 23 Nov 2026")
    assert "Township: Responsible " in opened(pictures(here, [message])[0]).text["Description"]
