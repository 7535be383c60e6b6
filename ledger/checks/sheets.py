"""A workbook as plain text: its sheets, their rows, and what was already found while reading it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from domain.register.register import Finding


class Cells(Mapping[str, str]):
    """The texts of a row by column; its columns are shared with all rows, for a ledger has many of them."""

    __slots__ = ("_places", "_texts")

    def __init__(self, places: Mapping[str, int], texts: tuple[str, ...]) -> None:
        self._places = places
        self._texts = texts

    def __getitem__(self, column: str) -> str:
        text = self._texts[self._places[column]]
        if not text:
            raise KeyError(column)
        return text

    def __iter__(self) -> Iterator[str]:
        return (column for column, place in self._places.items() if self._texts[place])

    def __len__(self) -> int:
        return sum(1 for text in self._texts if text)

    def __bool__(self) -> bool:
        return any(self._texts)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of data; empty cells are left out, `refused` has what can be read in refused ones."""

    number: int
    cells: Mapping[str, str]
    refused: Mapping[str, str] = field(default_factory=dict)


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
