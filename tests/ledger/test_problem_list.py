"""The problem list is the clerk's own sheet with one column more, or at worst a plain list."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill

from domain.register.register import Finding
from ledger.checks.check import check
from ledger.problems import BAD, mark_problems
from ledger.reading import read_workbook

Book = dict[str, list[list[Any]]]
Packs = Callable[[Any], bytes]


def marked(content: bytes, *findings: tuple[str, int | None, str | None, str]) -> Workbook:
    told = [(Finding(sheet, row, column, "k"), words) for sheet, row, column, words in findings]
    return load_workbook(BytesIO(mark_problems(content, told)))


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def saved(workbook: Workbook) -> bytes:
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def test_the_words_stand_in_the_row_under_a_header_of_their_own(book: Book, packed: Packs) -> None:
    sheet = marked(packed(book), ("户", 3, "户主", "不能空"), ("户", 3, None, "请看"))["户"]

    assert sheet.cell(1, 10).value == "问题"
    assert sheet.cell(3, 10).value == "户主：不能空；请看"
    assert sheet.cell(2, 10).value is None


def test_under_a_title_the_column_joins_the_real_header(book: Book, packed: Packs) -> None:
    book["户"] = [["石板镇台账"], [], *book["户"]]
    workbook = opened(packed(book))
    workbook["户"].merge_cells("A1:I1")

    sheet = marked(saved(workbook), ("户", 4, "户主", "不能空"))["户"]

    assert (sheet.cell(3, 10).value, sheet.cell(4, 10).value) == ("问题", "户主：不能空")
    assert sheet.cell(1, 10).value is None


def test_the_clerks_formatting_and_other_sheets_stay(book: Book, packed: Packs) -> None:
    workbook = opened(packed(book))
    sheet = workbook["户"]
    sheet["B2"].font = Font(bold=True, color="FF00FF00")
    sheet["B2"].fill = PatternFill("solid", fgColor="FFEEEEEE")
    sheet.column_dimensions["B"].width = 33
    sheet.freeze_panes = "B2"
    # Formatted to the far right, as a click on the row's number does it.
    sheet["XFD2"].font = Font(italic=True)
    workbook.create_sheet("我的笔记")["A1"] = "=1+1"

    after = marked(saved(workbook), ("户", 2, "行政村", "看看"))

    kept = after["户"]
    assert (kept["B2"].font.bold, kept["B2"].fill.fgColor.rgb) == (True, "FFEEEEEE")
    assert (kept.column_dimensions["B"].width, kept.freeze_panes) == (33, "B2")
    assert kept.cell(2, 10).value == "行政村：看看"
    assert after["我的笔记"]["A1"].value == "=1+1"


def test_a_list_sent_again_is_read_without_its_marks_and_marked_anew(book: Book, packed: Packs) -> None:
    book["户"][2][1] = ""
    first = mark_problems(
        packed(book), [(Finding("户", 3, "户主", "k"), "不能空"), (Finding("", None, None, "k"), "全表")]
    )
    workbook = opened(first)
    workbook["户"]["B3"].value = "赵桂兰"

    again = check(read_workbook(saved(workbook)), date(2026, 11, 21))
    assert (again.errors, again.warnings) == ((), ())
    second = marked(saved(workbook), ("户", 2, "户主", "看看"))

    assert second["户"].cell(2, 10).value == "户主：看看"
    assert second["户"].cell(3, 10).value is None
    assert second["户"].cell(1, 11).value is None
    assert second["户"]["B2"].fill.fgColor.rgb == f"00{BAD}"
    assert second["户"]["B3"].fill.fill_type is None, "what was mended is not coloured any more"
    assert "问题" not in second.sheetnames


def test_what_is_of_no_row_stands_in_a_sheet_in_front(book: Book, packed: Packs) -> None:
    after = marked(packed(book), ("人员", None, None, "缺少工作表"), ("别的", None, None, "不认识"))

    assert after.sheetnames[0] == "问题"
    assert [[cell.value for cell in row] for row in after["问题"].iter_rows()] == [
        ["人员", "缺少工作表"],
        ["别的", "不认识"],
    ]


@pytest.mark.parametrize("frozen", [None, "A2", "B2", "C1"])
def test_it_opens_on_the_first_bad_cell_which_is_coloured(
    book: Book, packed: Packs, frozen: str | None
) -> None:
    workbook = opened(packed(book))
    workbook["结对"].freeze_panes = frozen
    problems = ("", None, None, "全表"), ("结对", 3, "开始时间", "看不懂"), ("户", 2, "户主", "请看")

    after = marked(saved(workbook), *problems)

    sheet = after["结对"]
    assert after.active is sheet
    assert [one.title for one in after.worksheets if one.sheet_view.tabSelected] == ["结对"]
    pane = sheet.sheet_view.pane
    (chosen,) = [one for one in sheet.sheet_view.selection if one.pane == (pane and pane.activePane)]
    assert (chosen.activeCell, chosen.sqref) == ("E3", "E3")
    assert sheet.freeze_panes == (None if frozen is None else frozen)
    coloured = {
        (one.title, cell.coordinate)
        for one in after.worksheets
        for row in one.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == f"00{BAD}"
    }
    assert coloured == {("结对", "E3"), ("户", "B2")}


@pytest.mark.parametrize(("frozen", "seen"), [(None, "A196"), ("B2", "B196"), ("A2", "A196")])
def test_a_bad_cell_far_below_is_in_sight(book: Book, packed: Packs, frozen: str | None, seen: str) -> None:
    book["走访记录"] += [list(book["走访记录"][1]) for _ in range(300)]
    workbook = load_workbook(BytesIO(packed(book)))
    workbook["走访记录"].freeze_panes = frozen
    stream = BytesIO()
    workbook.save(stream)

    told = [(Finding("走访记录", 201, "户编号", "finding.unknown_household"), "?")]
    view = load_workbook(BytesIO(mark_problems(stream.getvalue(), told)))["走访记录"].sheet_view

    assert (view.pane or view).topLeftCell == seen


def test_sheets_are_found_by_their_plain_names(book: Book, packed: Packs) -> None:
    content = packed({f" {name} ": rows for name, rows in book.items()})

    assert marked(content, ("户", 2, None, "看看"))[" 户 "].cell(2, 10).value == "看看"


def test_words_that_look_like_a_formula_are_words(book: Book, packed: Packs) -> None:
    cell = marked(packed(book), ("户", 2, None, "=1+1"))["户"].cell(2, 10)

    assert (cell.data_type, cell.value) == ("s", "=1+1")


@pytest.mark.parametrize("content", [b"", b"\xff\xd8 a photo", b"PK\x03\x04 nothing"])
def test_a_file_that_cannot_be_opened_becomes_a_plain_list(content: bytes) -> None:
    sheet = marked(content, ("户", 3, "户主", "不能空"))["问题"]

    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["工作表", "行", "列", "问题"],
        ["户", "3", "户主", "不能空"],
    ]


def test_a_header_at_the_last_column_there_can_be_becomes_a_plain_list(book: Book, packed: Packs) -> None:
    workbook = opened(packed(book))
    workbook["户"]["XFD1"] = "最后一列"

    assert marked(saved(workbook), ("户", 2, None, "看看")).sheetnames == ["问题"]


def test_a_ledger_too_large_to_keep_its_looks_becomes_a_plain_list(
    book: Book, packed: Packs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.problems.MARKABLE_CELLS", 10)

    assert marked(packed(book), ("户", 2, None, "看看")).sheetnames == ["问题"]
