"""The clerk's own workbook: bad cells coloured, a column 问题 beside them, open at the first of them."""

import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import copy
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.views import Selection

from domain.register.register import Finding
from domain.writing.characters import key
from ledger.cells import text_of
from ledger.checks.header import SEARCHED_ROWS, find_header
from ledger.checks.layout import BY_SHEET, PROBLEMS
from ledger.package import open_package, sheet_parts
from ledger.survey import survey
from ledger.text import CELL_LIMIT, clean_text

MARKABLE_CELLS = 500_000
"""More than these are not opened with all their looks: that takes a kilobyte a cell."""
WIDTH = 48
ABOVE, BESIDE = 5, 6
"""Rows and columns that stay in sight before the first bad cell."""
LAST_COLUMN = 16_384
"""Excel has no more; openpyxl would write one all the same, into a file that nobody can open."""
_RED = Font(color="B00020", bold=True)
_FILL = PatternFill("solid", fgColor="FFF3C4")
BAD = "FFC7CE"
"""The colour of a cell that must be mended or looked at."""
_BAD = PatternFill("solid", fgColor=BAD)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
Told = Sequence[tuple[Finding, str]]
"""Findings, each with its words."""
Problem = tuple[str, str]
"""A column, if it is of one, and the words."""


class _TooLarge(Exception):
    """A list of its own is all that there is room for."""


def mark_problems(content: bytes, findings: Told) -> bytes:
    """The workbook with each finding's words in its row, or a plain list if it cannot be opened."""
    try:
        return _marked(content, findings)
    # A file from anywhere may break the parsers in any way they know; the clerk gets the words all the same.
    except Exception:
        return _listed(findings)


def _marked(content: bytes, findings: Told) -> bytes:
    with open_package(content) as archive:
        cells = 0
        for part in sheet_parts(archive).values():
            with archive.open(part) as stream:
                found = survey(stream)
            cells += found.cells
            if found.too_many_at or cells > MARKABLE_CELLS:
                raise _TooLarge
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = load_workbook(BytesIO(content), rich_text=True)
    sheets = {key(sheet.title): sheet for sheet in reversed(workbook.worksheets)}
    by_row: dict[str, dict[int, list[Problem]]] = defaultdict(lambda: defaultdict(list))
    elsewhere: list[tuple[str, str]] = []
    for finding, words in findings:
        name = key(finding.sheet)
        if finding.row is not None and name in sheets:
            by_row[name][finding.row].append((finding.column or "", words))
        else:
            elsewhere.append((finding.sheet, _where(finding.column or "", words)))
    for name in BY_SHEET:
        if name in sheets:
            _mark_sheet(sheets[name], name, by_row.get(name, {}))
    _note_elsewhere(workbook, elsewhere)
    _open_at_first(workbook, sheets, findings)
    return _saved(workbook)


def _where(column: str, words: str) -> str:
    return f"{column}：{words}" if column else words


def _open_at_first(workbook: Any, sheets: Mapping[str, Any], findings: Told) -> None:
    """Whoever opens it sees the first bad cell, and need not look for it."""
    rows = ((key(one.sheet), one) for one, _ in findings if one.row is not None)
    name, first = next(((name, one) for name, one in rows if name in sheets), ("", None))
    if first is None:
        return
    sheet = sheets[name]
    _, places = _header(sheet, name)
    row, column = first.row or 1, places.get(first.column or "", 1)
    cell = f"{get_column_letter(column)}{row}"
    workbook.active = workbook.index(sheet)
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = other is sheet
    pane = sheet.sheet_view.pane
    chosen = Selection(activeCell=cell, sqref=cell, pane=pane.activePane if pane else None)
    others = [one for one in sheet.sheet_view.selection if pane and one.pane != chosen.pane]
    sheet.sheet_view.selection = [*others, chosen]
    _scroll(sheet.sheet_view, row, column)


def _scroll(view: Any, row: int, column: int) -> None:
    """Have the cell in sight, a little below and beside what is frozen."""
    pane = view.pane
    frozen = (int(pane.ySplit or 0), int(pane.xSplit or 0)) if pane else (0, 0)
    top, left = max(frozen[0] + 1, row - ABOVE), max(frozen[1] + 1, column - BESIDE)
    (pane or view).topLeftCell = f"{get_column_letter(left)}{top}"


def _clear_colour(sheet: Any) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.fill.fill_type and cell.fill.fgColor.rgb == _BAD.fgColor.rgb:
                cell.fill = PatternFill()


def _mark_sheet(sheet: Any, name: str, told: Mapping[int, Sequence[Problem]]) -> None:
    """Colour the cells and put the words beside their rows; those of an earlier list, if this is one, go."""
    head, places = _header(sheet, name)
    place = next((cell.column for cell in sheet[head] if cell.value == PROBLEMS), None)
    for (cell,) in sheet.iter_rows(head + 1, sheet.max_row, place, place) if place else ():
        cell.value = None
    if place:
        _clear_colour(sheet)
    if not told:
        return
    place = place or 1 + max(
        (cell.column for row in sheet.iter_rows() for cell in row if cell.value is not None), default=0
    )
    if place >= LAST_COLUMN:
        raise _TooLarge
    neighbour = sheet.cell(head, max(1, place - 1))
    title = sheet.cell(head, place)
    title.value, title.font = PROBLEMS, _RED
    title.alignment, title.border, title.fill = copy(neighbour.alignment), copy(neighbour.border), _FILL
    sheet.column_dimensions[get_column_letter(place)].width = WIDTH
    for row, problems in told.items():
        for column, _ in problems:
            if column in places and row != head:
                sheet.cell(row, places[column]).fill = _BAD
        # a finding about the header itself must not write over the column's own name
        cell = sheet.cell(row, place if row != head else place + 1)
        _put(cell, "；".join(_where(column, words) for column, words in problems))
        cell.fill, cell.alignment = _FILL, _WRAPPED


def _header(sheet: Any, name: str) -> tuple[int, Mapping[str, int]]:
    """The row of the header, and where each of its columns stands, from 1."""
    top = sheet.iter_rows(1, SEARCHED_ROWS)
    header = find_header(BY_SHEET[name], [[text_of(cell.value) for cell in row] for row in top])
    return (header.row, {column: at + 1 for at, column in header.columns.items()}) if header else (1, {})


def _put(cell: Any, words: str) -> None:
    # Words that begin like a formula are words (P10).
    cell.value, cell.data_type = clean_text(words)[:CELL_LIMIT], "s"


def _note_elsewhere(workbook: Any, elsewhere: Sequence[tuple[str, str]]) -> None:
    """What is of no row stands in a sheet of its own, in front."""
    if PROBLEMS in workbook.sheetnames:
        del workbook[PROBLEMS]
    if not elsewhere:
        return
    listed = workbook.create_sheet(PROBLEMS, 0)
    for row, pair in enumerate(elsewhere, 1):
        for place, words in enumerate(pair, 1):
            _put(listed.cell(row, place), words)
    workbook.active = 0


def _listed(findings: Told) -> bytes:
    """Every finding in a row of its own."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    sheet = workbook.create_sheet(PROBLEMS)
    rows = [("工作表", "行", "列", PROBLEMS)]
    rows += [(one.sheet, str(one.row or ""), one.column or "", words) for one, words in findings]
    for row, texts in enumerate(rows, 1):
        for place, words in enumerate(texts, 1):
            _put(sheet.cell(row, place), words)
    for letter, width in zip("ABCD", (12, 8, 18, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    return _saved(workbook)


def _saved(workbook: Any) -> bytes:
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()
