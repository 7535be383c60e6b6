"""Loading what events are decided on: the usual for all of them, and what some of them want beyond it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from bot.desk.buttons import Index, unpack
from bot.desk.case import Case, Standing
from bot.desk.loading.loader import Asking, Loader
from bot.flows.engine.engine import Engine
from bot.flows.engine.facts import FRESH_IDS, Facts
from bot.flows.engine.flow import Want
from bot.flows.engine.leaving import notice_of
from bot.flows.engine.orders import ORDERS
from bot.flows.engine.port import Event, Kind
from bot.flows.engine.wanting import button_of
from bot.flows.visit.again import told_again
from bot.flows.visit.edits import saved_before, told_before
from bot.flows.visit.rules import UNDO_WITHIN
from domain.calendar.month import Month
from domain.conversation import Draft
from domain.duties.cadence import counted_from
from domain.duties.round import Round
from domain.notices.notices import Notice
from domain.people.access import Action, Actor, Subject, may
from domain.people.joining import GUESSES_ALLOWED, LOCKED_FOR
from domain.people.people import Person
from domain.visits.visits import JOINS_WITHIN
from domain.writing.small_talk import is_small_talk
from locales.fit import plain
from locales.read import reads, spoken
from storage.unit import Unit

Loads = Mapping[Want, Loader[Any]]
Looks = Mapping[Want, Any]
_SPOKEN = spoken(ORDERS)


def gather(
    unit: Unit,
    events: Sequence[Event],
    standing: Standing,
    now: datetime,
    engine: Engine,
    loads: Loads,
) -> list[Case]:
    """Load what all these events may be decided on: one statement a table, however many events."""
    today = now.astimezone(standing.policy.township.time_zone).date()
    cases = _usual(unit, events, standing, now)
    asking = [_asking(one, engine) for one in cases]
    looks = [_looks(one, loads) for one in asking]
    known = _filled(unit, [one.facts for one in asking], looks, loads, today)
    # Which button typed words mean can only be read off the card, and the card needs what is known by now.
    again = [
        _meant(replace(one, facts=facts), before, loads, engine, standing)
        for one, facts, before in zip(asking, known, looks, strict=True)
    ]
    known = _filled(unit, known, again, loads, today)
    return [replace(one, facts=facts) for one, facts in zip(cases, known, strict=True)]


def _asking(case: Case, engine: Engine) -> Asking:
    draft, event, facts = case.draft, case.event, case.facts
    name = engine.tapped(draft, event)
    if name is None and facts.notice is not None:
        name = button_of(event)[2] or None
    return Asking(draft, event, facts, engine.wants(draft, event, facts), name)


def _meant(asking: Asking, before: Looks, loads: Loads, engine: Engine, standing: Standing) -> Looks:
    """What else is asked for once the button is known that the words mean; others may be sought."""
    event, facts = asking.event, asking.facts
    if event.kind is not Kind.TEXT or event.command or not asking.wants:
        return {}
    name = engine.meant(asking.draft, event, facts, partial(reads, standing.locale_of(facts)))
    typed = replace(asking, name=name, words="" if name or event.order else event.text)
    return {want: look for want, look in _looks(typed, loads).items() if look != before.get(want)}


def _looks(asking: Asking, loads: Loads) -> Looks:
    asked = ((want, load.look(asking)) for want, load in loads.items() if want in asking.wants)
    return {want: look for want, look in asked if look is not None}


def _filled(
    unit: Unit, known: Sequence[Facts], looks: Sequence[Looks], loads: Loads, today: date
) -> list[Facts]:
    """Each loader once, for all who ask for what it loads."""
    filled = list(known)
    for want, load in loads.items():
        asking = [at for at, one in enumerate(looks) if want in one]
        told = load.fill(unit, [(filled[at], looks[at][want]) for at in asking], today) if asking else []
        for at, facts in zip(asking, told, strict=True):
            filled[at] = facts
    return filled


def _usual(unit: Unit, events: Sequence[Event], standing: Standing, now: datetime) -> list[Case]:
    """What every event may be decided on, whatever its conversation."""
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
        return Case(event, drafts.get(event.chat), facts)

    return [case(event) for event in events]


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
