"""Outcomes of the visit flow's moves: answers, and facts to record."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.flows.engine.flow import Do, Moment, Outcome
from bot.flows.engine.port import say
from bot.flows.shared.menu import chosen_household
from bot.flows.visit import answers as given
from bot.flows.visit.again import saved_visit, twin_of
from bot.flows.visit.arrivals import caption_of, note_of, refused_in, said_by
from bot.flows.visit.photo_rules import dated_last_month
from bot.flows.visit.recording import OF_JOINING, continue_visit, record_batch
from bot.flows.visit.rules import MODES, chosen_day, may_be_entered, named
from bot.flows.visit.tray import Tray, has_content
from bot.flows.visit.troubles import trouble_told
from bot.flows.visit.words import day_refused, joined_words
from domain.conversation import NO_ANSWERS
from domain.duties.round import PairedHousehold
from domain.visits.visits import NoteWritten, PicturesAdded, VisitRedated, VisitUndone, note_with


def merge_shelved(moment: Moment, household: PairedHousehold) -> tuple[dict[str, Any], bool]:
    """Photos and words sent before a household was picked, with shelved ones; and whether there were any.

    What was laid aside of another household waits its turn: there is only one place to lay things aside.
    """
    laid_aside = given.laid_aside(moment.shelved)
    if laid_aside.get("household", household.id) == household.id:
        return given.joined(laid_aside, moment.answers), bool(laid_aside)
    if not has_content(laid_aside) and not given.has_waiting(laid_aside):
        return given.joined(NO_ANSWERS, moment.answers), False
    tray = Tray.of(moment.answers).absorbing(laid_aside)
    return given.joined(NO_ANSWERS, tray.answers()), True


def _open(moment: Moment, household: PairedHousehold | None) -> Outcome:
    """The card of a household, with all that was sent for it."""
    assert household is not None  # the guard saw it
    begun, resumes = merge_shelved(moment, household)
    told = said_by(moment, begun.get("note", ""), household)
    together = {**begun, **told, "said": None}
    kept = {name: value for name, value in together.items() if value}
    refused = refused_in(moment, begun.get("note", ""), household)
    note = day_refused(moment, refused, household) if refused else None
    return Outcome(kept | {"household": household.id}, note=note, forgets_shelved=resumes)


def pick_household(moment: Moment) -> Outcome:
    """Open the card of the household pressed; photos that came first come along."""
    return _open(moment, chosen_household(moment))


def pick_next(moment: Moment) -> Outcome:
    """Open the next household's card; photos and note stay with the visit just recorded."""
    household = chosen_household(moment)
    waiting = [dict(one) for one in moment.answers.get("waiting", ())]
    own = next((one for one in waiting if household and one.get("household") == household.id), None)
    others = [one for one in waiting if one is not own]
    begun = {**(own or {}), **({"waiting": others} if others else {})}
    return _open(replace(moment, answers=begun), household)


def pick_named(moment: Moment) -> Outcome:
    """Open the card of the household whose head was typed."""
    outcome = _open(moment, moment.facts.round.matching(moment.event.text)[0])
    return replace(outcome, answers={**outcome.answers, **_heard(moment, outcome, names=True)})


def pick_in_words(moment: Moment) -> Outcome:
    """Open the card of the household that a sentence is about; what else it says is the note."""
    caption = caption_of(moment)
    outcome = _open(moment, caption.one)
    told = {"note": note_with(outcome.answers.get("note"), caption.rest)} | trouble(moment)
    told |= _heard(moment, outcome, names=True)
    return _on_day_said(moment, caption.one, replace(outcome, answers={**outcome.answers, **told}))


def _heard(moment: Moment, outcome: Outcome, *, names: bool) -> dict[str, Any]:
    return given.hearing(replace(moment, answers=outcome.answers), names=names)


def trouble(moment: Moment) -> dict[str, str]:
    """What a need would be about, if the words tell of trouble: the card offers to report it, too."""
    guess = trouble_told(moment.event.text, moment.facts)
    return {"category": guess} if guess else {}


def _on_day_said(moment: Moment, household: PairedHousehold | None, outcome: Outcome) -> Outcome:
    """The card with the day that the words name: it is taken, or it is said which would be."""
    said, today = caption_of(moment).named, moment.facts.today.isoformat()
    kept = {**outcome.answers, "day": outcome.answers.get("day", today)}
    if said is None:
        return replace(outcome, answers=kept)
    if said.day and may_be_entered(moment, household, said.day):
        return replace(outcome, answers={**kept, "day": said.day.isoformat(), "dated": True})
    return replace(outcome, answers=kept, note=day_refused(moment, said, household))


def keep_words(moment: Moment) -> Outcome:
    """Words that may be about one of several households; they come first on the list."""
    note = note_with(moment.answers.get("note"), moment.event.text)
    kept = {key: value for key, value in moment.answers.items() if key not in ("found", "page")}
    return Outcome(kept | {"note": note} | given.hearing(moment))


def search(moment: Moment) -> Outcome:
    """List what fits the words."""
    return moment.with_answers(found=moment.event.text.strip(), page=0)


def search_nothing(moment: Moment) -> Outcome:
    """Nothing fits: say so and show the whole list again."""
    left = {key: value for key, value in moment.answers.items() if key not in ("found", "page")}
    return Outcome(left, note=say("visit.not_found", words=moment.event.text.strip()[:20]))


def forget_search(moment: Moment) -> Outcome:
    """The whole list again."""
    return Outcome({key: value for key, value in moment.answers.items() if key not in ("found", "page")})


def back_to_list(moment: Moment) -> Outcome:
    """It is another household after all."""
    return Outcome({key: value for key, value in moment.answers.items() if key != "household"})


def leave(moment: Moment) -> Outcome:
    """Nothing is recorded, as asked."""
    return Outcome({"cancelled": True}, note=say("cancelled"))


def resume(moment: Moment) -> Outcome:
    """Resume the shelved draft."""
    return Outcome(given.laid_aside(moment.shelved), forgets_shelved=True)


def drop(moment: Moment) -> Outcome:
    """Drop the shelved draft."""
    return Outcome(moment.answers, forgets_shelved=True)


def hint_place(moment: Moment) -> Outcome:
    """A location orders the list (R7, R15), all of it."""
    place = moment.event.place
    return moment.with_answers(near=[place.latitude, place.longitude] if place else None, page=0, found="")


def _caption(moment: Moment) -> dict[str, str]:
    return {"note": note_with(moment.answers.get("note"), moment.event.text)} if moment.event.text else {}


def keep_photo(moment: Moment) -> Outcome:
    """One more photo on the open card; its caption is a note."""
    assert moment.event.picture is not None  # a photo event has one
    kept = {
        "photos": given.with_picture(moment.answers, moment.event.picture),
        "day": moment.answers.get("day", moment.facts.today.isoformat()),
    }
    return Outcome({**moment.answers, **kept, **_caption(moment)}, settles=True)


def keep_note(moment: Moment) -> Outcome:
    """Free text on an open card is its note (R6), and a day in it is the day of the visit."""
    caption = caption_of(moment)
    is_day = caption.named is not None and not caption.rest and caption.mode is None
    note = note_with(moment.answers.get("note"), "" if is_day else moment.event.text)
    kept = moment.with_answers(note=note, **trouble(moment), **given.hearing(moment))
    return _on_day_said(moment, given.household(moment), kept)


def keep_voice(moment: Moment) -> Outcome:
    """Spoken words on an open card are its note (R12)."""
    day = moment.answers.get("day", moment.facts.today.isoformat())
    return moment.with_answers(voices=given.with_voice(moment.answers, moment.event.voice), day=day)


def keep_mode(trigger: str) -> Do:
    """Remember how it was while the month is asked."""
    return lambda moment: moment.with_answers(mode=MODES[trigger])


def keep_card(moment: Moment) -> Outcome:
    """Back to the card as it was before something more was asked."""
    gone = ("mode", "reports")
    return Outcome({name: value for name, value in moment.answers.items() if name not in gone})


def record(trigger: str) -> Do:
    """Record the visit as the button says."""
    return lambda moment: _record(moment.with_answers(mode=MODES[trigger]), moment, given.day(moment))


def record_last_month(moment: Moment) -> Outcome:
    """Record it for the last day of the month before."""
    return record_kept(replace(moment, answers=dated_last_month(moment)))


def record_kept(moment: Moment) -> Outcome:
    """Record it as it was said before something more was asked."""
    return _record(Outcome(moment.answers), moment, given.day(moment))


def record_apart(moment: Moment) -> Outcome:
    """Somebody went again: a visit of its own."""
    return record_kept(replace(moment, answers={**moment.answers, "apart": True}))


def keep_report(moment: Moment) -> Outcome:
    """Remember that a need is to be told while it is asked whether the visit is the saved one."""
    return moment.with_answers(reports=True)


def _record(outcome: Outcome, moment: Moment, visited_on: date) -> Outcome:
    household, answers = given.household(moment), outcome.answers
    assert household is not None  # the guard saw it
    # Whoever says only today how it was enters it today.
    batch = {name: value for name, value in answers.items() if name != "told_on"} | given.hearing(moment)
    first, mode = moment.facts.fresh_id, given.mode(answers)
    facts, saved = record_batch(moment, household, batch, first, mode, visited_on)
    waiting = [dict(one) for one in answers.get("waiting", ())]
    kept = {**saved, **({"waiting": waiting} if waiting else {})}
    return Outcome(kept, facts, note=joined_words(moment, saved))


def keep_day(moment: Moment) -> Outcome:
    """Remember the day, and which visit there is already, while it is asked whether they are the same."""
    day = chosen_day(moment)
    assert day is not None  # the guard saw it
    twin = twin_of(given.household(moment), day, but=moment.answers["visit"])
    assert twin is not None  # the guard saw it
    return moment.with_answers(redates=day.isoformat(), twin=twin.visit_id)


def redate(moment: Moment) -> Outcome:
    """Move the recorded visit to another day."""
    day = chosen_day(moment)
    assert day is not None  # the guard saw it
    return _redate(moment, day)


def redate_apart(moment: Moment) -> Outcome:
    """Move the recorded visit, though there is another one on that day."""
    return _redate(moment, date.fromisoformat(moment.answers["redates"]))


def redate_to_the_same(moment: Moment) -> Outcome:
    """It was the visit that is saved for that day: all goes there, and this one is taken back."""
    answers, household = moment.answers, given.household(moment)
    assert household is not None  # the guard saw it
    day, visit = date.fromisoformat(answers["redates"]), answers["visit"]
    twin = twin_of(household, day, but=visit)
    if twin is None:
        return _redate(moment, day)
    batch = {name: answers[name] for name in ("photos", "note", "voices") if answers.get(name)}
    batch["moved"] = {"visit": visit, "uniques": [one[0] for one in batch.get("photos", ())]}
    there = saved_visit(moment, twin, household)
    facts, saved = continue_visit(moment, there, household, batch, given.mode(answers))
    kept = {name: answers[name] for name in ("waiting", "siblings") if answers.get(name)}
    # What was a visit of its own cannot be taken off again as if it had only joined.
    after = {name: value for name, value in saved.items() if name not in OF_JOINING} | kept
    undone = VisitUndone(visit, _person(moment), moment.event.at)
    return Outcome(after, (*facts, undone), note=joined_words(moment, saved))


def keep_saved(moment: Moment) -> Outcome:
    """The day stays as it was."""
    gone = ("redates", "twin")
    return Outcome({name: value for name, value in moment.answers.items() if name not in gone})


def _redate(moment: Moment, day: date) -> Outcome:
    late = day < moment.facts.local_day(given.recorded_at(moment.answers))
    fact = VisitRedated(moment.answers["visit"], _person(moment), day, late, moment.event.at)
    answers = {**keep_saved(moment).answers, "visited_on": day.isoformat(), "late": late}
    return Outcome(answers, (fact,), note=say("visit.redated"))


def refuse_day(moment: Moment) -> Outcome:
    """That day cannot be entered (any more, or yet): which could be?"""
    proposals, which = moment.answers.get("proposals", ()), moment.answers.get("which", 0)
    asked = proposals[which]["household"] if which < len(proposals) else moment.answers.get("household", -1)
    return Outcome(moment.answers, note=day_refused(moment, named(moment), moment.facts.round.get(asked)))


def add_photo(moment: Moment) -> Outcome:
    """One more photo that was asked for; all that joined before stays with it."""
    outcome = write_photo(moment)
    kept = {name: value for name, value in outcome.answers.items() if name not in OF_JOINING}
    return replace(outcome, answers=kept)


def write_photo(moment: Moment) -> Outcome:
    """One more photo for the recorded visit; its caption is added to the note."""
    assert moment.event.picture is not None  # a photo event has one
    before, at = moment.answers.get("photos", ()), moment.event.at
    photos = given.with_picture(moment.answers, moment.event.picture)
    note = note_with(moment.answers.get("note"), note_of(moment))
    visit, person = moment.answers["visit"], _person(moment)
    added = (PicturesAdded(visit, person, (moment.event.picture,), at),) if len(photos) > len(before) else ()
    written = (NoteWritten(visit, person, note, at),) if note != (moment.answers.get("note") or "") else ()
    answers = {**moment.answers, "photos": photos, "photos_kept": len(photos), "note": note}
    return Outcome(answers, (*added, *written), settles=True)


def add_photo_quietly(moment: Moment) -> Outcome:
    """A photo that comes while the day is asked: kept, and said so."""
    outcome = add_photo(moment)
    return replace(outcome, note=say("visit.photo_kept", n=outcome.answers["photos_kept"]))


def too_late_for_words(moment: Moment) -> Outcome:
    """Words after the save are not taken for a note: they may be meant for anybody."""
    has_joined = "joined" in moment.answers
    return Outcome(
        moment.answers, note=say("visit.words_after_joining" if has_joined else "visit.words_after_save")
    )


def undo(moment: Moment) -> Outcome:
    """Take the visit back; it stays in the audit trail."""
    return Outcome(moment.answers, (VisitUndone(moment.answers["visit"], _person(moment), moment.event.at),))


def too_late_to_undo(moment: Moment) -> Outcome:
    """After a day the clerk is the one to ask."""
    return Outcome(moment.answers, note=say("visit.undo_closed"))


def start_again(moment: Moment) -> Outcome:
    """A fresh card for the same household, with the photos and the note of the visit taken back."""
    carried = ("household", "photos", "note", "voices", "waiting")
    kept = {key: moment.answers[key] for key in carried if moment.answers.get(key)}
    return Outcome(kept)


def location_noted(moment: Moment) -> Outcome:
    """A location on an open card is not needed, and not kept."""
    return Outcome(moment.answers, note=say("visit.location_unneeded"))


def _person(moment: Moment) -> int:
    person = moment.facts.person
    assert person is not None  # strangers are stopped at the gate
    return person.id
