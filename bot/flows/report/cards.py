"""What each state of reporting a need asks (transcript T3)."""

from datetime import date

from bot.flows.engine.flow import Moment
from bot.flows.engine.port import Card, Choice, Rows, Say, choice, say
from bot.flows.need.words import category_words, told_parts
from bot.flows.report import answers as given
from bot.flows.report.rules import has_visit, shelved_report
from bot.flows.shared.menu import BACK_OR_CANCEL, household_choice, more_choice, page_of, two_a_row
from bot.flows.shared.words import clipped
from domain.needs.deadlines import due_on
from domain.needs.needs import numbered
from domain.visits.visits import Voice

_STEPS = 3


def _step(number: int, words: Say) -> Say:
    return say("need.progress", n=number, of=_STEPS, words=words)


def ask_whose(moment: Moment) -> Card:
    """Whose need it is: the households as they are offered for a visit (R7)."""
    facts, answers = moment.facts, moment.answers
    if not facts.round:
        return Card((say("visit.no_households"),), BACK_OR_CANCEL)
    found = answers.get("found")
    offered = facts.round.matching(found) if found else facts.round.offered()
    shown, pages = page_of(offered, answers.get("page", 0))
    more = (more_choice(answers.get("page", 0), pages),) if pages > 1 else ()
    asked, resumed = _offer_shelved(moment)
    rows: Rows = (
        *resumed,
        *((household_choice(facts, one, "pick"),) for one in shown),
        (*more, choice("search")),
        *BACK_OR_CANCEL,
    )
    return Card((*asked, _whose_words(moment, len(offered))), rows)


def _whose_words(moment: Moment, offered: int) -> Say:
    found, parts = moment.answers.get("found"), told_parts(*_told(moment))
    if found:
        return say("visit.found" if offered else "visit.not_found", words=found[:20])
    return say("need.whose_is_it", parts=parts) if parts else say("need.whose")


def _offer_shelved(moment: Moment) -> tuple[tuple[Say, ...], Rows]:
    shelved = shelved_report(moment)
    home = moment.facts.round.get(shelved.answers["household"]) if shelved else None
    if home is None:
        return (), ()
    return (say("need.shelved", head=home.head),), ((choice("go_on").to("resume"), choice("drop")),)


def ask_words(_moment: Moment) -> Card:
    """A name, a group or pinyin initials."""
    return Card((say("visit.search"),), BACK_OR_CANCEL)


def ask_kind(moment: Moment) -> Card:
    """What it is about."""
    categories = moment.facts.policy.needs.categories
    buttons = [Choice(f"kind-{one.code}", category_words(moment.facts, one.code)) for one in categories]
    rows: Rows = two_a_row(buttons)
    return Card((_step(1, say("need.ask_kind")), *_have(moment)), (*rows, *BACK_OR_CANCEL))


def _told(moment: Moment) -> tuple[str, Voice | None, int]:
    answers = moment.answers
    return given.words(answers), given.voice(answers), len(answers.get("photos", ()))


def _have(moment: Moment) -> tuple[Say, ...]:
    parts = told_parts(*_told(moment))
    return (say("need.have", parts=parts),) if parts else ()


def ask_what(moment: Moment) -> Card:
    """How it is, in any words or voice; what is there already is told."""
    return Card((_step(2, say("need.ask_words")), *_have(moment)), ((choice("skip"),), *BACK_OR_CANCEL))


def ask_right(moment: Moment) -> Card:
    """Everything once more before it is sent; needs are not sent by one slip of a finger (R9)."""
    where, answers, facts = given.home(moment), moment.answers, moment.facts
    if where is None:
        return Card((say("need.not_yours"),), BACK_OR_CANCEL)
    words, voice, photos = _told(moment)
    summary = say(
        "need.check",
        head=where.head,
        what=category_words(facts, answers["category"]),
        voice=say("need.voice_clause", n=voice.seconds) if voice else "",
        photos=say("need.photos_clause", n=photos) if photos else "",
    )
    told = (say("need.check_words", words=clipped(words)),) if words else ()
    days = facts.policy.needs.category(answers["category"]).working_days
    due = due_on(facts.today, days, facts.policy.working_days())
    is_urgent = given.is_urgent(moment)
    follows = say("need.follows_township" if is_urgent else "need.follows_you", day=due, n=days)
    urgent: Rows = () if is_urgent else ((choice("urgent"),),)
    rows: Rows = ((choice("send"),), *urgent, (choice("edit"), choice("cancel")))
    return Card((_step(3, summary), *told, follows), rows)


def ask_edit(_moment: Moment) -> Card:
    """What is to be put right."""
    return Card((say("need.edit"),), ((choice("rekind"), choice("retell")), *BACK_OR_CANCEL))


def tell_reported(moment: Moment) -> Card:
    """Its number, and that the visit is saved, too."""
    answers = moment.answers
    visit, told_to = answers.get("visit"), answers.get("told_to", ())
    urgent = say("need.told_now" if answers.get("at_once") else "need.told_at_seven") if told_to else ""
    saved: Say | str = ""
    if visit:
        day = date.fromisoformat(visit["visited_on"])
        saved = say("need.visit_today") if day == moment.facts.today else say("need.visit_day", day=day)
    number = numbered(answers["number"])
    words = say("need.reported", number=number, urgent=urgent, visit=saved, head=answers["head"])
    more: Rows = ((choice("see_visit"),),) if has_visit(moment) else ()
    return Card((words,), ((choice("see"),), *more))
