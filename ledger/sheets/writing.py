"""Writing the register as a workbook with the same sheets, so that reading it again changes nothing."""

from collections.abc import Callable, Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from domain.register.register import AnyRegister
from ledger.checks.layout import DEFINITIONS, LAYOUTS
from ledger.long_book import long_book
from ledger.sheets.definitions import DEFINED, DEFINITION_COLUMNS
from ledger.sheets.register import sheet_rows
from ledger.sheets.values import Value
from ledger.text import cell_text
from ledger.widths import is_text_column, width_of

_STEP = 200


def write_register(
    path: Path | str | IO[bytes], register: AnyRegister, progress: Callable[[int], None] | None = None
) -> None:
    """Write a register; `progress` hears how many rows have been written so far. Raises OSError."""
    tell = progress or (lambda rows: None)
    counter = count(1)
    with long_book(path) as workbook:
        for layout in LAYOUTS:
            sheet = start_sheet(workbook, layout.sheet, layout.columns)
            for row, values in enumerate(sheet_rows(register, layout.sheet), 1):
                _write_row(sheet, row, values)
                written = next(counter)
                if written % _STEP == 0:
                    tell(written)
        _explain(workbook)
    tell(next(counter) - 1)


def _explain(workbook: Workbook) -> None:
    sheet = start_sheet(workbook, DEFINITIONS, DEFINITION_COLUMNS)
    sheet.set_column(1, 1, 90)
    for row, texts in enumerate(DEFINED, 1):
        for place, text in enumerate(texts):
            sheet.write_string(row, place, text)


def start_sheet(workbook: Workbook, name: str, columns: Sequence[str]) -> Worksheet:
    """A sheet with its bold, frozen header; codes, IDs and phones stay text when somebody types them."""
    sheet: Worksheet = workbook.add_worksheet(name)
    bold, text = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "@"})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, width_of(column), text if is_text_column(column) else None)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, bold)
    sheet.freeze_panes(1, 0)
    return sheet


def _write_row(sheet: Worksheet, row: int, values: Iterable[Value]) -> None:
    for place, value in enumerate(values):
        if value is None or value == "":
            continue
        if isinstance(value, str):
            sheet.write_string(row, place, cell_text(value))
        elif float(f"{value:.16G}") == value:
            sheet.write_number(row, place, value)
        else:
            # XlsxWriter keeps 16 digits of a number; a text keeps them all
            sheet.write_string(row, place, repr(value))
