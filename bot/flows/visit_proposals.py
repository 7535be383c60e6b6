"""What comes of photos and words that nobody asked for: proposals, and visits filed from them (T2b)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.flows import visit_answers as given
from bot.flows.flow import Do, Moment, Outcome
from bot.flows.household_papers import ask_sheet
from bot.flows.menu import chosen_household
from bot.flows.numbers import from_base36
from bot.flows.port import Say, say
from bot.flows.visit_arrivals import late_visit, put, refused_day, said_by, with_laid_aside
from bot.flows.visit_photo_rules import chosen_proposal, of_last_month, recent_visit, said_of, visit_that_day
from bot.flows.visit_recording import FILED_FROM, Filed, file_batches, saved_answers
from bot.flows.visit_rules import MODES, chosen_day
from bot.flows.visit_tray import AT_MOST, Batch, Tray
from bot.flows.visit_turns import join_photo, merge_shelved
from bot.flows.visit_words import day_refused, heads_of
from domain.conversation import NO_ANSWERS
from domain.month import Month
from domain.paperwork import Paper
from domain.visits import Picture, PicturesAdded, PicturesMoved


def take(moment: Moment) -> Outcome:
    """Put what came where it belongs; the parts of an album settle into one card."""
    late = _late_part(moment)
    if late:
        return late
    laid_aside = given.laid_aside(moment.shelved)
    moment = replace(moment, answers=with_laid_aside(moment).answers())
    tray = put(moment).settled()
    settles = moment.event.picture is not None
    over = tray.proposals[: max(0, len(tray.proposals) - AT_MOST)]
    filed = file_batches(moment, over)
    tray = _with_left(replace(tray, proposals=tray.proposals[len(over) :]), filed)
    refused = refused_day(moment)
    note = _told(moment, filed) or (day_refused(moment, *refused) if refused else None)
    return Outcome(tray.answers(), filed.facts, note, forgets_shelved=bool(laid_aside), settles=settles)


def _late_part(moment: Moment) -> Outcome | None:
    """A part of an album whose visit is saved goes there, whatever is under way now."""
    picture, visit, person = moment.event.picture, late_visit(moment), moment.facts.person
    if picture is None or visit is None or person is None:
        return None
    added = PicturesAdded(visit.visit_id, person.id, (picture,), moment.event.at)
    household = moment.facts.round.get(visit.household_id)
    note = say("visit.late_photo", head=household.head) if household else None
    return Outcome(moment.answers, () if visit.has(picture) else (added,), note=note, settles=True)


def take_voice(moment: Moment) -> Outcome:
    """Spoken words are the note of what was proposed last."""
    tray = Tray.of(moment.answers)
    newest = tray.proposals[-1]
    spoken = {**newest, "voices": given.with_voice(newest, moment.event.voice)}
    return Outcome(tray.changed(newest, spoken).answers())


def join_recent(moment: Moment) -> Outcome:
    """The photo joins the visit saved a moment ago, and its card is shown again."""
    visit = recent_visit(moment)
    assert visit is not None  # the guard saw it
    return join_photo(replace(moment, answers=saved_answers(visit, visit.pictures)))


def propose_picked(moment: Moment) -> Outcome:
    """The household is picked, and how it was is said already."""
    household = chosen_household(moment)
    assert household is not None  # the guard saw it
    found, forgets = merge_shelved(moment, household)
    tray = Tray.of(found)
    told = said_by(moment, tray.current.get("note", ""), household)
    said = said_of(moment, household)
    today = moment.facts.today.isoformat()
    begun = {"day": today, "told_on": today} | {
        name: value for name, value in tray.current.items() if name not in ("was", "note", "guess")
    }
    batch = {**begun, **told, "said": said, "household": household.id}
    return Outcome(replace(tray, current=NO_ANSWERS).proposing(batch).answers(), forgets_shelved=forgets)


def propose(trigger: str) -> Do:
    """The household that was asked about joins those that are proposed."""

    def do(moment: Moment) -> Outcome:
        tray, today = Tray.of(moment.answers), moment.facts.today.isoformat()
        batch = {"day": today, "told_on": today, **tray.current, "said": MODES[trigger].value}
        return Outcome(replace(tray, current=NO_ANSWERS).proposing(batch).answers())

    return do


def put_back(moment: Moment) -> Outcome:
    """Back to the card of what is proposed; what the list asked about is asked about later."""
    tray = Tray.of(moment.answers)
    current = dict(tray.current)
    tray = replace(tray, current=NO_ANSWERS)
    was = current.pop("was", None)
    if was:
        return Outcome(tray.proposing({**current, "household": was}).answers())
    return Outcome((tray.postponing(current) if given.has_begun(current) else tray).answers())


def drop_current(moment: Moment) -> Outcome:
    """Only what is asked about is dropped."""
    tray = replace(Tray.of(moment.answers), current=NO_ANSWERS)
    tray = tray.settled()
    household = moment.facts.round.get(tray.current.get("household", -1))
    loose = {name: value for name, value in tray.current.items() if name != "household"}
    if household:
        loose["guess"] = household.head
    return Outcome(replace(tray, current=loose).answers(), note=say("cancelled"))


def ask_which(changes: str) -> Do:
    """One of several is wrong: which one?"""
    return lambda moment: moment.with_answers(changes=changes)


def ask_other(moment: Moment) -> Outcome:
    """The household is wrong: the list asks anew, the others stay proposed."""
    tray = Tray.of(moment.answers)
    wrong = tray.proposals[chosen_proposal(moment)]
    current = {name: value for name, value in wrong.items() if name != "household"}
    current["was"] = wrong["household"]
    return Outcome(replace(tray.changed(wrong, {}), current=current).answers())


def ask_day_of(moment: Moment) -> Outcome:
    """The day is wrong."""
    return Outcome({**Tray.of(moment.answers).answers(), "which": chosen_proposal(moment)})


def change_day(moment: Moment) -> Outcome:
    """Another day for what is proposed."""
    day, tray = chosen_day(moment), Tray.of(moment.answers)
    assert day is not None  # the guard saw it
    old = tray.proposals[chosen_proposal(replace(moment, argument=""))]
    return Outcome(tray.changed(old, {**old, "day": day.isoformat(), "dated": True}).answers())


def keep_proposals(moment: Moment) -> Outcome:
    """Nothing is changed."""
    return Outcome(Tray.of(moment.answers).answers())


def record_all(moment: Moment) -> Outcome:
    """As it is proposed."""
    return _recorded(moment, {})


def record_all_last_month(moment: Moment) -> Outcome:
    """Those that may be last month's are; they count for its last day."""
    last = Month.of(moment.facts.today).previous.last
    return _recorded(moment, dict.fromkeys(of_last_month(moment), last))


def record_listed(moment: Moment) -> Outcome:
    """As it is proposed, told as a list however few they are."""
    outcome = _recorded(moment, {})
    if "visits" in outcome.answers:
        return outcome
    visit = {name: value for name, value in outcome.answers.items() if name != "waiting"}
    return replace(outcome, answers={"visits": [visit], **_waiting(replace(moment, answers=outcome.answers))})


def ask_anew(moment: Moment) -> Outcome:
    """None of them may be recorded by this person (any more): whose photos are they?"""
    tray = Tray.of(moment.answers)
    filed = file_batches(moment, tray.proposals)
    tray = _with_left(replace(tray, proposals=()), filed).settled()
    return Outcome(tray.answers(), note=say("visit.not_yours"))


def _recorded(moment: Moment, days: Mapping[int, date]) -> Outcome:
    tray = Tray.of(moment.answers)
    filed = file_batches(moment, tray.proposals, days=days)
    rest = _with_left(replace(tray, proposals=()), filed)
    waiting = [dict(one) for one in (rest.current, *rest.waiting) if one]
    kept: dict[str, Any] = {"waiting": waiting} if waiting else {}
    if len(filed.visits) == 1 and len(tray.proposals) == 1:
        return Outcome({**filed.visits[0], **kept}, filed.facts)
    return Outcome({"visits": [dict(one) for one in filed.visits], **kept}, filed.facts)


def file_what_is_proposed(moment: Moment) -> Outcome:
    """Something else begins: what is proposed is filed as it stands, and that is said."""
    if moment.facts.person is None:
        return Outcome(moment.answers)
    tray = Tray.of(moment.answers)
    filed = file_batches(moment, tray.proposals, FILED_FROM)
    rest = _with_left(replace(tray, proposals=()), filed)
    return Outcome(rest.answers(), filed.facts, note=_told(moment, filed))


def _with_left(tray: Tray, filed: Filed) -> Tray:
    for batch in filed.left:
        tray = tray.postponing(batch)
    return tray


def _told(moment: Moment, filed: Filed) -> Say | None:
    return say("visit.filed", who=heads_of(moment, filed.visits)) if filed.visits else None


def look_at(moment: Moment) -> Outcome:
    """The card of one of the visits just saved."""
    visits = [dict(one) for one in moment.answers["visits"]]
    chosen = visits.pop(from_base36(moment.argument))
    return Outcome({**chosen, **_waiting(moment), "siblings": visits})


def look_at_all(moment: Moment) -> Outcome:
    """Back to all visits that were saved together."""
    gone = ("siblings", "waiting", "joined")
    own = {name: value for name, value in moment.answers.items() if name not in gone}
    return _listed(moment, [own, *moment.answers["siblings"]])


def look_at_others(moment: Moment) -> Outcome:
    """Back to those that still stand."""
    return _listed(moment, list(moment.answers["siblings"]))


def _listed(moment: Moment, visits: list[Batch]) -> Outcome:
    return Outcome({"visits": [dict(one) for one in visits], **_waiting(moment)})


def _waiting(moment: Moment) -> dict[str, Any]:
    return {name: moment.answers[name] for name in ("waiting",) if moment.answers.get(name)}


def take_waiting(moment: Moment) -> Outcome:
    """Photos of which it was not said whose they are."""
    waiting = [dict(one) for one in moment.answers["waiting"]]
    loose = next((one for one in waiting if not moment.facts.round.get(one.get("household", -1))), waiting[0])
    others = [one for one in waiting if one is not loose]
    taken = {name: value for name, value in loose.items() if name != "household"}
    return Outcome({**taken, **({"waiting": others} if others else {})})


def take_off(moment: Moment) -> Outcome:
    """The photos that joined the visit by themselves belong to another household: which one?"""
    answers, joined = moment.answers, moment.answers["joined"]
    photos = [list(one) for one in answers["photos"] if one[0] in joined]
    saved = {name: value for name, value in answers.items() if name not in ("joined", "waiting", "siblings")}
    moved = {"visit": answers["visit"], "uniques": list(joined)}
    day = answers["visited_on"]
    return Outcome({"photos": photos, "moved": moved, "saved": saved, "day": day, **_waiting(moment)})


def leave_there(moment: Moment) -> Outcome:
    """They stay where they are, and what came meanwhile joins them."""
    answers, moved = moment.answers, moment.answers["moved"]
    saved = dict(answers["saved"])
    _, late = _taken(moment)
    photos = [*saved["photos"], *(given.written(one) for one in late)]
    joined = [*moved["uniques"], *(one.unique for one in late)]
    kept = {**saved, "photos": photos, "photos_kept": len(photos), "joined": joined, **_waiting(moment)}
    return Outcome(kept, _added(moment, moved["visit"], late))


def move_photos(moment: Moment) -> Outcome:
    """They go over to the other household's visit of that day; the card of the first one is shown again."""
    household, answers = chosen_household(moment), moment.answers
    visit = visit_that_day(moment, household)
    assert household is not None  # the guard saw it
    assert visit is not None
    assert moment.facts.person is not None  # strangers are stopped at the gate
    saved, from_visit = dict(answers["saved"]), answers["moved"]["visit"]
    taken, late = _taken(moment)
    photos = [list(one) for one in saved["photos"] if one[0] not in answers["moved"]["uniques"]]
    moved = PicturesMoved(visit, from_visit, moment.facts.person.id, taken, moment.event.at)
    kept = {**saved, "photos": photos, "photos_kept": len(photos), **_waiting(moment)}
    note = say("visit.photos_moved", head=household.head, n=len(taken) + len(late))
    return Outcome(kept, (moved, *_added(moment, visit, late)), note=note)


def _taken(moment: Moment) -> tuple[tuple[Picture, ...], tuple[Picture, ...]]:
    """The photos that were taken off a saved visit, and those that came since."""
    pictures, uniques = given.pictures(moment.answers), moment.answers["moved"]["uniques"]
    taken = tuple(one for one in pictures if one.unique in uniques)
    return taken, tuple(one for one in pictures if one.unique not in uniques)


def _added(moment: Moment, visit: int, pictures: tuple[Picture, ...]) -> tuple[PicturesAdded, ...]:
    person = moment.facts.person
    assert person is not None  # strangers are stopped at the gate
    return (PicturesAdded(visit, person.id, pictures, moment.event.at),) if pictures else ()


def ask_album(moment: Moment) -> Outcome:
    """The photos of the visit come in a message of their own."""
    return ask_sheet(moment, Paper.ALBUM, "visit.album_coming", visit=moment.answers["visit"])
