"""The page as it is read: what fits into a message, whatever the ledger holds."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.desk.messages import card_text
from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Moment
from bot.flows.engine.port import Card, Event, Kind
from bot.flows.household.cards import MEMBERS_TOLD, amount, clipped, page_card
from bot.transport.telegram.post import CAPS
from domain.duties.round import PairedHousehold, Round
from domain.households.page import LAST_VISITS, HouseholdPage, PagePairing, PageVisit, as_seen_by
from domain.people.access import Actor
from domain.people.people import TOWNSHIP, Duty, Pairing, Person, Role, RoleKind
from domain.policy.policy import Policy
from domain.register.register import HouseholdEntry, MemberEntry
from domain.visits.visits import Mode
from locales.render import render
from tests.pages.conftest import FAMILY_PHONE, ID_NUMBER, STONE

NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
TODAY = date(2026, 11, 21)
ME = Person(1, "李国强", "10000000001", "zh_CN")
PAIRING = Pairing(7, 1, Duty.RESPONSIBLE, date(2026, 1, 1))
PAIRED = Actor(ME, (), (PAIRING,))
HOSTILE = ("<b>{0}%s&_*" + "龘" * 30, "\u202e" + "א" * 60, "😀" * 60, "W" * 200, "行\n" * 40)
PAGE = HouseholdPage(
    7,
    "石板村",
    HouseholdEntry(
        "0001010001", "王福生", STONE, "三组", "监测户", cause="因病", size=2, income=11800.5, away=True,
        phone=FAMILY_PHONE,
    ),
    (
        MemberEntry("0001010001", "王福生", "户主", ID_NUMBER, 1951, "长期慢性病", months_away=6),
        MemberEntry("0001010001", "李秀珍"),
    ),
    (PagePairing("周敏", "13800000000", Duty.CONTACT, "村两委", date(2025, 3, 1)),),
    (
        PageVisit(date(2026, 11, 3), Mode.PHONE, "周敏", Duty.CONTACT, True, "说好下月再来"),
        PageVisit(date(2025, 12, 3), Mode.NOBODY, "周敏", Duty.CONTACT),
    ),
)  # fmt: skip


def shown(page: HouseholdPage, actor: Actor = PAIRED, *, on_round: bool = True) -> Card:
    home = PairedHousehold(7, "0001010001", "王福生", "石板村", "三组", False, PAIRING)
    facts = Facts(
        now=NOW,
        zone=ZoneInfo("Asia/Shanghai"),
        policy=Policy(),
        fresh_id=1,
        person=ME,
        actor=actor,
        round=Round((home,) if on_round else (), TODAY),
        page=as_seen_by(actor, page, TODAY),
    )
    return page_card(Moment({"household": 7}, Event(Kind.CHOICE, 1, 1, 1, NOW), facts))


def names(card: Card) -> list[list[str]]:
    return [[one.name.partition("-")[0] for one in row] for row in card.rows]


def test_the_page_of_a_paired_household_in_chinese() -> None:
    assert card_text(shown(PAGE), "zh_CN").splitlines() == [
        "王福生家（石板村三组）",
        "户编号 0001010001",
        "监测户、因病、2 口人、人均纯收入 11800.5 元、外出务工",
        "电话 139****5678",
        "家庭成员 2 人：",
        "王福生（户主、1951年生、75岁、长期慢性病、务工 6 个月、证件 000***********0014）",
        "李秀珍",
        "联系人 周敏（村两委），2025年3月1日起",
        "最近走访：",
        "11月3日 电话 周敏（联系人），补记：说好下月再来",
        "2025年12月3日 家里没人 周敏（联系人）",
    ]


def test_only_the_paired_are_offered_to_record_a_visit() -> None:
    leader = Actor(ME, (Role(RoleKind.TOWNSHIP_LEADER, TOWNSHIP, date.min),))
    assert names(shown(PAGE)) == [["visit", "card"], ["report"], ["back", "cancel"]]
    assert names(shown(PAGE, leader, on_round=False)) == [["card"], ["back", "cancel"]]


def test_who_may_not_see_it_is_told_so_and_nothing_else() -> None:
    card = shown(PAGE, Actor(ME))
    assert [one.key for one in card.says] == ["page.not_yours"]
    assert names(card) == [["back", "cancel"]]


def test_the_clerk_reads_every_number_and_whom_to_call() -> None:
    clerk = Actor(ME, (Role(RoleKind.CLERK, TOWNSHIP, date.min),))
    told = card_text(shown(PAGE, clerk, on_round=False), "zh_CN")
    assert FAMILY_PHONE in told
    assert ID_NUMBER in told
    assert "联系人 周敏（村两委、13800000000）" in told


def test_an_empty_page_says_that_nobody_comes() -> None:
    bare = replace(PAGE, members=(), pairings=(), visits=())
    assert card_text(shown(bare), "zh_CN").splitlines()[-2:] == ["现在没有人结对。", "还没有走访记录。"]


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize("hostile", HOSTILE, ids=["markup", "rtl", "emoji", "wide", "lines"])
def test_twelve_members_with_hostile_names_fit_into_a_message(hostile: str, locale: str) -> None:
    member = MemberEntry(hostile, hostile, hostile, hostile[:22], 1951, hostile, hostile, hostile, 11.5)
    both = tuple(PagePairing(hostile, hostile, duty, hostile, date(2025, 1, 1)) for duty in Duty)
    visit = PageVisit(date(2025, 1, 1), Mode.NOBODY, hostile, Duty.CONTACT, True, hostile * 9, hostile * 9)
    home = HouseholdEntry(
        hostile, hostile, STONE, hostile, hostile, hostile, hostile, 12, 1e9, True, phone=hostile
    )
    page = HouseholdPage(7, hostile, home, (member,) * 12, both, (visit,) * LAST_VISITS)
    clerk = Actor(ME, (Role(RoleKind.CLERK, TOWNSHIP, date.min),), (PAIRING,))
    card = shown(page, clerk)
    told = card_text(card, locale)
    # Nothing is left off at the end, where messages that are too long are cut.
    assert told == "\n".join(render(locale, one) for one in card.says)
    assert len(told.encode("utf-16-le")) // 2 <= CAPS.text_length
    assert len([one for one in card.says if one.key == "page.member"]) == MEMBERS_TOLD
    assert [one.params["n"] for one in card.says if one.key == "page.other_members"] == [12]
    assert len([one for one in card.says if one.key == "page.visit"]) == LAST_VISITS
    assert told.count("\u2068") == told.count("\u2069")


@pytest.mark.parametrize(
    ("number", "written"), [(11800, "11800"), (11800.5, "11800.5"), (0.0, "0"), (1e9, "1000000000")]
)
def test_amounts_are_written_as_people_write_them(number: float, written: str) -> None:
    assert amount(number) == written


def test_long_words_are_clipped_to_one_line() -> None:
    assert clipped("说好\n下月 再来", 40) == "说好 下月 再来"
    assert clipped("一二三四五", 4) == "一二三…"
