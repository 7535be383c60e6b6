"""Which digest, and which page of which list, an event is about: what has to be loaded beforehand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.flows.digest.flow import WeeklyDigest
from bot.flows.digest.village_asking import VillageAsked
from bot.flows.engine.facts import Facts
from bot.flows.engine.numbers import from_base36
from bot.flows.engine.port import Event, Kind
from bot.flows.need.flow import Need
from bot.flows.reminder.flow import Reminder
from domain.conversation import Draft
from domain.digest.days import SO_FAR, Edition
from domain.digest.pages import PAGE
from domain.notices.owed import DIGEST

TO = {
    "digest_late": "late",
    "digest_twice": "twice",
    "digest_missed": "missed",
    "digest_more": "villages",
    "missed": "homes",
    "back": "card",
}
"""The states to which buttons lead."""
BACK_TO_MISSED = ("homes", "asked")
"""States whose way back leads to the villages in which households are left."""
BY_THE_NUMBERS = ("card", "villages", "missed", "asked")
"""States that are told from the digest's numbers."""
Named = Sequence[str]
"""An issue as answers and notices name it (domain.digest.days.issue_told)."""


@dataclass(frozen=True, slots=True)
class DigestLook:
    """`issues` are as many as are told in one message, the month's first; none: nothing is looked at."""

    issues: tuple[Named, ...] = ()
    tells: bool = False
    """The numbers are told."""
    late: bool = False
    twice: bool = False
    missed: bool = False
    """Who heads the villages, and who of them was asked."""
    homes: bool = False
    """Households that are left, of `village`: its code, or its place among the digest's; None: of all."""
    village: str | int | None = None
    rows: int = PAGE
    """How many of the lists are looked at: up to the page after the one shown, to which a button may lead."""


def digest_look(draft: Draft | None, event: Event, name: str | None, facts: Facts) -> DigestLook:
    """What is looked at once the button `name` (None: no button) is meant, or words are typed."""
    if event.command:
        return DigestLook(((SO_FAR,),), tells=True) if event.command[0] == DIGEST else DigestLook()
    trigger, _, argument = (name or event.order).partition("-")
    if facts.notice is not None and facts.notice.terms.get(DIGEST):
        return _of_message(facts.notice.terms, trigger, event)
    if draft is None:
        return DigestLook()
    if trigger == WeeklyDigest.name:
        return DigestLook(((SO_FAR,),), tells=True)
    if draft.flow in (Reminder.name, VillageAsked.name):
        return _of_message(draft.answers, trigger, event)
    issue, is_typed = draft.answers.get("issue"), event.kind is Kind.TEXT
    if not issue:
        return DigestLook()
    rows = PAGE * (int(draft.answers.get("page", 0)) + 2)
    if draft.flow == WeeklyDigest.name:
        to = TO.get(trigger, draft.state)
        if trigger == "back" and draft.state in BACK_TO_MISSED:
            to = "missed"
        chosen = from_base36(argument) if trigger == "missed" else draft.answers.get("missed")
        return DigestLook(
            (issue,),
            tells=is_typed or to in BY_THE_NUMBERS or trigger == "missed",
            late=is_typed or to == "late",
            twice=is_typed or to == "twice",
            missed=is_typed or to in ("missed", "asked"),
            homes=to == "homes",
            village=chosen,
            rows=PAGE * 2 if trigger == "missed" else rows,
        )
    # A need, or a household, that was opened from a list to which it leads back.
    is_need, village = draft.flow == Need.name, draft.answers.get("missed")
    is_of_village = not is_need and village is not None
    return DigestLook(
        (issue,),
        late=is_need,
        twice=not is_need and not is_of_village,
        homes=is_of_village,
        village=village,
        rows=rows,
    )


def _of_message(terms: Mapping[str, Any], trigger: str, event: Event) -> DigestLook:
    issues = newest(terms.get(DIGEST, ()))
    if not issues:
        return DigestLook()
    is_typed, to = event.kind is Kind.TEXT, TO.get(trigger, "")
    # Whether an old message still tells anything is asked before its list is opened.
    return DigestLook(
        issues,
        tells=True,
        late=is_typed or to == "late",
        twice=is_typed or to == "twice",
        missed=is_typed or to == "missed",
        homes="month" in terms,
    )


def newest(told: Iterable[Named]) -> tuple[Named, ...]:
    """The newest month and the newest week, in this order, of several digests that waited for one person."""
    named = [tuple(one) for one in told]
    by_edition = ([one for one in named if one[0] == kind] for kind in (Edition.MONTH, Edition.WEEK, SO_FAR))
    return tuple(max(some) for some in by_edition if some)
