"""The photos of a need: those of the report and of every step since, in the order in which they came."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from domain.needs.needs import Act
from domain.people.access import Subject
from storage.base.places import VILLAGE_CODE
from storage.base.repository import Repository
from storage.needs.reading import PLACED
from storage.photos.pictures import VisitPhoto
from storage.tables import fetch, household, need, need_photo, need_step, picture

_NEED = (
    select(need.c.household_id, need.c.number, need.c.reported_at, household.c.head, household.c.code)
    .add_columns(VILLAGE_CODE.label("village_code"))
    .select_from(PLACED)
    .where(need.c.id == bindparam("need"))
)
_PHOTOS = (
    select(need_photo.c.unique_ref, picture.c.original, picture.c.thumbnail, fetch.c.status)
    .add_columns(need_step.c.action, need_step.c.position)
    .join(need_step, need_step.c.id == need_photo.c.need_step_id)
    .outerjoin(picture, picture.c.unique_ref == need_photo.c.unique_ref)
    .outerjoin(fetch, fetch.c.unique_ref == need_photo.c.unique_ref)
    .where(need_step.c.need_id == bindparam("need"))
    .order_by(need_photo.c.id)
)


@dataclass(frozen=True, slots=True)
class NeedAlbum:
    """A need's photos, and what stands with them."""

    subject: Subject
    number: int
    code: str
    head: str
    reported_on: date
    photos: tuple[VisitPhoto, ...]


class NeedPhotos(Repository):
    """Rows of `need_photo`."""

    def of(self, need_id: int, zone: ZoneInfo, *, solved: bool = False) -> NeedAlbum | None:
        """The album of a need; None if there is no such need. `solved`: only what shows that it is solved."""
        row = self._connection.execute(_NEED, {"need": need_id}).first()
        if row is None:
            return None
        found = self._connection.execute(_PHOTOS, {"need": need_id}).all()
        if solved:
            last = max((one.position for one in found if one.action == Act.SOLVE), default=None)
            found = [one for one in found if one.position == last]
        photos = {
            one.unique_ref: VisitPhoto(one.unique_ref, one.original, one.thumbnail, one.status == "due")
            for one in found
        }
        return NeedAlbum(
            Subject(row.household_id, row.village_code),
            row.number,
            row.code,
            self._vault.open_once("household", "head", row.household_id, row.head),
            row.reported_at.astimezone(zone).date(),
            tuple(photos.values()),
        )
