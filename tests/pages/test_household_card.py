"""户卡, opened and read cell by cell."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from domain.households.page import HouseholdPage, PagePairing, PageVisit
from domain.people.people import Duty
from domain.policy.needs import Needs
from domain.register.register import MemberEntry
from domain.register.sheets import HOUSEHOLDS, MEMBERS
from domain.visits.visits import Mode
from ledger.cards.household_card import household_card
from ledger.checks.layout import BY_SHEET
from tests.pages.conftest import FAMILY_PHONE, ID_NUMBER, TODAY, WANG, small_register

REGISTER = small_register()
ZONE = ZoneInfo("Asia/Shanghai")
PAGE = HouseholdPage(
    7,
    "石板村",
    REGISTER.households[0],
    REGISTER.members,
    (
        PagePairing("李国强", "13800000000", Duty.RESPONSIBLE, "", date(2026, 1, 1), date(2026, 11, 9)),
        PagePairing("周敏", "13800000001", Duty.CONTACT, "村两委", date(2026, 1, 1)),
    ),
    (
        PageVisit(date(2026, 11, 3), Mode.HOME, "李国强", Duty.RESPONSIBLE, True, "说好下月再来", "屋顶漏雨"),
        PageVisit(date(2026, 10, 2), Mode.NOBODY, "周敏", Duty.CONTACT),
    ),
)
HOSTILE = (
    '=HYPERLINK("http://x")',
    "@SUM(A1)",
    "<r><t>x</t></r>",
    "-1+1",
    "\u202e王\x07",
    "123456789012345678",
)


def opened(page: HouseholdPage, *, is_masked: bool = False) -> Any:
    return load_workbook(
        BytesIO(household_card(page, "石板镇", TODAY, ZONE, Needs(), is_masked=is_masked))
    ).active


def lines(sheet: Any) -> list[list[Any]]:
    """The values of each line, blanks left out."""
    return [[one for one in row if one is not None] for row in sheet.iter_rows(values_only=True)]


def test_every_column_of_the_ledger_stands_with_its_value() -> None:
    told = [value for line in lines(opened(PAGE))[2:9] for value in line]
    named = dict(zip(told[::2], told[1::2], strict=True))
    assert list(named) == list(BY_SHEET[HOUSEHOLDS].columns)
    assert named["户编号"] == WANG
    assert named["户主"] == "王福生"
    assert named["行政村"] == "石板村"
    assert named["监测对象类别"] == "边缘易致贫户"
    assert (named["家庭人口数"], named["人均纯收入"], named["外出务工"]) == (2, 11800.5, "否")
    assert (named["经度"], named["纬度"], named["户联系电话"]) == (106.5, 27.3, FAMILY_PHONE)


def test_members_pairings_and_visits_follow() -> None:
    told = lines(opened(PAGE))
    at = told.index(["家庭成员（2 人）"])
    assert told[at + 1] == list(BY_SHEET[MEMBERS].columns[1:])
    assert told[at + 2] == ["王福生", "户主", ID_NUMBER, 1951, "长期慢性病", "弱劳动力", 0]
    assert told[at + 3] == ["李秀珍", "之妻"]
    at = told.index(["结对"])
    assert told[at + 2 : at + 4] == [
        ["责任人", "李国强", "13800000000", "2026-01-01", "2026-11-09"],
        ["联系人", "周敏", "13800000001", "村两委", "2026-01-01"],
    ]
    at = told.index(["最近走访"])
    assert told[at + 2 :] == [
        ["2026-11-03", "入户（补记）", "李国强", "责任人", "说好下月再来；屋顶漏雨"],
        ["2026-10-02", "家中无人", "周敏", "联系人"],
    ]


def test_a_masked_card_holds_no_number_and_says_so() -> None:
    sheet = opened(PAGE.masked(), is_masked=True)
    told = str(lines(sheet))
    for number in (FAMILY_PHONE, ID_NUMBER, "13800000000", "13800000001", "106.5", "27.3"):
        assert number not in told
    assert "139****5678" in told
    assert "证件号码和电话已部分遮盖" in told
    assert "遮盖" not in str(lines(opened(PAGE)))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_people_wrote_is_text_and_never_a_formula(hostile: str) -> None:
    page = replace(
        PAGE,
        village=hostile,
        household=replace(PAGE.household, head=hostile, group=hostile, cause=hostile, phone=hostile),
        members=(MemberEntry(WANG, hostile, hostile, hostile, None, hostile, hostile, hostile),),
        pairings=(replace(PAGE.pairings[0], name=hostile, capacity=hostile),),
        visits=(replace(PAGE.visits[0], name=hostile, note=hostile, issues=""),),
    )
    cells = [cell for row in opened(page).iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    texts = [cell.value.strip() for cell in cells if cell.data_type == "s" and cell.value]
    assert texts.count(hostile.replace("\x07", "").replace("\u202e", "")) == 15
    assert all(cell.hyperlink is None for cell in cells)


def test_the_card_is_one_a4_page_upright() -> None:
    big = replace(PAGE, members=PAGE.members * 6, visits=PAGE.visits * 3)
    sheet = opened(big)
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation) == (9, "portrait")
    # Where the file does not say so, it is one page wide and one high.
    assert (setup.fitToWidth, setup.fitToHeight) in ((None, None), (1, 1))
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_long_words_get_the_room_that_they_need() -> None:
    long = replace(PAGE, visits=(replace(PAGE.visits[0], note="说好下月再来，" * 20),))
    heights = [one.height for one in opened(long).row_dimensions.values() if one.height]
    assert max(heights) > 5 * min(heights)
