"""Comparing rows with what is stored: only what is new or changed is written, and counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import Table, bindparam, insert, select, update

from storage.unit import Unit

CHUNK = 1000
Row = dict[str, Any]


@dataclass
class Ledger:
    """One import under way: the unit of work, the day, and how much has been written of what."""

    unit: Unit
    today: date
    now: datetime
    zone: tzinfo
    progress: Callable[[int], None] = lambda _: None
    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    absent: dict[str, list[str]] = field(default_factory=dict)

    def stored(self, table: Table) -> list[Row]:
        """Every row of a table, personal columns opened."""
        found = self.unit.connection.execute(select(table)).mappings()
        return [self.unit.vault.open_row(table, dict(row)) for row in found]

    def insert(self, table: Table, rows: Sequence[Row], noun: str) -> None:
        """Write new rows; each gets its id here if it has none."""
        for at in range(0, len(rows), CHUNK):
            chunk = rows[at : at + CHUNK]
            sealed = [self.unit.vault.seal_row(table, row) for row in chunk]
            self.unit.connection.execute(insert(table), sealed)
            self.new[noun] += len(chunk)
            self.progress(len(chunk))

    def change(self, table: Table, rows: Sequence[Row], columns: Iterable[str], noun: str) -> None:
        """Write these columns of rows that exist."""
        if not rows:
            return
        names = list(columns)
        statement = (
            update(table)
            .where(table.c.id == bindparam("_row"))
            .values({name: bindparam(f"_{name}") for name in names})
        )
        sealed = [self.unit.vault.seal_row(table, row) for row in rows]
        for at in range(0, len(sealed), CHUNK):
            chunk = sealed[at : at + CHUNK]
            self.unit.connection.execute(
                statement, [{"_row": row["id"], **{f"_{name}": row[name] for name in names}} for row in chunk]
            )
            self.changed[noun] += len(chunk)
            self.progress(len(chunk))

    def put(self, table: Table, key: str, rows: Iterable[Row], noun: str) -> dict[Any, int]:
        """Write rows told apart by one column: new ones, changed ones; gives the id of every key."""
        known = {row[key]: row for row in self.stored(table)}
        fresh: list[Row] = []
        changed: list[Row] = []
        columns: tuple[str, ...] = ()
        for row in rows:
            columns = tuple(row)
            old = known.get(row[key])
            if old is None:
                fresh.append({"id": self.new_id(), **row})
            elif any(not _same(old[name], row[name]) for name in row):
                changed.append({"id": old["id"], **row})
        self.insert(table, fresh, noun)
        self.change(table, changed, columns, noun)
        return {row[key]: row["id"] for row in (*known.values(), *fresh)}

    def new_id(self) -> int:
        """An id for a new row."""
        return self.unit.ids.at(self.now)


def _same(old: Any, new: Any) -> bool:
    return old == new or (old in (None, "") and new in (None, ""))
