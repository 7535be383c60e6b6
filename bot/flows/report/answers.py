"""The answers of a report in progress, read back as the domain's values."""

from collections.abc import Mapping
from typing import Any

from bot.flows.engine.flow import Moment
from bot.flows.need.rules import scene
from bot.flows.visit.answers import pictures
from domain.needs.life import report
from domain.needs.needs import NeedReported
from domain.needs.orders import NeedRefusal, NeedTold
from domain.needs.pages import NeedHome
from domain.visits.visits import Voice, note_with


def has_told(answers: Mapping[str, Any]) -> bool:
    """Whether there is anything that somebody would not want to tell twice."""
    return any(answers.get(one) for one in ("category", "words", "voice", "voices", "photos", "note"))


def voice(answers: Mapping[str, Any]) -> Voice | None:
    """What was spoken: for the report, or else last for the visit that it came from."""
    said = answers.get("voice") or next(reversed(answers.get("voices", ())), None)
    return Voice(*said) if said else None


def words(answers: Mapping[str, Any]) -> str:
    """What was said: the note of the visit, and the words of the report."""
    return note_with(answers.get("note"), answers.get("words", ""))


def home(moment: Moment) -> NeedHome | None:
    """The household told of, if it is known."""
    found = moment.facts.need_home
    return found if found and found.id == moment.answers.get("household") else None


def is_urgent(moment: Moment) -> bool:
    """Whether the township takes such needs for urgent, or this one was told so."""
    category = moment.facts.policy.needs.category(moment.answers.get("category", ""))
    return category.urgent or bool(moment.answers.get("urgent"))


def reported(moment: Moment, need_id: int, visit_id: int | None, *, urgent: bool) -> NeedReported | None:
    """What becomes true when it is sent; None if this person may not report it (any more)."""
    where, answers, facts = home(moment), moment.answers, moment.facts
    if where is None or not answers.get("category"):
        return None
    told = NeedTold(
        where.id,
        answers["category"],
        urgent,
        words(answers),
        voice(answers),
        pictures(answers),
        visit_id,
    )
    made = report(told, need_id, facts.next_number, where.village_code, scene(facts, where.ladder))
    return None if isinstance(made, NeedRefusal) else made
