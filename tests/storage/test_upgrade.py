"""A database of an earlier version: taken to the newest one, with everything that people had begun."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.schema import upgrade
from storage.tables import metadata

NOW = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
LI, ZHOU = 1001, 1002
MILLISECONDS = int(NOW.timestamp() * 1000)


@pytest.fixture
def earlier(database: Database) -> Database:
    """An empty database with the schema of the first release."""
    with database.engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
    upgrade(database, "0005")
    return database


def _fill(database: Database) -> None:
    vault = database.vault
    with database.engine.begin() as connection:
        for key, phone, account, blocked in (
            (1, "13900000001", LI, None),
            (2, "13900000002", ZHOU, MILLISECONDS),
        ):
            connection.execute(
                text(
                    "INSERT INTO person (id, name, phone, phone_index, unit, position, telegram_id,"
                    " joined_at, blocked_at)"
                    " VALUES (:id, :name, :phone, :found_by, '', 0, :account, :joined, :blocked)"
                ),
                {
                    "id": key,
                    "name": vault.seal("person", "name", key, "李国强"),
                    "phone": vault.seal("person", "phone", key, phone),
                    "found_by": vault.index(phone),
                    "account": account,
                    "joined": MILLISECONDS,
                    "blocked": blocked,
                },
            )
        for key, raw in ((77, {"update_id": 77}), (-9, {"update_id": -9, "chat": LI, "notice": 5})):
            connection.execute(
                text(
                    "INSERT INTO inbox (update_id, chat_id, raw, status, tries, received_at)"
                    " VALUES (:key, :chat, :raw, 'pending', 0, :at)"
                ),
                {
                    "key": key,
                    "chat": LI,
                    "raw": vault.seal("inbox", "raw", key, json.dumps(raw)),
                    "at": MILLISECONDS,
                },
            )


def test_whoever_had_joined_has_an_account_and_what_waited_waits_still(
    earlier: Database, tmp_path: Path
) -> None:
    _fill(earlier)
    upgrade(earlier)
    with earlier.write() as unit:
        known = unit.people.by_account([LI, ZHOU])
        assert {account: one.blocked_at is not None for account, one in known.items()} == {
            LI: False,
            ZHOU: True,
        }
        assert [one.joined_at for one in unit.people.all()] == [NOW, NOW]
        (waiting,) = unit.inbox.next(NOW, 10, None)
        assert (waiting.channel, waiting.external, json.loads(waiting.raw)) == (
            "telegram",
            "77",
            {"update_id": 77},
        )
        unit.inbox.done([waiting.id], None)
        (own,) = unit.inbox.next(NOW, 10, None)
        assert (own.channel, json.loads(own.raw)["notice"]) == ("own", 5)
