"""What is known about the person at the other end when something arrives from there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.digest.pages import DigestBook
from domain.duties.obligations import PastVisit
from domain.duties.pages import DutyBook, LeaveBook
from domain.duties.round import Round
from domain.households.browse import Browse
from domain.households.page import HouseholdPage
from domain.needs.pages import NeedBook, NeedHome, NeedPage
from domain.notices.notices import Notice
from domain.people.access import Action, Actor, Subject, may
from domain.people.joining import Invitation
from domain.people.people import Person, Role, RoleKind
from domain.people.staff import Staff
from domain.policy.policy import Policy
from domain.visits.likeness import Question
from domain.visits.visits import AdditionTakenBack, RecentVisit, VisitContinued, VisitRecorded

STRANGER = Actor(None)
FRESH_IDS = 128
"""Of one event: as many people may be told of it, and a few things besides."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a flow may decide on; loaded in the transaction of the effect, so never out of date."""

    now: datetime
    zone: ZoneInfo
    policy: Policy
    fresh_id: int
    """The first of FRESH_IDS that nobody else gets."""
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
    question: Question | None = None
    """The two photos that look alike of which the notice, or the conversation, is."""
    staff: Staff | None = None
    """The people looked after; None: nobody, or not asked for."""
    page: HouseholdPage | None = None
    """The household looked at, as far as the person may see it."""
    browse: Browse | None = None
    """What the person may look through by office."""
    needs: tuple[NeedPage, ...] = ()
    """What is not closed and the person has a part in, by its date."""
    named_needs: tuple[NeedPage, ...] = ()
    """The needs that the event or the answers name, as far as the person may see them."""
    recent: tuple[RecentVisit, ...] = ()
    """Own visits to which a photo just sent may belong: by its album, or saved a moment ago; newest last."""
    edited: RecentVisit | None = None
    """The saved visit of which a message told that now says something else."""
    need_home: NeedHome | None = None
    """The household of which a need is being told."""
    need_book: NeedBook | None = None
    """The needs that the person may look through by office."""
    duties: DutyBook | None = None
    """What the notice tells of duties."""
    digest: DigestBook | None = None
    """The digests that the notice or the conversation tells; None: none, or none that the person may read."""
    leave: LeaveBook | None = None
    """One's own leaves, the one of the notice, and who may stand in."""
    next_number: int = 0
    """The number of the next need; of several in one transaction the desk counts on."""

    @property
    def local_now(self) -> datetime:
        """The instant of the event on the township's clocks."""
        return self.now.astimezone(self.zone)

    @property
    def today(self) -> date:
        """The township's day on which the event happened."""
        return self.local_now.date()

    def may(self, action: Action, *, household: int | None = None, village: str | None = None) -> bool:
        """Whether the person may do that, by the one rule of domain.people.access."""
        return may(self.actor, action, Subject(household, village), self.today)

    def local_day(self, instant: datetime) -> date:
        """The township's day of an instant."""
        return instant.astimezone(self.zone).date()

    def after(self, became_true: Iterable[object]) -> "Facts":
        """What is known once these facts are true: the round with the visits just recorded."""
        after = self.round
        for one in became_true:
            if isinstance(one, VisitRecorded):
                visit = PastVisit(one.visit_id, one.mode, one.visited_on)
                after = after.with_visit(one.household_id, visit)
            if isinstance(one, VisitContinued | AdditionTakenBack):
                after = after.with_mode(one.visit_id, one.mode)
        return self if after is self.round else replace(self, round=after)

    def is_(self, kind: RoleKind) -> bool:
        """Whether the person holds such a role today."""
        return any(role.kind is kind and role.holds_on(self.today) for role in self.roles)
