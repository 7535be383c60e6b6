"""Deciding a case: the conversation is advanced, and what is owed for it is said."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.desk.case import OF_OUR_OWN, Case, Decision, Standing
from bot.desk.loading.likeness import shown_before
from bot.desk.messages import menu, replies
from bot.flows.engine.engine import Engine
from bot.flows.engine.facts import Facts
from bot.flows.engine.port import Kind, Turn
from bot.flows.shared.menu import may_see_people, mine_words, reads_digest
from domain.notices.notices import AGAIN_IN, NoticeDropped, NoticePutOff, NoticeTold
from domain.people.joining import LanguageChosen, PersonBlocked, PersonJoined, PersonReturned
from domain.people.people import RoleKind
from locales.read import reads
from locales.render import known
from storage.chat.outbox import NOTICE, Outgoing


def decide(case: Case, engine: Engine, standing: Standing, now: datetime) -> Decision:
    """Advance the conversation, and say what is owed for it."""
    event, facts = case.event, case.facts
    person = facts.person
    if event.kind is Kind.BLOCKED:
        return Decision(case, facts=(PersonBlocked(person.id, event.at, event.who),) if person else ())
    back = (PersonReturned(person.id, event.at, event.who),) if person and person.blocked_at else ()
    if event.kind is Kind.JOINED:
        return Decision(case, facts=back)
    spoken = standing.locale_of(facts)
    if event.kind in OF_OUR_OWN:
        return _of_our_own(case, engine, standing, now, spoken)
    if event.edits:
        corrected = engine.edited(case.draft, event, facts)
        return _decided(case, corrected, standing, now, spoken) if corrected else Decision(case)
    turn = engine.advance(case.draft, event, facts, partial(reads, spoken))
    locale = known(_chosen(turn.facts), spoken)
    owed = replies(turn, event, locale, now, standing.index)
    if any(isinstance(fact, LanguageChosen | PersonJoined) for fact in turn.facts):
        owed.append(own_menu(facts, event.chat, locale))
    return Decision(case, turn.draft, (*back, *turn.facts), tuple(owed))


def own_menu(facts: Facts, chat: int, locale: str) -> Outgoing:
    """The command menu of the person that the facts are about."""
    return menu(
        chat,
        locale,
        is_clerk=facts.is_(RoleKind.CLERK),
        has_staff=may_see_people(facts),
        leads=reads_digest(facts),
        mine=mine_words(facts),
    )


def _of_our_own(case: Case, engine: Engine, standing: Standing, now: datetime, spoken: str) -> Decision:
    """Paperwork is done, a notice is due, or a conversation goes on by itself."""
    draft, event, facts = case.draft, case.event, case.facts
    if event.kind is Kind.NOTICE:
        return _notice(case, engine, standing, now, spoken)
    turn = engine.resume(draft, event, facts)
    return _decided(case, turn, standing, now, spoken) if turn else Decision(case)


def _notice(case: Case, engine: Engine, standing: Standing, now: datetime, spoken: str) -> Decision:
    event, facts, notice = case.event, case.facts, case.facts.notice
    if notice is None:
        return Decision(case)
    if engine.is_busy(case.draft, facts):
        put_off = NoticePutOff(notice.id, notice.person_id, now + AGAIN_IN, event.at)
        return Decision(case, facts=(put_off,))
    turn = engine.tell(case.draft, event, facts)
    if turn is None:
        return Decision(case, facts=(NoticeDropped(notice.id, notice.person_id, event.at),))
    told = NoticeTold(notice.id, notice.person_id, event.at)
    decided = _decided(case, turn, standing, now, spoken)
    said = (*shown_before(facts, event.chat), *decided.owed)
    owed = tuple(replace(one, notice_id=notice.id, lane=NOTICE) for one in said)
    return replace(decided, facts=(told, *decided.facts), owed=owed)


def _decided(case: Case, turn: Turn, standing: Standing, now: datetime, spoken: str) -> Decision:
    owed = replies(turn, case.event, spoken, now, standing.index)
    return Decision(case, turn.draft, turn.facts, tuple(owed))


def _chosen(facts: Iterable[object]) -> str | None:
    return next((fact.locale for fact in facts if isinstance(fact, LanguageChosen)), None)
