"""Visits written: recorded, dated anew, undone, and the words that belong to them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, select, update

from domain.visits.visits import (
    AdditionTakenBack,
    Mode,
    NoteWritten,
    VisitContinued,
    VisitRecorded,
    VisitRedated,
    VisitUndone,
    note_with,
)
from storage.base.repository import Repository
from storage.duties.duties import Duties
from storage.tables import visit
from storage.visits.files import VisitFiles

ALL_FINE = "yyyyyy"
NOT_ASKED = "------"
_THE_VISIT = (visit.c.id == bindparam("which"), visit.c.person_id == bindparam("who"))
_SEEN = select(visit.c.household_id, visit.c.visited_on).where(
    visit.c.id.in_(bindparam("visits", expanding=True))
)
_REDATE = update(visit).where(*_THE_VISIT).values(visited_on=bindparam("day"), late=bindparam("is_late"))
_NOTE = update(visit).where(*_THE_VISIT).values(note=bindparam("words"))
_NOTE_OF = select(visit.c.note).where(*_THE_VISIT)
_MODE = (
    update(visit)
    .where(*_THE_VISIT, visit.c.mode != bindparam("how"))
    .values(mode=bindparam("how"), checks=bindparam("answered"))
)
_UNDO = update(visit).where(*_THE_VISIT, visit.c.undone_at.is_(None)).values(undone_at=bindparam("at"))


class Visits(Repository):
    """Rows of `visit`; whoever holds the duty on a day that a change touches has its results kept anew."""

    def record(self, recorded: Sequence[VisitRecorded]) -> None:
        """Write new visits with their photos and voices."""
        self._insert(
            visit,
            [
                {
                    "id": one.visit_id,
                    "household_id": one.household_id,
                    "person_id": one.person_id,
                    "duty": one.duty.value,
                    "mode": one.mode.value,
                    "visited_on": one.visited_on,
                    "recorded_at": one.recorded_at,
                    "late": one.late,
                    "checks": ALL_FINE if one.all_fine else NOT_ASKED,
                    "photos_elsewhere": 0,
                    "note": one.note or None,
                }
                for one in recorded
            ],
        )
        VisitFiles(self._work).add_all(recorded)
        Duties(self._work).visited((one.household_id, one.visited_on) for one in recorded)

    def go_on(self, continued: Sequence[VisitContinued]) -> None:
        """Add to visits what was told of them later."""
        for one in continued:
            before = self._connection.scalar(_NOTE_OF, {"which": one.visit_id, "who": one.person_id})
            note = before and self._vault.open_once("visit", "note", one.visit_id, before)
            self._write_how(one, note_with(note, one.note))
        VisitFiles(self._work).add_all(continued)
        Duties(self._work).visited(self._seen(continued))

    def take_back(self, taken: Sequence[AdditionTakenBack]) -> None:
        """Take off visits again what was added to them."""
        for one in taken:
            self._write_how(one, one.note)
        VisitFiles(self._work).take_off(taken)
        Duties(self._work).visited(self._seen(taken))

    def _write_how(self, one: VisitContinued | AdditionTakenBack, note: str) -> None:
        """How it was, and the whole note; what was answered at another time of the same visit stays."""
        which = {"which": one.visit_id, "who": one.person_id}
        sealed = self._vault.seal("visit", "note", one.visit_id, note) if note else None
        self._connection.execute(_NOTE, which | {"words": sealed})
        checks = ALL_FINE if one.mode is Mode.HOME else NOT_ASKED
        self._connection.execute(_MODE, which | {"how": one.mode.value, "answered": checks})

    def redate(self, moved: Sequence[VisitRedated]) -> None:
        """Give visits another day."""
        before = self._seen(moved)
        self._connection.execute(
            _REDATE,
            [
                {"which": one.visit_id, "who": one.person_id, "day": one.visited_on, "is_late": one.late}
                for one in moved
            ],
        )
        Duties(self._work).visited([*before, *self._seen(moved)])

    def undo(self, undone: Sequence[VisitUndone]) -> None:
        """Undo visits; their rows stay."""
        self._connection.execute(
            _UNDO, [{"which": one.visit_id, "who": one.person_id, "at": one.at} for one in undone]
        )
        Duties(self._work).visited(self._seen(undone))

    def write_notes(self, written: Sequence[NoteWritten]) -> None:
        """Put these words in the place of the notes that are there."""
        self._connection.execute(
            _NOTE,
            [
                {
                    "which": one.visit_id,
                    "who": one.person_id,
                    "words": self._vault.seal("visit", "note", one.visit_id, one.note),
                }
                for one in written
            ],
        )

    def _seen(
        self, visits: Sequence[VisitRedated | VisitUndone | VisitContinued | AdditionTakenBack]
    ) -> list[tuple[int, date]]:
        found = self._connection.execute(_SEEN, {"visits": [one.visit_id for one in visits]})
        return [(row.household_id, row.visited_on) for row in found]
