"""SQLite as we open it: every commit on disk, and no update lost however many write."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.tables import inbox
from tests.arrivals import arrived, keys_of

pytestmark = pytest.mark.durable
THREADS, TIMES = 4, 50


def test_commits_are_on_disk_and_readers_do_not_wait(sqlite: Database) -> None:
    with sqlite.engine.connect() as connection:
        asked = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        found = [connection.exec_driver_sql(f"PRAGMA {one}").scalar() for one in asked]
    assert found == ["wal", 2, 30000, 1]


def test_increments_from_many_threads_and_connections_are_all_kept(sqlite: Database, now: datetime) -> None:
    with sqlite.write() as unit:
        unit.inbox.add([arrived(1, 1)], now)
    url = str(sqlite.engine.url)
    databases = [sqlite, Database(url, sqlite.vault)]

    def count_on(database: Database) -> None:
        for _ in range(TIMES):
            with database.write() as unit:
                tries = unit.connection.scalar(select(inbox.c.tries)) or 0
                unit.connection.execute(inbox.update().values(tries=tries + 1))

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(count_on, (databases[at % 2] for at in range(THREADS))))
    with sqlite.read() as unit:
        assert unit.connection.scalar(select(inbox.c.tries)) == THREADS * TIMES
    databases[1].close()


def test_a_writer_holds_the_lock_from_its_first_word(sqlite: Database) -> None:
    other = sqlite3.connect(str(sqlite.engine.url.database), timeout=0, isolation_level=None)
    with sqlite.write():
        try:
            other.execute("BEGIN IMMEDIATE")
            locked = False
        except sqlite3.OperationalError:
            locked = True
    other.close()
    assert locked


def test_a_look_neither_waits_for_a_writer_nor_keeps_one_waiting(sqlite: Database, now: datetime) -> None:
    other = Database(str(sqlite.engine.url), sqlite.vault)
    with sqlite.write() as writing:
        writing.inbox.add([arrived(1, 1)], now)
        with other.read() as looking:
            assert looking.inbox.counts() == {}
    with other.read() as looking:
        assert looking.inbox.counts() == {"pending": 1}
        with sqlite.write() as writing:
            writing.inbox.done(keys_of(writing, 1), None)
        assert looking.inbox.counts() == {"pending": 1}, "one consistent look"
    other.close()
