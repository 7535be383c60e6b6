"""Facts becoming rows: each kind of fact has one writer, and a batch of facts one statement a table."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from domain.calendar.month import Month
from domain.duties.answers import EscalationAnswered, GapExplained, ReminderAnswered
from domain.duties.leave import LeaveEnded, LeaveTaken, StandInAnswered, StandInAsked
from domain.needs.needs import NeedMoved, NeedPicturesAdded, NeedReported
from domain.notices.notices import Notice, NoticeDropped, NoticePutOff, NoticeTold
from domain.paperwork import PaperworkAsked
from domain.people.hand_over import PairingHandedOver
from domain.people.joining import (
    AccessRefused,
    FeedbackGiven,
    InviteRefused,
    LanguageChosen,
    PersonBlocked,
    PersonJoined,
    PersonReturned,
)
from domain.people.staff import (
    HeadChanged,
    HouseholdMoved,
    PersonInvited,
    PersonRestored,
    PersonSuspended,
    PhoneChanged,
)
from domain.visits.likeness import LikenessAnswered, LikenessFound, PictureWithdrawn
from domain.visits.visits import (
    AdditionTakenBack,
    Mode,
    NoteWritten,
    PicturesAdded,
    PicturesMoved,
    VisitContinued,
    VisitRecorded,
    VisitRedated,
    VisitUndone,
    note_with,
)
from storage.audit.audit import Audit
from storage.audit.lines import KINDS, entry_of
from storage.base.ids import Ids
from storage.base.repository import Repository
from storage.base.vault import Vault
from storage.chat.feedback import Feedbacks
from storage.chat.paperwork import PaperworkDesk
from storage.duties.answers import Answers
from storage.duties.duties import Duties
from storage.duties.keeping import Keeping
from storage.duties.leaves import Leaves
from storage.households.past import Past
from storage.needs.writing import NeedWriting
from storage.notices.notices import Notices
from storage.people.invites import Invites
from storage.people.people import People
from storage.people.staff_changes import StaffChanges
from storage.photos.likenesses import Likenesses
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


class Records(Repository):
    """Writes facts and their lines in the audit trail."""

    def __init__(self, connection: Connection, vault: Vault, audit: Audit, ids: Ids) -> None:
        super().__init__(connection, vault)
        self._audit = audit
        self._ids = ids
        people, staff, past = (
            People(connection, vault),
            StaffChanges(connection, vault, ids),
            Past(connection, vault, ids),
        )
        notices, needs = Notices(connection, vault), NeedWriting(connection, vault, ids)
        likenesses, files = Likenesses(connection, vault), VisitFiles(connection, vault, ids)
        leaves, answers = Leaves(connection, vault), Answers(connection, vault, ids)
        self._files, self._duties = files, Duties(connection, vault)
        self._writers: dict[type, Callable[[Any], None]] = {
            VisitRecorded: self._record_visits,
            VisitRedated: self._redate_visits,
            VisitUndone: self._undo_visits,
            VisitContinued: self._continue_visits,
            AdditionTakenBack: self._take_back,
            NoteWritten: self._write_notes,
            PicturesAdded: files.add,
            PicturesMoved: files.move,
            PersonJoined: self._join,
            LanguageChosen: people.speak,
            PersonBlocked: people.block,
            PersonReturned: people.block,
            FeedbackGiven: Feedbacks(connection, vault).add,
            InviteRefused: lambda _refused: None,
            AccessRefused: lambda _refused: None,
            PaperworkAsked: PaperworkDesk(connection, vault).add,
            PairingHandedOver: self._hand_over,
            PersonInvited: staff.invite,
            PersonSuspended: staff.suspend,
            PersonRestored: staff.restore,
            PhoneChanged: staff.change_phones,
            HeadChanged: past.change_heads,
            HouseholdMoved: past.move,
            NeedReported: needs.report,
            NeedMoved: needs.move,
            NeedPicturesAdded: needs.add_pictures,
            LikenessFound: likenesses.find,
            LikenessAnswered: likenesses.answer,
            PictureWithdrawn: likenesses.withdraw,
            Notice: notices.add,
            NoticeTold: notices.told,
            NoticeDropped: notices.drop,
            NoticePutOff: notices.put_off,
            LeaveTaken: leaves.take,
            StandInAsked: leaves.ask,
            StandInAnswered: leaves.answer,
            LeaveEnded: leaves.end,
            ReminderAnswered: answers.add,
            EscalationAnswered: answers.add_about,
            GapExplained: answers.explain,
        }

    def write(self, facts: Iterable[object]) -> None:
        """Make these facts true, all in the transaction at hand."""
        by_kind: dict[type, list[Any]] = defaultdict(list)
        for fact in facts:
            by_kind[type(fact)].append(fact)
        for kind, alike in by_kind.items():
            self._writers[kind](alike)
        told = (fact for kind, alike in by_kind.items() if kind in KINDS for fact in alike)
        self._audit.add(entry_of(fact) for fact in told)

    def _record_visits(self, recorded: Sequence[VisitRecorded]) -> None:
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
        self._files.add_all(recorded)
        self._duties.visited((one.household_id, one.visited_on) for one in recorded)

    def _continue_visits(self, continued: Sequence[VisitContinued]) -> None:
        for one in continued:
            before = self._connection.scalar(_NOTE_OF, {"which": one.visit_id, "who": one.person_id})
            note = before and self._vault.open_once("visit", "note", one.visit_id, before)
            self._write_how(one, note_with(note, one.note))
        self._files.add_all(continued)
        self._duties.visited(self._seen(continued))

    def _take_back(self, taken: Sequence[AdditionTakenBack]) -> None:
        for one in taken:
            self._write_how(one, one.note)
        self._files.take_off(taken)
        self._duties.visited(self._seen(taken))

    def _write_how(self, one: VisitContinued | AdditionTakenBack, note: str) -> None:
        """How it was, and the whole note; what was answered at another time of the same visit stays."""
        which = {"which": one.visit_id, "who": one.person_id}
        sealed = self._vault.seal("visit", "note", one.visit_id, note) if note else None
        self._connection.execute(_NOTE, which | {"words": sealed})
        checks = ALL_FINE if one.mode is Mode.HOME else NOT_ASKED
        self._connection.execute(_MODE, which | {"how": one.mode.value, "answered": checks})

    def _seen(
        self, visits: Sequence[VisitRedated | VisitUndone | VisitContinued | AdditionTakenBack]
    ) -> list[tuple[int, date]]:
        found = self._connection.execute(_SEEN, {"visits": [one.visit_id for one in visits]})
        return [(row.household_id, row.visited_on) for row in found]

    def _redate_visits(self, moved: Sequence[VisitRedated]) -> None:
        before = self._seen(moved)
        self._connection.execute(
            _REDATE,
            [
                {"which": one.visit_id, "who": one.person_id, "day": one.visited_on, "is_late": one.late}
                for one in moved
            ],
        )
        self._duties.visited([*before, *self._seen(moved)])

    def _write_notes(self, written: Sequence[NoteWritten]) -> None:
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

    def _undo_visits(self, undone: Sequence[VisitUndone]) -> None:
        self._connection.execute(
            _UNDO, [{"which": one.visit_id, "who": one.person_id, "at": one.at} for one in undone]
        )
        self._duties.visited(self._seen(undone))

    def _hand_over(self, handed: Sequence[PairingHandedOver]) -> None:
        StaffChanges(self._connection, self._vault, self._ids).hand_over(handed)
        households = [one.pairing.household_id for one in handed]
        since = min(Month.of(one.starts_on) for one in handed)
        Keeping(self._connection, self._vault).households(households, since)

    def _join(self, joined: Sequence[PersonJoined]) -> None:
        Invites(self._connection, self._vault).use(joined)
        StaffChanges(self._connection, self._vault, self._ids).leave_accounts(joined)
        People(self._connection, self._vault).join(joined)
