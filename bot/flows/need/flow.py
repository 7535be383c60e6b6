"""看看这件事: one need, what was done about it, and what can be done next (transcript T4)."""

from bot.flows.engine.flow import Enter, Flow, Moment, Move, State, Want
from bot.flows.need import rules as may
from bot.flows.need import turns as turn
from bot.flows.need.cards import (
    ask_days,
    ask_receiver,
    ask_result,
    ask_sure,
    ask_what_else,
    ask_what_next,
    ask_why_later,
    ask_why_not,
    tell_step,
)
from bot.flows.need.papers import ask_album, ask_evidence, ask_voice, has_album, may_listen
from bot.flows.shared.guards import came_from_digest
from bot.flows.shared.menu import leave
from bot.flows.shared.papers import is_not_made, tell_not_made
from domain.needs.needs import Act


def _by_office(moment: Moment) -> bool:
    return bool(moment.answers.get("by_office"))


class Need(Flow):
    """A need's card; every button on it is a passage of the table in domain.needs.passages."""

    name = "need"
    wants = frozenset({Want.NEED, Want.NEEDS})

    CARD = State(ask_what_next)
    OTHERS = State(ask_what_else)
    RESULT = State(ask_result, asks_words=True)
    DAYS = State(ask_days)
    WHY_LATER = State(ask_why_later)
    WHY_NOT = State(ask_why_not)
    RECEIVER = State(ask_receiver)
    SURE = State(ask_sure)
    DONE = State(tell_step, closes=True)

    moves = (
        Move(CARD, "others", OTHERS),
        Move(CARD, "act", RESULT, do=turn.begin_act, when=may.can(Act.SOLVE)),
        Move(CARD, "act", DAYS, do=turn.begin_act, when=may.can(Act.MORE_TIME)),
        Move(CARD, "act", WHY_NOT, do=turn.begin_act, when=may.can(Act.CANNOT)),
        Move((CARD, OTHERS), "act", RECEIVER, do=turn.begin_act, when=may.can(Act.PASS)),
        Move((CARD, OTHERS), "act", SURE, do=turn.begin_act, when=may.can(Act.WITHDRAW)),
        Move((CARD, OTHERS), "act", DONE, do=turn.do_act),
        Move((CARD, OTHERS), "listen", CARD, do=ask_voice, when=may_listen),
        Move(OTHERS, "evidence", CARD, do=ask_evidence, when=has_album),
        Move((CARD, OTHERS), "look", CARD, do=ask_album, when=has_album),
        Move(CARD, "paperwork", CARD, do=tell_not_made, when=is_not_made),
        Move(CARD, "text", CARD, do=turn.open_numbered, when=may.names_need),
        Move(CARD, "text", CARD, do=turn.not_found, when=may.names_no_need),
        Move(CARD, "text", DONE, do=turn.add_word, when=may.may_add_word),
        Move(RESULT, "text", DONE, do=turn.solve),
        Move(RESULT, "photo", DONE, do=turn.solve),
        Move(RESULT, "voice", DONE, do=turn.solve),
        Move(RESULT, "skip", DONE, do=turn.skip_result),
        Move(DAYS, "span", WHY_LATER, do=turn.keep_days),
        Move(WHY_LATER, "why", DONE, do=turn.more_time),
        Move(WHY_LATER, "skip", DONE, do=turn.more_time),
        Move(WHY_LATER, "back", DAYS),
        Move(WHY_NOT, "why", DONE, do=turn.cannot),
        Move(RECEIVER, "to", DONE, do=turn.pass_on),
        Move(SURE, "sure", DONE, do=turn.withdraw),
        Move((OTHERS, RESULT, DAYS, WHY_NOT, RECEIVER, SURE), "back", CARD),
        Move(DONE, "act", DONE, do=turn.do_act),
        Move(DONE, "photo", DONE, do=turn.add_picture, when=may.joins_solution),
        Move(DONE, "see", CARD, do=turn.see),
        Move(CARD, "back", Enter("digest", "late"), do=turn.back_to_list, when=came_from_digest),
        Move(CARD, "back", Enter("need_book"), do=turn.back_to_list, when=_by_office),
        Move(CARD, "back", Enter("needs"), do=turn.back_to_list),
        Move(
            (CARD, OTHERS, RESULT, DAYS, WHY_LATER, WHY_NOT, RECEIVER, SURE),
            "cancel",
            Enter("home"),
            do=leave,
        ),
    )
