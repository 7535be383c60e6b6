"""Digests that an event is about, as far as each person may read them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.desk.loading.loader import Asking, Loader
from bot.flows.digest.flow import WeeklyDigest
from bot.flows.digest.village_asking import VillageAsked
from bot.flows.engine.facts import Facts
from bot.flows.engine.numbers import from_base36
from bot.flows.engine.port import Event, Kind
from bot.flows.need.flow import Need
from bot.flows.reminder.flow import Reminder
from domain.digest.composing import digest_of
from domain.digest.days import SO_FAR, Edition, Issue, issue_told
from domain.digest.digest import Digest
from domain.digest.pages import PAGE, DigestBook
from domain.digest.reader import Reader, reader_of
from domain.notices.owed import DIGEST
from domain.policy.policy import Policy
from storage.unit import Unit

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


SO_FAR_ALONE = DigestLook(((SO_FAR,),), tells=True)
"""The week so far, and none of its lists."""


def _asked(asking: Asking) -> DigestLook | None:
    """Which digest, and which page of which list, as far as the person reads digests."""
    if reader_of(asking.facts.actor, asking.facts.today) is None:
        return None
    look = digest_look(asking)
    return look if look.issues else None


def digest_look(asking: Asking) -> DigestLook:
    """What is looked at once the button is meant, or words are typed."""
    draft, event, facts = asking.draft, asking.event, asking.facts
    if event.command:
        return SO_FAR_ALONE
    trigger, argument = asking.button
    trigger = trigger or event.order
    if facts.notice is not None and facts.notice.terms.get(DIGEST):
        return _of_message(facts.notice.terms, trigger, event)
    if draft is None:
        return DigestLook()
    if trigger == WeeklyDigest.name:
        return SO_FAR_ALONE
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


class Counting:
    """Digests, each counted once: on Monday all leaders are told of the same week at the same time."""

    def __init__(self, unit: Unit) -> None:
        self.lists = unit.digests
        self._made: dict[tuple[Issue, Reader], Digest] = {}

    def digest(self, issue: Issue, reader: Reader, policy: Policy) -> Digest:
        """What a reader is told of an issue."""
        if (issue, reader) not in self._made:
            counts = self.lists.counts(issue, reader.villages, reader.rung, policy)
            categories = tuple(one.code for one in policy.needs.categories)
            area = reader.area(policy.township.name, counts)
            told = digest_of(issue, area, counts, policy.working_days(), categories)
            self._made[issue, reader] = told
        return self._made[issue, reader]


def _with_digests(unit: Unit, asked: Sequence[tuple[Facts, DigestLook]], _today: date) -> list[Facts]:
    counting = Counting(unit)
    return [_looked(counting, facts, look) for facts, look in asked]


def _village(look: DigestLook, told: Sequence[Digest]) -> str | None:
    """The code of the village that is looked at."""
    if not isinstance(look.village, int):
        return look.village
    villages = told[0].villages if told else ()
    return villages[look.village].code if look.village < len(villages) else ""


def _within(reader: Reader, chosen: str | None) -> tuple[str, ...] | None:
    """The village that was chosen, as far as the reader oversees it."""
    if chosen is None:
        return reader.villages
    return (chosen,) if reader.villages is None or chosen in reader.villages else ()


def _looked(counting: Counting, facts: Facts, look: DigestLook) -> Facts:
    reader = reader_of(facts.actor, facts.today)
    assert reader is not None  # nobody else asks
    issues = [issue_told(one, facts.today) for one in look.issues]
    villages, policy, lists = reader.villages, facts.policy, counting.lists
    told = tuple(counting.digest(one, reader, policy) for one in issues) if look.tells else ()
    # A month before the work began is nothing to head a message with.
    told = tuple(one for one in told if not one.is_empty) or told[:1]
    first = told[0].issue if told else issues[0]
    chosen = _village(look, told) if look.homes else None
    return replace(
        facts,
        digest=DigestBook(
            reader,
            told,
            lists.late_needs(first, villages, 0, look.rows, policy) if look.late else None,
            lists.two_months(first, villages, 0, look.rows, policy) if look.twice else None,
            lists.open(first, _within(reader, chosen), 0, look.rows, policy) if look.homes else None,
            lists.heads(villages, first.month, facts.today) if look.missed else None,
        ),
    )


DIGESTS = Loader(_asked, _with_digests)
