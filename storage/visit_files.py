"""Photos and voices of visits, as references: the files themselves come later, or never (P9)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from domain.visits import PicturesAdded, PicturesMoved, VisitRecorded
from storage.ids import Ids
from storage.repository import Repository
from storage.tables import photo, voice
from storage.vault import Vault

_other = photo.alias("other")
_IS_THERE = (
    select(_other.c.id)
    .where(_other.c.visit_id == bindparam("to"), _other.c.unique_ref == bindparam("unique"))
    .exists()
)
_MOVE = (
    update(photo)
    .where(photo.c.visit_id == bindparam("which"), photo.c.unique_ref == bindparam("unique"), ~_IS_THERE)
    .values(visit_id=bindparam("to"))
)


class VisitFiles(Repository):
    """Rows of `photo`, and of `voice` as far as they belong to a visit."""

    def __init__(self, connection: Connection, vault: Vault, ids: Ids) -> None:
        super().__init__(connection, vault)
        self._ids = ids

    def add_all(self, recorded: Sequence[VisitRecorded]) -> None:
        """Everything that came with visits just recorded."""
        rows = [row for one in recorded for row in self._photos(one.visit_id, one.pictures, one.recorded_at)]
        self._insert_missing(photo, rows, ["visit_id", "unique_ref"])
        self._insert(
            voice,
            [
                {
                    "id": self._ids.at(one.recorded_at),
                    "visit_id": one.visit_id,
                    "unique_ref": said.unique,
                    "seconds": said.seconds,
                    "added_at": one.recorded_at,
                }
                for one in recorded
                for said in one.voices
            ],
        )

    def add(self, added: Sequence[PicturesAdded]) -> None:
        """Further photos; one that is there already is not written twice."""
        rows = [row for one in added for row in self._photos(one.visit_id, one.pictures, one.at)]
        self._insert_missing(photo, rows, ["visit_id", "unique_ref"])

    def move(self, moved: Sequence[PicturesMoved]) -> None:
        """Photos go over to another visit, unless it has them already."""
        rows = [
            {"which": one.from_visit_id, "to": one.visit_id, "unique": picture.unique}
            for one in moved
            for picture in one.pictures
        ]
        self._connection.execute(_MOVE, rows)

    def _photos(self, visit_id: int, pictures: Sequence[Any], at: Any) -> list[dict[str, Any]]:
        return [
            {
                "id": self._ids.at(at),
                "visit_id": visit_id,
                "unique_ref": one.unique,
                "added_at": at,
                "album": one.album or None,
            }
            for one in pictures
        ]
