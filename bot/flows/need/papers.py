"""听语音 and 看照片: what was spoken and shown when a need was told comes as messages of its own."""

from dataclasses import replace

from bot.flows.engine.flow import Moment, Outcome
from bot.flows.engine.port import Choice, choice
from bot.flows.need.rules import scene, shown
from bot.flows.shared.papers import ask_sheet
from domain.needs.pages import NeedPage
from domain.paperwork import Paper, PaperworkAsked
from domain.people.access import Action
from domain.visits.visits import Voice


def _voice(page: NeedPage) -> Voice | None:
    """What was spoken first."""
    return next((one.voice for one in page.need.history if one.voice), None)


def may_listen(moment: Moment) -> bool:
    """Something was spoken, and this person may hear it."""
    page = shown(moment)
    if page is None or _voice(page) is None:
        return False
    return scene(moment.facts, page.home.ladder).may(Action.HEAR_NEED, page.need)


def has_album(moment: Moment) -> bool:
    """Photos were shown with it, at the report or since."""
    page = shown(moment)
    return page is not None and any(one.pictures for one in page.need.history)


def evidence_choices(moment: Moment) -> tuple[Choice, ...]:
    """The buttons for what there is to hear and to see."""
    heard = (choice("listen"),) if may_listen(moment) else ()
    return (*heard, choice("look")) if has_album(moment) else heard


def ask_voice(moment: Moment) -> Outcome:
    """The voice message comes."""
    page = shown(moment)
    voice = _voice(page) if page else None
    assert voice is not None  # the guard saw it
    return ask_sheet(moment, Paper.VOICE, "need.voice_coming", voice=voice.unique)


def ask_evidence(moment: Moment) -> Outcome:
    """Both come."""
    heard, seen = ask_voice(moment), ask_album(moment)
    (asked,) = seen.facts
    assert isinstance(asked, PaperworkAsked)
    later = replace(asked, paper_id=asked.paper_id + 1)
    return Outcome({**moment.answers, "paper": later.paper_id}, (*heard.facts, later), note=seen.note)


def ask_album(moment: Moment) -> Outcome:
    """The photos come."""
    page = shown(moment)
    assert page is not None  # the guard saw it
    return ask_sheet(moment, Paper.NEED_ALBUM, "page.album_coming", need=page.need.id)
