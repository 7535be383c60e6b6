"""A small sound workbook to spoil one thing in, and the way from its bytes to what is found."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from domain.register.register import Finding
from ledger.checks.check import Checked, check
from ledger.reading import read_workbook

Rows = list[list[Any]]
Book = dict[str, Rows]
Place = tuple[str, int | None, str | None, str]


@pytest.fixture
def book() -> Book:
    """Rows as a clerk typed them; row 1 is the header."""
    return {
        "区划": [
            ["行政村", "村编码", "村民小组"],
            ["石板村", "000101", "一组、二组"],
            ["柳坪村", "000102", "一组"],
        ],
        "人员": [
            ["姓名", "联系电话", "角色", "单位", "所辖"],
            ["李国强", "10000000001", "责任人", "县水务局", "石板村、柳坪村"],
            ["周敏", "10000000002", "联系人,村负责人", "村委会", "石板村"],
            ["杨晓芸", "10000000003", "资料员", "", "全镇"],
            ["何梅", "10000000004", "责任人", "县医保局", "柳坪村"],
        ],
        "户": [
            ["户编号", "户主", "行政村", "村民小组", "家庭人口数", "人均纯收入", "外出务工", "经度", "纬度"],
            ["H0001", "王福生", "石板村", "一组", 2, 11800.5, "否", 106.5, 27.3],
            ["H0002", "赵桂兰", "柳坪村", "一组", 1, 9000, "是", "106.6", "27.4"],
        ],
        "家庭成员": [
            ["户编号", "姓名", "与户主关系", "证件号码", "出生年", "务工时间(月)"],
            ["H0001", "王福生", "户主", "000000195102020014", 1951, 0],
            ["H0001", "李秀珍", "之妻", "000000195303030024", 1953, 0],
            ["H0002", "赵桂兰", "户主", "", 1956, 6.5],
        ],
        "结对": [
            ["户编号", "责任人电话", "联系人电话", "联系人身份", "开始时间", "结束时间"],
            ["H0001", "10000000001", "10000000002", "村两委", "2026-01-01", ""],
            ["H0002", "10000000001", "", "", "2026-01-01", "2026-05-31"],
            ["H0002", "10000000004", "10000000002", "村两委", "2026-06-01", ""],
        ],
        "走访记录": [
            [
                "走访日期",
                "走访方式",
                "走访人",
                "身份",
                "户编号",
                "户主",
                "见面人",
                "不愁吃",
                "照片数",
                "补记",
                "备注",
            ],
            ["2026-03-02", "入户", "李国强", "责任人", "H0001", "王福生", "王福生", "是", 2, "否", "=好"],
            ["2026/7/8", "电话", "何梅", "责任人", "H0002", "赵桂兰", "", "", 0, "是", ""],
        ],
    }


def pack(book: Book) -> bytes:
    """The workbook as a file; a text that begins with = is typed as a text."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in book.items():
        sheet = workbook.create_sheet(title)
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row, 1):
                cell = sheet.cell(number, place, value)
                if isinstance(value, str) and value.startswith("="):
                    cell.data_type = "s"
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


@pytest.fixture
def packed() -> Callable[[Book], bytes]:
    return pack


@pytest.fixture
def checked() -> Callable[[Book | bytes], Checked]:
    """Read and check a workbook."""
    return lambda book: check(read_workbook(book if isinstance(book, bytes) else pack(book)))


@pytest.fixture
def places() -> Callable[[tuple[Finding, ...]], list[Place]]:
    """Where and why, without the words."""
    return lambda findings: [
        (one.sheet, one.row, one.column, one.key.removeprefix("finding.")) for one in findings
    ]
