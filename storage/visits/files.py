"""Photos and voices of visits, as references: the files themselves come later, or never (P9)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, or_, select, update

from domain.visits.visits import (
    AdditionTakenBack,
    PicturesAdded,
    PicturesMoved,
    VisitContinued,
    VisitRecorded,
)
from storage.base.repository import Repository
from storage.tables import likeness, photo, voice

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
_OF_IT = (
    photo.c.visit_id == bindparam("which"),
    photo.c.unique_ref.in_(bindparam("uniques", expanding=True)),
)
_ASKED_ABOUT = select(likeness.c.id).where(
    or_(likeness.c.photo_id == photo.c.id, likeness.c.earlier_id == photo.c.id)
)
_TAKE_OFF = delete(photo).where(*_OF_IT, ~_ASKED_ABOUT.exists())
_WITHDRAW = update(photo).where(*_OF_IT).values(withdrawn_at=bindparam("at"))
_UNSAY = delete(voice).where(
    voice.c.visit_id == bindparam("which"), voice.c.unique_ref.in_(bindparam("uniques", expanding=True))
)


def _at(told: VisitRecorded | VisitContinued) -> datetime:
    return told.recorded_at if isinstance(told, VisitRecorded) else told.at


class VisitFiles(Repository):
    """Rows of `photo`, and of `voice` as far as they belong to a visit."""

    def add_all(self, told: Sequence[VisitRecorded | VisitContinued]) -> None:
        """Everything that came with visits just recorded, or told of again."""
        rows = [row for one in told for row in self._photos(one.visit_id, one.pictures, _at(one))]
        self._insert_missing(photo, rows, ["visit_id", "unique_ref"])
        self._insert(
            voice,
            [
                {
                    "id": self._ids.at(_at(one)),
                    "visit_id": one.visit_id,
                    "unique_ref": said.unique,
                    "seconds": said.seconds,
                    "added_at": _at(one),
                }
                for one in told
                for said in one.voices
            ],
        )

    def add(self, added: Sequence[PicturesAdded]) -> None:
        """Further photos; one that is there already is not written twice."""
        rows = [row for one in added for row in self._photos(one.visit_id, one.pictures, one.at)]
        self._insert_missing(photo, rows, ["visit_id", "unique_ref"])

    def take_off(self, taken: Sequence[AdditionTakenBack]) -> None:
        """Photos and voices that do not belong to the visit; one that somebody was asked about is kept."""
        for one in taken:
            of_it = {"which": one.visit_id, "uniques": [said.unique for said in one.pictures]}
            self._connection.execute(_TAKE_OFF, of_it)
            self._connection.execute(_WITHDRAW, of_it | {"at": one.at})
            self._connection.execute(_UNSAY, of_it | {"uniques": [said.unique for said in one.voices]})

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
