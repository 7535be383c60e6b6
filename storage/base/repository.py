"""What every repository is made of, and the two statements that all of them repeat."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Insert, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

from storage.base.ids import Ids
from storage.base.vault import Vault


class Overtaken(Exception):
    """Somebody else changed the row first: what was decided on it must be decided again."""


class Work(Protocol):
    """A transaction in progress: its connection, what seals its values, and where new ids come from."""

    connection: Connection
    vault: Vault
    ids: Ids


class Repository:
    """Rows of one noun, inside one transaction."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._connection = work.connection
        self._vault = work.vault
        self._ids = work.ids

    def _insert(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Seal and write rows of one shape, all in one statement."""
        sealed = [self._vault.seal_row(table, row) for row in rows]
        if sealed:
            self._connection.execute(insert(table), sealed)

    def _upsert(self, table: Table) -> "postgresql.Insert | sqlite.Insert":
        """An insert that can say what happens on a conflict; both databases spell it alike."""
        if self._connection.dialect.name == "postgresql":
            return postgresql.insert(table)
        return sqlite.insert(table)

    def _insert_missing(self, table: Table, rows: Sequence[Mapping[str, Any]], key: Sequence[str]) -> None:
        """Seal and write the rows that are not there yet."""
        if rows:
            statement: Insert = self._upsert(table).on_conflict_do_nothing(index_elements=list(key))
            self._connection.execute(statement, [self._vault.seal_row(table, row) for row in rows])


Write = Callable[[Work, Sequence[Any]], None]
"""Makes facts of one kind true."""
Rows = TypeVar("Rows", bound=Repository)


def by(repository: type[Rows], method: Callable[[Rows, Sequence[Any]], None]) -> Write:
    """Facts of one kind are written by that method of a repository, which is made when one comes."""
    return lambda work, facts: method(repository(work), facts)
