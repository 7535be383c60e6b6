"""The schema: which version the database has, and taking it to the newest one."""

import sqlite3
from datetime import datetime
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from domain.errors import OperatorError
from storage.database import Database


class SchemaNotCurrent(OperatorError):
    """The database is of another version than this program."""


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def versions(database: Database) -> tuple[str | None, str | None]:
    """The version of the database (None: empty) and the newest one."""
    with database.engine.connect().execution_options(reads=True) as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current, _newest()


@cache
def _newest() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def upgrade(database: Database, to: str = "head") -> None:
    """Take the schema to the newest version (or one on the way), in one transaction."""
    with database.engine.connect() as connection:
        if database.is_sqlite:
            # A table that others refer to is made anew to be changed; what must hold is checked afterwards.
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                command.upgrade(_config(connection), to)
                if database.is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise SchemaNotCurrent("The new schema would lose references; nothing has been changed.")
        finally:
            if database.is_sqlite:
                connection.connection.cursor().execute("PRAGMA foreign_keys=ON")


def ensure(database: Database) -> None:
    """Make the schema in an empty database; refuse one of another version."""
    current, head = versions(database)
    if current is None:
        upgrade(database)
    elif current != head:
        raise SchemaNotCurrent(
            f"The database has schema {current}, this program needs {head}; run `python -m bot migrate`.",
            current=current,
            head=head,
        )


def back_up_sqlite(database: Database, folder: Path, now: datetime) -> Path:
    """Copy a SQLite database, consistently, before its schema changes."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"before-migration-{now:%Y%m%dT%H%M%S}.db"
    source = sqlite3.connect(str(database.engine.url.database))
    copy = sqlite3.connect(target)
    with source, copy:
        source.backup(copy)
    source.close()
    copy.close()
    target.chmod(0o600)
    return target
