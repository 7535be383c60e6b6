"""What stands in a database: rows opened, and rows as a thief would find them."""

from pathlib import Path
from typing import Any

from sqlalchemy import Table, select

from storage.base.vault import Vault, row_key, sealed_columns
from storage.database import Database
from storage.tables import metadata

Rows = list[dict[str, Any]]


def rows(database: Database, table: Table) -> Rows:
    """Every row, personal columns opened."""
    with database.read() as unit:
        found = unit.connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        return [_opened(unit.vault, table, dict(row)) for row in found]


def _opened(vault: Vault, table: Table, row: dict[str, Any]) -> dict[str, Any]:
    sealed = {one: row[one] for one in sealed_columns(table) if row[one] is not None}
    if not sealed:
        return row
    key = row[row_key(table)]
    return row | {one: vault.open(table.name, one, key, text) for one, text in sealed.items()}


def raw_rows(database: Database) -> dict[str, Rows]:
    """Every row of every table, as it is stored."""
    with database.engine.connect() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in metadata.sorted_tables
        }


def as_stolen(database: Database) -> bytes:
    """The bytes that whoever takes the disk or a dump gets to see."""
    if not database.is_sqlite:
        with database.engine.connect() as connection:
            cursor = connection.connection.cursor()
            dump = b""
            for table in metadata.sorted_tables:
                with cursor.copy(f'COPY "{table.name}" TO STDOUT') as copying:
                    dump += b"".join(bytes(block) for block in copying)
            return dump
    path = Path(str(database.engine.url.database))
    # The log is there as long as somebody is connected.
    with database.engine.connect():
        return path.read_bytes() + path.with_name(f"{path.name}-wal").read_bytes()
