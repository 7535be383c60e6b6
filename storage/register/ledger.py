"""Comparing rows with what is stored: only what is new or changed is written, and everything is counted."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from itertools import islice
from typing import Any

from sqlalchemy import Select, Table, bindparam, insert, update

from domain.policy.needs import Needs
from domain.register.register import Finding
from domain.writing.characters import tidy_name
from storage.base.vault import sealed_columns
from storage.duties.rules import DutyRules
from storage.unit import Unit

CHUNK = 1000
NAMED = 4
"""New rows of a noun that are known by name, one more than anybody lists: the others are only counted."""
SILENT = ("position", "phone_index")
"""A row that only moved up or down on its sheet says nothing new; its place is kept all the same."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A stored row that the workbook says something else of: which noun, which one, and which columns."""

    noun: str
    which: str
    columns: tuple[str, ...]
    name: str = ""
    """Of the household's head, or of the person."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A duty that somebody else takes over, by the names of all three."""

    head: str
    duty: str
    old: str
    new: str


@dataclass
class Ledger:
    """One import under way: the unit of work, the day, and what it comes to; a trial writes nothing."""

    unit: Unit
    today: date
    now: datetime
    zone: tzinfo
    progress: Callable[[int], None] = lambda _: None
    needs: Needs = field(default_factory=Needs)
    duties: DutyRules = field(default_factory=DutyRules)
    is_trial: bool = False
    numbers: Mapping[str, str] = field(default_factory=dict)
    """People who have another phone number now: the old one leads to the new one."""
    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    """Rows that the workbook does not have and that another of its rows brought to an end."""
    kept: Counter[str] = field(default_factory=Counter)
    """Rows that the workbook has otherwise and that stay as they are: visits are not rewritten."""
    changes: list[Change] = field(default_factory=list)
    added: defaultdict[str, list[tuple[str, int | None]]] = field(default_factory=lambda: defaultdict(list))
    """The first new rows of each noun: a household's head or a person, and a household's size."""
    homes: set[int] = field(default_factory=set)
    """New households."""
    within: Counter[str] = field(default_factory=Counter)
    """New rows that only say more of these."""
    handed: list[HandedOver] = field(default_factory=list)
    absent: dict[str, list[str]] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    """Households of which something has changed that their obligations come of."""
    refused: list[Finding] = field(default_factory=list)
    """What cannot stand beside what is stored; if there is any, nothing may be written."""

    def stream(self, statement: Select[Any]) -> Iterator[Row]:
        """Rows of a statement as they come, never all of them at once; personal columns still sealed."""
        found = self.unit.connection.execute(statement, execution_options={"yield_per": CHUNK})
        return (dict(row) for row in found.mappings())

    def opened(self, table: Table, row: Row) -> Row:
        """The row with its personal columns in plain text, without pushing names out of memory."""
        sealed = (name for name in sealed_columns(table) if row.get(name) is not None)
        open_once = self.unit.vault.open_once
        return row | {name: open_once(table.name, name, row["id"], row[name]) for name in sealed}

    def insert(self, table: Table, rows: Iterable[Row], noun: str) -> None:
        """Write new rows."""
        for chunk in _chunks(rows):
            if not self.is_trial:
                sealed = [self.unit.vault.seal_row(table, row) for row in chunk]
                self.unit.connection.execute(insert(table), sealed)
            self.new[noun] += len(chunk)
            self.homes |= {row["id"] for row in chunk if noun == "households"}
            self.within[noun] += sum(row.get("household_id") in self.homes for row in chunk)
            if len(self.added[noun]) < NAMED:
                self.added[noun] += [(_name(row), row.get("size")) for row in chunk[:NAMED]]
            self.progress(len(chunk))

    def change(self, table: Table, rows: Iterable[Row], columns: Sequence[str]) -> None:
        """Write these columns of rows that exist."""
        for chunk in _chunks(rows):
            self.progress(len(chunk))
            if self.is_trial:
                continue
            sealed = (self.unit.vault.seal_row(table, row) for row in chunk)
            self.unit.connection.execute(
                _update(table, columns),
                [{"_row": row["id"], **{f"_{name}": row[name] for name in columns}} for row in sealed],
            )

    def merge(self, table: Table, noun: str, pairs: Iterable[tuple[str, Row, Row]]) -> None:
        """Write what differs between stored rows and what the workbook says of them (which, old, new)."""
        differing: list[Row] = []
        columns: tuple[str, ...] = ()
        for which, old, new in pairs:
            columns = tuple(new)
            differs = tuple(name for name in new if not _alike(old[name], new[name]))
            told = tuple(
                name for name in differs if name not in SILENT and not _reads_alike(old[name], new[name])
            )
            if told:
                self.changed[noun] += 1
                self.changes.append(Change(noun, which, told, _name(old)))
            else:
                self.same[noun] += 1
            if differs:
                differing.append({"id": old["id"], **new})
        self.change(table, differing, columns)

    def new_id(self) -> int:
        """An id for a new row."""
        return self.unit.ids.at(self.now)


def _name(row: Row) -> str:
    return str(row.get("head") or row.get("name") or "")


def _update(table: Table, columns: Sequence[str]) -> Any:
    bound: dict[str, Any] = {name: bindparam(f"_{name}") for name in columns}
    return update(table).where(table.c.id == bindparam("_row")).values(bound)


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    coming = iter(rows)
    while chunk := list(islice(coming, CHUNK)):
        yield chunk


def _alike(old: Any, new: Any) -> bool:
    return old == new or (old in (None, "") and new in (None, ""))


def _reads_alike(old: Any, new: Any) -> bool:
    """Whether a text differs in nothing that can be seen: what was stored untidily is only tidied."""
    return isinstance(old, str) and isinstance(new, str) and tidy_name(old) == tidy_name(new)
