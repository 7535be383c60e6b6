"""Whatever somebody sends: imported whole, or refused with nothing written; it never crashes."""

import re
import time
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from bot.commands.state import state
from bot.office import Office
from bot.paperwork.importing import Imported, import_workbook, reason
from locales.catalog import LOCALES
from tests.ledger.conftest import pack
from tests.paperwork.cells import cells_of, exported
from tests.paperwork.conftest import Offices

Book = dict[str, list[list[Any]]]
HOSTILE = (
    None, "", " ", "=1+1", "=cmd|' /C calc'!A0", "\u202e王", "<b>&_*", "{name}", "%s%n", "𠮷", "\n",
    "_x000D_", "_x0041_", "0", "-0", "1e400", "nan", "2026-13-45", "9" * 5_000, "、、", "township", "全镇",
    True, 0, -1, 3.7, 10**18, 1e300, -1e-300, "一组、九组", "九组", "10000000002", "H0001", "H0002",
    datetime(9999, 12, 31), datetime(1900, 1, 1), "2026-11-22", "2020-01-01", "李国强", "石板村", "000102",
)  # fmt: skip


def settled(office: Office, content: bytes) -> Imported:
    """Import it; it took effect whole, or not at all and every reason can be told."""
    before = counted(office)
    began = time.process_time()
    imported = import_workbook(office, content)
    took = time.process_time() - began
    assert imported.ok == (not imported.errors)
    if not imported.ok:
        assert took < 10
        assert counted(office) == before
    for finding in (*imported.errors, *imported.warnings):
        assert all(reason(finding, locale) for locale in LOCALES)
    return imported


def counted(office: Office) -> list[int]:
    now = state(office)
    return [len(now[name]) for name in ("people", "pairings", "visits")]


@pytest.mark.parametrize("seed", range(100))
def test_spoiled_cells_are_imported_or_refused(offices: Offices, book: Book, seed: int) -> None:
    draw = Random(seed)
    with offices("sqlite") as office:
        if seed % 2:
            assert import_workbook(office, pack(book)).ok
        for _ in range(draw.randint(1, 4)):
            rows = book[draw.choice(list(book))]
            row = draw.choice(rows)
            row[draw.randrange(len(row))] = draw.choice(HOSTILE)
        if settled(office, pack(book)).ok:
            content = exported(office)
            again = settled(office, content)
            assert again.ok, again.errors
            assert cells_of(exported(office)) == cells_of(content)


@pytest.mark.parametrize("seed", range(100))
def test_flipped_bytes_are_imported_or_refused(offices: Offices, book: Book, seed: int) -> None:
    draw, content = Random(seed), bytearray(pack(book))
    for _ in range(draw.randint(1, 12)):
        content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    with offices("sqlite") as office:
        settled(office, bytes(content))


@pytest.mark.parametrize("seed", range(100))
def test_flipped_bytes_inside_are_imported_or_refused(offices: Offices, book: Book, seed: int) -> None:
    draw, stream = Random(seed), BytesIO()
    with ZipFile(BytesIO(pack(book))) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        spoiled = draw.choice(old.namelist())
        for name in old.namelist():
            part = bytearray(old.read(name))
            for _ in range(draw.randint(1, 6) if name == spoiled else 0):
                part[draw.randrange(len(part))] = draw.choice(b'<>&"/=0123456789rtsv\x00\xff')
            new.writestr(name, bytes(part))
    with offices("sqlite") as office:
        settled(office, stream.getvalue())


@pytest.mark.parametrize("seed", range(10))
def test_on_postgresql_spoiled_cells_are_imported_or_refused(offices: Offices, book: Book, seed: int) -> None:
    draw = Random(1000 + seed)
    with offices("postgresql") as office:
        for _ in range(draw.randint(1, 3)):
            rows = book[draw.choice(list(book))]
            row = draw.choice(rows[1:])
            row[draw.randrange(len(row))] = draw.choice(HOSTILE)
        settled(office, pack(book))


def with_rows(content: bytes, rows: bytes) -> bytes:
    """The sheet 户 (the third) with more rows at its end."""
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            is_it = name == "xl/worksheets/sheet3.xml"
            new.writestr(name, part.replace(b"</sheetData>", rows + b"</sheetData>") if is_it else part)
    return stream.getvalue()


def test_a_million_empty_rows_below_are_imported_with_the_rest(offices: Offices, book: Book) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(4, 10**6))
    began = time.process_time()
    with offices("sqlite") as office:
        assert settled(office, with_rows(pack(book), rows)).ok
    assert time.process_time() - began < 10


def test_a_bomb_is_refused_at_once(offices: Offices, book: Book) -> None:
    with offices("sqlite") as office:
        imported = settled(office, with_rows(pack(book), b" " * (80 << 20)))
        assert [one.key for one in imported.errors] == ["finding.too_big"]


def test_days_of_the_other_calendar_are_the_same_days(offices: Offices, book: Book) -> None:
    book["结对"][1][4] = datetime(2026, 1, 1)
    workbook = load_workbook(BytesIO(pack(book)))
    workbook.epoch = CALENDAR_MAC_1904
    for row in workbook["结对"].iter_rows(2, 2, 5, 5):
        row[0].value = datetime(2026, 1, 1)
    stream = BytesIO()
    workbook.save(stream)
    with offices("sqlite") as office:
        assert settled(office, stream.getvalue()).ok
        assert {one["since"] for one in state(office)["pairings"]} == {"2026-01-01", "2026-06-01"}


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda sheet: sheet.merge_cells("B2:B3"), ("户", 2, "户主", "finding.merged")),
        (lambda sheet: sheet.__setitem__("E2", "=1+1"), ("户", 2, "家庭人口数", "finding.formula")),
        (
            lambda sheet: sheet.__setitem__("A2", 522101195601011234),
            ("户", 2, "户编号", "finding.numeric_code"),
        ),
        (lambda sheet: sheet.__setitem__("A3", "H0001"), ("户", 3, "户编号", "finding.duplicate_code")),
    ],
)
def test_refusals_name_sheet_row_column_and_reason(
    offices: Offices, book: Book, spoil: Callable[[Any], None], place: tuple[Any, ...]
) -> None:
    workbook = load_workbook(BytesIO(pack(book)))
    spoil(workbook["户"])
    stream = BytesIO()
    workbook.save(stream)
    with offices("sqlite") as office:
        imported = settled(office, stream.getvalue())
        assert place in [(one.sheet, one.row, one.column, one.key) for one in imported.errors]


def test_titles_extra_columns_and_another_order_are_imported(offices: Offices, book: Book) -> None:
    for sheet, rows in book.items():
        turned = [[*reversed(row)] for row in rows]
        book[sheet] = [["石板镇台账"], ["填报人：", "杨晓芸"], [*turned[0], "民族"], *turned[1:]]
    with offices("sqlite") as office:
        imported = settled(office, pack(book))
        assert imported.ok
        assert {one.key for one in imported.warnings} == {"finding.extra_column"}


def test_names_that_look_like_formulas_go_in_and_out_as_text(offices: Offices, book: Book) -> None:
    for sheet in ("户", "家庭成员"):
        column = book[sheet][0].index("户主" if sheet == "户" else "姓名")
        book[sheet][1][column] = '=HYPERLINK("http://127.0.0.1","王")'
    with offices("sqlite") as office:
        assert settled(office, pack(book)).ok
        content = exported(office)
    with ZipFile(BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert not any(re.search(rb"<f[ >]|<hyperlink", part) for part in parts)
    assert cells_of(content)["户"][1][1] == ("s", '=HYPERLINK("http://127.0.0.1","王")')
