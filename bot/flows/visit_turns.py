"""What the moves of the visit conversation come to: answers, and the facts to record."""

from dataclasses import replace
from datetime import date

from bot.flows import visit_answers as given
from bot.flows.flow import Do, Moment, Outcome
from bot.flows.menu import chosen_household
from bot.flows.port import say
from bot.flows.visit_rules import MODES, chosen_day
from domain.conversation import NO_ANSWERS
from domain.month import Month
from domain.round import PairedHousehold
from domain.visits import NoteWritten, PicturesAdded, VisitRecorded, VisitRedated, VisitUndone


def _open(moment: Moment, household: PairedHousehold | None) -> Outcome:
    """The card of a household, with all that was sent before it was known whose it is."""
    assert household is not None  # the guard saw it
    shelved = moment.shelved
    resumes = shelved is not None and shelved.answers.get("household", household.id) == household.id
    begun = given.joined(shelved.answers if shelved and resumes else NO_ANSWERS, moment.answers)
    return Outcome(begun | {"household": household.id}, forgets_shelved=resumes)


def pick_household(moment: Moment) -> Outcome:
    """Open the card of the household pressed; photos that came first come along."""
    return _open(moment, chosen_household(moment))


def pick_next(moment: Moment) -> Outcome:
    """Open the next household's card; photos and note stay with the visit just recorded."""
    return _open(replace(moment, answers=NO_ANSWERS), chosen_household(moment))


def pick_named(moment: Moment) -> Outcome:
    """Open the card of the household whose head was typed."""
    return _open(moment, moment.facts.round.matching(moment.event.text)[0])


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


def leave(moment: Moment) -> Outcome:
    """Nothing is recorded, as asked."""
    return Outcome(NO_ANSWERS, note=say("cancelled"))


def resume(moment: Moment) -> Outcome:
    """Take up what was laid aside."""
    assert moment.shelved is not None  # the guard saw it
    return Outcome(moment.shelved.answers, forgets_shelved=True)


def drop(moment: Moment) -> Outcome:
    """Let go what was laid aside."""
    return Outcome(moment.answers, forgets_shelved=True)


def hint_place(moment: Moment) -> Outcome:
    """A location orders the list (R7, R15), all of it."""
    place = moment.event.place
    return moment.with_answers(near=[place.latitude, place.longitude] if place else None, page=0, found="")


def _caption(moment: Moment) -> dict[str, str]:
    return (
        {"note": given.note_with(moment.answers.get("note"), moment.event.text)} if moment.event.text else {}
    )


def keep_photo(moment: Moment) -> Outcome:
    """One more photo on the open card; its caption is a note."""
    assert moment.event.picture is not None  # a photo event has one
    kept = {
        "photos": given.with_picture(moment.answers, moment.event.picture),
        "day": moment.answers.get("day", moment.facts.today.isoformat()),
    }
    return Outcome({**moment.answers, **kept, **_caption(moment)}, settles=True)


def keep_note(moment: Moment) -> Outcome:
    """Free text on an open card is its note (R6)."""
    day = moment.answers.get("day", moment.facts.today.isoformat())
    return moment.with_answers(note=given.note_with(moment.answers.get("note"), moment.event.text), day=day)


def keep_mode(trigger: str) -> Do:
    """Remember how it was while the month is asked."""
    return lambda moment: moment.with_answers(mode=MODES[trigger])


def record(trigger: str) -> Do:
    """Record the visit as the button says."""
    return lambda moment: _record(moment.with_answers(mode=MODES[trigger]), moment, given.day(moment))


def record_last_month(moment: Moment) -> Outcome:
    """Record it for the last day of the month before."""
    return _record(Outcome(moment.answers), moment, Month.of(moment.facts.today).previous.last)


def record_this_month(moment: Moment) -> Outcome:
    """Record it for this month."""
    return _record(Outcome(moment.answers), moment, given.day(moment))


def _record(outcome: Outcome, moment: Moment, visited_on: date) -> Outcome:
    household, facts, answers = given.household(moment), moment.facts, outcome.answers
    assert household is not None  # the guard saw it
    mode, late = given.mode(answers), visited_on < facts.today
    recorded = VisitRecorded(
        visit_id=facts.fresh_id,
        household_id=household.id,
        person_id=household.pairing.person_id,
        duty=household.pairing.duty,
        mode=mode,
        visited_on=visited_on,
        recorded_at=moment.event.at,
        late=late,
        note=answers.get("note", ""),
        pictures=given.pictures(answers),
        all_fine=mode is MODES["fine"],
    )
    kept = {
        "household": household.id,
        "visit": recorded.visit_id,
        "mode": mode.value,
        "visited_on": visited_on.isoformat(),
        "recorded_at": moment.event.at.isoformat(),
        "late": late,
        "photos_kept": len(recorded.pictures),
        "photos": [[one.unique, one.file] for one in recorded.pictures],
        "note": recorded.note,
    }
    return Outcome(kept, (recorded,))


def redate(moment: Moment) -> Outcome:
    """Move the recorded visit to another day."""
    day = chosen_day(moment)
    assert day is not None  # the guard saw it
    late = day < moment.facts.local_day(given.recorded_at(moment.answers))
    fact = VisitRedated(moment.answers["visit"], _person(moment), day, late, moment.event.at)
    answers = {**moment.answers, "visited_on": day.isoformat(), "late": late}
    return Outcome(answers, (fact,), note=say("visit.redated"))


def refuse_day(moment: Moment) -> Outcome:
    """That day cannot be entered (any more, or yet)."""
    key = "visit.day_closed" if chosen_day(moment) else "visit.day_unclear"
    return Outcome(moment.answers, note=say(key))


def add_photo(moment: Moment) -> Outcome:
    """One more photo for the recorded visit; its caption is added to the note."""
    assert moment.event.picture is not None  # a photo event has one
    before, at = moment.answers.get("photos", ()), moment.event.at
    photos = given.with_picture(moment.answers, moment.event.picture)
    note = given.note_with(moment.answers.get("note"), moment.event.text)
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
    return Outcome(moment.answers, note=say("visit.words_after_save"))


def undo(moment: Moment) -> Outcome:
    """Take the visit back; it stays in the audit trail."""
    return Outcome(moment.answers, (VisitUndone(moment.answers["visit"], _person(moment), moment.event.at),))


def too_late_to_undo(moment: Moment) -> Outcome:
    """After a day the clerk is the one to ask."""
    return Outcome(moment.answers, note=say("visit.undo_closed"))


def start_again(moment: Moment) -> Outcome:
    """A fresh card for the same household, with the photos and the note of the visit taken back."""
    kept = {key: moment.answers[key] for key in ("household", "photos", "note") if moment.answers.get(key)}
    return Outcome(kept)


def location_noted(moment: Moment) -> Outcome:
    """A location on an open card is not needed, and not kept."""
    return Outcome(moment.answers, note=say("visit.location_unneeded"))


def _person(moment: Moment) -> int:
    person = moment.facts.person
    assert person is not None  # strangers are stopped at the gate
    return person.id
