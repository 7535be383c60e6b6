"""Handing households over: from which day, to whom, and why sometimes not (docs/domain.md)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from domain.calendar.days import Lean, Named, named_day
from domain.conversation import AuditLine
from domain.people.people import Pairing
from domain.people.staff import Colleague, HeldHousehold

LOOKS_AHEAD = timedelta(days=366)
"""A hand-over further away than this is a slip of the finger."""
TYPED_BACK = timedelta(days=60)
"""A day typed without its year and longer ago than this is meant for next year."""


class Obstacle(StrEnum):
    """Why households cannot be handed over like that."""

    GONE = "gone"
    """They are not on that person's hands any more."""
    SUSPENDED = "suspended"
    SAME = "same"
    """Giver and receiver are one person."""
    EARLY = "early"
    LATE = "late"
    OVERLAPS = "overlaps"
    """Somebody else has the duty on some of those days."""
    TWICE = "twice"
    """The receiver has the other duty of the household: two people must be two."""


def earliest_start(homes: Iterable[HeldHousehold], entered_from: date) -> date:
    """The first day from which these may be handed over.

    After each pairing began, after the giver's last visit, so that credit stays where it was earned, and not
    in a month in which no visit can be entered any more.
    """
    days = [one.pairing.since + timedelta(days=1) for one in homes]
    days += [one.last_visit_on + timedelta(days=1) for one in homes if one.last_visit_on]
    return max([entered_from, *days])


def start_obstacle(homes: Iterable[HeldHousehold], starts_on: date, entered_from: date) -> Obstacle | None:
    """Why these cannot be handed over on that day; `entered_from` is what today's earliest entry may say."""
    held = tuple(homes)
    if not held:
        return Obstacle.GONE
    if starts_on < earliest_start(held, entered_from):
        return Obstacle.EARLY
    ends = [one.pairing.until for one in held if one.pairing.until]
    latest = min([starts_on.max if not ends else min(ends), entered_from + LOOKS_AHEAD])
    return Obstacle.LATE if starts_on > latest else None


def obstacle(
    homes: Iterable[HeldHousehold],
    claims: Iterable[Pairing],
    receiver: Colleague | None,
    starts_on: date,
    entered_from: date,
) -> Obstacle | None:
    """Why these cannot be handed to the receiver on that day; None if they can."""
    held = tuple(homes)
    if not held or receiver is None:
        return Obstacle.GONE
    if receiver.person.suspended_at is not None:
        return Obstacle.SUSPENDED
    if any(one.pairing.person_id == receiver.person.id for one in held):
        return Obstacle.SAME
    against = start_obstacle(held, starts_on, entered_from)
    if against:
        return against
    opened = [(one.pairing, _opened(one.pairing, receiver.person.id, starts_on)) for one in held]
    for closed, new in opened:
        for claim in claims:
            if claim.household_id != new.household_id or claim == closed or not _share_a_day(claim, new):
                continue
            if claim.duty is new.duty:
                return Obstacle.OVERLAPS
            if claim.person_id == new.person_id:
                return Obstacle.TWICE
    return None


def _opened(pairing: Pairing, receiver_id: int, starts_on: date) -> Pairing:
    return Pairing(pairing.household_id, receiver_id, pairing.duty, starts_on, pairing.until)


def _share_a_day(one: Pairing, other: Pairing) -> bool:
    first = max(one.since, other.since)
    return one.holds_on(first) and other.holds_on(first)


def read_start(words: str, today: date) -> Named:
    """The day from which something shall hold; without its year or month, one long past lies ahead."""
    named = named_day(words, today)
    if named.day is None or named.day >= today - TYPED_BACK:
        return named
    ahead = named_day(words, today, Lean.AHEAD)
    return ahead if ahead.day and ahead.day > today else named


@dataclass(frozen=True, slots=True)
class PairingHandedOver:
    """Somebody else has the duty from a day on; the pairing at hand ends on the day before."""

    audit: ClassVar = AuditLine("pairing_handed_over", "pairing.household_id", "told", actor="actor_id")

    actor_id: int
    pairing: Pairing
    receiver_id: int
    starts_on: date
    at: datetime

    @property
    def opened(self) -> Pairing:
        """The pairing that begins."""
        return _opened(self.pairing, self.receiver_id, self.starts_on)

    @property
    def told(self) -> str:
        """What the audit trail tells of it."""
        return f"{self.pairing.duty} {self.pairing.person_id} > {self.receiver_id} {self.starts_on}"
