"""The sheets 诉求台账 and 诉求经过: what an office wrote itself, what the bot wrote, and what is wrong."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from domain.needs.needs import Act, NeedStatus
from domain.people.people import Rung
from domain.policy.needs import Category, Needs
from domain.register.needs import NeedEntry
from domain.register.register import Finding, Register
from domain.register.sheets import NEED_STEPS, NEEDS
from ledger.checks.check import Checked, check
from ledger.checks.layout import BY_SHEET
from ledger.checks.need_rules import NeedRules
from ledger.reading import read_workbook
from ledger.sheets.writing import write_register

Book = dict[str, list[list[Any]]]
Checks = Callable[[Any], Checked]
Packs = Callable[[Any], bytes]
Places = Callable[[tuple[Finding, ...]], list[tuple[Any, ...]]]
LI, ZHOU, HE = "10000000001", "10000000002", "10000000004"
OFFICE = list(BY_SHEET[NEEDS].columns[:13])
STEPS = list(BY_SHEET[NEED_STEPS].columns)


@pytest.fixture
def book(book: Book) -> Book:
    """An office's own list, in its own columns, and one need with its steps."""
    return book | {
        NEEDS: [
            OFFICE,
            ["N-0231", "H0001", "王福生", "住房", "屋顶漏雨", "2026-11-20", "", "李国强", "2026-12-04",
             "办理中：等晴天", "", "", ""],
            [7, "H0002", "赵桂兰", "医疗", "药费", "2026/6/8", "镇卫生院",
             "", "", "", "2026-06-20", "是", "是"],
        ],
        NEED_STEPS: [
            STEPS,
            ["N-0231", "2026-11-20 10:15:30", "上报", "", LI, "已上报", "", LI, "2026-12-04", "", "屋顶漏雨"],
            ["N-0231", "2026-11-21", "延期", "", LI, "办理中", "", ZHOU, "2026-12-04", "等材料", "等晴天"],
        ],
    }  # fmt: skip


def needs_of(checked: Checked) -> tuple[NeedEntry, ...]:
    assert checked.register, checked.errors
    return checked.register.needs


def test_a_need_with_its_steps_is_read(book: Book, checked: Checks) -> None:
    need = needs_of(checked(book))[0]

    assert (need.label, need.household_code, need.category, need.urgent) == (
        "N-0231",
        "H0001",
        "housing",
        False,
    )
    assert (need.department, need.level) == ("村镇建设办", Rung.CONTACT)
    assert [(one.act, one.at, one.phone, one.status) for one in need.steps] == [
        (Act.REPORT, datetime(2026, 11, 20, 10, 15, 30), LI, NeedStatus.REPORTED),
        (Act.MORE_TIME, datetime(2026, 11, 21, 12), LI, NeedStatus.IN_PROGRESS),
    ]
    assert (need.steps[1].reason, need.steps[1].words, need.steps[1].holder_phone) == (
        "materials",
        "等晴天",
        ZHOU,
    )


def test_a_line_without_steps_gets_those_that_it_tells_of(book: Book, checked: Checks) -> None:
    need = needs_of(checked(book))[1]

    # 何梅 has been responsible since June, and 周敏 is the contact person, who would have been asked.
    assert (need.number, need.category, need.department) == (7, "health", "镇卫生院")
    assert [(one.act, one.at.date(), one.phone, one.status) for one in need.steps] == [
        (Act.REPORT, date(2026, 6, 8), HE, NeedStatus.REPORTED),
        (Act.SOLVE, date(2026, 6, 20), HE, NeedStatus.SOLVED),
        (Act.CONFIRM, date(2026, 6, 20), ZHOU, NeedStatus.CONFIRMED),
    ]
    assert (need.due_on, need.level, need.is_confirmed, need.is_closed) == (
        date(2026, 6, 15),
        Rung.RESPONSIBLE,
        True,
        True,
    )


# 进展, 完成日期, 农户确认, 销号 of a line without steps; how it stands, what was done, what was said
LINES: tuple[tuple[Any, ...], ...] = (
    ("", "", "", "", NeedStatus.REPORTED, [], ""),
    ("待受理", "", "", "否", NeedStatus.REPORTED, [], ""),
    ("已受理", "", "", "", NeedStatus.ACCEPTED, [Act.ACCEPT], ""),
    ("正在联系施工队", "", "", "", NeedStatus.IN_PROGRESS, [Act.PROGRESS], "正在联系施工队"),
    ("办理中：等雨停", "", "", "", NeedStatus.IN_PROGRESS, [Act.PROGRESS], "等雨停"),
    ("换了新瓦", "2026-07-01", "", "", NeedStatus.SOLVED, [Act.SOLVE], "换了新瓦"),
    ("已办结", "2026-07-01", "否", "", NeedStatus.IN_PROGRESS, [Act.SOLVE, Act.REOPEN], ""),
    ("已办结", "2026-07-01", "", "是", NeedStatus.CONFIRMED, [Act.SOLVE, Act.LAPSE], ""),
    ("办理中", "2026-07-01", "", "2026-07-09", NeedStatus.CONFIRMED, [Act.SOLVE, Act.LAPSE], ""),
    ("", "", "是", "", NeedStatus.CONFIRMED, [Act.SOLVE, Act.CONFIRM], ""),
    ("已撤回：说错了户", "", "", "是", NeedStatus.WITHDRAWN, [Act.WITHDRAW], "说错了户"),
)


@pytest.mark.parametrize(("progress", "solved", "confirmed", "closed", "status", "acts", "words"), LINES)
def test_how_a_need_stands_is_read_from_what_an_office_writes(
    book: Book, checked: Checks, progress: str, solved: str, confirmed: str, closed: str,
    status: NeedStatus, acts: list[Act], words: str,
) -> None:  # fmt: skip
    book[NEEDS][2][9:] = [progress, solved, confirmed, closed]

    need = needs_of(checked(book))[1]

    assert (need.status, [one.act for one in need.steps[1:]], need.last_words) == (status, acts, words)
    assert (need.confirm_by is not None) == (status is NeedStatus.SOLVED)


def test_the_period_of_a_solved_need_begins_when_it_was_solved(book: Book, checked: Checks) -> None:
    book[NEEDS][2][9:] = ["", "2026-09-28", "", ""]

    # Ten working days over the holidays of October and its make-up Saturday.
    assert needs_of(checked(book))[1].confirm_by == date(2026, 10, 16)


# sheet, row, column, what the clerk typed there, the key of the error
FAULTS = (
    (NEEDS, 2, "编号", "", "missing_value"),
    (NEEDS, 3, "编号", "甲", "bad_need_number"),
    (NEEDS, 3, "编号", 0, "bad_need_number"),
    (NEEDS, 3, "编号", 1_000_000, "bad_need_number"),
    (NEEDS, 3, "编号", 231, "duplicate_code"),
    (NEEDS, 3, "户编号", "H9999", "unknown_household"),
    (NEEDS, 3, "类别", "天气不好", "unknown_word"),
    (NEEDS, 3, "类别", "", "missing_value"),
    (NEEDS, 3, "提出日期", "", "missing_value"),
    (NEEDS, 3, "提出日期", "前天", "bad_date"),
    (NEEDS, 3, "提出日期", "2026-11-22", "future_need"),
    (NEEDS, 3, "责任人", "张三", "person_unresolved"),
    (NEEDS, 3, "完成时限", "尽快", "bad_date"),
    (NEEDS, 3, "完成日期", "2026-11-22", "future_need"),
    (NEEDS, 3, "农户确认", "也许", "bad_yes_no"),
    (NEEDS, 3, "销号", "划了", "bad_yes_no"),
    (NEED_STEPS, 3, "编号", "N-0009", "unknown_need"),
    (NEED_STEPS, 3, "编号", "", "missing_value"),
    (NEED_STEPS, 3, "时间", "2026-11-21 25:00", "bad_date"),
    (NEED_STEPS, 3, "时间", "2026-11-22", "future_need"),
    (NEED_STEPS, 3, "时间", "", "missing_value"),
    (NEED_STEPS, 3, "动作", "拖着", "unknown_word"),
    (NEED_STEPS, 3, "动作", "上报", "need_step_order"),
    (NEED_STEPS, 2, "动作", "办结", "need_step_order"),
    (NEED_STEPS, 3, "经办人电话", "10000000099", "unknown_phone"),
    (NEED_STEPS, 3, "经办人电话", "", "missing_value"),
    (NEED_STEPS, 3, "进展", "快了", "unknown_word"),
    (NEED_STEPS, 3, "责任人电话", "#", "bad_phone"),
    (NEED_STEPS, 3, "完成时限", "", "missing_value"),
)


@pytest.mark.parametrize(("sheet", "row", "column", "value", "key"), FAULTS)
def test_one_fault_is_found_once_and_where_it_is(
    book: Book, packed: Packs, places: Places, sheet: str, row: int, column: str, value: Any, key: str
) -> None:
    book[sheet][row - 1][book[sheet][0].index(column)] = value

    result = check(read_workbook(packed(book)), date(2026, 11, 21))

    assert [place for place in places(result.errors) if place[:3] == (sheet, row, column)] == [
        (sheet, row, column, key)
    ]
    assert result.register is None


def test_somebody_of_a_common_name_is_told_by_the_pairing_or_by_the_phone(
    book: Book, checked: Checks
) -> None:
    book["人员"].append(["何梅", "10000000005", "责任人", "", "全镇"])
    book[NEEDS][2][7] = "何梅"
    assert needs_of(checked(book))[1].steps[0].holder_phone == HE

    book[NEEDS][2][1] = "H0001"
    assert [one.key for one in checked(book).errors] == ["finding.person_unresolved"]

    book[NEEDS] = [[*row, "10000000005" if at == 2 else ""] for at, row in enumerate(book[NEEDS])]
    book[NEEDS][0][-1] = "责任人电话"
    assert needs_of(checked(book))[1].steps[0].holder_phone == "10000000005"


def test_a_clerk_who_changed_the_line_alone_is_told_that_the_steps_win(
    book: Book, checked: Checks, places: Places
) -> None:
    book[NEEDS][1][8:10] = ["2026-12-31", "已销号"]

    result = checked(book)

    assert places(result.warnings) == [
        (NEEDS, 2, "进展", "need_differs"),
        (NEEDS, 2, "完成时限", "need_differs"),
    ]
    assert needs_of(result)[0].status is NeedStatus.IN_PROGRESS


def test_a_township_calls_its_categories_as_it_likes(book: Book, packed: Packs) -> None:
    ours = Needs(
        categories=(
            Category(code="roads", department="交通站", zh="修路"),
            Category(code="housing", zh="危房", department="村建办"),
        )
    )
    book[NEEDS][1][3], book[NEEDS][2][3] = "危房", "修路"

    result = check(read_workbook(packed(book)), rules=NeedRules(ours))

    assert [(one.category, one.department) for one in needs_of(result)] == [
        ("housing", "村建办"),
        ("roads", "镇卫生院"),
    ]


def test_the_sheet_is_written_in_the_columns_of_the_office(book: Book, checked: Checks) -> None:
    register = checked(book).register
    assert register

    sheets = opened(register)

    assert sheets[NEEDS][0][:13] == OFFICE
    assert sheets[NEEDS][1] == [
        "N-0231", "H0001", "王福生", "住房", "屋顶漏雨", "2026-11-20", "村镇建设办", "周敏", "2026-12-04",
        "办理中：等晴天", None, None, "否", "否", ZHOU, "李国强", LI, "联系人", None, None,
    ]  # fmt: skip
    assert sheets[NEEDS][2][9:13] == ["已销号", "2026-06-20", "是", "是"]
    assert sheets[NEED_STEPS][2] == [
        "N-0231", "2026-11-21 12:00:00", "延期", "李国强", LI, "办理中", "周敏", ZHOU, "2026-12-04",
        "等材料", "等晴天",
    ]  # fmt: skip


def test_a_category_of_its_own_is_written_as_the_office_calls_it(book: Book, checked: Checks) -> None:
    register = checked(book).register
    assert register
    roads = replace(register.needs[0], category="roads")

    named = opened(replace(register, needs=(replace(roads, category_name="修路"), replace(roads, number=8))))

    assert [row[3] for row in named[NEEDS][1:]] == ["修路", "roads"]


def opened(register: Register) -> dict[str, list[list[Any]]]:
    stream = BytesIO()
    write_register(stream, register)
    workbook = load_workbook(stream)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in workbook}
