"""Writing the register as a workbook with the same sheets, so that reading it again changes nothing."""

from collections.abc import Callable, Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from domain.register import AnyRegister
from domain.register_rules.layout import LAYOUTS
from ledger.sheet_rows import Value, sheet_rows
from ledger.text import CELL_LIMIT, clean_text
from ledger.widths import is_text_column, width_of

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}
_STEP = 200


def write_register(
    path: Path | str | IO[bytes], register: AnyRegister, progress: Callable[[int], None] | None = None
) -> None:
    """Write a register; `progress` hears how many rows have been written so far."""
    tell = progress or (lambda rows: None)
    counter = count(1)
    with Workbook(path, {**OPTIONS, "strings_to_urls": False}) as workbook:
        for layout in LAYOUTS:
            sheet = start_sheet(workbook, layout.sheet, layout.columns)
            for row, values in enumerate(sheet_rows(register, layout.sheet), 1):
                _write_row(sheet, row, values)
                written = next(counter)
                if written % _STEP == 0:
                    tell(written)
    tell(next(counter) - 1)


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


def _cell_text(value: str) -> str:
    text = clean_text(value)[:CELL_LIMIT]
    # XlsxWriter takes <r>…</r> for ready XML and would write it as it is; outer spaces go when read again
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _write_row(sheet: Worksheet, row: int, values: Iterable[Value]) -> None:
    for place, value in enumerate(values):
        if value is None or value == "":
            continue
        if isinstance(value, str):
            sheet.write_string(row, place, _cell_text(value))
        elif float(f"{value:.16G}") == value:
            sheet.write_number(row, place, value)
        else:
            # XlsxWriter keeps 16 digits of a number; a text keeps them all
            sheet.write_string(row, place, repr(value))
