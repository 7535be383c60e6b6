"""Digests that an event is about, as far as each person may read them."""

from collections.abc import Sequence
from dataclasses import replace

from bot.flows.digest_look import DigestLook, digest_look
from bot.flows.engine import Engine
from bot.flows.leaving import HOME
from bot.flows.port import Kind
from bot.flows.wanting import button_of
from bot.handlers.looking import Begun, ReadsFor
from domain.digest import Digest
from domain.digest_composing import digest_of
from domain.digest_days import Issue, issue_told
from domain.digest_pages import DigestBook
from domain.digest_reader import Reader, reader_of
from domain.facts import Facts
from storage.unit import Unit


def with_digests(unit: Unit, cases: Sequence[Begun], engine: Engine, reads: ReadsFor) -> list[Facts]:
    """The facts of these cases with their digests; typed words are read off the card of before."""
    return [_known(unit, one, engine, reads) for one in cases]


def _known(unit: Unit, case: Begun, engine: Engine, reads: ReadsFor) -> Facts:
    facts, event, draft = case.facts, case.event, case.draft
    reader = reader_of(facts.actor, facts.today)
    if reader is None:
        return facts
    is_button = event.kind is Kind.CHOICE
    name = engine.tapped(draft, event) or (button_of(event)[2] if is_button and facts.notice else None)
    if draft is not None and draft.flow == HOME and event.kind is Kind.TEXT and not event.command:
        name = engine.meant(draft, event, facts, reads(facts))
    return _looked(unit, facts, digest_look(draft, event, name, facts), reader)


def _looked(unit: Unit, facts: Facts, look: DigestLook, reader: Reader) -> Facts:
    issues = [issue_told(one, facts.today) for one in look.issues]
    if not issues:
        return facts
    first, villages, policy = issues[0], reader.villages, facts.policy
    lists = unit.digests
    return replace(
        facts,
        digest=DigestBook(
            reader,
            tuple(_digest(unit, facts, one, reader) for one in issues) if look.tells else (),
            lists.late_needs(first, villages, 0, look.rows, policy) if look.late else None,
            lists.two_months(first, villages, 0, look.rows, policy) if look.twice else None,
        ),
    )


def _digest(unit: Unit, facts: Facts, issue: Issue, reader: Reader) -> Digest:
    policy = facts.policy
    counts = unit.digests.counts(issue, reader.villages, reader.rung, policy)
    categories = tuple(one.code for one in policy.needs.categories)
    area = reader.area(policy.township.name, counts)
    return digest_of(issue, area, counts, policy.working_days(), categories)
