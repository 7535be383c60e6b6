"""A case: one event with all that may be decided on, and what deciding it comes to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.flows.engine import Engine, Reads
from bot.flows.flow import Want
from bot.flows.menu import may_see_people
from bot.flows.port import Event, Kind
from bot.handlers.buttons import Index, unpack
from bot.handlers.looking import looked_at
from bot.handlers.replies import menu, replies
from bot.handlers.staffing import staff_for
from domain.access import Action, Actor, Subject, may
from domain.conversation import Draft
from domain.facts import Facts
from domain.joining import (
    GUESSES_ALLOWED,
    LOCKED_FOR,
    LanguageChosen,
    PersonBlocked,
    PersonJoined,
    PersonReturned,
)
from domain.people import RoleKind
from domain.policy import Policy
from domain.round import Round
from domain.visits import Picture
from locales.read import reads
from locales.render import known
from storage.outbox import Outgoing
from storage.unit import Unit


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


@dataclass(frozen=True, slots=True)
class Decision:
    """What a case comes to; `draft` None leaves the chat's draft alone."""

    case: Case
    draft: Draft | None = None
    facts: tuple[object, ...] = ()
    owed: tuple[Outgoing, ...] = ()

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """What is to be downloaded; strangers' files are not."""
        picture = self.case.event.picture
        return (picture,) if picture and self.case.facts.person else ()


def gather(
    unit: Unit, events: Sequence[Event], standing: Standing, now: datetime, engine: Engine
) -> list[Case]:
    """Load what all these events may be decided on: one statement a table, however many events."""
    drafts = unit.drafts.of([one.chat for one in events])
    people = unit.people.by_account([one.who for one in events])
    tokens = {one.update: token for one in events if (token := _token(one, drafts.get(one.chat)))}
    invitations = unit.invites.of(sorted(set(tokens.values())), now)
    known_people = {one.id for one in people.values()} | {one.person.id for one in invitations.values()}
    roles = unit.people.roles_of(sorted(known_people))
    zone = standing.policy.township.time_zone
    today = now.astimezone(zone).date()
    rounds = unit.rounds.of(sorted(known_people), today)
    guesses = unit.audit.counts(
        "invite_refused", [one.who for one in events if one.update in tokens], now - LOCKED_FOR
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
            fresh_id=unit.ids.at(now),
            person=person if welcome else None,
            actor=actor if welcome else Actor(None),
            roles=held,
            invitation=invitation,
            is_locked_out=guesses.get(event.who, 0) >= GUESSES_ALLOWED,
            starts_on=starts_on,
            answer=answers.get(event.paper or 0),
        )
        phone_counts = standing.policy.visits.phone_counts
        facts = replace(facts, round=Round(households, facts.today, phone_counts))
        draft = drafts.get(event.chat)
        if Want.STAFF in engine.wants(draft, event):
            facts = replace(facts, staff=staff_for(unit, facts, draft, event))
        return Case(event, draft, facts)

    cases = [case(genuine(event, standing.index)) for event in events]
    seen = looked_at(unit, cases, engine, lambda facts: _reads_for(facts, standing), today)
    return [replace(one, facts=facts) for one, facts in zip(cases, seen, strict=True)]


def _reads_for(facts: Facts, standing: Standing) -> Reads:
    return partial(reads, known(_spoken(facts), standing.locale))


def genuine(event: Event, index: Index) -> Event:
    """The event with what its button stands for: nothing, if it was never sent to the chat."""
    if event.kind is not Kind.CHOICE:
        return event
    choice = unpack(index, event.chat, event.choice)
    return replace(event, choice=choice or "", is_forged=choice is None)


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
        return Decision(case, facts=(PersonBlocked(person.id, event.at),) if person else ())
    back = (PersonReturned(person.id, event.at),) if person and person.blocked_at else ()
    if event.kind is Kind.JOINED:
        return Decision(case, facts=back)
    spoken = known(_spoken(facts), standing.locale)
    if event.kind is Kind.PAPERWORK:
        resumed = engine.resume(case.draft, event, facts)
        if resumed is None:
            return Decision(case)
        return Decision(
            case, resumed.draft, resumed.facts, tuple(replies(resumed, event, spoken, now, standing.index))
        )
    turn = engine.advance(case.draft, event, facts, partial(reads, spoken))
    locale = known(_chosen(turn.facts), spoken)
    owed = replies(turn, event, locale, now, standing.index)
    if any(isinstance(fact, LanguageChosen | PersonJoined) for fact in turn.facts):
        is_clerk, has_staff = facts.is_(RoleKind.CLERK), may_see_people(facts)
        owed.append(menu(event.chat, locale, is_clerk=is_clerk, has_staff=has_staff))
    return Decision(case, turn.draft, (*back, *turn.facts), tuple(owed))


def _spoken(facts: Facts) -> str:
    invited = facts.invitation.person if facts.invitation else None
    someone = facts.person or invited
    return someone.locale if someone else ""


def _chosen(facts: Iterable[object]) -> str | None:
    return next((fact.locale for fact in facts if isinstance(fact, LanguageChosen)), None)
