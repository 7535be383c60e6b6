"""Joining by a one-time link, and what is known of people's reachability afterwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from domain.conversation import AuditLine
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

    audit: ClassVar = AuditLine("person_joined")

    invite_id: int
    person_id: int
    account: int
    at: datetime


@dataclass(frozen=True, slots=True)
class InviteRefused:
    """A link that is unknown, used or expired was tried."""

    audit: ClassVar = AuditLine("invite_refused", actor="account")

    account: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AccessRefused:
    """An account pressed what it may not press; `what` is the button's name, without personal data."""

    audit: ClassVar = AuditLine("access_refused", detail="what", actor="account")

    account: int
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PersonBlocked:
    """The person stopped the bot; nothing is sent until that person comes back."""

    audit: ClassVar = AuditLine("person_blocked")

    person_id: int
    at: datetime
    account: int | None = None
    """The account; None: all of the person's."""


@dataclass(frozen=True, slots=True)
class PersonReturned:
    """The person talks to the bot again."""

    audit: ClassVar = AuditLine("person_returned")

    person_id: int
    at: datetime
    account: int | None = None
    """The account; None: all of the person's."""


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """The person wants to be spoken to in this language."""

    audit: ClassVar = AuditLine("language_chosen")

    person_id: int
    locale: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FeedbackGiven:
    """Somebody told the office what to do better; it always reaches the clerk (docs/domain.md)."""

    audit: ClassVar = AuditLine("feedback_given", "feedback_id")

    feedback_id: int
    person_id: int
    text: str
    at: datetime
