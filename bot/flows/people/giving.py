"""移交: a person's households, one or all, go to somebody else from a day on; nothing is counted anew."""

from bot.flows.engine.flow import Enter, Flow, Move, State, Want
from bot.flows.people import giving_cards as card
from bot.flows.people import giving_rules as may
from bot.flows.people import giving_turns as turn
from bot.flows.people.rules import is_day, may_give
from bot.flows.people.turns import keep_person, leave, search
from bot.flows.shared.menu import turn_page


class HandOver(Flow):
    """Which, to whom, from when; look at it; done."""

    name = "hand_over"
    wants = frozenset({Want.STAFF})

    WHICH = State(card.ask_which)
    RECEIVER = State(card.ask_receiver)
    DAY = State(card.ask_day)
    CHECK = State(card.check)
    DONE = State(card.tell_done, closes=True)

    moves = (
        Move(WHICH, "home", RECEIVER, do=turn.pick_home, when=may.is_to_give),
        Move(WHICH, "all", RECEIVER, do=turn.pick_all, when=may.is_duty_to_give),
        Move(WHICH, "more", WHICH, do=turn_page),
        Move(WHICH, "back", Enter("people", "card"), do=keep_person),
        Move(RECEIVER, "to", DAY, do=turn.pick_receiver, when=may.is_receiver),
        Move(RECEIVER, "more", RECEIVER, do=turn_page),
        Move(RECEIVER, "text", RECEIVER, do=search),
        Move(RECEIVER, "back", WHICH, do=keep_person),
        Move(DAY, "day", CHECK, do=turn.set_day, when=may.is_day_of_button),
        Move(DAY, "text", CHECK, do=turn.type_day, when=is_day),
        Move(DAY, "text", DAY, do=turn.unclear),
        Move(DAY, "back", RECEIVER),
        Move(CHECK, "hand", DONE, do=turn.hand_over, when=may.is_possible),
        Move(CHECK, "hand", CHECK, when=may_give),
        Move(CHECK, "back", DAY),
        Move((WHICH, RECEIVER, DAY, CHECK), "cancel", Enter("home"), do=leave),
        Move(DONE, "person", Enter("people", "card"), do=keep_person),
        Move(DONE, "people", Enter("people")),
    )
