"""One fault at a time in a sound workbook: exactly that fault is found, exactly there."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from domain.people.people import TOWNSHIP, Duty, RoleKind
from domain.register.register import Finding
from domain.visits.visits import Mode
from ledger.checks.check import check
from ledger.reading import read_workbook

Book = dict[str, list[list[Any]]]
Checks = Callable[[Any], Any]
Packs = Callable[[Any], bytes]
Places = Callable[[tuple[Finding, ...]], list[tuple[Any, ...]]]

# sheet, row, column, what the clerk typed there, the key of the error
FAULTS = (
    ("区划", 2, "村编码", "", "missing_value"),
    ("区划", 3, "行政村", "", "missing_value"),
    ("区划", 3, "村编码", 102, "numeric_code"),
    ("区划", 3, "村编码", "000101", "duplicate_code"),
    ("区划", 3, "村编码", "township", "reserved_code"),
    ("区划", 3, "行政村", "石板村", "duplicate_village"),
    ("区划", 3, "行政村", "柳坪/柳林", "separator_in_name"),
    ("人员", 4, "姓名", None, "missing_value"),
    ("人员", 4, "联系电话", "", "missing_value"),
    ("人员", 4, "联系电话", "10000000001", "duplicate_phone"),
    ("人员", 4, "联系电话", "100 0000 0001", "duplicate_phone"),
    ("人员", 4, "联系电话", "没有", "bad_phone"),
    ("人员", 4, "联系电话", 10000000003.5, "bad_phone"),
    ("人员", 4, "角色", "资料员、站长", "unknown_role"),
    ("人员", 4, "所辖", "云顶村", "unknown_village"),
    ("户", 3, "户主", "", "missing_value"),
    ("户", 3, "行政村", "云顶村", "unknown_village"),
    ("户", 3, "家庭人口数", "一", "bad_number"),
    ("户", 3, "家庭人口数", 1.5, "bad_number"),
    ("户", 3, "家庭人口数", -1, "out_of_range"),
    ("户", 3, "人均纯收入", "1e999", "bad_number"),
    ("户", 3, "外出务工", "也许", "bad_yes_no"),
    ("户", 3, "经度", 181, "out_of_range"),
    ("户", 3, "纬度", "-90.5", "out_of_range"),
    ("户", 3, "纬度", datetime(2026, 1, 1), "bad_number"),
    ("家庭成员", 4, "户编号", "H9999", "unknown_household"),
    ("家庭成员", 4, "户编号", 2, "numeric_code"),
    ("家庭成员", 4, "姓名", "", "missing_value"),
    ("家庭成员", 4, "证件号码", 522101195601011234, "numeric_code"),
    ("家庭成员", 4, "证件号码", "000000195102020014", "duplicate_id"),
    ("家庭成员", 4, "出生年", "五六年", "bad_number"),
    ("家庭成员", 4, "务工时间(月)", 13, "out_of_range"),
    ("结对", 2, "户编号", "H9999", "unknown_household"),
    ("结对", 3, "责任人电话", "10000000099", "unknown_phone"),
    ("结对", 3, "责任人电话", "", "no_phone"),
    ("结对", 3, "责任人电话", "#", "bad_phone"),
    ("结对", 3, "开始时间", "", "missing_value"),
    ("结对", 3, "开始时间", "去年", "bad_date"),
    ("结对", 3, "开始时间", "2026年2月30日", "no_such_date"),
    ("结对", 3, "开始时间", 99_999_999, "no_such_date"),
    ("结对", 3, "开始时间", 12_345_678_901, "bad_date"),
    ("结对", 3, "结束时间", "2025-12-31", "end_before_start"),
    ("走访记录", 3, "走访日期", "昨天", "bad_date"),
    ("走访记录", 3, "走访方式", "路过", "unknown_word"),
    ("走访记录", 3, "身份", "亲戚", "unknown_word"),
    ("走访记录", 3, "走访人", "李国强", "visitor_unresolved"),
    ("走访记录", 3, "走访人", "", "missing_value"),
    ("走访记录", 3, "户编号", "H9999", "unknown_household"),
    ("走访记录", 3, "不愁吃", "吃得好", "bad_yes_no"),
    ("走访记录", 3, "照片数", "两张", "bad_number"),
    ("走访记录", 3, "补记", "?", "bad_yes_no"),
)


def spoil(book: Book, sheet: str, row: int, column: str, value: Any) -> None:
    book[sheet][row - 1][book[sheet][0].index(column)] = value


@pytest.mark.parametrize(("sheet", "row", "column", "value", "key"), FAULTS)
def test_one_fault_is_found_once_and_where_it_is(
    book: Book, checked: Checks, places: Places, sheet: str, row: int, column: str, value: Any, key: str
) -> None:
    spoil(book, sheet, row, column, value)

    result = checked(book)

    assert (sheet, row, column, key) in places(result.errors)
    # what follows from the fault may be named in other rows, never a second reason for this cell
    assert [place for place in places(result.errors) if place[:3] == (sheet, row, column)] == [
        (sheet, row, column, key)
    ]
    assert result.register is None


def test_a_duplicate_household_code_is_found_with_the_row_that_has_it_first(
    book: Book, checked: Checks, places: Places
) -> None:
    spoil(book, "户", 3, "户编号", "H0001")

    result = checked(book)

    assert places(result.errors)[0] == ("户", 3, "户编号", "duplicate_code")
    assert result.errors[0].params == {"value": "H0001", "first": "2"}


def test_a_refused_code_is_not_reported_again_wherever_it_is_used(
    book: Book, checked: Checks, places: Places
) -> None:
    spoil(book, "户", 3, "户编号", 2)

    assert places(checked(book).errors) == [("户", 3, "户编号", "numeric_code")]


def test_a_code_that_is_in_no_cell_is_told_beside_one_that_is_refused(
    book: Book, checked: Checks, places: Places
) -> None:
    spoil(book, "户", 3, "户编号", 2)
    spoil(book, "结对", 2, "户编号", "H0009")
    spoil(book, "结对", 4, "联系人电话", "10000000099")
    spoil(book, "走访记录", 3, "走访日期", "x")
    spoil(book, "人员", 3, "联系电话", "10000000002\n10000000007")
    book["走访记录"][0].append("走访人电话")
    book["走访记录"][2].append("10000000098")

    assert places(checked(book).errors) == [
        ("人员", 3, "联系电话", "several_values"),
        ("户", 3, "户编号", "numeric_code"),
        ("结对", 2, "户编号", "unknown_household"),
        ("结对", 4, "联系人电话", "unknown_phone"),
        ("走访记录", 3, "走访日期", "bad_date"),
        ("走访记录", 3, "走访人电话", "unknown_phone"),
    ]


def test_a_village_that_is_in_no_row_is_told_beside_a_row_that_is_of_no_use(
    book: Book, checked: Checks, places: Places
) -> None:
    spoil(book, "区划", 3, "村编码", "000101")
    spoil(book, "户", 2, "行政村", "石坂村")

    assert places(checked(book).errors) == [
        ("区划", 3, "村编码", "duplicate_code"),
        ("户", 2, "行政村", "unknown_village"),
    ]


def test_a_sheet_that_is_missing_is_the_only_error(book: Book, checked: Checks, places: Places) -> None:
    del book["人员"]

    assert places(checked(book).errors) == [("人员", None, None, "missing_sheet")]


def test_two_holders_of_one_duty_on_the_same_day_are_refused(
    book: Book, checked: Checks, places: Places
) -> None:
    spoil(book, "结对", 3, "结束时间", "2026-06-01")

    assert places(checked(book).errors) == [("结对", 4, "责任人电话", "overlapping_pairing")]


def test_one_person_may_follow_another_on_the_next_day(book: Book, checked: Checks) -> None:
    assert checked(book).errors == ()


def test_a_visit_after_today_is_refused(book: Book, packed: Packs, places: Places) -> None:
    result = check(read_workbook(packed(book)), today=date(2026, 7, 7))

    assert places(result.errors) == [("走访记录", 3, "走访日期", "future_visit")]


WARNED = (
    ("家庭成员", 4, "证件号码", "000000195604040032", "证件号码", "id_checksum"),
    ("家庭成员", 4, "证件号码", "12345", "证件号码", "id_length"),
    ("家庭成员", 4, "证件号码", "000000195704040034", "证件号码", "id_checksum"),
    ("家庭成员", 2, "出生年", 1950, "出生年", "birth_year_differs"),
    ("户", 2, "家庭人口数", 3, "家庭人口数", "size_differs"),
    ("户", 2, "村民小组", "九组", "村民小组", "unknown_group"),
    ("户", 2, "经度", "", "经度", "half_a_coordinate"),
    ("人员", 4, "角色", "", "角色", "no_role"),
    ("人员", 2, "角色", "镇领导", "联系电话", None),
    ("结对", 2, "联系人电话", "10000000001", "联系人电话", "same_person_twice"),
)


@pytest.mark.parametrize(("sheet", "row", "column", "value", "where", "key"), WARNED)
def test_what_only_looks_odd_is_warned_about_and_imported(
    book: Book,
    checked: Checks,
    places: Places,
    sheet: str,
    row: int,
    column: str,
    value: Any,
    where: str,
    key: str,
) -> None:
    spoil(book, sheet, row, column, value)

    result = checked(book)

    assert result.errors == ()
    assert result.register
    if key:
        assert (sheet, row, where, key) in places(result.warnings)
    else:
        assert ("结对", 2, "责任人电话", "role_not_held") in places(result.warnings)


def test_a_sound_workbook_becomes_the_register_that_it_says(book: Book, checked: Checks) -> None:
    result = checked(book)

    assert (result.errors, result.warnings) == ((), ())
    register = result.register
    assert register
    assert [village.groups for village in register.villages] == [("一组", "二组"), ("一组",)]
    li, zhou, clerk, _ = register.people
    assert li.area_codes == ("000101", "000102")
    assert zhou.roles == (RoleKind.CONTACT, RoleKind.VILLAGE_HEAD)
    assert clerk.area_codes == (TOWNSHIP,)
    assert (register.households[0].income, register.households[1].longitude) == (11800.5, 106.6)
    assert [one.away for one in register.households] == [False, True]
    assert [(one.phone[-1], one.duty, one.until) for one in register.pairings[:3]] == [
        ("1", Duty.RESPONSIBLE, None),
        ("2", Duty.CONTACT, None),
        ("1", Duty.RESPONSIBLE, date(2026, 5, 31)),
    ]
    first, second = register.visits
    assert (first.phone, first.mode, first.visited_on) == ("10000000001", Mode.HOME, date(2026, 3, 2))
    assert (first.checks, first.photos, first.note) == ((True, *[None] * 5), 2, "=好")
    assert (second.phone, second.mode, second.late) == ("10000000004", Mode.PHONE, True)


def test_a_visitor_may_be_told_by_phone(book: Book, checked: Checks) -> None:
    book["走访记录"][0].append("走访人电话")
    book["走访记录"][2].append(10000000004)
    spoil(book, "走访记录", 3, "走访人", "小何")

    result = checked(book)

    assert (result.errors, result.warnings) == ((), ())
    assert result.register.visits[1].phone == "10000000004"


def test_names_beside_a_pairing_are_compared_with_the_register(
    book: Book, checked: Checks, places: Places
) -> None:
    for row, name in zip(book["结对"], ("责任人姓名", "李国强", "李国强", "何小梅"), strict=True):
        row.append(name)

    assert places(checked(book).warnings) == [("结对", 4, "责任人姓名", "name_differs")]
