"""Leave and stand-ins: who is not nagged on which days, who hears instead, and what a long leave excuses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from domain.calendar.month import Month
from domain.calendar.working_days import WorkingDays
from domain.conversation import AuditLine


@dataclass(frozen=True, slots=True)
class Leave:
    """A person is away from one day to another, both included; the stand-in counts once agreed."""

    person_id: int
    since: date
    until: date
    stand_in_id: int | None = None
    agreed_at: datetime | None = None
    reason: str = ""
    id: int = 0
    declined_at: datetime | None = None
    taken_at: datetime | None = None

    def covers(self, day: date) -> bool:
        """Whether the person is away on that day."""
        return self.since <= day <= self.until

    @property
    def agreed_stand_in(self) -> int | None:
        """Who stands in; None: nobody, or nobody has agreed yet."""
        return self.stand_in_id if self.agreed_at else None


@dataclass(frozen=True, slots=True)
class LeaveTaken:
    """A person says to be away; `reason` is a code of the flow, or own words, and may be empty."""

    audit: ClassVar = AuditLine("leave_taken", "leave_id")

    leave_id: int
    person_id: int
    since: date
    until: date
    stand_in_id: int | None
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LeaveEnded:
    """The person is back: the leave lasts until that day, and before its first day it never was."""

    audit: ClassVar = AuditLine("leave_ended", "leave_id")

    leave_id: int
    person_id: int
    until: date
    at: datetime


@dataclass(frozen=True, slots=True)
class StandInAsked:
    """Somebody else is asked to stand in for that leave; what was answered before is void."""

    audit: ClassVar = AuditLine("stand_in_asked", "leave_id")

    leave_id: int
    person_id: int
    stand_in_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class StandInAnswered:
    """Who was asked to stand in says whether that is possible; only the first answer counts."""

    audit: ClassVar = AuditLine("stand_in_answered", "leave_id")

    leave_id: int
    person_id: int
    agrees: bool
    at: datetime


class ExcuseKind(StrEnum):
    """Why a household may stay unvisited."""

    LEAVE = "leave"
    ROAD = "road"
    """It cannot be reached."""


@dataclass(frozen=True, slots=True)
class Excuse:
    """A duty is excused for these days, both included."""

    kind: ExcuseKind
    since: date
    until: date


def is_away(person_id: int, leaves: Iterable[Leave], day: date) -> bool:
    """Whether the person is on leave on that day."""
    return any(one.person_id == person_id and one.covers(day) for one in leaves)


def stand_ins(person_id: int, leaves: Iterable[Leave], day: date) -> frozenset[int]:
    """Whose visit on that day meets the person's duty, besides the person's own."""
    theirs = (one for one in leaves if one.person_id == person_id and one.covers(day))
    return frozenset(one.agreed_stand_in for one in theirs if one.agreed_stand_in is not None)


def addressee(person_id: int, leaves: Iterable[Leave], day: date) -> int | None:
    """Who hears of the person's duties on that day: a stand-in who is there; None: nobody."""
    known = tuple(leaves)
    if not is_away(person_id, known, day):
        return person_id
    there = (one for one in sorted(stand_ins(person_id, known, day)) if not is_away(one, known, day))
    return next(there, None)


def excuses_of(person_id: int, leaves: Iterable[Leave]) -> tuple[Excuse, ...]:
    """What the person's leaves excuse: those without a stand-in, for a stand-in owes the visit instead."""
    return tuple(
        Excuse(ExcuseKind.LEAVE, one.since, one.until)
        for one in leaves
        if one.person_id == person_id and one.agreed_stand_in is None
    )


def excuse_for(
    month: Month, excuses: Iterable[Excuse], calendar: WorkingDays, working_days: int
) -> Excuse | None:
    """The first that covers the rest of the month, and at least so many working days of it."""

    def covers_the_rest(one: Excuse) -> bool:
        rest = calendar.within(max(one.since, month.first), month.last)
        return one.until >= month.last and len(rest) >= working_days

    return min(filter(covers_the_rest, excuses), key=lambda one: one.since, default=None)
