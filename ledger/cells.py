"""From a cell of openpyxl to its text, or to the reason why it is refused."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.characters import tidy, tidy_code, tidy_name
from domain.register_rules.layout import CODE_COLUMNS, NAME_COLUMNS
from ledger.text import clean_text, unescape

_EXACT = 10**15
"""Below this a number in a cell still has all its digits."""


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
    return tidy_name(text_of(cell.value)) if column in NAME_COLUMNS else text_of(cell.value)


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
