"""Notices: messages owed to people without their asking, each with its reason inside as ids (P3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from domain.conversation import UNTOLD

BUSY_FOR = timedelta(minutes=30)
"""How long after the last touch somebody counts as being in the middle of a conversation."""
READING_FOR = timedelta(minutes=5)
"""How long after the last touch somebody may still want a button below the answer."""
AGAIN_IN = timedelta(minutes=10)
"""When a notice that found its person busy tries again."""


class NoticeKind(StrEnum):
    """What a notice is; the first five are proactive, at most one of them a person and day."""

    MONTH_PLAN = "month_plan"
    REMINDER = "reminder"
    ESCALATION = "escalation"
    GAP = "gap"
    DIGEST = "digest"
    URGENT = "urgent"
    REQUEST = "request"
    """What another person, or a photo just filed, asks of somebody."""


EXEMPT = frozenset({NoticeKind.URGENT, NoticeKind.REQUEST})
"""Those that need not wait for another day."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One message owed to one person.

    `topic` is the flow that tells it, `terms` are the answers (JSON values: ids and days, no words) with
    which that flow begins; `key` is unique for ever, so that the same reason never makes two; `day` is the
    local day of a proactive one and None for those that are exempt.
    """

    audit: ClassVar = UNTOLD

    id: int
    person_id: int
    kind: NoticeKind
    topic: str
    key: str
    due_at: datetime
    terms: Mapping[str, Any] = field(default_factory=dict)
    day: date | None = None
    period: str = ""
    rung: str = ""


@dataclass(frozen=True, slots=True)
class NoticeTold:
    """The notice is said in the person's chat from this turn on."""

    audit: ClassVar = UNTOLD

    notice_id: int
    person_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class NoticeDropped:
    """Its reasons were gone by the time it was to be told."""

    audit: ClassVar = UNTOLD

    notice_id: int
    person_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class NoticePutOff:
    """The person was in the middle of something else."""

    audit: ClassVar = UNTOLD

    notice_id: int
    person_id: int
    due_at: datetime
    at: datetime
