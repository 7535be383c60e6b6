"""What joins a saved visit by itself, and how it is taken off again: nothing joins anything silently (R6)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.flows.engine.flow import Moment, Outcome
from bot.flows.engine.port import say
from bot.flows.shared.menu import chosen_household
from bot.flows.visit import answers as given
from bot.flows.visit.arrivals import caption_of, note_of
from bot.flows.visit.photo_rules import recent_visit, silent_joined, visit_that_day
from bot.flows.visit.proposals import take, waiting_of
from bot.flows.visit.recording import OF_JOINING, saved_answers
from bot.flows.visit.turns import write_photo
from bot.flows.visit.words import head_of, joined_words
from domain.visits.visits import (
    AdditionTakenBack,
    Mode,
    Picture,
    PicturesMoved,
    VisitContinued,
    Voice,
    note_with,
)


def join_photo(moment: Moment) -> Outcome:
    """A photo that comes by itself soon after the save joins the visit; it can be taken off again (R6)."""
    outcome, answers, picture = write_photo(moment), moment.answers, moment.event.picture
    assert picture is not None  # a photo event has one
    is_new = len(outcome.answers["photos"]) > len(answers.get("photos", ()))
    if given.household(moment) is None or not is_new:
        return outcome
    added = answers.get("added", {})
    joined = {
        "joined": [*answers.get("joined", ()), picture.unique],
        "spoke": [*answers.get("spoke", ()), *([picture.unique] if caption_of(moment).matches else ())],
        "joined_at": moment.event.at.isoformat(),
        "before": answers.get("before") or {"mode": answers["mode"], "note": answers.get("note") or ""},
        "added": {**added, "note": note_with(added.get("note"), note_of(moment))},
    }
    after = {**outcome.answers, **joined}
    return replace(outcome, answers=after, note=joined_words(moment, after))


def join_recent(moment: Moment) -> Outcome:
    """The photo joins the visit saved a moment ago, and its card is shown again."""
    visit = recent_visit(moment)
    assert visit is not None  # the guard saw it
    return join_photo(replace(moment, answers=saved_answers(visit, visit.pictures)))


def take_back(moment: Moment) -> Outcome:
    """What joined the visit is taken off it again."""
    household = given.household(moment)
    note = say("visit.joined_undone", head=head_of(moment, household)) if household else None
    return Outcome(_without_joined(moment.answers), (_taken_back(moment, _joined(moment)),), note=note)


def name_joined(moment: Moment) -> Outcome:
    """What is said at once after photos that joined by themselves names another household for them."""
    moment = replace(moment, answers=_of_silent_ones(moment.answers))
    today, household, photos = moment.facts.today.isoformat(), given.household(moment), _joined(moment)
    heard_at = moment.answers["joined_at"]
    written = [given.written(one) for one in photos]
    loose = {"photos": written, "day": today, "told_on": today, "heard_at": heard_at}
    taken = take(replace(moment, answers=loose | _added_words(moment.answers) | waiting_of(moment)))
    head = head_of(moment, household) if household else ""
    note = say("visit.joined_moved", n=len(photos), head=head)
    return replace(taken, facts=(_taken_back(moment, photos), *taken.facts), note=note)


def name_beside_joined(moment: Moment) -> Outcome:
    """A photo names another household than those that joined; these said themselves where they belong."""
    spoke = frozenset(moment.answers["joined"])
    recent = tuple(replace(one, joined=one.joined - spoke) for one in moment.facts.recent)
    facts = replace(moment.facts, recent=recent)
    return take(replace(moment, facts=facts, answers=waiting_of(moment)))


def take_off(moment: Moment) -> Outcome:
    """What joined the visit by itself belongs to another household: which one?"""
    answers, joined = moment.answers, moment.answers["joined"]
    photos = [list(one) for one in answers["photos"] if one[0] in joined]
    saved = {name: value for name, value in answers.items() if name not in ("joined", "waiting", "siblings")}
    words, day = _added_words(answers), answers["visited_on"]
    loose = {"photos": photos, "moved": {"visit": answers["visit"], "uniques": list(joined)}, "day": day}
    # The photos stay where they are until somebody else is named; the words are taken along at once.
    is_otherwise = answers.get("before", answers)["mode"] != answers["mode"]
    facts = (_taken_back(moment, ()),) if words or is_otherwise else ()
    return Outcome({**loose, **words, "saved": saved, **waiting_of(moment)}, facts)


def leave_there(moment: Moment) -> Outcome:
    """They stay where they are, and what came meanwhile joins them."""
    answers, moved = moment.answers, moment.answers["moved"]
    saved = dict(answers["saved"])
    _, late = _taken(moment)
    photos = [*saved["photos"], *(given.written(one) for one in late)]
    joined = [*moved["uniques"], *(one.unique for one in late)]
    words = answers.get("note", "")
    note = note_with(saved.get("before", {}).get("note", saved.get("note")), words)
    added = {**saved.get("added", {}), "note": words}
    kept = {
        **saved,
        "photos": photos,
        "photos_kept": len(photos),
        "joined": joined,
        "note": note,
        "added": added,
    }
    return Outcome(kept | waiting_of(moment), _more(moment, moved["visit"], given.mode(saved), late))


def move_photos(moment: Moment) -> Outcome:
    """They go over to the other household's visit of that day; the card of the first one is shown again."""
    household, answers = chosen_household(moment), moment.answers
    visit = visit_that_day(moment, household)
    assert household is not None  # the guard saw it
    assert visit is not None
    from_visit, uniques = answers["moved"]["visit"], answers["moved"]["uniques"]
    taken, late = _taken(moment)
    mode = next(one.mode for one in household.visits if one.visit_id == visit)
    moved = PicturesMoved(visit, from_visit, _person(moment), taken, moment.event.at)
    kept = _without_joined({**answers["saved"], "joined": uniques}) | waiting_of(moment)
    note = say("visit.photos_moved", head=household.head, n=len(taken) + len(late))
    return Outcome(kept, (moved, *_more(moment, visit, mode, late)), note=note)


def _joined(moment: Moment) -> tuple[Picture, ...]:
    joined = moment.answers.get("joined", ())
    return tuple(one for one in given.pictures(moment.answers) if one.unique in joined)


def _of_silent_ones(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as if only those had joined that did not say themselves where they belong."""
    if not answers.get("spoke"):
        return dict(answers)
    stays = {"mode": answers["mode"], "note": answers.get("note") or ""}
    return {**answers, "joined": silent_joined(answers), "before": stays, "added": {}}


def _added_words(answers: Mapping[str, Any]) -> dict[str, Any]:
    added = answers.get("added", {})
    return {name: added[name] for name in ("note", "voices") if added.get(name)}


def _without_joined(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of the saved card as they were before anything joined."""
    gone = {*answers.get("joined", ()), *(one[0] for one in answers.get("added", {}).get("voices", ()))}
    kept = {name: value for name, value in answers.items() if name not in OF_JOINING}
    photos = [list(one) for one in answers.get("photos", ()) if one[0] not in gone]
    voices = [list(one) for one in answers.get("voices", ()) if one[0] not in gone]
    return {
        **kept,
        **answers.get("before", {}),
        "photos": photos,
        "photos_kept": len(photos),
        "voices": voices,
    }


def _taken_back(moment: Moment, pictures: tuple[Picture, ...]) -> AdditionTakenBack:
    before, visit = _without_joined(moment.answers), moment.answers["visit"]
    voices = tuple(Voice(*one) for one in moment.answers.get("added", {}).get("voices", ()))
    mode, note = Mode(before["mode"]), before.get("note") or ""
    return AdditionTakenBack(visit, _person(moment), mode, note, pictures, voices, moment.event.at)


def _taken(moment: Moment) -> tuple[tuple[Picture, ...], tuple[Picture, ...]]:
    """The photos that were taken off a saved visit, and those that came since."""
    pictures, uniques = given.pictures(moment.answers), moment.answers["moved"]["uniques"]
    taken = tuple(one for one in pictures if one.unique in uniques)
    return taken, tuple(one for one in pictures if one.unique not in uniques)


def _more(
    moment: Moment, visit: int, mode: Mode, pictures: tuple[Picture, ...]
) -> tuple[VisitContinued, ...]:
    """What came while it was asked whose it is is added to that visit."""
    words, voices = moment.answers.get("note", ""), given.voices(moment.answers)
    if not pictures and not words and not voices:
        return ()
    return (VisitContinued(visit, _person(moment), mode, words, pictures, voices, moment.event.at),)


def _person(moment: Moment) -> int:
    person = moment.facts.person
    assert person is not None  # strangers are stopped at the gate
    return person.id
