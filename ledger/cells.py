"""From a cell of openpyxl to its text, or to the reason why it is refused."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl.utils.datetime import from_excel

from domain.writing.characters import tidy, tidy_code, tidy_name
from ledger.checks.layout import CODE_COLUMNS, DAY_COLUMNS, NAME_COLUMNS
from ledger.text import clean_text, unescape

_EXACT = 10**15
"""Below this a number in a cell still has all its digits."""
_SERIAL = re.compile(r"[2-9]\d{4}", re.ASCII)
_LAST_SERIAL = 73_051
"""The end of the year 2099; a greater number is a day written 20260601, or no day."""


@dataclass(frozen=True, slots=True)
class CellRefused:
    """The reason, as a key of the locales, and what can be read all the same; empty if nothing can."""

    key: str
    text: str = ""


def read_cell(cell: Any, column: str) -> str | CellRefused:
    """The text of a cell; a formula, an Excel error, or a number where a code belongs is refused."""
    if cell.value is None:
        return ""
    if cell.data_type == "f":
        return CellRefused("finding.formula")
    if cell.data_type == "e":
        return CellRefused("finding.error_cell")
    if column in CODE_COLUMNS and not isinstance(cell.value, str):
        digits = text_of(cell.value)
        return CellRefused("finding.numeric_code", digits if digits.isdigit() else "")
    if column in CODE_COLUMNS:
        return tidy_code(text_of(cell.value))
    if column in NAME_COLUMNS:
        return tidy_name(text_of(cell.value))
    day = _day_kept_as_number(cell) if column in DAY_COLUMNS else None
    return day or text_of(cell.value)


def _day_kept_as_number(cell: Any) -> str | None:
    """46174 in a cell without a date's format is 2026-06-01, or later where the workbook counts from 1904."""
    serial = cell.value
    if isinstance(serial, str) and _SERIAL.fullmatch(plain := unicodedata.normalize("NFKC", serial).strip()):
        serial = int(plain)
    if not isinstance(serial, int | float) or isinstance(serial, bool) or not 1 <= serial < _LAST_SERIAL:
        return None
    return text_of(from_excel(serial, epoch=cell.parent.parent.epoch))


def text_of(value: object) -> str:
    """What a person sees in the cell: days as 2026-03-01, whole numbers without a point."""
    match value:
        case None:
            return ""
        case str():
            return tidy(clean_text(unescape(value)))
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer() and abs(value) < _EXACT:
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value)
