"""The people whom an official looks after: what may be done about them, and what becomes true then."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from domain.conversation import AuditLine
from domain.people.access import Action, Actor, Subject, may
from domain.people.names import Sought, sought
from domain.people.people import TOWNSHIP, Duty, Pairing, Person, Role, RoleKind, mask

LONGEST_NAME = 30
_OFFICES = frozenset({RoleKind.VILLAGE_HEAD, RoleKind.TOWNSHIP_LEADER, RoleKind.CLERK})


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person as the list tells it; duties, villages (codes) and number of households are today's."""

    person: Person
    roles: tuple[Role, ...] = ()
    duties: frozenset[Duty] = frozenset()
    villages: frozenset[str] = frozenset()
    households: int = 0

    def words(self, today: date) -> tuple[str, ...]:
        """What the person is today: names of roles, duties of pairings among them."""
        held = [role.kind.value for role in self.roles if role.holds_on(today)]
        return tuple(dict.fromkeys((*held, *(duty.value for duty in Duty if duty in self.duties))))

    def is_official(self, today: date) -> bool:
        """Whether an office is held: such people are the clerk's business alone."""
        return any(role.kind in _OFFICES and role.holds_on(today) for role in self.roles)


@dataclass(frozen=True, slots=True)
class HeldHousehold:
    """A household on somebody's hands now or soon; `last_visit_on` is that person's own last visit.

    `was_until`: the last day of the head or place before the present one; None if there was none.
    """

    id: int
    code: str
    head: str
    village_code: str
    village: str
    group: str
    pairing: Pairing
    last_visit_on: date | None = None
    was_until: date | None = None


@dataclass(frozen=True, slots=True)
class Village:
    """A village and the codes and names of its groups, in ledger order."""

    code: str
    name: str
    groups: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Staff:
    """What an official may know of people; `homes` are those of the person in focus."""

    people: tuple[Colleague, ...] = ()
    homes: tuple[HeldHousehold, ...] = ()
    claims: tuple[Pairing, ...] = ()
    """Everybody's pairings, from now on, with the households in `homes`."""
    villages: tuple[Village, ...] = ()
    taken: frozenset[str] = field(default_factory=frozenset)
    """The phone numbers, of those asked about, that somebody already has."""

    def get(self, person_id: int) -> Colleague | None:
        """The person, if among those looked after."""
        return next((one for one in self.people if one.person.id == person_id), None)

    def home(self, household_id: int, duty: Duty | None = None) -> HeldHousehold | None:
        """The household on the focused person's hands, under that duty (None: any)."""
        held = (one for one in self.homes if one.id == household_id)
        return next((one for one in held if duty in (None, one.pairing.duty)), None)

    def matching(self, words: str, *, by_phone: bool) -> tuple[Colleague, ...]:
        """Those whose name, initials or (for who may see numbers) phone fit."""
        wanted = sought(words)
        exact = tuple(one for one in self.people if wanted.is_name(one.person.name))
        return exact or tuple(one for one in self.people if _fits(one.person, wanted, by_phone))


def _fits(person: Person, wanted: Sought, by_phone: bool) -> bool:
    return wanted.is_in(person.name) or (by_phone and wanted.whole.isdigit() and wanted.whole in person.phone)


def scope(actor: Actor, today: date) -> frozenset[str]:
    """The area codes whose people the actor looks after; TOWNSHIP among them stands for everybody."""
    areas = {role.area_code for role in actor.roles if role.holds_on(today)}
    return frozenset(one for one in areas if may(actor, Action.SEE_PEOPLE, _area(one), today))


def _area(code: str) -> Subject:
    return Subject(None, None if code == TOWNSHIP else code)


def manages(actor: Actor, action: Action, colleague: Colleague, today: date) -> bool:
    """Whether the actor may do that about the person: the clerk about all, heads about their village's."""
    if may(actor, action, Subject(), today):
        return True
    in_reach = any(may(actor, action, Subject(None, one), today) for one in colleague.villages)
    return in_reach and not colleague.is_official(today)


@dataclass(frozen=True, slots=True)
class PersonInvited:
    """A new link was made for the person; older ones are void."""

    audit: ClassVar = AuditLine("person_invited", "subject_id", actor="actor_id")

    actor_id: int
    subject_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class PersonSuspended:
    """The person may not talk to the bot any more; actor None: the operator."""

    audit: ClassVar = AuditLine("person_suspended", "subject_id", actor="actor_id")

    actor_id: int | None
    subject_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class PersonRestored:
    """The person may talk to the bot again."""

    audit: ClassVar = AuditLine("person_restored", "subject_id", actor="actor_id")

    actor_id: int | None
    subject_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class PhoneChanged:
    """The person has another number."""

    audit: ClassVar = AuditLine("phone_changed", "subject_id", "told", actor="actor_id")

    actor_id: int
    subject_id: int
    phone: str
    at: datetime

    @property
    def told(self) -> str:
        """What the audit trail tells of it: the number, but for its middle."""
        return mask(self.phone)


@dataclass(frozen=True, slots=True)
class HeadChanged:
    """Another person heads the household from that day on."""

    audit: ClassVar = AuditLine("head_changed", "household_id", actor="actor_id")

    actor_id: int
    household_id: int
    head: str
    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class HouseholdMoved:
    """The household lives in another village or group from that day on."""

    audit: ClassVar = AuditLine("household_moved", "household_id", "told", actor="actor_id")

    actor_id: int
    household_id: int
    area_code: str
    on: date
    at: datetime

    @property
    def told(self) -> str:
        """What the audit trail tells of it."""
        return f"{self.area_code} {self.on}"
