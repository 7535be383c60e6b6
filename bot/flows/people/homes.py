"""改户主 and 搬家: a household gets another head, or lives somewhere else; its history stays."""

from bot.flows.engine.flow import Enter, Flow, Move, State, Want
from bot.flows.people import homes_cards as card
from bot.flows.people import homes_rules as may
from bot.flows.people import homes_turns as turn
from bot.flows.people.turns import keep_person, leave
from bot.flows.shared.menu import turn_page


class Homestead(Flow):
    """A person's households; one of them; what changes about it."""

    name = "homestead"
    wants = frozenset({Want.STAFF})

    LIST = State(card.ask_home)
    HOME = State(card.ask_what)
    HEAD = State(card.ask_head)
    NAMED = State(card.check_head)
    VILLAGE = State(card.ask_village)
    GROUP = State(card.ask_group)
    MOVED = State(card.check_move)
    DONE = State(card.tell_done, closes=True)

    moves = (
        Move(LIST, "home", HOME, do=turn.pick_home, when=may.is_home),
        Move(LIST, "more", LIST, do=turn_page),
        Move(LIST, "back", Enter("people", "card"), do=keep_person),
        Move(HOME, "head", HEAD, when=may.may_rename),
        Move(HOME, "move", VILLAGE, when=may.may_move),
        Move(HOME, "back", LIST, do=keep_person),
        Move(HEAD, "text", NAMED, do=turn.keep_head, when=may.is_head),
        Move(HEAD, "text", HEAD, do=turn.refuse_head),
        Move(NAMED, "rename", DONE, do=turn.rename, when=may.may_rename),
        Move(NAMED, "back", HEAD),
        Move(VILLAGE, "village", GROUP, do=turn.pick_village, when=may.is_village),
        Move(VILLAGE, "text", GROUP, do=turn.pick_village, when=may.is_village),
        Move(VILLAGE, "text", VILLAGE, do=turn.refuse_place),
        Move(GROUP, "group", MOVED, do=turn.pick_group, when=may.is_place),
        Move(GROUP, "text", MOVED, do=turn.pick_group, when=may.is_place),
        Move(GROUP, "text", GROUP, do=turn.refuse_place),
        Move(GROUP, "back", VILLAGE),
        Move(MOVED, "text", MOVED, do=turn.set_day, when=may.is_move_day),
        Move(MOVED, "text", MOVED, do=turn.refuse_day),
        Move(MOVED, "resettle", DONE, do=turn.move, when=may.is_move_open),
        Move(MOVED, "back", GROUP),
        Move((HEAD, VILLAGE), "back", HOME, do=turn.to_home),
        Move(DONE, "person", HOME, do=turn.to_home),
        Move(DONE, "people", Enter("people")),
        Move((LIST, HOME, HEAD, NAMED, VILLAGE, GROUP, MOVED), "cancel", Enter("home"), do=leave),
    )
