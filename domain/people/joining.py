"""Joining by a one-time link, and what is known of people's reachability afterwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.people.people import Person

INVITE_LIVES_FOR = timedelta(hours=72)
GUESSES_ALLOWED = 5
LOCKED_FOR = timedelta(hours=1)
"""After so many wrong links from one account, links are refused for an hour (threat 4)."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link as it stands for the account that opened it; `account` is who used it, if anybody did."""

    id: int
    person: Person
    is_usable: bool
    account: int | None = None


@dataclass(frozen=True, slots=True)
class PersonJoined:
    """An account was bound to a person by a link; the link is used up by this."""

    invite_id: int
    person_id: int
    account: int
    at: datetime


@dataclass(frozen=True, slots=True)
class InviteRefused:
    """A link that is unknown, used or expired was tried."""

    account: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AccessRefused:
    """An account pressed what it may not press; `what` is the button's name, without personal data."""

    account: int
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PersonBlocked:
    """The person stopped the bot; nothing is sent until that person comes back."""

    person_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class PersonReturned:
    """The person talks to the bot again."""

    person_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """The person wants to be spoken to in this language."""

    person_id: int
    locale: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FeedbackGiven:
    """Somebody told the office what to do better; it always reaches the clerk (docs/domain.md)."""

    feedback_id: int
    person_id: int
    text: str
    at: datetime
