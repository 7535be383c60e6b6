"""请看一眼: a photo looks like an earlier one, and its cadre alone is asked; nothing is blocked by it."""

from bot.flows.engine.flow import Enter, Flow, Moment, Move, Outcome, State, Want
from bot.flows.engine.port import Card, Rows, Say, choice, say
from bot.flows.shared.menu import BACK_OR_CANCEL
from domain.conversation import NO_ANSWERS
from domain.visits.likeness import Answer, LikenessAnswered, PictureWithdrawn, Question
from domain.visits.visits import JOINS_WITHIN, PicturesAdded

LEADS_ON: Rows = ((choice("visit"), choice("mine")),)


def _is_moot(moment: Moment) -> bool:
    question = moment.facts.question
    return question is None or not question.is_open


def _is_open(moment: Moment) -> bool:
    return not _is_moot(moment)


def _ask(moment: Moment) -> Card:
    question = moment.facts.question
    if question is None or not question.is_open:
        return _settled(moment)
    says = (
        say("lookalike.ask", day=_day(moment, question.earlier.visited_on)),
        say("lookalike.which", whose=_whose(moment, question), day=question.later.visited_on),
        say(f"lookalike.{_shown(moment, question)}"),
    )
    return Card(says, ((choice("same"),), (choice("mistake"), choice("another"))))


def _shown(moment: Moment, question: Question) -> str:
    """Which of the two photos are shown above the card."""
    if len(question.shown_to(moment.facts.actor, moment.facts.today)) > 1:
        return "both"
    return "not_yours" if question.earlier.file else "gone"


def _day(moment: Moment, day: object) -> object:
    """The day, with its year if that is another one."""
    year = getattr(day, "year", None)
    return day if year == moment.facts.today.year else say("page.day_of_year", year=year, day=day)


def _whose(moment: Moment, question: Question) -> Say | str:
    """The household's head, as long as the household is this person's."""
    home = moment.facts.round.get(question.later.subject.household_id or -1)
    return say("lookalike.home", head=home.head) if home else ""


def _ask_another(moment: Moment) -> Card:
    question = moment.facts.question
    if question is None or not question.is_open:
        return _settled(moment)
    asked = say("lookalike.another", whose=_whose(moment, question), day=question.later.visited_on)
    return Card((asked,), BACK_OR_CANCEL)


def _settled(_moment: Moment) -> Card:
    return Card((say("lookalike.settled"),))


def _thank(_moment: Moment) -> Card:
    return Card((say("lookalike.thanks"),), LEADS_ON)


def _tell_withdrawn(_moment: Moment) -> Card:
    return Card((say("lookalike.withdrawn"),), LEADS_ON)


def _tell_replaced(_moment: Moment) -> Card:
    return Card((say("lookalike.replaced"),), LEADS_ON)


def _answered(moment: Moment, answer: Answer) -> tuple[Question, LikenessAnswered]:
    question = moment.facts.question
    assert question is not None  # the guard saw it
    visit, at = question.later.visit_id, moment.event.at
    return question, LikenessAnswered(question.id, visit, question.person_id, answer, at)


def _say_same(moment: Moment) -> Outcome:
    _, answered = _answered(moment, Answer.SAME_PLACE)
    return Outcome(moment.answers, (answered,))


def _withdraw(moment: Moment) -> Outcome:
    question, answered = _answered(moment, Answer.MISTAKE)
    return Outcome(moment.answers, (answered, _gone(moment, question)))


def _replace(moment: Moment) -> Outcome:
    """The photo that came takes the place of the one that was sent by mistake."""
    question, answered = _answered(moment, Answer.REPLACED)
    picture = moment.event.picture
    assert picture is not None  # a photo event has one
    added = PicturesAdded(question.later.visit_id, question.person_id, (picture,), moment.event.at)
    answers = {**moment.answers, "album": moment.event.group}
    return Outcome(answers, (answered, _gone(moment, question), added), settles=True)


def _joins(moment: Moment) -> bool:
    """A photo sent soon after the save while this question is open, or a late part of an album (R6)."""
    question, event = moment.facts.question, moment.event
    if question is None or event.text:
        return False
    is_rest = bool(event.group) and event.group == moment.answers.get("album")
    return is_rest or event.at - question.later.recorded_at <= JOINS_WITHIN


def _add(moment: Moment) -> Outcome:
    question, picture = moment.facts.question, moment.event.picture
    assert question is not None  # the guard saw it
    assert picture is not None  # a photo event has one
    added = PicturesAdded(question.later.visit_id, question.person_id, (picture,), moment.event.at)
    whose, day = _whose(moment, question), question.later.visited_on
    return Outcome(moment.answers, (added,), note=say("lookalike.joined", whose=whose, day=day), settles=True)


def _gone(moment: Moment, question: Question) -> PictureWithdrawn:
    visit, at = question.later.visit_id, moment.event.at
    return PictureWithdrawn(question.photo_id, visit, question.person_id, at)


def _leave(_moment: Moment) -> Outcome:
    return Outcome(NO_ANSWERS, note=say("lookalike.left"))


class Lookalike(Flow):
    """Same place, or sent by mistake: either answer is right, and none is owed."""

    name = "lookalike"
    wants = frozenset({Want.LIKENESS})
    is_moot = staticmethod(_is_moot)

    ASK = State(_ask)
    ANOTHER = State(_ask_another)
    THANKED = State(_thank, closes=True)
    WITHDRAWN = State(_tell_withdrawn, closes=True)
    REPLACED = State(_tell_replaced, closes=True)

    moves = (
        Move(ASK, "same", THANKED, do=_say_same, when=_is_open),
        Move(ASK, "mistake", WITHDRAWN, do=_withdraw, when=_is_open),
        Move(ASK, "another", ANOTHER, when=_is_open),
        Move(ANOTHER, "photo", REPLACED, do=_replace, when=_is_open),
        Move(ANOTHER, "back", ASK, when=_is_open),
        Move(ANOTHER, "cancel", Enter("home"), do=_leave),
        Move(ASK, "photo", ASK, do=_add, when=_joins),
        Move(THANKED, "photo", THANKED, do=_add, when=_joins),
        Move(WITHDRAWN, "photo", WITHDRAWN, do=_add, when=_joins),
        Move(REPLACED, "photo", REPLACED, do=_add, when=_joins),
        Move((THANKED, WITHDRAWN, REPLACED), "visit", Enter("visit")),
        Move((THANKED, WITHDRAWN, REPLACED), "mine", Enter("mine")),
    )
