"""提意见: whatever somebody wants to tell the office reaches the clerk, always (docs/domain.md)."""

from bot.flows.engine.flow import Enter, Flow, Moment, Move, Outcome, State
from bot.flows.engine.port import Card, say
from bot.flows.shared.menu import BACK_OR_CANCEL
from domain.conversation import NO_ANSWERS
from domain.people.joining import FeedbackGiven


def _ask_words(moment: Moment) -> Card:
    return Card((say("feedback.ask"),), BACK_OR_CANCEL)


def _pass_on(moment: Moment) -> Outcome:
    person = moment.facts.person
    assert person is not None  # strangers are stopped at the gate
    given = FeedbackGiven(moment.facts.fresh_id, person.id, moment.event.text.strip(), moment.event.at)
    return Outcome(NO_ANSWERS, (given,), note=say("feedback.thanks"))


def _has_words(moment: Moment) -> bool:
    return bool(moment.event.text.strip())


def _cancelled(moment: Moment) -> Outcome:
    return Outcome(NO_ANSWERS, note=say("cancelled"))


class Feedback(Flow):
    """One question, one answer."""

    name = "feedback"

    WORDS = State(_ask_words, asks_words=True)

    moves = (
        Move(WORDS, "text", Enter("home"), do=_pass_on, when=_has_words),
        Move(WORDS, "back", Enter("home")),
        Move(WORDS, "cancel", Enter("home"), do=_cancelled),
    )
