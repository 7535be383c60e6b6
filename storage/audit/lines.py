"""Lines of the audit trail: what each kind of fact is called there, who did it, and what it is about."""

from typing import Any

from domain.duties.answers import EscalationAnswered, GapExplained, ReminderAnswered
from domain.duties.leave import LeaveEnded, LeaveTaken, StandInAnswered, StandInAsked
from domain.households.page import mask
from domain.needs.needs import NeedMoved, NeedPicturesAdded, NeedReported, numbered
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
    NoteWritten,
    PicturesAdded,
    PicturesMoved,
    VisitContinued,
    VisitRecorded,
    VisitRedated,
    VisitUndone,
)
from storage.audit.audit import Entry

_NAMED = ("subject_id", "visit_id", "feedback_id", "leave_id", "notice_id")
# What becomes of a notice stands in its own row, and nobody did it.
KINDS: dict[type, str] = {
    VisitRecorded: "visit_recorded",
    VisitRedated: "visit_redated",
    VisitUndone: "visit_undone",
    NoteWritten: "note_written",
    VisitContinued: "visit_continued",
    AdditionTakenBack: "addition_taken_back",
    PicturesAdded: "pictures_added",
    PicturesMoved: "pictures_moved",
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
    NeedReported: "need_reported",
    NeedMoved: "need_moved",
    NeedPicturesAdded: "need_pictures_added",
    LeaveTaken: "leave_taken",
    StandInAsked: "stand_in_asked",
    StandInAnswered: "stand_in_answered",
    LeaveEnded: "leave_ended",
    ReminderAnswered: "reminder_answered",
    EscalationAnswered: "escalation_answered",
    GapExplained: "gap_explained",
    LikenessFound: "likeness_found",
    LikenessAnswered: "likeness_answered",
    PictureWithdrawn: "picture_withdrawn",
}


def entry_of(fact: Any) -> Entry:
    """The line that tells a fact."""
    at = getattr(fact, "at", None) or fact.recorded_at
    return Entry(at, KINDS[type(fact)], _actor(fact), _subject(fact), _detail(fact))


def _actor(fact: Any) -> int | None:
    if hasattr(fact, "actor_id"):
        return fact.actor_id  # type: ignore[no-any-return]
    return getattr(fact, "person_id", None) or getattr(fact, "account", None)


def _subject(fact: Any) -> int | None:
    if isinstance(fact, PairingHandedOver):
        return fact.pairing.household_id
    named = (getattr(fact, name, None) for name in _NAMED)
    whole = fact.household_id if isinstance(fact, HeadChanged | HouseholdMoved) else None
    return next((one for one in named if one), whole)


def _detail(fact: Any) -> str | None:
    if isinstance(fact, PairingHandedOver):
        return f"{fact.pairing.duty} {fact.pairing.person_id} > {fact.receiver_id} {fact.starts_on}"
    if isinstance(fact, PhoneChanged):
        return mask(fact.phone)
    if isinstance(fact, NeedReported):
        return f"{numbered(fact.number)} {fact.category}"
    if isinstance(fact, HouseholdMoved):
        return f"{fact.area_code} {fact.on}"
    day = getattr(fact, "visited_on", None)
    return day.isoformat() if day else getattr(fact, "what", None) or getattr(fact, "paper", None)
