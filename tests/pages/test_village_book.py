"""村册, opened and read cell by cell."""

from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from domain.households.browse import BookRow, VillageBook, VillageCount
from ledger.cards.village_book import village_book
from tests.pages.conftest import STONE, TODAY, WANG

VILLAGE = VillageCount(1, STONE, "石板村", 3, 2)
ROWS = (
    BookRow(WANG, "王福生", "一组", "监测户", "因病", 2, ("何梅",), ("周敏", "吴勇"), TODAY, True, True),
    BookRow("0002", "赵桂兰", "", "脱贫户", "", None, ("李国强",), (), TODAY, True, False),
    BookRow("0003", "=1+1", "", "", "", None, (), ("周敏",), TODAY, False, True),
    BookRow("0004", "孙有才", "", "", "", 0),
)


def opened(rows: tuple[BookRow, ...] = ROWS) -> Any:
    return load_workbook(BytesIO(village_book(VillageBook(VILLAGE, TODAY, rows), "石板镇"))).active


def test_title_counts_and_columns_come_first() -> None:
    rows = list(opened().iter_rows(values_only=True))
    assert rows[0][0] == "石板镇石板村村册"
    assert rows[1][0] == "2026-11-21 制表，共 3 户，本月去过 2 户"
    assert " ".join(rows[2]) == "户编号 户主 组 户类型 致贫原因 人口 责任人 联系人 上次走访 本月"


def test_each_household_is_a_line() -> None:
    day = TODAY.isoformat()
    assert list(opened().iter_rows(min_row=4, values_only=True)) == [
        (WANG, "王福生", "一组", "监测户", "因病", 2, "何梅", "周敏、吴勇", day, "都去过"),
        ("0002", "赵桂兰", None, "脱贫户", None, None, "李国强", None, day, "责任人去过"),
        ("0003", "=1+1", None, None, None, None, None, "周敏", day, "联系人去过"),
        ("0004", "孙有才", None, None, None, 0, None, None, None, "还没去"),
    ]


def test_nothing_is_a_formula_and_codes_keep_their_zeros() -> None:
    cells = [cell for row in opened().iter_rows(min_row=4) for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert all(cell.data_type == "s" for row in opened().iter_rows(min_row=4, max_col=1) for cell in row)


def test_the_header_stays_in_sight_and_stands_on_every_printed_page() -> None:
    sheet = opened()
    assert sheet.freeze_panes == "C4"
    assert sheet.print_title_rows == "$1:$3"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0


def test_a_village_without_households_has_a_book() -> None:
    assert opened(()).max_row == 3
