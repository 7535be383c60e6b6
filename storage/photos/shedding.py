"""What may go of photos: files past their time, but for visits about which something is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select

from storage.base.repository import Repository
from storage.tables import likeness, need, need_photo, need_step, photo, picture

CLOSED = ("confirmed", "withdrawn")
"""Statuses in which a need is over."""
_OPEN_NEEDS = select(need.c.visit_id).where(need.c.status.not_in(CLOSED), need.c.visit_id.is_not(None))
_ASKED = select(likeness.c.photo_id).where(likeness.c.answer.is_(None))
_COMPARED_WITH = select(likeness.c.earlier_id).where(likeness.c.answer.is_(None))
_ASKED_VISITS = select(photo.c.visit_id).where(or_(photo.c.id.in_(_ASKED), photo.c.id.in_(_COMPARED_WITH)))
_STAYING = select(photo.c.unique_ref).where(
    or_(photo.c.visit_id.in_(_OPEN_NEEDS), photo.c.visit_id.in_(_ASKED_VISITS))
)
_STAYING_FOR_NEEDS = (
    select(need_photo.c.unique_ref)
    .join(need_step, need_step.c.id == need_photo.c.need_step_id)
    .join(need, need.c.id == need_step.c.need_id)
    .where(need.c.status.not_in(CLOSED))
)


@dataclass(frozen=True, slots=True)
class Expired:
    """A file past its time."""

    picture_id: int
    file: str


class Shedding(Repository):
    """Files of pictures by age."""

    def expired(self, column: str, before: datetime, after: int, limit: int) -> list[Expired]:
        """Originals or thumbnails (`column`) kept since before then, of pictures after that id."""
        files = picture.c[column]
        page: Select[Any] = (
            select(picture.c.id, files.label("file"))
            .where(files.is_not(None), picture.c.kept_at < before, picture.c.id > after)
            .where(picture.c.unique_ref.not_in(_STAYING))
            .where(picture.c.unique_ref.not_in(_STAYING_FOR_NEEDS))
            .order_by(picture.c.id)
            .limit(limit)
        )
        return [Expired(row.id, row.file) for row in self._connection.execute(page)]

    def forget(self, gone: Sequence[Expired], column: str) -> None:
        """The files of these pictures are no longer there."""
        if gone:
            ids = [one.picture_id for one in gone]
            statement = picture.update().where(picture.c.id.in_(ids)).values({column: None})
            self._connection.execute(statement)
