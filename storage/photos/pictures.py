"""Pictures as they are kept: what is known of each, and the names of its files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, select

from storage.base.ids import Ids
from storage.base.repository import Repository
from storage.tables import fetch, photo, picture

COUNTS = and_(photo.c.same_as.is_(None), photo.c.withdrawn_at.is_(None))
"""A photo that a visit is said to have: not the same picture twice, nor one sent by mistake."""
OVERLAP = 10 * 60 * 1000 << 21
"""Ids of ten minutes: another process may commit an id later than we have seen a higher one."""
_COUNTED = select(photo.c.visit_id, func.count().label("photos")).where(COUNTS).group_by(photo.c.visit_id)
_OF_VISITS = (
    select(photo.c.visit_id, photo.c.unique_ref, picture.c.original, picture.c.thumbnail, fetch.c.status)
    .outerjoin(picture, picture.c.unique_ref == photo.c.unique_ref)
    .outerjoin(fetch, fetch.c.unique_ref == photo.c.unique_ref)
    .where(photo.c.visit_id.in_(bindparam("visits", expanding=True)), COUNTS)
    .order_by(photo.c.id)
)


def counted_photos() -> Any:
    """A subquery: `visit_id` and how many `photos` it has; visits without are not in it."""
    return _COUNTED.subquery()


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture just developed. `phash` is signed; `taken_at` is ISO-8601, `position` "lat,lon"."""

    unique: str
    sha256: str
    phash: int
    is_plain: bool
    width: int
    height: int
    taken_at: str | None
    position: str | None
    original: str
    thumbnail: str


@dataclass(frozen=True, slots=True)
class VisitPhoto:
    """A photo of a visit with the names of its files, None where they are not there (yet, or any more)."""

    unique: str
    original: str | None = None
    thumbnail: str | None = None
    is_coming: bool = False
    """It is still to be downloaded."""


class Pictures(Repository):
    """Rows of `picture`."""

    def add(self, kept: KeptPicture, ids: Ids, now: datetime) -> None:
        """Know this picture; one that is known already is left as it is."""
        row = {
            "id": ids.at(now),
            "unique_ref": kept.unique,
            "sha256": kept.sha256,
            "phash": kept.phash,
            "is_plain": kept.is_plain,
            "width": kept.width,
            "height": kept.height,
            "taken_at": kept.taken_at,
            "position": kept.position,
            "original": kept.original,
            "thumbnail": kept.thumbnail,
            "kept_at": now,
        }
        self._insert_missing(picture, [row], ["unique_ref"])

    def has(self, unique: str) -> bool:
        """Whether the picture is known."""
        found = self._connection.scalar(select(picture.c.id).where(picture.c.unique_ref == unique))
        return found is not None

    def hashes(self, since: int = 0) -> list[tuple[int, int]]:
        """Id and hash of every picture whose hash says something, whose id is that or higher."""
        found = self._connection.execute(
            select(picture.c.id, picture.c.phash)
            .where(picture.c.id >= since, picture.c.is_plain.is_(False))
            .order_by(picture.c.id)
        )
        return [(row.id, row.phash) for row in found]

    def of_visits(self, visits: Sequence[int]) -> dict[int, list[VisitPhoto]]:
        """The photos of these visits that count, in the order in which they came."""
        told: dict[int, list[VisitPhoto]] = {}
        for row in self._connection.execute(_OF_VISITS, {"visits": list(visits)}):
            one = VisitPhoto(row.unique_ref, row.original, row.thumbnail, row.status == "due")
            told.setdefault(row.visit_id, []).append(one)
        return told
