"""Cells as Excel really stores them: numbers, days of both calendars, formulas, errors, merged ranges."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from domain.register.register import Finding

Book = dict[str, list[list[Any]]]
Checks = Callable[[Any], Any]
Packs = Callable[[Any], bytes]
Places = Callable[[tuple[Finding, ...]], list[tuple[Any, ...]]]


def reopened(packed_book: bytes) -> Workbook:
    return load_workbook(BytesIO(packed_book))


def saved(workbook: Workbook) -> bytes:
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "phone",
    [10000000001, 10000000001.0, "100 0000 0001", "100-0000-0001", "１００００００００01", " 10000000001\n"],
)
def test_a_phone_is_the_same_however_it_was_typed(book: Book, checked: Checks, phone: Any) -> None:
    book["人员"][1][1] = phone

    result = checked(book)

    assert result.errors == ()
    assert result.register.people[0].phone == "10000000001"


@pytest.mark.parametrize(
    "day",
    [
        "2026-06-01",
        "2026/6/1",
        "2026.6.1",
        "2026年6月1日",
        "20260601",
        20260601,
        46174,
        46174.0,
        "46174",
        "４６１７４",
        "二〇二六年六月一日",
        "2026年6月1号",
        "1 June 2026",
        "26.6.1",
        date(2026, 6, 1),
        datetime(2026, 6, 1, 9, 30),
    ],
)
def test_a_day_is_the_same_however_it_was_typed(book: Book, checked: Checks, day: Any) -> None:
    book["结对"][3][4] = day

    result = checked(book)

    assert result.errors == ()
    assert {pairing.since for pairing in result.register.pairings[3:]} == {date(2026, 6, 1)}


def test_days_of_a_1904_workbook_are_not_four_years_off(book: Book, packed: Packs, checked: Checks) -> None:
    workbook = reopened(packed(book))
    workbook.epoch = CALENDAR_MAC_1904
    workbook["结对"]["E4"] = date(2026, 6, 1)

    assert checked(saved(workbook)).register.pairings[3].since == date(2026, 6, 1)


def test_a_day_kept_as_a_number_counts_from_where_its_workbook_does(
    book: Book, packed: Packs, checked: Checks
) -> None:
    workbook = reopened(packed(book))
    workbook.epoch = CALENDAR_MAC_1904
    workbook["结对"]["E4"] = 46174 - 1462
    workbook["结对"]["E4"].number_format = "General"

    assert checked(saved(workbook)).register.pairings[3].since == date(2026, 6, 1)


def test_a_formula_is_refused_by_row_and_column(
    book: Book, packed: Packs, checked: Checks, places: Places
) -> None:
    workbook = reopened(packed(book))
    workbook["户"]["B3"] = '="赵"&"桂兰"'
    workbook["户"]["E3"] = "=SUM(E2:E2)"

    assert places(checked(saved(workbook)).errors) == [
        ("户", 3, "户主", "formula"),
        ("户", 3, "家庭人口数", "formula"),
    ]


def test_a_text_that_begins_with_an_equals_sign_is_text(book: Book, checked: Checks) -> None:
    book["户"][1][1] = '=HYPERLINK("x")'

    assert checked(book).register.households[0].head == '=HYPERLINK("x")'


def test_an_excel_error_is_refused_by_row_and_column(
    book: Book, packed: Packs, checked: Checks, places: Places
) -> None:
    workbook = reopened(packed(book))
    workbook["户"]["B3"].value = "#N/A"
    workbook["户"]["B3"].data_type = "e"

    assert places(checked(saved(workbook)).errors) == [("户", 3, "户主", "error_cell")]


def test_merged_cells_over_the_rows_are_refused_and_over_a_title_are_not(
    book: Book, packed: Packs, checked: Checks, places: Places
) -> None:
    workbook = reopened(packed(book))
    workbook["户"].insert_rows(1)
    workbook["户"]["A1"] = "石板镇户册"
    workbook["户"].merge_cells("A1:I1")
    assert checked(saved(workbook)).errors == ()

    workbook["户"].merge_cells("C3:C4")

    found = places(checked(saved(workbook)).errors)
    assert ("户", 3, "行政村", "merged") in found


def test_numbers_where_codes_belong_are_refused_in_every_sheet(
    book: Book, checked: Checks, places: Places
) -> None:
    for sheet in ("家庭成员", "结对"):
        for row in book[sheet][1:]:
            row[0] = 1

    found = places(checked(book).errors)

    assert found == [
        (sheet, row, "户编号", "numeric_code") for sheet in ("家庭成员", "结对") for row in (2, 3, 4)
    ]


def test_true_and_false_are_yes_and_no(book: Book, checked: Checks) -> None:
    book["户"][1][6], book["户"][2][6] = True, False

    assert [one.away for one in checked(book).register.households] == [True, False]


def test_empty_rows_between_and_after_the_data_are_nothing(book: Book, checked: Checks) -> None:
    book["户"].insert(2, [None] * 9)
    book["户"] += [["", None, " "]] * 3

    result = checked(book)

    assert result.errors == ()
    assert len(result.register.households) == 2
