"""Opening the database: one writer at a time, every commit on disk before it counts."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from storage.base.ids import Ids
from storage.base.vault import Vault
from storage.unit import Unit

T = TypeVar("T")
DatabaseFailed = DBAPIError
"""The database could not do what was asked; nothing of the transaction is left."""


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # we begin ourselves: the driver's own deferred BEGIN loses updates
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        reads = options.get("reads")
        wanted = "NORMAL" if options.get("at_leisure") else "FULL"
        if connection.info.get("synchronous", "FULL") != wanted:
            connection.exec_driver_sql(f"PRAGMA synchronous={wanted}")
            connection.info["synchronous"] = wanted
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


class Database:
    """A database, the vault of its personal columns, and the one thread that writes to it."""

    def __init__(self, url: str, vault: Vault) -> None:
        self.engine = create_engine(url)
        self.vault = vault
        self.ids = Ids()
        if self.is_sqlite:
            _prepare_sqlite(self.engine)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")
        self._beside = ThreadPoolExecutor(thread_name_prefix="beside")

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite, where one process alone may run the bot."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def write(self, *, at_leisure: bool = False) -> Iterator[Unit]:
        """One transaction: all of it or nothing.

        `at_leisure`: it is on disk no later than the next commit that is not, since the log is in order. That
        will do for what is derived from facts, and leaves only by way of another transaction.
        """
        options = {"at_leisure": True} if at_leisure else {}
        with self.engine.connect().execution_options(**options) as connection, connection.begin():
            if at_leisure and not self.is_sqlite:
                connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
            yield Unit(connection, self.vault, self.ids)

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """One consistent look that keeps nobody waiting."""
        # PostgreSQL would else look anew with every statement, and an export takes several.
        how = {"reads": True} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self.engine.connect().execution_options(**how) as connection, connection.begin():
            yield Unit(connection, self.vault, self.ids)

    async def run(self, work: Callable[[Unit], T]) -> T:
        """Do `work` in one transaction on the storage thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._run, work)

    async def beside(self, work: Callable[[], T]) -> T:
        """Do long work with transactions of its own on another thread, for which `close` waits, too."""
        return await asyncio.get_running_loop().run_in_executor(self._beside, work)

    def _run(self, work: Callable[[Unit], T]) -> T:
        with self.write() as unit:
            return work(unit)

    def close(self) -> None:
        """Let the running transaction finish and close every connection."""
        self._beside.shutdown(wait=True, cancel_futures=True)
        self._thread.shutdown(wait=True)
        self.engine.dispose()
