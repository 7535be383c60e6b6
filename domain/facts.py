"""What is known about the person at the other end when something arrives from there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.access import Action, Actor, Subject, may
from domain.browse import Browse
from domain.household_page import HouseholdPage
from domain.joining import Invitation
from domain.notices import Notice
from domain.people import Person, Role, RoleKind
from domain.policy import Policy
from domain.round import Round
from domain.staff import Staff

STRANGER = Actor(None)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a flow may decide on; loaded in the transaction of the effect, so never out of date."""

    now: datetime
    zone: ZoneInfo
    policy: Policy
    fresh_id: int
    """The first of sixteen ids that nobody else gets."""
    person: Person | None = None
    actor: Actor = STRANGER
    roles: tuple[Role, ...] = ()
    round: Round = field(default_factory=Round)
    invitation: Invitation | None = None
    is_locked_out: bool = False
    starts_on: date = date.min
    answer: Mapping[str, Any] | None = None
    """What came of the paperwork that is done (domain.paperwork)."""
    notice: Notice | None = None
    """The person's notice that is due, or whose button was pressed."""
    staff: Staff | None = None
    """The people looked after; None: nobody, or not asked for."""
    page: HouseholdPage | None = None
    """The household looked at, as far as the person may see it."""
    browse: Browse | None = None
    """What the person may look through by office."""

    @property
    def local_now(self) -> datetime:
        """The instant of the event on the township's clocks."""
        return self.now.astimezone(self.zone)

    @property
    def today(self) -> date:
        """The township's day on which the event happened."""
        return self.local_now.date()

    def may(self, action: Action, *, household: int | None = None, village: str | None = None) -> bool:
        """Whether the person may do that, by the one rule of domain.access."""
        return may(self.actor, action, Subject(household, village), self.today)

    def local_day(self, instant: datetime) -> date:
        """The township's day of an instant."""
        return instant.astimezone(self.zone).date()

    def is_(self, kind: RoleKind) -> bool:
        """Whether the person holds such a role today."""
        return any(role.kind is kind and role.holds_on(self.today) for role in self.roles)
