"""What offices write below a table, and into one cell: told in its own words, and no household of it."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from domain.register.shapes import file_shape, footer
from ledger.checks.check import Checked

Book = dict[str, list[list[Any]]]
Checks = Callable[[Any], Checked]
Places = Callable[[Any], list[tuple[Any, ...]]]


@pytest.mark.parametrize(
    "words",
    ["合计", "合　计", "合 计：", "总计", "小计", "本页合计", "共计", "合计（户）", "全村合计", "合计2户",
     "总人数", "总户数：25", "共3件"],
)  # fmt: skip
def test_a_total_is_known_by_its_first_word(words: str) -> None:
    assert footer(["", words, "2"]) == "total_row"


@pytest.mark.parametrize(
    "words",
    ["填表人：周敏", "审核人：李国强", "填表人： 审核人：", "制表：", "单位（盖章）：", "填报日期：11月1日",
     "单位负责人（签字）：", "备注：本表一式两份", "注：1. 如实填写", "说明:", "填 表 人：",
     "单位（盖章）", "主管领导（签字）：", "石板镇人民政府（公章）", "审批人签名", "—以下空白—",
     "以下空白", "第1页 共2页"],
)  # fmt: skip
def test_a_signature_is_known_by_its_first_word(words: str) -> None:
    assert footer([words, "", "x"]) == "signature_row"


@pytest.mark.parametrize(
    "words", ["", "H0001", "王福生", "石板村", "单位", "填表人", "2026-01-01", "何小计", "村委会", "注"]
)
def test_a_row_of_the_table_is_neither(words: str) -> None:
    assert footer([words, "合计", "填表人：周敏"] if words else []) == ""


def test_totals_and_signatures_are_not_read_and_said_so(book: Book, checked: Checks, places: Places) -> None:
    plain = checked(book)
    book["户"].append(["合计", "", "", "", "=SUM(E2:E3)", 20800.5])
    book["户"].append([])
    book["户"].append(["填表人：周敏", "", "", "审核人：李国强"])
    book["结对"].append(["小计", 2])
    book["人员"].append(["备注：号码以本人为准"])

    found = checked(book)

    assert places(found.errors) == []
    assert found.register == plain.register
    assert set(places(found.warnings)) - set(places(plain.warnings)) == {
        ("户", 4, None, "total_row"),
        ("户", 6, None, "signature_row"),
        ("结对", 5, None, "total_row"),
        ("人员", 6, None, "signature_row"),
    }


def test_a_merged_total_is_no_merged_row(
    book: Book, packed: Callable[[Book], bytes], checked: Checks, places: Places
) -> None:
    book["户"].append(["合计", "", "", "", 3])
    workbook = load_workbook(BytesIO(packed(book)))
    workbook["户"].merge_cells("A4:D4")
    stream = BytesIO()
    workbook.save(stream)

    assert places(checked(stream.getvalue()).errors) == []


@pytest.mark.parametrize(
    ("sheet", "row", "column", "place", "value"),
    [
        ("结对", 2, "责任人电话", 1, "10000000001\n10000000004"),
        ("结对", 2, "户编号", 0, "H0001\nH0002"),
        ("人员", 4, "姓名", 0, "杨晓芸\n周敏"),
        ("人员", 2, "联系电话", 1, "10000000001\r\n10000000009"),
        ("户", 2, "户主", 1, "王福生\n李秀珍"),
        ("结对", 2, "开始时间", 4, "2026-01-01\n2026-06-01"),
        ("家庭成员", 2, "证件号码", 3, "000000195102020014\n000000195303030024"),
    ],
)
def test_several_values_in_a_cell_are_told_as_such(
    book: Book, checked: Checks, places: Places, sheet: str, row: int, column: str, place: int, value: str
) -> None:
    book[sheet][row - 1][place] = value

    assert places(checked(book).errors) == [(sheet, row, column, "several_values")]


@pytest.mark.parametrize(
    "value", ["10000000001、10000000009", "10000000001/10000000009", "0851 / 10000000001"]
)
def test_two_numbers_in_a_cell_are_told_once(book: Book, checked: Checks, places: Places, value: str) -> None:
    book["人员"][1][1] = value

    assert places(checked(book).errors) == [("人员", 2, "联系电话", "bad_phone")]


def test_a_list_may_be_written_one_below_the_other(book: Book, checked: Checks) -> None:
    plain = checked(book)
    book["人员"][1][4] = "石板村\n柳坪村"
    book["人员"][2][2] = "联系人\n村负责人"
    book["区划"][1][2] = "一组\n二组"

    assert checked(book).register == plain.register


def test_a_file_that_is_no_workbook_is_known_by_its_name() -> None:
    names = ["台账.xls", "台账.ET", "台账.csv", "台账.docx", "台账.zip", "台账.xlsx", "台账", "xls"]
    assert [file_shape(one) for one in names] == [
        "old_xls", "wps_et", "plain_text", "word", "archive", "", "", ""
    ]  # fmt: skip
