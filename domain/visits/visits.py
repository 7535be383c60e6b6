"""Visits: how a household was reached, and what becomes true when a visit is recorded or corrected."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

from domain.conversation import AuditLine
from domain.people.people import Duty


class Mode(StrEnum):
    """How the household was reached (docs/domain.md); NOBODY is an attempt and meets no duty."""

    HOME = "home"
    PHONE = "phone"
    NOBODY = "nobody"

    def or_more(self, other: "Mode") -> "Mode":
        """What is true of a visit of which both are said: whoever was met at home once was met."""
        return min(self, other, key=list(Mode).index)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as the channel refers to it: `unique` is the same for every copy, `file` fetches it.

    `album` is the same for all photos that were sent together; empty for one that was sent alone.
    """

    unique: str
    file: str
    album: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """Spoken words as the channel refers to them; `seconds` is how long they last."""

    unique: str
    file: str
    seconds: int


Told = Mapping[str, str]
"""The words of the messages that told of a visit, by the channel's id of each message."""
NOTHING_TOLD: Told = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class VisitRecorded:
    """A duty holder told of a visit; `late` marks an entry made after the day of the visit."""

    audit: ClassVar = AuditLine("visit_recorded", "visit_id", "visited_on", at="recorded_at")

    visit_id: int
    household_id: int
    person_id: int
    duty: Duty
    mode: Mode
    visited_on: date
    recorded_at: datetime
    late: bool
    note: str = ""
    pictures: tuple[Picture, ...] = ()
    all_fine: bool = False
    voices: tuple[Voice, ...] = ()
    told: Told = field(default_factory=lambda: NOTHING_TOLD)


@dataclass(frozen=True, slots=True)
class VisitRedated:
    """The visit took place on another day than first said."""

    audit: ClassVar = AuditLine("visit_redated", "visit_id", "visited_on")

    visit_id: int
    person_id: int
    visited_on: date
    late: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class VisitUndone:
    """The visit was taken back by the one who recorded it; it stays in the audit trail."""

    audit: ClassVar = AuditLine("visit_undone", "visit_id")

    visit_id: int
    person_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class NoteWritten:
    """The note of a recorded visit, whole, after something was added to it."""

    audit: ClassVar = AuditLine("note_written", "visit_id")

    visit_id: int
    person_id: int
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VisitContinued:
    """More was told of a visit that is recorded already; `mode` is how it was, all in all."""

    audit: ClassVar = AuditLine("visit_continued", "visit_id")

    visit_id: int
    person_id: int
    mode: Mode
    note: str
    """The words that are added."""
    pictures: tuple[Picture, ...]
    voices: tuple[Voice, ...]
    at: datetime
    told: Told = field(default_factory=lambda: NOTHING_TOLD)


@dataclass(frozen=True, slots=True)
class AdditionTakenBack:
    """What was added to a recorded visit does not belong there: `mode` and `note` are those of before."""

    audit: ClassVar = AuditLine("addition_taken_back", "visit_id")

    visit_id: int
    person_id: int
    mode: Mode
    note: str
    pictures: tuple[Picture, ...]
    voices: tuple[Voice, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class PicturesAdded:
    """Further photos for a visit that is already recorded."""

    audit: ClassVar = AuditLine("pictures_added", "visit_id")

    visit_id: int
    person_id: int
    pictures: tuple[Picture, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class PicturesMoved:
    """Photos that belong to another visit of the same person (`visit_id`) than was thought at first."""

    audit: ClassVar = AuditLine("pictures_moved", "visit_id")

    visit_id: int
    from_visit_id: int
    person_id: int
    pictures: tuple[Picture, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class RecentVisit:
    """A visit that stands: recorded a moment ago, one to which an album belongs, or one told of again."""

    visit_id: int
    household_id: int
    mode: Mode
    visited_on: date
    recorded_at: datetime
    late: bool
    note: str = ""
    pictures: tuple[Picture, ...] = ()
    voices: tuple[Voice, ...] = ()
    joined: frozenset[str] = frozenset()
    """Which of the photos came only after it was recorded."""

    def has_album_of(self, picture: Picture) -> bool:
        """Whether it has another part of the album to which the photo belongs."""
        return bool(picture.album) and any(one.album == picture.album for one in self.pictures)

    def has(self, picture: Picture) -> bool:
        """Whether it has this very photo."""
        return any(one.unique == picture.unique for one in self.pictures)


def note_with(note: str | None, words: str) -> str:
    """The note with these words added; words that stand there already are not repeated."""
    added = words.strip()
    if not note or not added:
        return note or added
    known = note.splitlines()
    return "\n".join([note, *(one for one in added.splitlines() if one not in known)])


class Check(StrEnum):
    """One of the six, in the order of the ledger and of the column `visit.checks` (docs/domain.md)."""

    FOOD = "food"
    CLOTHING = "clothing"
    EDUCATION = "education"
    MEDICAL = "medical"
    HOUSING = "housing"
    WATER = "water"


ChecksOf = Mapping[str, tuple[Check, ...]]
"""Which checks a need of a category answers (domain.policy.needs)."""


JOINS_WITHIN = timedelta(minutes=30)
"""Photos that arrive so soon after the save still belong to that visit (R6)."""
