"""人员: who takes part, and what is done about them: invited, suspended, given another number."""

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Enter, Flow, Move, Outcome, State, Want
from bot.flows.engine.port import Event
from bot.flows.people import rules as may
from bot.flows.people import turns as turn
from bot.flows.people.cards import (
    ask_number,
    ask_person,
    ask_to_suspend,
    ask_unjoined,
    ask_what,
    check_number,
    tell_done,
    tell_inviting,
)
from bot.flows.shared.menu import turn_page
from domain.conversation import NO_ANSWERS
from domain.people.joining import AccessRefused


class People(Flow):
    """The list, a person's card, and what takes no household along."""

    name = "people"
    wants = frozenset({Want.STAFF})

    LIST = State(ask_person)
    CARD = State(ask_what)
    UNJOINED = State(ask_unjoined)
    INVITING = State(tell_inviting)
    SUSPEND = State(ask_to_suspend)
    NUMBER = State(ask_number)
    CHECK = State(check_number)
    DONE = State(tell_done, closes=True)

    moves = (
        Move(LIST, "who", CARD, do=turn.pick_person, when=may.is_chosen),
        Move(LIST, "more", LIST, do=turn_page),
        Move(LIST, "text", LIST, do=turn.search),
        Move(LIST, "back", LIST, do=turn.show_all, when=may.is_found),
        Move(LIST, "back", Enter("home")),
        Move(CARD, "invite", INVITING, do=turn.ask_invitation, when=may.may_invite),
        Move(CARD, "give", Enter("hand_over"), do=turn.keep_person, when=may.may_give),
        Move(CARD, "homes", Enter("homestead"), do=turn.keep_person, when=may.may_give),
        Move(CARD, "suspend", SUSPEND, when=may.may_suspend),
        Move(CARD, "restore", DONE, do=turn.restore, when=may.may_restore),
        Move(CARD, "number", NUMBER, when=may.may_renumber),
        Move(CARD, "back", LIST, do=turn.to_list),
        Move(UNJOINED, "who", INVITING, do=turn.invite_person, when=may.is_invited),
        Move(UNJOINED, "everybody", INVITING, do=turn.invite_everybody, when=may.has_unjoined),
        Move(UNJOINED, "more", UNJOINED, do=turn_page),
        Move(UNJOINED, "text", LIST, do=turn.search),
        Move(UNJOINED, "people", LIST, do=turn.show_all),
        Move(UNJOINED, "back", Enter("home")),
        Move(INVITING, "paperwork", UNJOINED, do=turn.tell_invitations, when=may.are_my_papers),
        Move(INVITING, "paperwork", CARD, do=turn.tell_invitation, when=may.is_my_paper),
        Move(SUSPEND, "stop", DONE, do=turn.suspend, when=may.may_suspend),
        Move(NUMBER, "text", CHECK, do=turn.keep_number, when=may.is_number_free),
        Move(NUMBER, "text", NUMBER, do=turn.refuse_number, when=may.may_renumber),
        Move(CHECK, "renumber", DONE, do=turn.change_number, when=may.is_kept_number_free),
        Move(CHECK, "renumber", NUMBER, do=turn.number_taken, when=may.may_renumber),
        Move(CHECK, "back", NUMBER),
        Move(INVITING, "back", UNJOINED, do=turn.show_all, when=may.invites_everybody),
        Move((INVITING, SUSPEND, NUMBER), "back", CARD),
        Move(DONE, "person", CARD, do=turn.keep_person),
        Move(DONE, "people", LIST, do=turn.show_all),
        Move(
            (LIST, CARD, UNJOINED, INVITING, SUSPEND, NUMBER, CHECK), "cancel", Enter("home"), do=turn.leave
        ),
    )


def open_people(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """Open 人员; somebody who may not see people is told so, and the attempt is logged."""
    refused = () if facts.staff else (AccessRefused(event.who, "people", event.at),)
    return Enter("people"), Outcome(NO_ANSWERS, refused)


def open_unjoined(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """Who has not joined yet; who invites nobody is told so like anybody who asks for people."""
    _, outcome = open_people(event, facts)
    return Enter("people", "unjoined"), outcome
