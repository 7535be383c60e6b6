"""Finding the header row by its names: any column order, title rows above, stray spaces."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.register.register import Finding
from domain.writing.characters import key
from ledger.checks.layout import PROBLEMS, Layout

SEARCHED_ROWS = 10


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header is (rows from 1), and which known column stands at which place (from 0)."""

    row: int
    columns: Mapping[int, str]
    extra: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()


def find_header(layout: Layout, rows: Sequence[Sequence[str]]) -> Header | None:
    """The one of the first rows that holds most of the known names; None if none holds any."""
    headers = [_header(layout, number, cells) for number, cells in enumerate(rows[:SEARCHED_ROWS], 1)]
    best = max(headers, key=lambda header: (len(header.columns), -header.row), default=None)
    return best if best and best.columns else None


def _header(layout: Layout, row: int, cells: Sequence[str]) -> Header:
    names = [key(cell) for cell in cells]
    columns: dict[int, str] = {}
    extra: list[str] = []
    repeated: list[str] = []
    for place, name in enumerate(names):
        alias = layout.aliases.get(name)
        column = alias if alias and alias not in names else name
        if column in columns.values():
            repeated.append(column)
        elif column in layout.known:
            columns[place] = column
        elif name and name != PROBLEMS:
            extra.append(cells[place].strip())
    return Header(row, columns, tuple(extra), tuple(repeated))


def header_errors(layout: Layout, header: Header) -> tuple[Finding, ...]:
    """Columns that are missing, or there twice."""
    present = set(header.columns.values())
    missing = [column for column in layout.mandatory if column not in present]
    errors = [Finding(layout.sheet, header.row, column, "finding.missing_column") for column in missing]
    errors += [
        Finding(layout.sheet, header.row, name, "finding.duplicate_column") for name in header.repeated
    ]
    if layout.one_of and present.isdisjoint(layout.one_of):
        params = {"columns": "、".join(layout.one_of)}
        errors.append(
            Finding(layout.sheet, header.row, layout.one_of[0], "finding.missing_one_of_columns", params)
        )
    return tuple(errors)


def header_warnings(layout: Layout, header: Header) -> tuple[Finding, ...]:
    """Columns that mean nothing here and are kept out."""
    return tuple(Finding(layout.sheet, header.row, name, "finding.extra_column") for name in header.extra)
