"""语言: in which language the bot speaks to this person."""

from bot.flows.engine.flow import Enter, Flow, Moment, Move, Outcome, State
from bot.flows.engine.port import Card, choice, say
from bot.flows.shared.menu import BACK_OR_CANCEL
from domain.conversation import NO_ANSWERS
from domain.people.joining import LanguageChosen

LOCALES = {"zh": "zh_CN", "en": "en"}


def _ask_language(moment: Moment) -> Card:
    return Card((say("language.ask"),), ((choice("zh"), choice("en")), *BACK_OR_CANCEL))


def _choose(locale: str, moment: Moment) -> Outcome:
    person = moment.facts.person
    assert person is not None  # strangers are stopped at the gate
    return Outcome(
        NO_ANSWERS, (LanguageChosen(person.id, locale, moment.event.at),), note=say("language.chosen")
    )


def _chinese(moment: Moment) -> Outcome:
    return _choose(LOCALES["zh"], moment)


def _english(moment: Moment) -> Outcome:
    return _choose(LOCALES["en"], moment)


class Language(Flow):
    """Two buttons, each labelled in its own language."""

    name = "language"

    CHOOSE = State(_ask_language)

    moves = (
        Move(CHOOSE, "zh", Enter("home"), do=_chinese),
        Move(CHOOSE, "en", Enter("home"), do=_english),
        Move(CHOOSE, "back", Enter("home")),
        Move(CHOOSE, "cancel", Enter("home")),
    )
