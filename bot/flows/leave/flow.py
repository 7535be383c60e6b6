"""请假: from when to when, what for, and who stands in (docs/conversations.md)."""

from bot.flows.engine.flow import Enter, Flow, Moment, Move, State, Want
from bot.flows.leave import cards as card
from bot.flows.leave import rules as may
from bot.flows.leave import turns as turn
from bot.flows.shared.guards import browses_only
from bot.flows.shared.menu import leave, turn_page


class Leave(Flow):
    """Two days, a reason if one likes, and a name: no check card, for all of it can be taken back."""

    name = "leave"
    wants = frozenset({Want.LEAVE})

    SINCE = State(card.ask_since)
    UNTIL = State(card.ask_until)
    WHY = State(card.ask_why)
    WHO = State(card.ask_who)
    WHICH = State(card.ask_which)
    TAKEN = State(card.tell_taken, closes=True)
    ENDED = State(card.tell_ended, closes=True)

    moves = (
        Move((SINCE, WHICH, TAKEN), "end", ENDED, do=turn.end, when=may.is_own),
        Move((SINCE, WHICH), "ask", WHO, do=turn.begin_asking, when=may.is_own),
        Move(SINCE, "which", WHICH, do=turn.keep_which),
        Move(SINCE, "day", UNTIL, do=turn.keep_since, when=may.is_first_day),
        Move(SINCE, "text", UNTIL, do=turn.keep_since, when=may.is_first_day),
        Move(SINCE, "text", SINCE, do=turn.refuse_day),
        Move(UNTIL, "day", WHY, do=turn.keep_until, when=may.is_last_day),
        Move(UNTIL, "text", WHY, do=turn.keep_until, when=may.is_last_day),
        Move(UNTIL, "text", UNTIL, do=turn.refuse_day),
        Move(WHY, "why", WHO, do=turn.keep_reason, when=may.may_ask_why),
        Move(WHY, "why", TAKEN, do=turn.take_for_reason, when=may.is_reason),
        Move(WHY, "skip", WHO, when=may.has_mates),
        Move(WHY, "skip", TAKEN, do=turn.take_unasked),
        Move(WHO, "mate", TAKEN, do=turn.ask_mate, when=may.is_mate_anew),
        Move(WHO, "mate", TAKEN, do=turn.take_with_mate, when=may.is_mate),
        Move(WHO, "text", TAKEN, do=turn.ask_mate, when=may.is_mate_anew),
        Move(WHO, "text", TAKEN, do=turn.take_with_mate, when=may.is_mate),
        Move(WHO, "more", WHO, do=turn_page),
        Move(WHO, "nobody_else", SINCE, do=turn.stay_alone, when=may.is_asked_anew),
        Move(WHO, "nobody_else", TAKEN, do=turn.take_alone),
        Move(UNTIL, "back", SINCE),
        Move(WHY, "back", UNTIL),
        Move(WHO, "back", SINCE, do=turn.stay_alone, when=may.is_asked_anew),
        Move(WHO, "back", WHY),
        Move(WHICH, "back", SINCE, do=turn.stay_alone),
        Move(SINCE, "back", Enter("home")),
        Move((SINCE, UNTIL, WHY, WHO, WHICH), "cancel", Enter("home"), do=leave),
        Move((TAKEN, ENDED), "mine", Enter("villages"), when=browses_only),
        Move((TAKEN, ENDED), "mine", Enter("mine")),
        Move((TAKEN, ENDED), "noted", Enter("home")),
    )


class StandIn(Flow):
    """Asks somebody to stand in, as long as the leave lasts and nothing has been answered."""

    name = "stand_in"
    wants = frozenset({Want.LEAVE})

    CARD = State(card.ask_stand_in)
    AGREED = State(card.tell_agreed, closes=True)
    DECLINED = State(card.tell_declined, closes=True)

    @staticmethod
    def is_moot(moment: Moment) -> bool:
        """Whether it is answered, over, or not asked any more."""
        return not may.is_asked(moment)

    moves = (
        Move(CARD, "agree", AGREED, do=turn.answer(agrees=True), when=may.is_asked),
        Move(CARD, "decline", DECLINED, do=turn.answer(agrees=False), when=may.is_asked),
        Move(CARD, "noted", Enter("home")),
        Move((AGREED, DECLINED), "mine", Enter("mine")),
        Move((AGREED, DECLINED), "noted", Enter("home")),
    )
