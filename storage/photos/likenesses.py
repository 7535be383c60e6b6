"""Photos compared with earlier ones: which are still to be, what was found, what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select, update

from domain.people.access import Subject
from domain.visits.likeness import (
    Answer,
    Filed,
    LikenessAnswered,
    LikenessFound,
    PictureWithdrawn,
    Question,
    Shot,
)
from storage.base.places import IN_VILLAGE, VILLAGE, VILLAGE_CODE
from storage.base.reach import chat_of
from storage.base.repository import Repository
from storage.tables import area, fetch, household, likeness, person, photo, picture, visit

_VISITED = (visit.c.household_id, visit.c.person_id, visit.c.visited_on)
_FILED = (photo.c.id, photo.c.visit_id, *_VISITED, picture.c.sha256)
_JOINED = photo.join(visit, visit.c.id == photo.c.visit_id).join(
    picture, picture.c.unique_ref == photo.c.unique_ref
)
_STANDS = and_(visit.c.undone_at.is_(None), photo.c.withdrawn_at.is_(None))
_WAITING = (
    select(*_FILED, picture.c.phash, picture.c.is_plain, visit.c.undone_at, photo.c.withdrawn_at)
    .select_from(_JOINED)
    .where(photo.c.compared_at.is_(None))
    .order_by(photo.c.id)
    .limit(bindparam("limit"))
)
_LIKE: Select[Any] = (
    select(*_FILED, picture.c.id.label("picture_id"), photo.c.compared_at)
    .select_from(_JOINED)
    .where(_STANDS, photo.c.same_as.is_(None))
    .where(
        or_(picture.c.id.in_(bindparam("pictures", expanding=True)), picture.c.sha256 == bindparam("sha256"))
    )
)
_LOST = (
    select(photo.c.id, photo.c.visit_id, *_VISITED, fetch.c.status, household.c.head)
    .add_columns(chat_of(person.c.id).label("chat"), person.c.locale, person.c.suspended_at)
    .join(visit, visit.c.id == photo.c.visit_id)
    .join(household, household.c.id == visit.c.household_id)
    .join(person, person.c.id == visit.c.person_id)
    .join(fetch, fetch.c.unique_ref == photo.c.unique_ref)
    .where(photo.c.compared_at.is_(None), fetch.c.status.not_in(("due", "done")), _STANDS)
    .order_by(photo.c.id)
    .limit(bindparam("limit"))
)
_SHOTS = (
    select(photo.c.id, photo.c.visit_id, photo.c.withdrawn_at, *_VISITED, visit.c.undone_at)
    .add_columns(visit.c.recorded_at)
    .add_columns(picture.c.original, picture.c.thumbnail)
    .add_columns(VILLAGE_CODE.label("village"))
    .join(visit, visit.c.id == photo.c.visit_id)
    .join(household, household.c.id == visit.c.household_id)
    .join(area, area.c.id == household.c.area_id)
    .outerjoin(VILLAGE, IN_VILLAGE)
    .outerjoin(picture, picture.c.unique_ref == photo.c.unique_ref)
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A photo that was not compared yet, and its hash (signed)."""

    photo: Filed
    phash: int
    is_plain: bool
    stands: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A photo that looks like another one, by the hash or the bytes of its picture."""

    photo: Filed
    picture_id: int
    is_compared: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """A photo of a recorded visit that cannot be had or read; `status` is why, as of its fetch."""

    photo_id: int
    head: str
    visited_on: date
    status: str
    number: int
    """The how-manieth of its visit, from 1 on."""
    chat: int | None
    """Account of the sender; None if the sender cannot be told."""
    locale: str


class Likenesses(Repository):
    """Rows of `likeness`, and how far photos are compared."""

    def waiting(self, limit: int) -> list[Waiting]:
        """Photos that are developed and whose visit is recorded, but that were not compared yet."""
        return [
            Waiting(_filed(row), row.phash, row.is_plain, row.undone_at is None and row.withdrawn_at is None)
            for row in self._connection.execute(_WAITING, {"limit": limit})
        ]

    def like(self, pictures: Sequence[int], sha256: str) -> list[Found]:
        """Photos that stand and that show one of these pictures, or the very same bytes."""
        found = self._connection.execute(_LIKE, {"pictures": list(pictures), "sha256": sha256})
        return [Found(_filed(row), row.picture_id, row.compared_at is not None) for row in found]

    def lost(self, limit: int) -> list[Lost]:
        """Photos of recorded visits that will never come, and of which nobody was told."""
        return [
            Lost(
                row.id,
                self._vault.open_once("household", "head", row.household_id, row.head),
                row.visited_on,
                row.status,
                self._number(row.visit_id, row.id),
                None if row.suspended_at else row.chat,
                row.locale or "",
            )
            for row in self._connection.execute(_LOST, {"limit": limit}).all()
        ]

    def _number(self, visit_id: int, photo_id: int) -> int:
        counted = select(func.count()).where(photo.c.visit_id == visit_id, photo.c.id <= photo_id)
        return self._connection.scalar(counted) or 0

    def compared(self, photos: Sequence[int], at: datetime) -> None:
        """These are done with."""
        self._mark(photos, {"compared_at": at})

    def is_the_same(self, photo_id: int, earlier_id: int) -> None:
        """The same bytes were there already: it does not count."""
        self._mark([photo_id], {"same_as": earlier_id})

    def _mark(self, photos: Sequence[int], values: dict[str, Any]) -> None:
        self._connection.execute(update(photo).where(photo.c.id.in_(list(photos))).values(values))

    def asked_about(self, visits: Sequence[int]) -> set[int]:
        """Which of these visits already had a question about one of their photos."""
        found = select(photo.c.visit_id).join(likeness, likeness.c.photo_id == photo.c.id)
        return set(self._connection.scalars(found.where(photo.c.visit_id.in_(list(visits)))))

    def find(self, found: Sequence[LikenessFound]) -> None:
        """Remember what was found."""
        rows = [
            {
                "id": one.likeness_id,
                "photo_id": one.photo_id,
                "earlier_id": one.earlier_id,
                "person_id": one.person_id,
                "distance": one.distance,
                "found_at": one.at,
            }
            for one in found
        ]
        self._insert_missing(likeness, rows, ["photo_id"])

    def answer(self, answered: Sequence[LikenessAnswered]) -> None:
        """Remember the first answer to each."""
        statement = (
            update(likeness)
            .where(likeness.c.id == bindparam("which"), likeness.c.person_id == bindparam("who"))
            .where(likeness.c.answer.is_(None))
            .values(answer=bindparam("said"), answered_at=bindparam("at"))
        )
        rows = [
            {"which": one.likeness_id, "who": one.person_id, "said": one.answer.value, "at": one.at}
            for one in answered
        ]
        self._connection.execute(statement, rows)

    def withdraw(self, withdrawn: Sequence[PictureWithdrawn]) -> None:
        """These photos count for their visits no more."""
        for one in withdrawn:
            self._mark([one.photo_id], {"withdrawn_at": one.at})

    def questions(self, ids: Sequence[int]) -> dict[int, Question]:
        """These questions, with where their photos belong and what is left of them."""
        if not ids:
            return {}
        rows = self._connection.execute(select(likeness).where(likeness.c.id.in_(list(ids)))).all()
        photos = {one for row in rows for one in (row.photo_id, row.earlier_id)}
        found = self._connection.execute(_SHOTS.where(photo.c.id.in_(sorted(photos))))
        shots = {row.id: _shot(row) for row in found}
        return {
            row.id: Question(
                row.id,
                row.photo_id,
                row.person_id,
                shots[row.photo_id],
                shots[row.earlier_id],
                Answer(row.answer) if row.answer else None,
            )
            for row in rows
        }


def _filed(row: Any) -> Filed:
    return Filed(row.id, row.visit_id, row.household_id, row.person_id, row.visited_on, row.sha256)


def _shot(row: Any) -> Shot:
    return Shot(
        row.visit_id,
        row.person_id,
        row.visited_on,
        row.recorded_at,
        Subject(row.household_id, row.village),
        row.original,
        row.thumbnail,
        stands=row.undone_at is None and row.withdrawn_at is None,
    )
