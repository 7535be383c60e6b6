"""One row of a sheet under inspection: every question to it is answered, and what is wrong is noted."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from domain.calendar.days import named_of
from domain.people.phones import phone_of
from domain.register.register import Finding
from domain.writing.characters import key
from ledger.checks.sheets import Row, Sheet
from ledger.checks.values import answer_of, number_of, words_of

Word = TypeVar("Word")


@dataclass(frozen=True, slots=True)
class Findings:
    """What one inspection has found so far."""

    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row with the sheet that it stands in; an answer is None or empty where the cell says nothing."""

    sheet: Sheet
    row: Row
    found: Findings

    def error(self, column: str, what: str, **params: str) -> None:
        """Note something that must be mended."""
        self.found.errors.append(self._finding(column, what, params))

    def warn(self, column: str, what: str, **params: str) -> None:
        """Note something to look at."""
        self.found.warnings.append(self._finding(column, what, params))

    def _finding(self, column: str, what: str, params: dict[str, str]) -> Finding:
        return Finding(self.sheet.name, self.row.number, column, f"finding.{what}", params)

    def has(self, *columns: str) -> bool:
        """Whether the sheet has one of these columns at all."""
        return not self.sheet.columns.isdisjoint(columns)

    def text(self, column: str) -> str:
        """The cell as it stands."""
        return self.row.cells.get(column, "")

    def needed(self, column: str) -> str:
        """The cell as it stands, which must not be empty."""
        text = self.text(column)
        # a refused cell and a missing column have their finding already
        if not text and self.has(column) and column not in self.row.refused:
            self.error(column, "missing_value")
        return text

    def reference(self, column: str, known: Mapping[str, str] | None, what: str) -> str:
        """A known code as it was first written; known=None when the sheet to look in is itself unreadable."""
        text = self.needed(column)
        if text and known is not None and key(text) not in known:
            self.error(column, what, value=text)
        return (known or {}).get(key(text), text)

    def number(self, column: str, low: float, high: float) -> float | None:
        """A number between the two, or nothing."""
        text = self.text(column)
        if not text:
            return None
        number = number_of(text)
        if number is None:
            self.error(column, "bad_number", value=text)
            return None
        if not low <= number <= high:
            self.error(column, "out_of_range", value=text, low=f"{low:g}", high=f"{high:g}")
            return None
        return number

    def whole(self, column: str, low: int, high: int) -> int | None:
        """A whole number between the two, or nothing."""
        number = self.number(column, low, high)
        if number is None:
            return None
        if not number.is_integer():
            self.error(column, "bad_number", value=self.text(column))
            return None
        return int(number)

    def day(self, column: str) -> date | None:
        """A day, or nothing."""
        text = self.text(column)
        named = named_of(text, self.found.today)
        if text and named.day is None:
            self.error(column, "no_such_date" if named.is_impossible else "bad_date", value=text)
        return named.day

    def answer(self, column: str) -> bool | None:
        """Yes, no, or nothing."""
        text = self.text(column)
        answer = answer_of(text)
        if text and answer is None:
            self.error(column, "bad_yes_no", value=text)
        return answer

    def phone(self, column: str) -> str:
        """A phone number as digits, or nothing."""
        text = self.text(column)
        phone = phone_of(text)
        if text and phone is None:
            self.error(column, "bad_phone", value=text)
        return phone or ""

    def word(self, column: str, table: Mapping[str, Word]) -> Word | None:
        """One of the words of a table; it must be there."""
        text = self.needed(column)
        word = table.get(key(text))
        if text and word is None:
            self.error(column, "unknown_word", value=text, words="、".join(table))
        return word


def lines_of(sheet: Sheet | None, found: Findings) -> Iterator[Line]:
    """The rows of a sheet, one by one."""
    return (Line(sheet, row, found) for row in sheet.rows) if sheet else iter(())


@dataclass(frozen=True, slots=True)
class KnownValues(Mapping[str, str]):
    """All that a column says, by what it is compared by, and whatever a refused cell of it may have meant.

    A fault here is not reported a hundred times elsewhere; a code that is in no cell is reported at once, so
    that nobody mends a workbook twice.
    """

    said: Mapping[str, str]
    refused: tuple[str, ...] = ()

    def __contains__(self, value: object) -> bool:
        """A number has lost the beginning of a code, never its end."""
        return value in self.said or (isinstance(value, str) and value.endswith(self.refused))

    def __getitem__(self, value: str) -> str:
        return self.said[value]

    def __iter__(self) -> Iterator[str]:
        return iter(self.said)

    def __len__(self) -> int:
        return len(self.said)

    def of(self, meaning: Callable[[str], str]) -> "KnownValues":
        """The same, compared by what it means; what means nothing may mean any of its parts."""
        meant = {meaning(text): text for text in self.said.values()}
        parts = (part for text in self.said.values() if not meaning(text) for part in words_of(text))
        refused = (*self.refused, *(known for known in map(meaning, parts) if known))
        return KnownValues({known: text for known, text in meant.items() if known}, refused)


def known_values(sheet: Sheet | None, column: str) -> KnownValues | None:
    """All that a column says, as it is written first; None if that cannot be told."""
    if sheet is None or column not in sheet.columns:
        return None
    refused = [row.refused[column] for row in sheet.rows if column in row.refused]
    if not all(refused):
        return None
    known: dict[str, str] = {}
    for row in sheet.rows:
        if column in row.cells:
            known.setdefault(key(row.cells[column]), row.cells[column])
    return KnownValues(known, tuple(key(part) for text in refused for part in text.splitlines()))


def refuse_repeated(first_rows: dict[str, int], line: Line, column: str, value: str, what: str) -> bool:
    """Note the row of a code, phone or ID, and whether an earlier row has given it already."""
    first = first_rows.setdefault(key(value), line.row.number) if value else line.row.number
    if first != line.row.number:
        line.error(column, what, value=value, first=str(first))
    return first != line.row.number
