"""Answers: what people say to a reminder or an escalation, and for how long that keeps the bot quiet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from domain.calendar.month import Month
from domain.calendar.working_days import WorkingDays
from domain.conversation import AuditLine
from domain.policy.duty import Escalation, Reminders

FRIDAY = 4


class Answer(StrEnum):
    """A button of a reminder or of an escalation (T5 and T6)."""

    NEED_HELP = "need_help"
    """With a reason; counts as an answer and holds the nagging for some working days."""
    REMIND_FRIDAY = "remind_friday"
    """Puts the reminder off, but explains nothing."""
    WILL_GO = "will_go"
    CALLED = "called"
    ASK_LATER = "ask_later"
    EXPLAINED = "explained"
    """Why last month's visit was not made; it holds nothing."""


REASONS = ("training", "road", "unwell", "away", "other")
"""Codes of what keeps people from a visit: a course, the road, their health, nobody there, something else."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody answered, on which local day; `reason` is a code of the flow, `words` are own words."""

    answer: Answer
    on: date
    reason: str = ""
    words: str = ""
    notice_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReminderAnswered:
    """Somebody answered a reminder (need_help, remind_friday); `on` is the local day of it.

    `reason` is a code; `words` are what the person wrote, if anything, and are sealed.
    """

    audit: ClassVar = AuditLine("reminder_answered", "notice_id")

    person_id: int
    answer: Answer
    on: date
    at: datetime
    reason: str = ""
    words: str = ""
    notice_id: int | None = None


@dataclass(frozen=True, slots=True)
class EscalationAnswered:
    """Somebody who was asked about open duties of others answered for these pairings, all at once."""

    audit: ClassVar = AuditLine("escalation_answered", "notice_id")

    person_id: int
    pairing_ids: tuple[int, ...]
    answer: Answer
    on: date
    at: datetime
    notice_id: int | None = None


@dataclass(frozen=True, slots=True)
class GapExplained:
    """Somebody said why visits of a month (2026-11) to these pairings were not made; the rest as above."""

    audit: ClassVar = AuditLine("gap_explained", "notice_id")

    person_id: int
    pairing_ids: tuple[int, ...]
    period: str
    on: date
    at: datetime
    reason: str = ""
    words: str = ""
    notice_id: int | None = None


def remind_on(answered_on: date, calendar: WorkingDays) -> date:
    """The day of "remind me on Friday": the next Friday, or the working day after it if offices rest.

    It never reaches beyond the last working day of its month, unless it was pressed on that day or later.
    """
    friday = answered_on + timedelta(days=(FRIDAY - answered_on.weekday() - 1) % 7 + 1)
    last = calendar.within(answered_on + timedelta(days=1), Month.of(answered_on).last)[-1:]
    return min([calendar.from_on(friday), *last])


def quiet_until(answers: Iterable[Answered], policy: Reminders, calendar: WorkingDays) -> date:
    """The last day on which the person is not reminded of visits; date.min: it may begin at once."""
    ends = {
        Answer.NEED_HELP: lambda on: calendar.plus(on, policy.help_holds_working_days),
        Answer.REMIND_FRIDAY: lambda on: remind_on(on, calendar) - timedelta(days=1),
    }
    return max((ends[one.answer](one.on) for one in answers if one.answer in ends), default=date.min)


def held_until(answers: Iterable[Answered], policy: Escalation, calendar: WorkingDays) -> date:
    """The last day on which a gap does not climb: "I will go" stops it, the others hold it."""
    known = tuple(answers)
    if any(one.answer is Answer.WILL_GO for one in known):
        return date.max
    holds = (one.on for one in known if one.answer in (Answer.CALLED, Answer.ASK_LATER))
    latest = max(holds, default=None)
    if latest is None:
        return date.min
    return calendar.plus(latest, policy.hold_working_days) - timedelta(days=1)
