"""Needs written: under numbers that never come again, and moved by one person at a time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select, update

from domain.needs.needs import NeedMoved, NeedPicturesAdded, NeedReported, NeedStep
from storage.base.repository import Overtaken, Repository
from storage.tables import need, need_photo, need_step, voice

_AFTER = ("status", "holder_id", "due_on", "level", "extensions", "solved_at", "confirm_by", "steps")
_MOVE = (
    update(need)
    .where(need.c.id == bindparam("which"), need.c.steps == bindparam("seen"))
    .values({name: bindparam(f"_{name}") for name in _AFTER})
)


class NeedWriting(Repository):
    """Rows of `need`, `need_step`, `need_photo`, and of `voice` as far as it belongs to a need."""

    def report(self, reported: Sequence[NeedReported]) -> None:
        """Write new needs, each with its first step; Overtaken if a number has been given meanwhile."""
        rows = [self._vault.seal_row(need, _row(one)) for one in reported]
        statement = self._upsert(need).on_conflict_do_nothing(index_elements=["number"])
        # Without the option psycopg's count of an insert is not kept.
        counted = statement.execution_options(preserve_rowcount=True)
        if self._connection.execute(counted, rows).rowcount != len(rows):
            raise Overtaken
        self._write_steps([(one.need_id, 1, one.step) for one in reported])

    def move(self, moved: Sequence[NeedMoved]) -> None:
        """Write steps; Overtaken if one of the needs has gone a step on since it was decided."""
        rows = [
            {
                "which": one.need_id,
                "seen": one.seen,
                "_status": one.step.status.value,
                "_holder_id": one.step.holder_id,
                "_due_on": one.step.due_on,
                "_level": one.level.value,
                "_extensions": one.extensions,
                "_solved_at": one.solved_at,
                "_confirm_by": one.confirm_by,
                "_steps": one.seen + 1,
            }
            for one in moved
        ]
        if self._connection.execute(_MOVE, rows).rowcount != len(rows):
            raise Overtaken
        self._write_steps([(one.need_id, one.seen + 1, one.step) for one in moved])

    def add_pictures(self, added: Sequence[NeedPicturesAdded]) -> None:
        """Write further photos of steps; one that is there already is not written again."""
        needs = sorted({one.need_id for one in added})
        found = self._connection.execute(
            select(need_step.c.id, need_step.c.need_id, need_step.c.position).where(
                need_step.c.need_id.in_(needs)
            )
        )
        steps = {(row.need_id, row.position): row.id for row in found}
        rows = [
            {
                "id": self._ids.at(one.at),
                "need_step_id": steps[one.need_id, one.position],
                "unique_ref": picture.unique,
                "added_at": one.at,
            }
            for one in added
            for picture in one.pictures
        ]
        self._insert_missing(need_photo, rows, ["need_step_id", "unique_ref"])

    def _write_steps(self, steps: Sequence[tuple[int, int, NeedStep]]) -> None:
        made = [(self._ids.at(step.at), need_id, position, step) for need_id, position, step in steps]
        self._insert(need_step, [_step_row(*one) for one in made])
        shown = [
            {"id": self._ids.at(step.at), "need_step_id": step_id, "unique_ref": unique, "added_at": step.at}
            for step_id, _, _, step in made
            for unique in dict.fromkeys(one.unique for one in step.pictures)
        ]
        self._insert(need_photo, shown)
        spoken = [(step_id, step, step.voice) for step_id, _, _, step in made if step.voice]
        self._insert(
            voice,
            [
                {
                    "id": self._ids.at(step.at),
                    "need_step_id": step_id,
                    "unique_ref": said.unique,
                    "seconds": said.seconds,
                    "added_at": step.at,
                }
                for step_id, step, said in spoken
            ],
        )


def _row(one: NeedReported) -> dict[str, Any]:
    return {
        "id": one.need_id,
        "number": one.number,
        "household_id": one.household_id,
        "category": one.category,
        "department": one.department,
        "urgent": one.urgent,
        "visit_id": one.visit_id,
        "reporter_id": one.person_id,
        "holder_id": one.holder_id,
        "level": one.level.value,
        "status": one.step.status.value,
        "due_on": one.due_on,
        "extensions": 0,
        "reported_at": one.at,
        "solved_at": None,
        "confirm_by": None,
        "steps": 1,
    }


def _step_row(step_id: int, need_id: int, position: int, step: NeedStep) -> dict[str, Any]:
    return {
        "id": step_id,
        "need_id": need_id,
        "position": position,
        "action": step.act.value,
        "status": step.status.value,
        "person_id": step.person_id,
        "at": step.at,
        "words": step.words or None,
        "reason": step.reason,
        "due_on": step.due_on,
        "holder_id": step.holder_id,
    }
