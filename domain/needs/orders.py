"""What somebody wants to be done about a need, all that this is decided on, and why it may be refused."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum, auto

from domain.calendar.working_days import WorkingDays
from domain.needs.needs import Act, Need
from domain.needs.rights import subject_of
from domain.people.access import Action, Actor, may
from domain.people.ladder import Ladder
from domain.policy.needs import Needs
from domain.visits.visits import Picture, Voice


@dataclass(frozen=True, slots=True)
class NeedTold:
    """A need as it is about to be reported."""

    household_id: int
    category: str
    urgent: bool = False
    words: str = ""
    voice: Voice | None = None
    pictures: tuple[Picture, ...] = ()
    visit_id: int | None = None


@dataclass(frozen=True, slots=True)
class NeedOrder:
    """One step that somebody asks for; `seen` is the length of the history that the button was made from.

    `working_days` and `reason` go with "more time", `reason` with "cannot do", `receiver_id` with "pass on".
    """

    act: Act
    seen: int
    words: str = ""
    reason: str = ""
    working_days: int = 0
    receiver_id: int | None = None
    pictures: tuple[Picture, ...] = ()
    voice: Voice | None = None


@dataclass(frozen=True, slots=True)
class NeedScene:
    """Who acts, who stands around the household, and when; `today` is the township's day of `now`."""

    actor: Actor
    ladder: Ladder
    now: datetime
    today: date
    calendar: WorkingDays = field(default_factory=WorkingDays)
    policy: Needs = field(default_factory=Needs)

    @property
    def person_id(self) -> int | None:
        """Who acts; None: a stranger, or time."""
        return self.actor.person.id if self.actor.person else None

    def may(self, action: Action, need: Need) -> bool:
        """Whether the actor may do that, by the one rule of domain.people.access."""
        return may(self.actor, action, subject_of(need, self.ladder), self.today)


class NeedRefusal(StrEnum):
    """Why a step was not made."""

    NOT_YOURS = auto()
    MOVED_ON = auto()
    """Somebody did something about the need since the button was made."""
    NOT_NOW = auto()
    """It does not stand so that this can be done."""
    NO_MORE_TIME = auto()
    """More time was given as often as the policy allows."""
    NOT_OFFERED = auto()
    """No such reason, number of days or receiver."""
    TOO_LATE = auto()
    """"Solved" can be taken back for a day."""
