"""Needs read whole, each with its history: however many of them, in four statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, select

from domain.needs.needs import Act, Need, NeedStatus, NeedStep
from domain.people.people import Rung
from domain.visits.visits import Picture, Voice
from storage.base.places import IN_VILLAGE, VILLAGE, VILLAGE_CODE
from storage.base.repository import Repository
from storage.tables import area, fetch, household, need, need_photo, need_step, voice

PLACED = (
    need.join(household, household.c.id == need.c.household_id)
    .join(area, area.c.id == household.c.area_id)
    .outerjoin(VILLAGE, IN_VILLAGE)
)
"""A need with its household, the household's area, and the village of a group."""
_NEEDS = (
    select(need, VILLAGE_CODE.label("village_code"))
    .select_from(PLACED)
    .order_by(need.c.due_on, need.c.number)
)
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_STEPS = select(need_step).where(need_step.c.need_id.in_(_IDS)).order_by(need_step.c.position)
_FILE = (fetch.c.id.label("fetch_id"), fetch.c.file_ref)
_PHOTOS = (
    select(need_photo.c.need_step_id, need_photo.c.unique_ref, *_FILE)
    .join(need_step, need_step.c.id == need_photo.c.need_step_id)
    .outerjoin(fetch, fetch.c.unique_ref == need_photo.c.unique_ref)
    .where(need_step.c.need_id.in_(_IDS))
    .order_by(need_photo.c.id)
)
_VOICES = (
    select(voice.c.need_step_id, voice.c.unique_ref, voice.c.seconds, *_FILE)
    .join(need_step, need_step.c.id == voice.c.need_step_id)
    .outerjoin(fetch, fetch.c.unique_ref == voice.c.unique_ref)
    .where(need_step.c.need_id.in_(_IDS))
    .order_by(voice.c.id)
)


class NeedReading(Repository):
    """Rows of `need` and of what hangs on them, as the domain's values."""

    def where(self, *conditions: ColumnElement[bool]) -> tuple[Need, ...]:
        """The needs of which all that is true, by their dates."""
        rows = self._connection.execute(_NEEDS.where(*conditions)).mappings().all()
        histories = self._histories([row["id"] for row in rows])
        return tuple(_need(row, histories[row["id"]]) for row in rows)

    def _histories(self, ids: Sequence[int]) -> Mapping[int, tuple[NeedStep, ...]]:
        if not ids:
            return {}
        whose = {"ids": list(ids)}
        pictures: dict[int, tuple[Picture, ...]] = defaultdict(tuple)
        for row in self._connection.execute(_PHOTOS, whose):
            pictures[row.need_step_id] += (Picture(row.unique_ref, self._file(row)),)
        voices = {
            row.need_step_id: Voice(row.unique_ref, self._file(row), row.seconds)
            for row in self._connection.execute(_VOICES, whose)
        }
        told: dict[int, tuple[NeedStep, ...]] = defaultdict(tuple)
        for row in self._connection.execute(_STEPS, whose):
            told[row.need_id] += (self._step(row, pictures[row.id], voices.get(row.id)),)
        return told

    def _file(self, row: Any) -> str:
        if row.file_ref is None:
            return ""
        return self._vault.open_once("fetch", "file_ref", row.fetch_id, row.file_ref)

    def _step(self, row: Any, pictures: tuple[Picture, ...], spoken: Voice | None) -> NeedStep:
        words = self._vault.open_once("need_step", "words", row.id, row.words) if row.words else ""
        return NeedStep(
            Act(row.action),
            row.person_id,
            row.at,
            NeedStatus(row.status),
            row.holder_id,
            row.due_on,
            words,
            row.reason,
            pictures,
            spoken,
        )


def _need(row: Mapping[Any, Any], history: tuple[NeedStep, ...]) -> Need:
    return Need(
        id=row["id"],
        number=row["number"],
        household_id=row["household_id"],
        village_code=row["village_code"],
        category=row["category"],
        department=row["department"],
        urgent=row["urgent"],
        reporter_id=row["reporter_id"],
        reported_at=row["reported_at"],
        holder_id=row["holder_id"],
        level=Rung(row["level"]),
        status=NeedStatus(row["status"]),
        due_on=row["due_on"],
        history=history,
        visit_id=row["visit_id"],
        extensions=row["extensions"],
        solved_at=row["solved_at"],
        confirm_by=row["confirm_by"],
    )
