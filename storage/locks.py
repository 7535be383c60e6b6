"""Who may run: a file lock on one SQLite database, advisory locks for one process's work on PostgreSQL."""

import fcntl
from contextlib import suppress
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, text

from domain.errors import OperatorError
from storage.database import Database

SENDER, FILING = 0x7A6F75, 0x7A6F76
"""Arbitrary numbers that all our processes agree on."""


class AlreadyRunning(OperatorError):
    """Another process runs on this database."""


class RunLock:
    """Held by the one `run`, `migrate` or `restore` on a SQLite file; PostgreSQL needs none."""

    def __init__(self, database: Database) -> None:
        self._path = Path(f"{database.engine.url.database}.lock") if database.is_sqlite else None
        self._file: IO[str] | None = None

    def __enter__(self) -> "RunLock":
        if self._path is None:
            return self
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("w")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._file.close()
            raise AlreadyRunning(
                f"Another process already runs on {self._path.with_suffix('')}; "
                "stop it first, or give this one another ZOUFANG_DATA_DIR.",
                path=self._path.with_suffix(""),
            ) from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()


class SenderSeat:
    """Only who sits in it may send: any process on SQLite, one of them on PostgreSQL."""

    key = SENDER

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Connection | None = None

    def take(self) -> bool:
        """Whether this process may send now; keeps the seat until `leave` or until the connection is lost."""
        if self._database.is_sqlite:
            return True
        try:
            if self._connection is None:
                connection = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
                if not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": self.key}):
                    connection.close()
                    return False
                self._connection = connection
            self._connection.scalar(text("SELECT 1"))
        except Exception:
            self.leave()
            return False
        return True

    def leave(self) -> None:
        """Let another process send."""
        if self._connection is not None:
            with suppress(Exception):
                # At once: the server notices the end of a session only when it gets round to it.
                self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": self.key})
            with suppress(Exception):
                # Closing would only hand the session back to the pool, and a lock that is left with it.
                self._connection.invalidate()
                self._connection.close()
            self._connection = None


class FilingSeat(SenderSeat):
    """One process compares photos: two at once might ask twice about one visit."""

    key = FILING
