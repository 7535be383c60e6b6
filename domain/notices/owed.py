"""Owed messages: the reasons of a message, and the marks that keep each from coming twice."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from domain.notices.notices import NoticeKind

AGAIN = "_again"
"""Suffix of a rung's second mark: its people asked to be asked again."""
SOON, GAP, RECTIFY, LOST, UNPUBLISHED = "soon", "gap", "rectify", "unreachable", "calendar"
"""Other names of marks, and of their terms: a need is due soon; last month
has gaps, for the leader, and for who can make them good; nobody can reach a person; a year is unknown."""
DIGEST, DIGEST_MONTH = "digest", "digest_month"
"""Names of marks: a leader was told of a week (its period is the week's first day), or of a month."""
PRECEDENCE = (
    NoticeKind.GAP,
    NoticeKind.DIGEST,
    NoticeKind.MONTH_PLAN,
    NoticeKind.ESCALATION,
    NoticeKind.REMINDER,
)
"""What a message is called by, when it has several reasons."""


class Marked(StrEnum):
    """What a mark is on; its id is that of the row."""

    PAIRING = "pairing"
    NEED = "need"
    PERSON = "person"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Something that is done once for ever: UNIQUE(what, id, period, name), with the day it was done.

    `period` is a month (2026-11), for needs their date (2026-12-04), for weeks their Monday; `name` a rung,
    an occasion, or one of the names above.
    """

    what: Marked
    id: int
    period: str
    name: str

    def __str__(self) -> str:
        return f"{self.what}:{self.id}:{self.period}:{self.name}"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a person to hear something; terms are lists of JSON values, by what they are about."""

    person_id: int
    kind: NoticeKind
    marks: tuple[Mark, ...]
    terms: Mapping[str, Sequence[Any]]
    rung: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """One message owed to one person on one day, with all its reasons.

    Storage gives it an id and writes it as a `Notice` together with its marks, in one transaction; if the
    key or the person's day is taken already, nothing of it is written, marks neither.
    """

    person_id: int
    kind: NoticeKind
    topic: str
    key: str
    due_at: datetime
    day: date
    period: str
    rung: str
    terms: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()


def merged(
    reasons: Iterable[Reason], due_at: datetime, period: str, digests_at: time = time.min
) -> tuple[Owed, ...]:
    """One message a person, in the order of people's ids; the strongest reason gives kind, key and rung.

    It is due at `due_at`, with a digest in it not before that time of the day.
    """
    by_person: dict[int, list[Reason]] = defaultdict(list)
    for one in reasons:
        by_person[one.person_id].append(one)
    with_digest = max(due_at, datetime.combine(due_at.date(), digests_at, due_at.tzinfo))
    messages = []
    for _, why in sorted(by_person.items()):
        has_digest = any(one.kind is NoticeKind.DIGEST for one in why)
        when = with_digest if has_digest else due_at
        messages.append(_message(sorted(why, key=_strength), when, period))
    return tuple(messages)


def joined_terms(several: Iterable[Mapping[str, Sequence[Any]]]) -> dict[str, tuple[Any, ...]]:
    """The terms of several reasons, or of messages that wait for one person, as those of one message."""
    values: dict[str, dict[Any, None]] = defaultdict(dict)
    for one in several:
        for name, these in one.items():
            # What comes back from the database has lists where tuples went in.
            values[name].update((tuple(it) if isinstance(it, list) else it, None) for it in these)
    return {name: tuple(several) for name, several in values.items()}


def _strength(reason: Reason) -> int:
    return PRECEDENCE.index(reason.kind)


def _message(why: list[Reason], due_at: datetime, period: str) -> Owed:
    first, is_alone = why[0], len(why) == 1
    return Owed(
        person_id=first.person_id,
        kind=first.kind,
        topic=first.kind.value,
        key=f"{first.person_id}:{first.marks[0]}",
        due_at=due_at,
        day=due_at.date(),
        period=period,
        rung=first.rung,
        terms=joined_terms(one.terms for one in why),
        marks=first.marks if is_alone else tuple(dict.fromkeys(mark for one in why for mark in one.marks)),
    )
