"""Reading one sheet: its header, then its rows, each with what is refused in it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from types import MappingProxyType
from typing import Any

from openpyxl.utils import column_index_from_string

from domain.register.register import Finding
from domain.register.shapes import footer
from ledger.cells import CellRefused, read_cell, text_of
from ledger.checks.header import (
    SEARCHED_ROWS,
    Header,
    find_header,
    header_errors,
    header_warnings,
)
from ledger.checks.layout import Layout
from ledger.checks.sheets import Cells, Row, Sheet
from ledger.survey import Survey

MAX_GAP = 1_000
"""Empty rows in a row with something below them: not a ledger any more, and slow to read on."""

MAX_REMEMBERED = 50_000
"""Texts that are looked for among those that came before."""
_NOTHING: Mapping[str, str] = MappingProxyType({})
_STEP = 200

NumberedRow = tuple[int, tuple[Any, ...]]


class Progress:
    """Counts the rows read over all sheets, and tells somebody now and then."""

    def __init__(self, tell: Callable[[int], None] | None) -> None:
        self._tell = tell or (lambda rows: None)
        self._rows = 0

    def count(self) -> None:
        """One more row."""
        self._rows += 1
        if self._rows % _STEP == 0:
            self._tell(self._rows)

    def finish(self) -> None:
        """Report the final number of rows."""
        self._tell(self._rows)


@dataclass(frozen=True, slots=True)
class SheetRead:
    """The result of reading one sheet; `sheet` is None if no header was found."""

    sheet: Sheet | None
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()


def read_sheet(worksheet: Any, layout: Layout, survey: Survey, progress: Progress) -> SheetRead:
    """Read a worksheet of openpyxl (read-only) by its layout."""
    # the stated dimensions may be bogus in both directions
    worksheet.reset_dimensions()
    numbered = enumerate(worksheet.iter_rows(max_row=survey.last_row) if survey.last_row else (), 1)
    top = list(islice(numbered, SEARCHED_ROWS))
    header = find_header(layout, [[_header_text(cell) for cell in cells] for _, cells in top])
    if header is None:
        return SheetRead(None, (Finding(layout.sheet, None, None, "finding.no_header"),))
    errors = [*header_errors(layout, header)]
    made = _Rows(header, layout, errors)
    rows: list[Row] = []
    footers: dict[int, Finding] = {}
    for number, cells in _until_gap(chain(top[header.row :], numbered), layout, errors):
        progress.count()
        kind = footer(_header_text(cell) for cell in cells)
        if kind:
            footers[number] = Finding(layout.sheet, number, None, f"finding.{kind}")
            continue
        row = made.row(number, cells)
        if row.cells or row.refused:
            rows.append(row)
    errors += _merged(layout, header, survey, footers)
    sheet = Sheet(layout.sheet, frozenset(header.columns.values()), tuple(rows))
    return SheetRead(sheet, tuple(errors), (*header_warnings(layout, header), *footers.values()))


def _header_text(cell: Any) -> str:
    return "" if cell.data_type in "fe" else text_of(cell.value)


def _until_gap(rows: Iterator[NumberedRow], layout: Layout, errors: list[Finding]) -> Iterator[NumberedRow]:
    gap = 0
    for number, cells in rows:
        gap = 0 if any(cell.value is not None for cell in cells) else gap + 1
        if gap > MAX_GAP:
            errors.append(
                Finding(layout.sheet, number - gap + 1, None, "finding.gap", {"rows": str(MAX_GAP)})
            )
            return
        if not gap:
            yield number, cells


class _Rows:
    """Makes the rows of a sheet; a text that comes again and again is kept once."""

    def __init__(self, header: Header, layout: Layout, errors: list[Finding]) -> None:
        self._header = header
        self._layout = layout
        self._errors = errors
        self._places = {column: at for at, column in enumerate(header.columns.values())}
        self._texts: dict[str, str] = {}

    def row(self, number: int, cells: tuple[Any, ...]) -> Row:
        """One row, with what is refused in it noted."""
        texts: list[str] = []
        refused: dict[str, str] = {}
        for place, column in self._header.columns.items():
            text = read_cell(cells[place], column) if place < len(cells) else ""
            if isinstance(text, str) and text and column in self._layout.single:
                lines = _lines(cells[place].value)
                text = CellRefused("finding.several_values", lines) if lines else text
            if isinstance(text, CellRefused):
                self._errors.append(Finding(self._layout.sheet, number, column, text.key))
                refused[column] = text.text
                text = ""
            texts.append(self._once(text))
        return Row(number, Cells(self._places, tuple(texts)), refused or _NOTHING)

    def _once(self, text: str) -> str:
        if len(self._texts) >= MAX_REMEMBERED:
            return self._texts.get(text, text)
        return self._texts.setdefault(text, text)


def _lines(value: object) -> str:
    """The text of a cell if it has several lines: a code or a name loses these when it is read."""
    text = text_of(value) if isinstance(value, str) else ""
    return text if "\n" in text else ""


def _merged(layout: Layout, header: Header, survey: Survey, footers: Collection[int]) -> Iterator[Finding]:
    for letters, first, last in survey.merged:
        if last <= header.row or first > survey.last_row or first in footers:
            continue
        column = header.columns.get(column_index_from_string(letters) - 1, letters)
        yield Finding(layout.sheet, max(first, header.row + 1), column, "finding.merged")
