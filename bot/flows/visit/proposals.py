"""Photos and words sent without a question: proposals, and visits filed from them (T2b)."""

from dataclasses import replace
from typing import Any

from bot.flows.engine.flow import Do, Moment, Outcome
from bot.flows.engine.numbers import from_base36
from bot.flows.engine.port import Say, say
from bot.flows.shared.menu import chosen_household
from bot.flows.shared.papers import ask_sheet
from bot.flows.visit import answers as given
from bot.flows.visit.again import undecided
from bot.flows.visit.arrivals import caption_of, late_visit, put, refused_day, said_by, with_laid_aside
from bot.flows.visit.photo_rules import chosen_proposal, dated_last_month, said_of
from bot.flows.visit.recording import FILED_FROM, OF_JOINING, Filed, file_batches
from bot.flows.visit.rules import MODES, chosen_day
from bot.flows.visit.tray import AT_MOST, Batch, Tray, merged
from bot.flows.visit.turns import merge_shelved
from bot.flows.visit.words import day_refused, head_of, heads_of, joined_words
from domain.conversation import NO_ANSWERS
from domain.paperwork import Paper
from domain.visits.visits import PicturesAdded


def take(moment: Moment) -> Outcome:
    """Put what came where it belongs; the parts of an album settle into one card."""
    late = _late_part(moment)
    if late:
        return late
    laid_aside = given.laid_aside(moment.shelved)
    moment = replace(moment, answers=with_laid_aside(moment).answers())
    tray = put(moment).settled()
    settles = moment.event.picture is not None or bool(moment.event.group)
    over = tray.proposals[: max(0, len(tray.proposals) - AT_MOST)]
    filed = file_batches(moment, over)
    tray = _with_left(replace(tray, proposals=tray.proposals[len(over) :]), filed)
    of_file = say(f"file.{moment.event.media}") if moment.event.media else None
    refused = refused_day(moment)
    note = _told(moment, filed) or of_file or (day_refused(moment, *refused) if refused else None)
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
    """Spoken words are the note of the one that is proposed; of several it is asked which one is meant."""
    tray, today = Tray.of(moment.answers), moment.facts.today.isoformat()
    if len(tray.proposals) == 1:
        (only,) = tray.proposals
        return Outcome(tray.changed(only, _with_voice(moment, only)).answers())
    spoken = _with_voice(moment, {"day": today, "told_on": today, "came": moment.event.update})
    return Outcome(replace(tray, current=spoken).answers())


def take_voice_beside(moment: Moment) -> Outcome:
    """Spoken words lie with what else is asked about."""
    return Outcome(_with_voice(moment, moment.answers))


def _with_voice(moment: Moment, batch: Batch) -> dict[str, Any]:
    return {**batch, "voices": given.with_voice(batch, moment.event.voice)}


def join_proposal(moment: Moment) -> Outcome:
    """What was asked about belongs to one of those proposed."""
    household = chosen_household(moment) or caption_of(moment).one
    assert household is not None  # the guard saw it
    tray = Tray.of(moment.answers)
    meant = next(one for one in reversed(tray.proposals) if one["household"] == household.id)
    current = {name: value for name, value in tray.current.items() if name not in ("guess", "said", "day")}
    told = said_by(moment, current.get("note", ""), household)
    heard = given.hearing(replace(moment, answers=current)) if moment.event.text else {}
    together = merged(meant, {**current, **heard, "note": told["note"]})
    said = told["said"] or together["said"]
    return Outcome(
        replace(tray.changed(meant, {**together, "said": said}), current=NO_ANSWERS).answers(),
        note=say("visit.joined", head=head_of(moment, household), what=""),
    )


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
    return _ask_next(moment, replace(Tray.of(moment.answers), current=NO_ANSWERS))


def drop_proposed(moment: Moment) -> Outcome:
    """Only what is proposed is dropped; nothing of it is recorded."""
    return _ask_next(moment, replace(Tray.of(moment.answers), proposals=()))


def _ask_next(moment: Moment, tray: Tray) -> Outcome:
    tray = tray.settled()
    household = moment.facts.round.get(tray.current.get("household", -1))
    loose = {name: value for name, value in tray.current.items() if name != "household"}
    if household:
        loose["guess"] = household.head
    return Outcome(replace(tray, current=loose).answers(), note=say("cancelled"))


def open_proposed(moment: Moment) -> Outcome:
    """The card of a proposed household of whose trouble the words tell, with all that was proposed for it."""
    tray, household = Tray.of(moment.answers), caption_of(moment).one
    assert household is not None  # the guard saw it
    meant = next(one for one in tray.proposals if one["household"] == household.id)
    current = {name: value for name, value in meant.items() if name != "said"}
    return Outcome(replace(tray.changed(meant, {}), current=current).answers())


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
    at = chosen_proposal(replace(moment, argument=""))
    old = tray.proposals[at]
    new = {name: value for name, value in old.items() if name not in ("once", "apart")}
    new |= {"day": day.isoformat(), "dated": True}
    # Another of the same household and day is the same visit.
    tray = tray.proposed_anew((*tray.proposals[:at], new, *tray.proposals[at + 1 :]))
    return Outcome(tray.answers())


def keep_proposals(moment: Moment) -> Outcome:
    """Nothing is changed."""
    return Outcome(Tray.of(moment.answers).answers())


def record_all(moment: Moment) -> Outcome:
    """As it is proposed."""
    return _recorded(moment)


def keep_last_month(moment: Moment) -> Outcome:
    """Record what is proposed; what may be last month's is dated on its last day."""
    return Outcome(dated_last_month(moment))


def record_all_last_month(moment: Moment) -> Outcome:
    """Record what is proposed; what may be last month's is dated on its last day."""
    return _recorded(replace(moment, answers=dated_last_month(moment)))


def decide(how: str) -> Do:
    """The first of those proposed that may be a saved visit is that one, or it is not."""

    def do(moment: Moment) -> Outcome:
        proposals = [dict(one) for one in moment.answers["proposals"]]
        proposals[undecided(moment)[0]][how] = True
        return moment.with_answers(proposals=proposals)

    return do


def decide_last(how: str) -> Do:
    """Record what is proposed; what may be last month's is dated on its last day."""
    return lambda moment: _recorded(replace(moment, answers=decide(how)(moment).answers))


def record_listed(moment: Moment) -> Outcome:
    """As it is proposed, told as a list however few they are."""
    outcome = _recorded(moment)
    if "visits" in outcome.answers:
        return outcome
    visit = {name: value for name, value in outcome.answers.items() if name != "waiting"}
    return replace(
        outcome, answers={"visits": [visit], **waiting_of(replace(moment, answers=outcome.answers))}
    )


def ask_anew(moment: Moment) -> Outcome:
    """This person may record none of the proposals any more: ask whose photos these are."""
    tray = Tray.of(moment.answers)
    filed = file_batches(moment, tray.proposals)
    tray = _with_left(replace(tray, proposals=()), filed).settled()
    return Outcome(tray.answers(), note=say("visit.not_yours"))


def _recorded(moment: Moment) -> Outcome:
    tray = Tray.of(moment.answers)
    filed = file_batches(moment, tray.proposals)
    rest = _with_left(replace(tray, proposals=()), filed)
    waiting = [dict(one) for one in (rest.current, *rest.waiting) if one]
    kept: dict[str, Any] = {"waiting": waiting} if waiting else {}
    if len(filed.visits) == 1 and len(tray.proposals) == 1:
        return Outcome({**filed.visits[0], **kept}, filed.facts, note=joined_words(moment, filed.visits[0]))
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
    new = [one for one in filed.visits if "before" not in one]
    same = [one for one in filed.visits if "before" in one]
    told = say("visit.filed", who=heads_of(moment, new)) if new else None
    for one in same:
        joined = joined_words(moment, one)
        told = say("visit.filed_both", filed=told, joined=joined) if told and joined else told or joined
    return told


def look_at(moment: Moment) -> Outcome:
    """The card of one of the visits just saved."""
    visits = [dict(one) for one in moment.answers["visits"]]
    chosen = visits.pop(from_base36(moment.argument))
    return Outcome({**chosen, **waiting_of(moment), "siblings": visits})


def look_at_all(moment: Moment) -> Outcome:
    """Back to all visits that were saved together."""
    gone = ("siblings", "waiting", *OF_JOINING)
    own = {name: value for name, value in moment.answers.items() if name not in gone}
    return _listed(moment, [own, *moment.answers["siblings"]])


def look_at_others(moment: Moment) -> Outcome:
    """Back to those that still stand."""
    return _listed(moment, list(moment.answers["siblings"]))


def _listed(moment: Moment, visits: list[Batch]) -> Outcome:
    return Outcome({"visits": [dict(one) for one in visits], **waiting_of(moment)})


def waiting_of(moment: Moment) -> dict[str, Any]:
    """What waits until it is asked about, as answers."""
    return {name: moment.answers[name] for name in ("waiting",) if moment.answers.get(name)}


def take_waiting(moment: Moment) -> Outcome:
    """Photos whose household is not known yet."""
    waiting = [dict(one) for one in moment.answers["waiting"]]
    loose = next((one for one in waiting if not moment.facts.round.get(one.get("household", -1))), waiting[0])
    others = [one for one in waiting if one is not loose]
    taken = {name: value for name, value in loose.items() if name != "household"}
    return Outcome({**taken, **({"waiting": others} if others else {})})


def ask_album(moment: Moment) -> Outcome:
    """The photos of the visit come in a message of their own."""
    return ask_sheet(moment, Paper.ALBUM, "visit.album_coming", visit=moment.answers["visit"])
