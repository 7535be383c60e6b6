"""Photos that look like earlier ones: who is asked about which, when, and what the answer does.

The cadre alone is asked, nothing is blocked and no score is kept (docs/domain.md, threat 7).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import ClassVar
from zoneinfo import ZoneInfo

from domain.conversation import AuditLine
from domain.people.access import Action, Actor, Subject, may

ALIKE = 7
"""Bits of 64 in which the hashes of two photos of the same thing may differ."""
ASKED_FROM, ASKED_UNTIL = time(7), time(21)
"""Local hours in which a question about a photo may be asked."""


class Answer(StrEnum):
    """What the cadre said of two photos that look alike."""

    SAME_PLACE = "same_place"
    MISTAKE = "mistake"
    """The later one was sent by mistake; it leaves its visit, and the visit stands."""
    REPLACED = "replaced"
    """The later one was sent by mistake and replaced by another one."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A photo of a recorded visit, to be compared with others; ids rise with time."""

    photo_id: int
    visit_id: int
    household_id: int
    person_id: int
    visited_on: date
    sha256: str

    def is_a_matter_of_course(self, other: "Filed") -> bool:
        """Both photos belong to one visit, or to visits of one person to one house on one day."""
        mine = (self.person_id, self.household_id, self.visited_on)
        return self.visit_id == other.visit_id or mine == (
            other.person_id,
            other.household_id,
            other.visited_on,
        )


@dataclass(frozen=True, slots=True)
class Alike:
    """A photo that looks like another one, and in how many bits of 64 they differ."""

    photo: Filed
    distance: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two photos that look alike: about the later one its cadre is asked."""

    later: Filed
    earlier: Filed
    distance: int


def pairs_to_ask(photo: Filed, found: Iterable[Alike]) -> tuple[Pair, ...]:
    """What to ask once this photo is compared: about itself, and about later ones that it came after.

    A photo whose download took hours is compared after the photos that it is earlier than.
    """
    others = [one for one in found if one.distance <= ALIKE and not photo.is_a_matter_of_course(one.photo)]
    before = [one for one in others if one.photo.photo_id < photo.photo_id]
    after = [one for one in others if one.photo.photo_id > photo.photo_id]
    nearest = min(before, key=lambda one: (one.distance, -one.photo.photo_id), default=None)
    asked = (Pair(photo, nearest.photo, nearest.distance),) if nearest else ()
    return (*asked, *(Pair(one.photo, photo, one.distance) for one in after))


def asked_at(now: datetime, zone: ZoneInfo) -> datetime:
    """When a question that comes up now is asked: at once by day, at seven after a night."""
    local = now.astimezone(zone)
    if ASKED_FROM <= local.time() < ASKED_UNTIL:
        return now
    day = local.date() + timedelta(days=local.time() >= ASKED_UNTIL)
    return datetime.combine(day, ASKED_FROM, zone).astimezone(now.tzinfo)


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo of a question: whose visit it belongs to, and the names of its files while they are kept."""

    visit_id: int
    person_id: int
    visited_on: date
    recorded_at: datetime
    subject: Subject
    original: str | None = None
    thumbnail: str | None = None
    stands: bool = True
    """Its visit is not undone, and the photo was not taken out of it."""

    @property
    def file(self) -> str | None:
        """The best that is left of it."""
        return self.original or self.thumbnail

    def is_seen_by(self, actor: Actor, today: date) -> bool:
        """Whether the actor may see it: the household may be seen, or it is the actor's own visit."""
        is_own = actor.person is not None and actor.person.id == self.person_id
        return (is_own and may(actor, Action.TALK, self.subject, today)) or may(
            actor, Action.SEE_HOUSEHOLD, self.subject, today
        )


@dataclass(frozen=True, slots=True)
class Question:
    """A pair of photos that the cadre of the later one was asked about."""

    id: int
    photo_id: int
    person_id: int
    later: Shot
    earlier: Shot
    answer: Answer | None = None

    @property
    def is_open(self) -> bool:
        """Whether there still is something to answer."""
        return self.answer is None and self.later.stands and self.earlier.stands

    def shown_to(self, actor: Actor, today: date) -> tuple[Shot, ...]:
        """The photos that are sent with it: another household's only to those who may see that one."""
        return tuple(one for one in (self.earlier, self.later) if one.file and one.is_seen_by(actor, today))


@dataclass(frozen=True, slots=True)
class LikenessFound:
    """Two photos of different visits look alike, and the cadre of the later one is asked."""

    audit: ClassVar = AuditLine("likeness_found", "visit_id")

    likeness_id: int
    photo_id: int
    earlier_id: int
    visit_id: int
    person_id: int
    distance: int
    at: datetime


@dataclass(frozen=True, slots=True)
class LikenessAnswered:
    """The cadre answered."""

    audit: ClassVar = AuditLine("likeness_answered", "visit_id")

    likeness_id: int
    visit_id: int
    person_id: int
    answer: Answer
    at: datetime

    @property
    def what(self) -> str:
        """For the audit."""
        return self.answer.value


@dataclass(frozen=True, slots=True)
class PictureWithdrawn:
    """A photo was sent by mistake: it counts for its visit no more, and is kept with it all the same."""

    audit: ClassVar = AuditLine("picture_withdrawn", "visit_id")

    photo_id: int
    visit_id: int
    person_id: int
    at: datetime
