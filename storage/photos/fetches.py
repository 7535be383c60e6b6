"""Files that people sent and that are still to be taken in, with retries over hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from domain.visits.visits import Picture, Voice
from storage.base.ids import Ids
from storage.base.repository import Repository
from storage.tables import fetch

PICTURE, VOICE = "picture", "voice"


@dataclass(frozen=True, slots=True)
class Fetch:
    """One file to take in; `kept` is the name of it in the store if it need not be downloaded."""

    id: int
    unique_ref: str
    file_ref: str
    tries: int
    kind: str = PICTURE
    kept: str | None = None


class Fetches(Repository):
    """Rows of `fetch`. Status: due, done, failed (the channel no longer has it), or why it cannot be read."""

    def add(self, wanted: Iterable[Picture | Voice], ids: Ids, now: datetime) -> None:
        """Ask for these files; one asked for already is not asked for twice."""
        self._add([self._row(one, ids, now) for one in wanted])

    def add_kept(self, pictures: Iterable[Picture], ids: Ids, now: datetime) -> None:
        """These files are in the store already, under the name that is their reference."""
        self._add([self._row(one, ids, now) | {"path": one.file} for one in pictures])

    def _row(self, one: Picture | Voice, ids: Ids, now: datetime) -> dict[str, Any]:
        return {
            "id": ids.at(now),
            "unique_ref": one.unique,
            "file_ref": one.file,
            "kind": VOICE if isinstance(one, Voice) else PICTURE,
            "status": "due",
            "tries": 0,
            "due_at": now,
        }

    def _add(self, rows: list[dict[str, Any]]) -> None:
        self._insert_missing(fetch, rows, ["unique_ref"])

    def take_up_kept(self) -> None:
        """What earlier versions downloaded and kept as it was is due to be developed."""
        self._connection.execute(
            update(fetch).where(fetch.c.status == "done", fetch.c.path.is_not(None)).values(status="due")
        )

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
                row.kind,
                # Earlier versions wrote down a path below the folder.
                row.path and row.path.rpartition("/")[2],
            )
            for row in found
        )

    def settle(self, fetch_id: int, status: str) -> None:
        """It is done, failed, or cannot be read for that reason."""
        self._connection.execute(update(fetch).where(fetch.c.id == fetch_id).values(status=status))

    def forget_kept(self, fetch_id: int) -> None:
        """What was in the store as it came is no longer there."""
        self._connection.execute(update(fetch).where(fetch.c.id == fetch_id).values(path=None))

    def put_off(self, fetch_id: int, due_at: datetime) -> None:
        """It did not work; try again then."""
        self._connection.execute(
            update(fetch).where(fetch.c.id == fetch_id).values(tries=fetch.c.tries + 1, due_at=due_at)
        )
