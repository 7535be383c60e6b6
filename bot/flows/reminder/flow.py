"""提醒: one message with all that somebody is to hear of duties, and every answer to it (T5, T6)."""

from bot.flows.digest import turns as digest
from bot.flows.engine.flow import Enter, Flow, Moment, Move, State, Want
from bot.flows.need.rules import may_open_need
from bot.flows.need.turns import open_named
from bot.flows.people.rules import looks_after_people
from bot.flows.reminder import cards as card
from bot.flows.reminder import turns as turn
from bot.flows.reminder.gap_words import ask_gaps, list_gaps
from bot.flows.reminder.needs import begin_here, can_step
from bot.flows.reminder.sections import sections
from bot.flows.shared.menu import leave, turn_page
from bot.flows.shared.papers import is_not_made, tell_not_made
from domain.duties.answers import Answer
from domain.needs.needs import Act


class Reminder(Flow):
    """Begun from the ids of its reasons alone; what it says comes from the facts of the moment."""

    name = "reminder"
    topics = frozenset({"month_plan", "escalation", "gap", "help_asked", "digest"})
    wants = frozenset({Want.DUTIES, Want.DIGEST, Want.NEED, Want.NEEDS})

    CARD = State(card.tell)
    LATER = State(card.tell_put_off, closes=True)
    WHY_HELP = State(card.ask_help)
    HELPED = State(card.tell_help, closes=True)
    ANSWERED = State(card.tell_answer, closes=True)
    WHY = State(card.ask_why)
    EXPLAINED = State(card.tell_explained, closes=True)
    GAPS = State(ask_gaps)

    @staticmethod
    def is_moot(moment: Moment) -> bool:
        """Whether everybody has been visited, everything is solved, or whatever else it told is over."""
        return not sections(moment)

    @staticmethod
    def brings(moment: Moment) -> tuple[object, ...]:
        """The picture that goes with a digest."""
        return digest.pictures(moment)

    moves = (
        Move((CARD, LATER, HELPED, EXPLAINED), "visit", Enter("visit")),
        Move(CARD, "friday", LATER, do=turn.put_off),
        Move((CARD, HELPED), "leave", Enter("leave")),
        Move(CARD, "need_help", WHY_HELP),
        Move(WHY_HELP, "why", HELPED, do=turn.tap_help, when=turn.is_reason),
        Move(WHY_HELP, "text", HELPED, do=turn.write_help, when=turn.has_words),
        Move(CARD, "will_go", ANSWERED, do=turn.answer(Answer.WILL_GO), when=turn.asks_others),
        Move(CARD, "called", ANSWERED, do=turn.answer(Answer.CALLED), when=turn.asks_others),
        Move(CARD, "ask_later", ANSWERED, do=turn.answer(Answer.ASK_LATER), when=turn.asks_others),
        Move(ANSWERED, "go", Enter("visit", "open"), do=turn.pick_home, when=turn.is_one_home),
        Move(CARD, "explain", WHY, when=turn.can_make_good),
        Move(WHY, "why", EXPLAINED, do=turn.tap_reason, when=turn.is_reason),
        Move(WHY, "text", EXPLAINED, do=turn.write_reason, when=turn.has_words),
        Move(CARD, "gaps", GAPS, do=list_gaps),
        Move(GAPS, "more", GAPS, do=turn_page),
        Move(CARD, "act", Enter("need", "result"), do=begin_here, when=can_step(Act.SOLVE)),
        Move(CARD, "act", Enter("need", "days"), do=begin_here, when=can_step(Act.MORE_TIME)),
        Move(CARD, "act", Enter("need", "why_not"), do=begin_here, when=can_step(Act.CANNOT)),
        Move(CARD, "open", Enter("need"), do=open_named, when=may_open_need),
        Move(CARD, "needs", Enter("needs")),
        Move(CARD, "digest_late", Enter("digest", "late"), do=digest.carried, when=digest.tells_digest),
        Move(CARD, "digest_missed", Enter("digest", "missed"), do=digest.carried, when=digest.tells_digest),
        Move(CARD, "digest_twice", Enter("digest", "twice"), do=digest.carried, when=digest.tells_digest),
        Move(CARD, "digest_more", Enter("digest", "villages"), do=digest.carried, when=digest.tells_digest),
        Move(CARD, "digest_book", CARD, do=digest.ask_book, when=digest.tells_digest),
        Move(CARD, "paperwork", CARD, do=digest.tell_too_big, when=digest.is_too_big),
        Move(CARD, "paperwork", CARD, do=tell_not_made, when=is_not_made),
        Move(CARD, "people", Enter("people"), when=looks_after_people),
        Move((WHY_HELP, WHY, GAPS), "back", CARD),
        Move((LATER, EXPLAINED), "mine", Enter("mine")),
        Move((CARD, ANSWERED), "noted", Enter("home")),
        Move((WHY_HELP, WHY, GAPS), "cancel", Enter("home"), do=leave),
    )
