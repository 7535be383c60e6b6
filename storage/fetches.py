"""Files that people sent and that are still to be downloaded, with retries over hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from domain.visits import Picture
from storage.ids import Ids
from storage.repository import Repository
from storage.tables import fetch


@dataclass(frozen=True, slots=True)
class Fetch:
    """One file to download."""

    id: int
    unique_ref: str
    file_ref: str
    tries: int


class Fetches(Repository):
    """Rows of `fetch`."""

    def add(self, pictures: Iterable[Picture], ids: Ids, now: datetime) -> None:
        """Ask for these files; one asked for already is not asked for twice."""
        rows = [
            {
                "id": ids.at(now),
                "unique_ref": one.unique,
                "file_ref": one.file,
                "status": "due",
                "tries": 0,
                "due_at": now,
            }
            for one in pictures
        ]
        self._insert_missing(fetch, rows, ["unique_ref"])

    def add_kept(self, pictures: Iterable[Picture], ids: Ids, now: datetime) -> None:
        """These files are in the data directory already, at the path that is their reference."""
        rows = [
            {
                "id": ids.at(now),
                "unique_ref": one.unique,
                "file_ref": one.file,
                "status": "done",
                "tries": 0,
                "due_at": now,
                "path": one.file,
            }
            for one in pictures
        ]
        self._insert_missing(fetch, rows, ["unique_ref"])

    def due(self, now: datetime, limit: int) -> tuple[Fetch, ...]:
        """Files to be tried now."""
        found = self._connection.execute(
            select(fetch)
            .where(fetch.c.status == "due", fetch.c.due_at <= now)
            .order_by(fetch.c.due_at)
            .limit(limit)
        )
        return tuple(
            Fetch(
                row.id,
                row.unique_ref,
                self._vault.open_once("fetch", "file_ref", row.id, row.file_ref),
                row.tries,
            )
            for row in found
        )

    def done(self, fetch_id: int, path: str) -> None:
        """The file is in the data directory, at this path below it."""
        self._connection.execute(update(fetch).where(fetch.c.id == fetch_id).values(status="done", path=path))

    def put_off(self, fetch_id: int, due_at: datetime) -> None:
        """It did not work; try again then."""
        self._connection.execute(
            update(fetch).where(fetch.c.id == fetch_id).values(tries=fetch.c.tries + 1, due_at=due_at)
        )

    def give_up(self, fetch_id: int) -> None:
        """The channel no longer has it, or it is too large."""
        self._connection.execute(update(fetch).where(fetch.c.id == fetch_id).values(status="failed"))
