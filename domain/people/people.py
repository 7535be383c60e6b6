"""People of the township, their duties and their dated roles."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Duty(StrEnum):
    """What a pairing asks of a person."""

    RESPONSIBLE = "responsible"
    CONTACT = "contact"


class RoleKind(StrEnum):
    """What a person is in the township, apart from any single household."""

    RESPONSIBLE = "responsible"
    CONTACT = "contact"
    VILLAGE_HEAD = "village_head"
    TOWNSHIP_LEADER = "township_leader"
    CLERK = "clerk"


@dataclass(frozen=True, slots=True)
class Role:
    """A person is this kind of official for an area from one day to another (None: still)."""

    kind: RoleKind
    area_code: str
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the role is held on that local day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may talk to the bot."""

    id: int
    name: str
    phone: str
    locale: str
    joined_at: datetime | None = None
    blocked_at: datetime | None = None
    suspended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """One household × person × duty, from one day to another (None: still)."""

    household_id: int
    person_id: int
    duty: Duty
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the duty is held on that local day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Rung(StrEnum):
    """Where a need lies; "cannot do" takes it to the next one (docs/domain.md)."""

    RESPONSIBLE = "responsible"
    CONTACT = "contact"
    VILLAGE = "village"
    TOWNSHIP = "township"


TOWNSHIP = "township"
"""The area code of the township as a whole."""


STAR = "*"


def mask(number: str) -> str:
    """The number with its first three and last two to four characters left; a short one keeps less."""
    tail = 4 if len(number) > 10 else 2
    head = 3 if len(number) > 7 else 0
    hidden = len(number) - head - tail
    return number[:head] + STAR * hidden + number[-tail:] if hidden > 1 else STAR * len(number)
