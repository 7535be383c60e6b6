"""Which digest, and which page of which list, an event is about: what has to be loaded beforehand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.flows.digest import WeeklyDigest
from bot.flows.need import Need
from bot.flows.port import Event, Kind
from bot.flows.reminder import Reminder
from domain.conversation import Draft
from domain.digest_days import SO_FAR, Edition
from domain.digest_pages import PAGE
from domain.facts import Facts
from domain.owed import DIGEST

TO = {"digest_late": "late", "digest_twice": "twice", "digest_more": "villages", "back": "card"}
"""The states to which buttons lead."""
Named = Sequence[str]
"""An issue as answers and notices name it (domain.digest_days.issue_told)."""


@dataclass(frozen=True, slots=True)
class DigestLook:
    """`issues` are as many as are told in one message, the month's first; none: nothing is looked at."""

    issues: tuple[Named, ...] = ()
    tells: bool = False
    """The numbers are told."""
    late: bool = False
    twice: bool = False
    rows: int = PAGE
    """How many of the lists are looked at: up to the page after the one shown, to which a button may lead."""


def digest_look(draft: Draft | None, event: Event, name: str | None, facts: Facts) -> DigestLook:
    """What is looked at once the button `name` (None: no button) is meant, or words are typed."""
    if event.command:
        return DigestLook(((SO_FAR,),), tells=True) if event.command[0] == DIGEST else DigestLook()
    trigger = (name or event.order).partition("-")[0]
    if facts.notice is not None and facts.notice.terms.get(DIGEST):
        return _of_message(facts.notice.terms, trigger, event)
    if draft is None:
        return DigestLook()
    if trigger == WeeklyDigest.name:
        return DigestLook(((SO_FAR,),), tells=True)
    if draft.flow == Reminder.name:
        return _of_message(draft.answers, trigger, event)
    issue, is_typed = draft.answers.get("issue"), event.kind is Kind.TEXT
    if not issue:
        return DigestLook()
    rows = PAGE * (int(draft.answers.get("page", 0)) + 2)
    if draft.flow == WeeklyDigest.name:
        to = TO.get(trigger, draft.state)
        tells = is_typed or to in ("card", "villages")
        return DigestLook((issue,), tells, is_typed or to == "late", is_typed or to == "twice", rows)
    # A need, or a household, that was opened from a list to which it leads back.
    is_need = draft.flow == Need.name
    return DigestLook((issue,), late=is_need, twice=not is_need, rows=rows)


def _of_message(terms: Mapping[str, Any], trigger: str, event: Event) -> DigestLook:
    issues = newest(terms.get(DIGEST, ()))
    if not issues:
        return DigestLook()
    is_typed, to = event.kind is Kind.TEXT, TO.get(trigger, "")
    # Whether an old message still tells anything is asked before its list is opened.
    return DigestLook(issues, True, is_typed or to == "late", is_typed or to == "twice")


def newest(told: Iterable[Named]) -> tuple[Named, ...]:
    """Of several messages that waited for one person: the newest month and the newest week, in this order."""
    named = [tuple(one) for one in told]
    by_edition = ([one for one in named if one[0] == kind] for kind in (Edition.MONTH, Edition.WEEK))
    return tuple(max(some) for some in by_edition if some)
