"""The header is found by its names, wherever it stands and whatever stands around it."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from domain.register.register import Finding

Book = dict[str, list[list[Any]]]
Checks = Callable[[Any], Any]
Places = Callable[[tuple[Finding, ...]], list[tuple[Any, ...]]]


def test_columns_may_stand_in_any_order(book: Book, checked: Checks) -> None:
    expected = checked(book).register
    draw = Random(7)
    for sheet, rows in book.items():
        order = draw.sample(range(len(rows[0])), len(rows[0]))
        book[sheet] = [[row[place] for place in order] for row in rows]

    assert checked(book).register == expected


def test_titles_above_and_spaces_around_do_not_matter(book: Book, checked: Checks) -> None:
    expected = checked(book).register
    for sheet, rows in book.items():
        header = [f" {name} ".replace("(", "（\n").replace(")", "）") for name in rows[0]]
        book[sheet] = [["石板镇台账"], ["填报人：", "杨晓芸"], [], header, *rows[1:]]

    result = checked({f" {sheet}": rows for sheet, rows in book.items()})

    assert (result.errors, result.warnings) == ((), ())
    assert result.register == expected


def test_the_rows_of_findings_are_those_that_excel_shows(book: Book, checked: Checks, places: Places) -> None:
    book["户"] = [["户册"], [], *book["户"]]
    book["户"][4][1] = ""

    assert places(checked(book).errors) == [("户", 5, "户主", "missing_value")]


@pytest.mark.parametrize(
    ("sheet", "column", "alias"),
    [
        ("户", "户主", "户主姓名"),
        ("户", "行政村", "村"),
        ("户", "村民小组", "组"),
        ("人员", "联系电话", "手机号"),
        ("人员", "联系电话", "电话"),
    ],
)
def test_usual_other_names_of_columns_are_understood(
    book: Book, checked: Checks, sheet: str, column: str, alias: str
) -> None:
    book[sheet][0][book[sheet][0].index(column)] = alias

    assert (checked(book).errors, checked(book).warnings) == ((), ())


def test_an_extra_column_is_kept_out_with_a_warning(book: Book, checked: Checks, places: Places) -> None:
    for row in book["户"]:
        row.insert(1, "民族")
    book["户"][1][1] = "=1+1"

    result = checked(book)

    assert result.register
    assert places(result.warnings) == [("户", 1, "民族", "extra_column")]


def test_a_missing_column_is_one_error(book: Book, checked: Checks, places: Places) -> None:
    for row in book["户"]:
        del row[2]

    assert places(checked(book).errors) == [("户", 1, "行政村", "missing_column")]


def test_a_pairing_sheet_without_any_phone_column_is_one_error(
    book: Book, checked: Checks, places: Places
) -> None:
    for row in book["结对"]:
        del row[1:3]

    del book["走访记录"]
    assert places(checked(book).errors) == [("结对", 1, "责任人电话", "missing_one_of_columns")]


def test_columns_that_a_template_may_leave_out_are_simply_empty(book: Book, checked: Checks) -> None:
    book["人员"] = [row[:3] for row in book["人员"]]
    book["户"] = [row[:4] for row in book["户"]]
    book["结对"] = [[row[0], row[1], row[4]] for row in book["结对"][:3]]
    del book["家庭成员"], book["走访记录"]

    result = checked(book)

    assert (result.errors, result.warnings) == ((), ())
    assert result.register.households[0].size is None


def test_a_column_that_is_there_twice_is_refused(book: Book, checked: Checks, places: Places) -> None:
    book["户"][0][4] = "户编号"

    assert ("户", 1, "户编号", "duplicate_column") in places(checked(book).errors)


def test_a_sheet_without_a_header_says_so(book: Book, checked: Checks, places: Places) -> None:
    book["户"] = [["甲", "乙"]] * 20

    assert ("户", None, None, "no_header") in places(checked(book).errors)


def test_unknown_sheets_are_warned_about_and_the_ledgers_own_are_not(
    book: Book, checked: Checks, places: Places
) -> None:
    book |= {"口径说明": [["说明"]], "填写说明": [["说明"]], "Sheet1": []}

    result = checked(book)

    assert result.register
    assert places(result.warnings) == [("Sheet1", None, None, "unknown_sheet")]


def test_a_workbook_with_nothing_in_it_is_told_what_is_missing(checked: Checks, places: Places) -> None:
    assert places(checked({"Sheet1": []}).errors) == [
        (sheet, None, None, "missing_sheet") for sheet in ("区划", "人员", "户", "结对")
    ]
