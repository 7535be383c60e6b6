"""The schema: what the migrations make is what the tables say, and an unknown version is refused."""

from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from storage.database import Database
from storage.schema import SchemaNotCurrent, back_up_sqlite, ensure, upgrade, versions
from storage.tables import metadata
from tests.storage.conftest import Enter


def test_the_migrations_make_what_the_tables_say(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def test_an_empty_database_gets_its_tables(tmp_path: Path, sqlite: Database) -> None:
    empty = Database(f"sqlite:///{tmp_path / 'empty.db'}", sqlite.vault)
    current, head = versions(empty)
    assert (current, head is not None) == (None, True)
    ensure(empty)
    assert versions(empty) == (head, head)
    empty.close()


def test_going_to_the_newest_version_twice_changes_nothing(database: Database) -> None:
    upgrade(database)
    ensure(database)
    current, head = versions(database)
    assert current == head


def test_a_database_of_another_version_is_refused_with_what_to_do(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(SchemaNotCurrent, match="python -m bot migrate"):
        ensure(database)


def test_the_copy_before_a_migration_is_whole_and_private(
    sqlite: Database, enter: Enter, tmp_path: Path, now: datetime, register: object
) -> None:
    enter(register, into=sqlite)
    kept = back_up_sqlite(sqlite, tmp_path / "backups", now)
    assert kept.stat().st_mode & 0o777 == 0o600
    copy = Database(f"sqlite:///{kept}", sqlite.vault)
    with copy.read() as unit:
        assert [one.name for one in unit.people.all()] == ["李国强", "周敏", "何梅", "杨晓芸"]
    copy.close()
