"""A workbook as plain text: its sheets, their rows, and what was already found while reading it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.register import Finding


@dataclass(frozen=True, slots=True)
class Row:
    """One row of data; empty cells are left out, and `refused` names the columns whose cell was refused."""

    number: int
    cells: Mapping[str, str]
    refused: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows under the header, by the names of the layout; `columns` are those the header really has."""

    name: str
    columns: frozenset[str]
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheets:
    """A workbook that has been read; a sheet that is missing or has no header is not in `by_name`."""

    by_name: Mapping[str, Sheet] = field(default_factory=dict)
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
