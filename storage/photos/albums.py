"""Photos and voices to be looked at and listened to: whose they are, and what is left of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select

from domain.households.page import PageAlbum
from domain.people.access import Subject
from domain.visits.visits import Mode
from storage.base.places import IN_VILLAGE, VILLAGE, VILLAGE_CODE
from storage.base.repository import Repository
from storage.photos.pictures import COUNTS, Pictures, VisitPhoto
from storage.tables import area, fetch, household, need, need_step, photo, visit, voice

_PLACE = (
    select(household.c.id, household.c.code, household.c.head, VILLAGE_CODE.label("village"))
    .join(area, area.c.id == household.c.area_id)
    .outerjoin(VILLAGE, IN_VILLAGE)
    .where(household.c.id == bindparam("household"))
)
_rank = func.row_number().over(
    partition_by=visit.c.household_id, order_by=(visit.c.visited_on.desc(), visit.c.id.desc())
)
_WITH_PHOTOS = (
    select(visit.c.household_id, visit.c.id, visit.c.visited_on, func.count(photo.c.id).label("photos"))
    .add_columns(_rank.label("age"))
    .join(photo, photo.c.visit_id == visit.c.id)
    .where(visit.c.household_id.in_(bindparam("ids", expanding=True)), visit.c.undone_at.is_(None), COUNTS)
    .group_by(visit.c.household_id, visit.c.id, visit.c.visited_on)
    .subquery()
)
_ALBUMS = (
    select(_WITH_PHOTOS)
    .where(_WITH_PHOTOS.c.age <= bindparam("limit"))
    .order_by(_WITH_PHOTOS.c.household_id, _WITH_PHOTOS.c.age)
)


@dataclass(frozen=True, slots=True)
class VisitAlbum:
    """The photos of a visit that stands."""

    subject: Subject
    person_id: int
    code: str
    head: str
    visited_on: date
    mode: Mode
    photos: tuple[VisitPhoto, ...]


@dataclass(frozen=True, slots=True)
class SpokenWords:
    """A voice: of a visit (by `person_id`), or of a need where that is None."""

    subject: Subject
    person_id: int | None
    head: str
    seconds: int
    is_kept: bool
    """It has been downloaded."""


class Albums(Repository):
    """Albums of visits, and voices."""

    def of(self, visit_id: int) -> VisitAlbum | None:
        """The album of a visit that stands; None if there is none."""
        row = self._connection.execute(
            select(visit).where(visit.c.id == visit_id, visit.c.undone_at.is_(None))
        ).first()
        if row is None:
            return None
        subject, code, head = self._place(row.household_id)
        photos = Pictures(self._work).of_visits([visit_id]).get(visit_id, [])
        return VisitAlbum(subject, row.person_id, code, head, row.visited_on, Mode(row.mode), tuple(photos))

    def newest(self, households: Sequence[int], limit: int) -> dict[int, tuple[PageAlbum, ...]]:
        """The last so many visits with photos of each of these households, newest first."""
        told: dict[int, list[PageAlbum]] = {}
        for row in self._connection.execute(_ALBUMS, {"ids": list(households), "limit": limit}):
            told.setdefault(row.household_id, []).append(PageAlbum(row.id, row.visited_on, row.photos))
        return {home: tuple(albums) for home, albums in told.items()}

    def spoken(self, unique: str) -> tuple[SpokenWords, ...]:
        """Everything that this voice tells of."""
        found = self._connection.execute(
            select(voice.c.seconds, visit.c.household_id.label("visited"), visit.c.person_id)
            .add_columns(need.c.household_id.label("needy"), fetch.c.status)
            .outerjoin(fetch, fetch.c.unique_ref == voice.c.unique_ref)
            .outerjoin(visit, visit.c.id == voice.c.visit_id)
            .outerjoin(need_step, need_step.c.id == voice.c.need_step_id)
            .outerjoin(need, need.c.id == need_step.c.need_id)
            .where(voice.c.unique_ref == unique, visit.c.undone_at.is_(None))
        )
        return tuple(self._spoken(row) for row in found.all() if row.visited or row.needy)

    def _spoken(self, row: Any) -> SpokenWords:
        subject, _, head = self._place(row.visited or row.needy)
        return SpokenWords(subject, row.person_id, head, row.seconds, row.status == "done")

    def _place(self, household_id: int) -> tuple[Subject, str, str]:
        row = self._connection.execute(_PLACE, {"household": household_id}).one()
        head = self._vault.open_once("household", "head", row.id, row.head)
        return Subject(row.id, row.village), row.code, head
