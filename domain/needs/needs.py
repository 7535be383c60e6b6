"""Needs: what a household needs, and every step on the way until the household says that it is solved."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from domain.conversation import AuditLine
from domain.people.people import Rung
from domain.visits.visits import Picture, Voice


class NeedStatus(StrEnum):
    """How a need stands."""

    REPORTED = "reported"
    """It lies with its holder, who has not said anything yet."""
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    SOLVED = "solved"
    """Somebody says that it is; the household has not confirmed it yet."""
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({NeedStatus.REPORTED, NeedStatus.ACCEPTED, NeedStatus.IN_PROGRESS})
"""Somebody still has to do something about it."""


class Act(StrEnum):
    """What somebody, or time, did about a need."""

    REPORT = "report"
    ACCEPT = "accept"
    PROGRESS = "progress"
    """A word on how it goes."""
    SOLVE = "solve"
    UNDO = "undo"
    """The solver takes "solved" back."""
    MORE_TIME = "more_time"
    CANNOT = "cannot"
    PASS = "pass"
    WITHDRAW = "withdraw"
    CONFIRM = "confirm"
    RETRACT = "retract"
    """Who confirmed takes that back."""
    REOPEN = "reopen"
    """The household says that it is not solved yet."""
    LAPSE = "lapse"
    """Nobody objected within the confirm period."""


@dataclass(frozen=True, slots=True)
class NeedStep:
    """One step of a need's life; `status`, `holder_id` and `due_on` are what holds after it.

    `person_id` is None where time did it. `reason` is a code of the policy. What the person said or showed
    with it is in `words`, `pictures` and `voice`.
    """

    act: Act
    person_id: int | None
    at: datetime
    status: NeedStatus
    holder_id: int
    due_on: date
    words: str = ""
    reason: str = ""
    pictures: tuple[Picture, ...] = ()
    voice: Voice | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """One need as it stands; `history` begins with the report, and its length is what a button has seen."""

    id: int
    number: int
    household_id: int
    village_code: str
    category: str
    department: str
    urgent: bool
    reporter_id: int
    reported_at: datetime
    holder_id: int
    level: Rung
    status: NeedStatus
    due_on: date
    history: tuple[NeedStep, ...]
    visit_id: int | None = None
    extensions: int = 0
    solved_at: datetime | None = None
    confirm_by: date | None = None

    @property
    def label(self) -> str:
        """The number as people know it."""
        return numbered(self.number)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.status in OPEN

    @property
    def words(self) -> str:
        """What was said when it was reported."""
        return self.history[0].words

    @property
    def voice(self) -> Voice | None:
        """What was spoken when it was reported."""
        return self.history[0].voice

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """What was shown when it was reported."""
        return self.history[0].pictures

    @property
    def solution(self) -> NeedStep | None:
        """The step that solved it, while nobody has taken that back."""
        if self.solved_at is None:
            return None
        return next((one for one in reversed(self.history) if one.act is Act.SOLVE), None)

    @property
    def solver_id(self) -> int | None:
        """Who says that it is solved."""
        return self.solution.person_id if self.solution else None

    @property
    def needs_decision(self) -> bool:
        """Whether its holder cannot do it and there is nobody above: it waits for a decision."""
        last = self.history[-1]
        return self.is_open and last.act is Act.CANNOT and last.person_id == self.holder_id


@dataclass(frozen=True, slots=True)
class NeedReported:
    """Somebody told of a need; its number never comes again."""

    audit: ClassVar = AuditLine("need_reported", "need_id", "told")

    need_id: int
    number: int
    household_id: int
    category: str
    department: str
    urgent: bool
    person_id: int
    at: datetime
    holder_id: int
    level: Rung
    due_on: date
    words: str = ""
    voice: Voice | None = None
    pictures: tuple[Picture, ...] = ()
    visit_id: int | None = None

    @property
    def step(self) -> NeedStep:
        """The first step of its life."""
        return NeedStep(
            Act.REPORT,
            self.person_id,
            self.at,
            NeedStatus.REPORTED,
            self.holder_id,
            self.due_on,
            words=self.words,
            pictures=self.pictures,
            voice=self.voice,
        )

    @property
    def told(self) -> str:
        """What the audit trail tells of it."""
        return f"{numbered(self.number)} {self.category}"


@dataclass(frozen=True, slots=True)
class NeedMoved:
    """A need went one step on; `seen` steps came before, and if there are more by now it must not be written.

    Everything but the step itself is how the need stands after it.
    """

    audit: ClassVar = AuditLine("need_moved", "need_id", "step.act")

    need_id: int
    seen: int
    step: NeedStep
    level: Rung
    extensions: int
    solved_at: datetime | None
    confirm_by: date | None

    @property
    def person_id(self) -> int | None:
        """Who did it; None: time."""
        return self.step.person_id

    @property
    def at(self) -> datetime:
        """When."""
        return self.step.at


@dataclass(frozen=True, slots=True)
class NeedPicturesAdded:
    """Further photos of a step, such as the rest of an album; `position` counts steps from 1."""

    audit: ClassVar = AuditLine("need_pictures_added", "need_id")

    need_id: int
    position: int
    person_id: int
    pictures: tuple[Picture, ...]
    at: datetime


def numbered(number: int) -> str:
    """A need's number as people know it: 231 → N-0231."""
    return f"N-{number:04}"


def read_number(words: str) -> int | None:
    """The number that somebody typed: N-0231, n231, 231; None if it is none."""
    found = re.fullmatch(r"(?:n-?)?([0-9]{1,9})", words.strip().casefold())
    return int(found[1]) if found else None
