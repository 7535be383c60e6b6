"""Digests that an event is about, as far as each person may read them."""

from collections.abc import Sequence
from dataclasses import replace

from bot.desk.loading.digests_wanted import DigestLook, digest_look
from bot.desk.loading.households import Begun, ReadsFor
from bot.flows.engine.engine import Engine
from bot.flows.engine.facts import Facts
from bot.flows.engine.leaving import HOME
from bot.flows.engine.port import Kind
from bot.flows.engine.wanting import button_of
from domain.digest.composing import digest_of
from domain.digest.days import Issue, issue_told
from domain.digest.digest import Digest
from domain.digest.pages import DigestBook
from domain.digest.reader import Reader, reader_of
from domain.policy.policy import Policy
from storage.unit import Unit

VILLAGE_CHOSEN = ("digest", "missed")
"""The flow and the state in which a village is chosen."""


def with_digests(unit: Unit, cases: Sequence[Begun], engine: Engine, reads: ReadsFor) -> list[Facts]:
    """The facts of these cases with their digests; typed words are read off the card of before."""
    counting = Counting(unit)
    return [_known(counting, one, engine, reads) for one in cases]


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


def _known(counting: Counting, case: Begun, engine: Engine, reads: ReadsFor) -> Facts:
    facts, event, draft = case.facts, case.event, case.draft
    reader = reader_of(facts.actor, facts.today)
    if reader is None:
        return facts
    is_button = event.kind is Kind.CHOICE
    name = engine.tapped(draft, event) or (button_of(event)[2] if is_button and facts.notice else None)
    if draft is not None and draft.flow == HOME and event.kind is Kind.TEXT and not event.command:
        name = engine.meant(draft, event, facts, reads(facts))
    known = _looked(counting, facts, digest_look(draft, event, name, facts), reader)
    if event.kind is not Kind.TEXT or draft is None or (draft.flow, draft.state) != VILLAGE_CHOSEN:
        return known
    # Which village is typed can only be read off the card, and that needs the numbers.
    name = engine.meant(draft, event, known, reads(known))
    return _looked(counting, facts, digest_look(draft, event, name, facts), reader)


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


def _looked(counting: Counting, facts: Facts, look: DigestLook, reader: Reader) -> Facts:
    issues = [issue_told(one, facts.today) for one in look.issues]
    if not issues:
        return facts
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
