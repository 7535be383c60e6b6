"""Facts becoming rows: each kind of fact has one writer, and a batch of facts one statement a table."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, update

from domain.hand_over import PairingHandedOver
from domain.household_page import mask
from domain.joining import (
    AccessRefused,
    FeedbackGiven,
    InviteRefused,
    LanguageChosen,
    PersonBlocked,
    PersonJoined,
    PersonReturned,
)
from domain.notices import Notice, NoticeDropped, NoticePutOff, NoticeTold
from domain.paperwork import PaperworkAsked
from domain.staff import (
    HeadChanged,
    HouseholdMoved,
    PersonInvited,
    PersonRestored,
    PersonSuspended,
    PhoneChanged,
)
from domain.visits import NoteWritten, Picture, PicturesAdded, VisitRecorded, VisitRedated, VisitUndone
from storage.audit import Audit, Entry
from storage.feedback import Feedbacks
from storage.ids import Ids
from storage.invites import Invites
from storage.notices import Notices
from storage.paperwork import PaperworkDesk
from storage.past import Past
from storage.people import People
from storage.repository import Repository
from storage.staff_changes import StaffChanges
from storage.tables import photo, visit
from storage.vault import Vault

ALL_FINE = "yyyyyy"
NOT_ASKED = "------"
_THE_VISIT = (visit.c.id == bindparam("which"), visit.c.person_id == bindparam("who"))
_REDATE = update(visit).where(*_THE_VISIT).values(visited_on=bindparam("day"), late=bindparam("is_late"))
_NOTE = update(visit).where(*_THE_VISIT).values(note=bindparam("words"))
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
        notices = Notices(connection, vault)
        self._writers: dict[type, Callable[[Any], None]] = {
            VisitRecorded: self._record_visits,
            VisitRedated: self._redate_visits,
            VisitUndone: self._undo_visits,
            NoteWritten: self._write_notes,
            PicturesAdded: self._add_pictures,
            PersonJoined: self._join,
            LanguageChosen: people.speak,
            PersonBlocked: people.block,
            PersonReturned: people.block,
            FeedbackGiven: Feedbacks(connection, vault).add,
            InviteRefused: lambda _refused: None,
            AccessRefused: lambda _refused: None,
            PaperworkAsked: PaperworkDesk(connection, vault).add,
            PairingHandedOver: staff.hand_over,
            PersonInvited: staff.invite,
            PersonSuspended: staff.suspend,
            PersonRestored: staff.restore,
            PhoneChanged: staff.change_phones,
            HeadChanged: past.change_heads,
            HouseholdMoved: past.move,
            Notice: notices.add,
            NoticeTold: notices.told,
            NoticeDropped: notices.drop,
            NoticePutOff: notices.put_off,
        }

    def write(self, facts: Iterable[object]) -> None:
        """Make these facts true, all in the transaction at hand."""
        by_kind: dict[type, list[Any]] = defaultdict(list)
        for fact in facts:
            by_kind[type(fact)].append(fact)
        for kind, alike in by_kind.items():
            self._writers[kind](alike)
        self._audit.add(_entry(fact) for alike in by_kind.values() for fact in alike)

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
        self._write_photos([(one.visit_id, one.pictures, one.recorded_at) for one in recorded])

    def _add_pictures(self, added: Sequence[PicturesAdded]) -> None:
        self._write_photos([(one.visit_id, one.pictures, one.at) for one in added])

    def _write_photos(self, batches: Sequence[tuple[int, tuple[Picture, ...], Any]]) -> None:
        rows = [
            {"id": self._ids.at(at), "visit_id": visit_id, "unique_ref": one.unique, "added_at": at}
            for visit_id, pictures, at in batches
            for one in pictures
        ]
        self._insert_missing(photo, rows, ["visit_id", "unique_ref"])

    def _redate_visits(self, moved: Sequence[VisitRedated]) -> None:
        self._connection.execute(
            _REDATE,
            [
                {"which": one.visit_id, "who": one.person_id, "day": one.visited_on, "is_late": one.late}
                for one in moved
            ],
        )

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

    def _join(self, joined: Sequence[PersonJoined]) -> None:
        Invites(self._connection, self._vault).use(joined)
        StaffChanges(self._connection, self._vault, self._ids).leave_accounts(joined)
        People(self._connection, self._vault).join(joined)


_KINDS = {
    VisitRecorded: "visit_recorded",
    VisitRedated: "visit_redated",
    VisitUndone: "visit_undone",
    NoteWritten: "note_written",
    PicturesAdded: "pictures_added",
    PersonJoined: "person_joined",
    LanguageChosen: "language_chosen",
    PersonBlocked: "person_blocked",
    PersonReturned: "person_returned",
    FeedbackGiven: "feedback_given",
    InviteRefused: "invite_refused",
    AccessRefused: "access_refused",
    PaperworkAsked: "paperwork_asked",
    PairingHandedOver: "pairing_handed_over",
    PersonInvited: "person_invited",
    PersonSuspended: "person_suspended",
    PersonRestored: "person_restored",
    PhoneChanged: "phone_changed",
    HeadChanged: "head_changed",
    HouseholdMoved: "household_moved",
}


def _entry(fact: Any) -> Entry:
    at = getattr(fact, "at", None) or fact.recorded_at
    return Entry(at, _KINDS[type(fact)], _actor(fact), _subject(fact), _detail(fact))


def _actor(fact: Any) -> int | None:
    if hasattr(fact, "actor_id"):
        return fact.actor_id  # type: ignore[no-any-return]
    return getattr(fact, "person_id", None) or getattr(fact, "account", None)


def _subject(fact: Any) -> int | None:
    if isinstance(fact, PairingHandedOver):
        return fact.pairing.household_id
    named = (getattr(fact, name, None) for name in ("visit_id", "feedback_id", "subject_id"))
    whole = fact.household_id if isinstance(fact, HeadChanged | HouseholdMoved) else None
    return next((one for one in named if one), whole)


def _detail(fact: Any) -> str | None:
    if isinstance(fact, PairingHandedOver):
        return f"{fact.pairing.duty} {fact.pairing.person_id} > {fact.receiver_id} {fact.starts_on}"
    if isinstance(fact, PhoneChanged):
        return mask(fact.phone)
    if isinstance(fact, HouseholdMoved):
        return f"{fact.area_code} {fact.on}"
    day = getattr(fact, "visited_on", None)
    return day.isoformat() if day else getattr(fact, "what", None) or getattr(fact, "paper", None)
