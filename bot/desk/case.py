"""A case: one event with everything needed to decide it, and the decision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.desk.buttons import Index, unpack
from bot.desk.loading.digests import with_digests
from bot.desk.loading.duties import with_duties
from bot.desk.loading.households import looked_at
from bot.desk.loading.likeness import own_question, question_of, shown_before
from bot.desk.loading.needs import with_needs
from bot.desk.loading.people import staff_for
from bot.desk.messages import menu, replies
from bot.flows.engine.engine import Engine, Reads
from bot.flows.engine.facts import FRESH_IDS, Facts
from bot.flows.engine.flow import Want
from bot.flows.engine.leaving import notice_of
from bot.flows.engine.orders import ORDERS
from bot.flows.engine.port import Event, Kind, Turn
from bot.flows.shared.menu import may_see_people, mine_words, reads_digest
from bot.flows.visit.again import told_again
from bot.flows.visit.edits import saved_before, told_before
from bot.flows.visit.rules import UNDO_WITHIN
from domain.calendar.month import Month
from domain.conversation import Draft
from domain.duties.cadence import counted_from
from domain.duties.round import Round
from domain.notices.notices import AGAIN_IN, Notice, NoticeDropped, NoticePutOff, NoticeTold
from domain.people.access import Action, Actor, Subject, may
from domain.people.joining import (
    GUESSES_ALLOWED,
    LOCKED_FOR,
    LanguageChosen,
    PersonBlocked,
    PersonJoined,
    PersonReturned,
)
from domain.people.people import Person, RoleKind
from domain.policy.policy import Policy
from domain.visits.visits import JOINS_WITHIN, Picture, Voice
from domain.writing.small_talk import is_small_talk
from locales.fit import plain
from locales.read import reads, spoken
from locales.render import known
from storage.chat.outbox import NOTICE, Outgoing
from storage.unit import Unit

"""Ids that one event may use up, so many visits an album of captions may tell of."""
_SPOKEN = spoken(ORDERS)
OF_OUR_OWN = frozenset({Kind.PAPERWORK, Kind.NOTICE, Kind.ELAPSED})
"""Events that nobody sent: they came through the inbox all the same, so that they keep their turn."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What does not change from event to event: the policy, and the language of people who chose none."""

    policy: Policy
    locale: str
    index: Index
    """Marks buttons as ours."""


@dataclass(frozen=True, slots=True)
class Case:
    """One event, the draft of its chat, and the facts."""

    event: Event
    draft: Draft | None
    facts: Facts

    def after(self, reported: int) -> "Case":
        """The same after so many needs were reported in this transaction, whose numbers are taken."""
        number = self.facts.next_number + reported
        return replace(self, facts=replace(self.facts, next_number=number)) if reported else self


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision of a case; `draft` None leaves the chat's draft alone."""

    case: Case
    draft: Draft | None = None
    facts: tuple[object, ...] = ()
    owed: tuple[Outgoing, ...] = ()

    @property
    def is_of_somebody(self) -> bool:
        """Whether somebody whom we know did something, and not time alone."""
        return self.case.facts.person is not None and self.case.event.kind not in OF_OUR_OWN

    @property
    def files(self) -> tuple[Picture | Voice, ...]:
        """What is to be downloaded; strangers' files are not."""
        event = self.case.event
        if event.edits and self.draft is None:
            return ()
        came = (event.picture, event.voice)
        return tuple(one for one in came if one) if self.case.facts.person else ()


def gather(
    unit: Unit, events: Sequence[Event], standing: Standing, now: datetime, engine: Engine
) -> list[Case]:
    """Load what all these events may be decided on: one statement a table, however many events."""
    events = [heard(genuine(event, standing.index)) for event in events]
    drafts = unit.drafts.of([one.chat for one in events])
    notices = unit.notices.of([which for one in events if (which := notice_of(one)) is not None])
    people = unit.people.by_account([one.who for one in events])
    tokens = {one.update: token for one in events if (token := _token(one, drafts.get(one.chat)))}
    invitations = unit.invites.of(sorted(set(tokens.values())), now)
    known_people = {one.id for one in people.values()} | {one.person.id for one in invitations.values()}
    roles = unit.people.roles_of(sorted(known_people))
    zone = standing.policy.township.time_zone
    today = now.astimezone(zone).date()
    cadences = standing.policy.duties.cadences
    rounds = unit.rounds.of(sorted(known_people), today, counted_from(Month.of(today).previous, cadences))
    guesses = unit.audit.counts(
        "invite_refused", [one.who for one in events if one.update in tokens], now - LOCKED_FOR
    )
    sent = [
        one for one in events if (one.picture or one.group or one.ordered == "undo") and one.who in people
    ]
    again = {
        who.id: told_again(drafts.get(one.chat), rounds.get(who.id, ()), today)
        | told_before(drafts.get(one.chat), one)
        for one in events
        if (who := people.get(one.who))
    }
    recents = unit.recents.of(
        sorted({people[one.who].id for one in sent} | {who for who, told in again.items() if told}),
        [one.group for one in sent if one.group],
        min((one.at - (UNDO_WITHIN if one.ordered == "undo" else JOINS_WITHIN) for one in sent), default=now),
        [one for told in again.values() for one in sorted(told)],
    )
    answers = unit.paperwork.answers([one.paper for one in events if one.paper is not None])
    starts_on = standing.policy.township.starts_on or unit.settings.starts_on() or today.replace(day=1)

    def case(event: Event) -> Case:
        invitation = invitations.get(tokens.get(event.update, ""))
        person = people.get(event.who)
        someone = person or (invitation.person if invitation else None)
        held = roles.get(someone.id, ()) if someone else ()
        households = rounds.get(someone.id, ()) if someone else ()
        actor = Actor(person, held, tuple(one.pairing for one in households))
        welcome = may(actor, Action.TALK, Subject(), today)
        facts = Facts(
            now=event.at,
            zone=zone,
            policy=standing.policy,
            fresh_id=unit.ids.block(now, FRESH_IDS),
            person=person if welcome else None,
            actor=actor if welcome else Actor(None),
            roles=held,
            invitation=invitation,
            is_locked_out=guesses.get(event.who, 0) >= GUESSES_ALLOWED,
            starts_on=starts_on,
            answer=answers.get(event.paper or 0),
            notice=_own(notices.get(notice_of(event) or 0), person),
            recent=recents.get(person.id, ()) if person else (),
        )
        facts = replace(facts, edited=saved_before(drafts.get(event.chat), event, facts.recent))
        phone_counts = standing.policy.visits.phone_counts
        facts = replace(facts, round=Round(households, facts.today, phone_counts, cadences))
        draft = drafts.get(event.chat)
        if Want.STAFF in engine.wants(draft, event):
            facts = replace(facts, staff=staff_for(unit, facts, draft, event))
        asked = question_of(draft, facts)
        if asked is not None:
            facts = replace(facts, question=own_question(unit, asked, facts))
        return Case(event, draft, facts)

    cases = [case(event) for event in events]
    read = with_digests(unit, cases, engine, lambda facts: _reads_for(facts, standing))
    cases = [replace(one, facts=facts) for one, facts in zip(cases, read, strict=True)]
    for more in (with_needs, looked_at):
        seen = more(unit, cases, engine, lambda facts: _reads_for(facts, standing), today)
        cases = [replace(one, facts=facts) for one, facts in zip(cases, seen, strict=True)]
    told = with_duties(unit, cases, today)
    return [replace(one, facts=facts) for one, facts in zip(cases, told, strict=True)]


def _reads_for(facts: Facts, standing: Standing) -> Reads:
    return partial(reads, known(_spoken(facts), standing.locale))


def genuine(event: Event, index: Index) -> Event:
    """The event with what its button stands for: nothing, if it was never sent to the chat."""
    if event.kind is not Kind.CHOICE:
        return event
    choice = unpack(index, event.chat, event.choice)
    return replace(event, choice=choice or "", is_forged=choice is None)


def heard(event: Event) -> Event:
    """The event with the command that its words stand for, if they are a label or a short word for one.

    Thanks below a photo say nothing, and neither does a message that is edited to them.
    """
    if (event.kind is not Kind.TEXT or event.edits) and is_small_talk(event.text):
        event = replace(event, text="")
    if event.kind is not Kind.TEXT:
        return event
    words = plain(event.text.removeprefix("/"))
    return replace(event, order=_SPOKEN.get(words, ""))


def _own(notice: Notice | None, person: Person | None) -> Notice | None:
    return notice if notice and person and notice.person_id == person.id else None


def _token(event: Event, draft: Draft | None) -> str:
    command = event.command
    if command:
        return command[1] if command[0] == "start" else ""
    return str(draft.answers.get("token", "")) if draft and draft.flow == "join" else ""


def decide(case: Case, engine: Engine, standing: Standing, now: datetime) -> Decision:
    """Advance the conversation, and say what is owed for it."""
    event, facts = case.event, case.facts
    person = facts.person
    if event.kind is Kind.BLOCKED:
        return Decision(case, facts=(PersonBlocked(person.id, event.at, event.who),) if person else ())
    back = (PersonReturned(person.id, event.at, event.who),) if person and person.blocked_at else ()
    if event.kind is Kind.JOINED:
        return Decision(case, facts=back)
    spoken = known(_spoken(facts), standing.locale)
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


def _spoken(facts: Facts) -> str:
    invited = facts.invitation.person if facts.invitation else None
    someone = facts.person or invited
    return someone.locale if someone else ""


def _chosen(facts: Iterable[object]) -> str | None:
    return next((fact.locale for fact in facts if isinstance(fact, LanguageChosen)), None)
