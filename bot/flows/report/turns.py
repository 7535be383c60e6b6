"""Outcomes of reporting a need: answers, and at the end the need and the visit with it."""

from dataclasses import replace
from typing import Any

from bot.flows.engine.flow import Do, Moment, Outcome
from bot.flows.engine.numbers import from_base36
from bot.flows.engine.port import say
from bot.flows.need.telling import urgent_notices
from bot.flows.need.turns import FIRST_ID
from bot.flows.report import answers as given
from bot.flows.report.rules import shelved_report
from bot.flows.visit import answers as visit_answers
from bot.flows.visit.joining import join_photo, name_joined
from bot.flows.visit.recording import record_batch
from domain.visits.visits import Mode, VisitRecorded, note_with

VISIT, NEED = 1, 2
"""Which of the event's own ids go to the visit and to the need; the first is the draft's."""
_FROM_PAGE = ("household", "by_office", "page", "village")
_OF_REPORT = ("category", "words", "voice", "been", "edits")


def back_to_visit(moment: Moment) -> Outcome:
    """To the card of the visit, as it was, with whatever was sent since."""
    return Outcome({key: value for key, value in moment.answers.items() if key not in _OF_REPORT})


def carry_page(moment: Moment) -> Outcome:
    """From the page of a household."""
    kept = {key: moment.answers[key] for key in _FROM_PAGE if key in moment.answers}
    return Outcome(kept | {"from_page": True})


def back_to_page(moment: Moment) -> Outcome:
    """To the page of the household, and from there to the same list."""
    return Outcome({key: moment.answers[key] for key in _FROM_PAGE if key in moment.answers})


def pick(moment: Moment) -> Outcome:
    """The household of the button; what was sent before comes along."""
    return moment.with_answers(household=from_base36(moment.argument))


def pick_named(moment: Moment) -> Outcome:
    """The household whose head was typed."""
    return moment.with_answers(household=moment.facts.round.matching(moment.event.text)[0].id)


def resume(moment: Moment) -> Outcome:
    """Resume the shelved draft."""
    shelved = shelved_report(moment)
    assert shelved is not None  # the guard saw it
    return Outcome(shelved.answers, forgets_shelved=True)


def drop(moment: Moment) -> Outcome:
    """Drop the shelved draft."""
    return Outcome(moment.answers, forgets_shelved=True)


def choose_kind(moment: Moment) -> Outcome:
    """What it is about."""
    answers = {key: value for key, value in moment.answers.items() if key != "edits"}
    return Outcome(answers | {"category": moment.argument})


def correct(moment: Moment) -> Outcome:
    """Only the category is to be another one."""
    return moment.with_answers(edits=True)


def retell(moment: Moment) -> Outcome:
    """The words are told anew; what belongs to the visit stays."""
    return Outcome({key: value for key, value in moment.answers.items() if key not in ("words", "voice")})


def keep_words(moment: Moment) -> Outcome:
    """One more message about it."""
    return moment.with_answers(words=note_with(moment.answers.get("words"), moment.event.text))


def keep_voice(moment: Moment) -> Outcome:
    """What was spoken; the last recording counts, and that is said."""
    voice = moment.event.voice
    if voice is None:
        return Outcome(moment.answers, note=say("need.voice_unreadable"))
    said = [voice.unique, voice.file, voice.seconds]
    before = moment.answers.get("voice")
    again = before is not None and list(before) != said
    return Outcome({**moment.answers, "voice": said}, note=say("need.voice_replaced") if again else None)


def keep_photo(moment: Moment) -> Outcome:
    """One more photo; its caption is part of what is told."""
    assert moment.event.picture is not None  # a photo event has one
    photos = visit_answers.with_picture(moment.answers, moment.event.picture)
    kept: dict[str, Any] = {"photos": photos}
    if moment.event.text.strip():
        kept["words"] = note_with(moment.answers.get("words"), moment.event.text)
    if moment.answers.get("been") and not moment.answers.get("day"):
        kept["day"] = moment.facts.today.isoformat()
    return Outcome({**moment.answers, **kept}, settles=True)


def send(*, urgent: bool) -> Do:
    """Report it, save the visit that it came from, and tell the township if it is urgent."""

    def do(moment: Moment) -> Outcome:
        first, home = moment.facts.fresh_id, given.home(moment)
        facts, visit = _visit(moment, first + VISIT)
        need = given.reported(moment, first + NEED, visit["visit"] if visit else None, urgent=urgent)
        assert need is not None  # the guard saw it
        assert home is not None  # the guard saw it
        notices = urgent_notices(need, home, moment.facts, first + FIRST_ID)
        told = {
            "need": need.need_id,
            "number": need.number,
            "household": home.id,
            "head": home.head,
            "told_to": [one.person_id for one in notices],
            "at_once": all(one.due_at <= moment.facts.now for one in notices),
            "visit": visit and visit | {"need_number": need.number},
        }
        return Outcome(told, (*facts, need, *notices))

    return do


def _visit(moment: Moment, visit_id: int) -> tuple[tuple[object, ...], dict[str, Any] | None]:
    """The visit at which the need was told; nothing from somebody who has not been there."""
    answers, household = moment.answers, visit_answers.household(moment)
    if not answers.get("been") or household is None:
        return (), None
    facts, saved = record_batch(moment, household, answers, visit_id, Mode.HOME, visit_answers.day(moment))
    told = tuple(replace(one, all_fine=False) if isinstance(one, VisitRecorded) else one for one in facts)
    waiting = {"waiting": answers["waiting"]} if answers.get("waiting") else {}
    return told, saved | waiting


def add_photo(moment: Moment) -> Outcome:
    """A photo that was still on its way belongs to the visit just saved."""
    outcome = join_photo(replace(moment, answers=moment.answers["visit"]))
    return replace(outcome, answers={**moment.answers, "visit": outcome.answers})


def name_joined_photos(moment: Moment) -> Outcome:
    """The words at once after such photos name another household for them."""
    return name_joined(replace(moment, answers=moment.answers["visit"]))


def see_need(moment: Moment) -> Outcome:
    """The card of the need just reported."""
    return Outcome({"need": moment.answers["need"]})


def see_visit(moment: Moment) -> Outcome:
    """The card of the visit saved with it, where it can be dated or undone."""
    return Outcome(dict(moment.answers["visit"]))


def leave(_moment: Moment) -> Outcome:
    """Nothing is reported, as asked."""
    return Outcome({"cancelled": True}, note=say("cancelled"))
