"""Joining by a one-time link (transcript T1), and the polite refusal of everybody else (R17)."""

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Command, Enter, Flow, Moment, Move, Outcome, State
from bot.flows.engine.port import Card, Event, Kind, Say, choice, say
from domain.conversation import NO_ANSWERS
from domain.duties.round import villages_of
from domain.people.joining import AccessRefused, InviteRefused, PersonJoined
from domain.people.people import Duty, RoleKind

OFFICES = (RoleKind.TOWNSHIP_LEADER, RoleKind.VILLAGE_HEAD, RoleKind.CLERK)


def _duties(facts: Facts) -> Say:
    held = facts.round.households
    if held:
        responsible = any(one.pairing.duty is Duty.RESPONSIBLE for one in held)
        key = "join.responsible" if responsible else "join.contact"
        villages = villages_of(held)
        if len(villages) == 1:
            return say(key, n=len(held), where=say("join.one_village", village=villages[0]))
        return say(key, n=len(held), where=say("join.villages", n=len(villages)))
    office = next((kind for kind in OFFICES if facts.is_(kind)), None)
    return say(f"join.{office}") if office else say("join.no_duty")


def _ask_identity(moment: Moment) -> Card:
    facts = moment.facts
    if facts.invitation is None or not facts.invitation.is_usable:
        return _link_refused(moment)
    words = say(
        "join.ask",
        name=facts.invitation.person.name,
        township=facts.policy.township.name,
        duties=_duties(facts),
    )
    return Card((words,), ((choice("yes"), choice("no")),))


def _declined(moment: Moment) -> Card:
    return Card((say("join.declined"),))


def _refused(moment: Moment) -> Card:
    return Card((say("refused"),))


def _link_refused(moment: Moment) -> Card:
    return Card((say("join.locked_out" if moment.facts.is_locked_out else "join.link_refused"),))


def _is_usable(moment: Moment) -> bool:
    return moment.facts.invitation is not None and moment.facts.invitation.is_usable


def _bind(moment: Moment) -> Outcome:
    invitation = moment.facts.invitation
    assert invitation is not None  # the guard saw it
    event = moment.event
    joined = PersonJoined(invitation.id, invitation.person.id, event.who, event.at)
    return Outcome(NO_ANSWERS, (joined,))


class Join(Flow):
    """Is this you? Only then is the account bound to the person."""

    name = "join"

    ASK = State(_ask_identity)
    DECLINED = State(_declined)
    REFUSED = State(_refused)
    LINK_REFUSED = State(_link_refused)

    moves = (
        Move(ASK, "yes", Enter("home", "joined"), do=_bind, when=_is_usable),
        Move(ASK, "yes", LINK_REFUSED),
        Move(ASK, "no", DECLINED),
    )


def start(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """`/start TOKEN` opens an invitation; alone it opens the home card."""
    token = event.command[1] if event.command else ""
    invitation = facts.invitation
    if not token or (facts.person and invitation and invitation.account == event.who):
        return refuse(event, facts) if facts.person is None else (Enter("home"), Outcome(NO_ANSWERS))
    if facts.person:
        return Enter("home"), Outcome(NO_ANSWERS, note=say("join.already"))
    if invitation and invitation.is_usable and not facts.is_locked_out:
        return Enter("join", "ask"), Outcome({"token": token})
    return Enter("join", "link_refused"), Outcome(NO_ANSWERS, (InviteRefused(event.who, event.at),))


def refuse(event: Event, _facts: Facts) -> tuple[Enter, Outcome]:
    """Strangers and people who left get one polite sentence with no name in it."""
    pressed = event.kind is Kind.CHOICE
    refused = (AccessRefused(event.who, event.choice[-40:], event.at),) if pressed else ()
    return Enter("join", "refused"), Outcome(NO_ANSWERS, refused)


GATE = Command(refuse)
