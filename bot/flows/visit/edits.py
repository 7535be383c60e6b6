"""Messages that are edited: until its visit is saved, what a message says now counts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Enter, Moment, Outcome
from bot.flows.engine.port import Card, Event, choice, say
from bot.flows.visit import answers as given
from bot.flows.visit.arrivals import caption_of, is_asked, names_another
from bot.flows.visit.joining import name_joined
from bot.flows.visit.proposals import take
from bot.flows.visit.recording import saved_answers
from bot.flows.visit.rules import UNDO_WITHIN
from bot.flows.visit.tray import Batch, Tray, has_content
from bot.flows.visit.troubles import trouble_told
from bot.flows.visit.turns import trouble
from bot.flows.visit.words import head_of
from domain.conversation import NO_ANSWERS, Draft
from domain.visits.visits import Mode, RecentVisit


def corrected(moment: Moment) -> tuple[str, Outcome] | None:
    """Where the conversation goes on once a message says something else; None if nothing came of that one.

    What the message said is taken out, and what it says now is put where it belongs, like anything new.
    """
    if _is_joined(moment):
        outcome = name_joined(moment)
        return Tray.of(outcome.answers).place, replace(outcome, settles=False)
    event, shelf = moment.event, given.laid_aside(moment.shelved)
    own = _unsaved(moment.answers)
    tray = own if own.saying(event.said) or not shelf else own.absorbing(shelf)
    batch = tray.saying(event.said)
    if batch is None or batch["heard"][event.said][:2] == [event.text, _unique(moment)]:
        return None
    now = replace(event, update=batch.get("came", event.update), media="")
    heard_at = datetime.fromisoformat(batch["heard_at"]) if batch.get("heard_at") else moment.facts.now
    # It counts as told when it was told first.
    moment = replace(moment, event=now, facts=replace(moment.facts, now=heard_at), shelved=None)
    rest = _without(moment, batch)
    tray = _put_back(tray, batch, rest)
    caption = caption_of(moment)
    names_nobody = not caption.matches and not is_asked(caption)
    here = next((one for one in tray if one is rest and one.get("household")), None)
    if names_nobody and here is not None:
        # Words that name nobody stay with what they were said of.
        apart = Tray(NO_ANSWERS, (here,)) if here in tray.proposals else Tray(here)
        outcome = take(replace(moment, answers=apart.answers()))
        tray = _together(tray.changed(here, {}), Tray.of(outcome.answers))
        outcome = replace(outcome, answers=tray.settled().answers())
    else:
        outcome = _put(moment, tray, rest)
    place = Tray.of(outcome.answers).place
    category = trouble(moment) if place == "open" else {}
    answers = {**outcome.answers, **category}
    return place, replace(
        outcome, answers=answers, settles=False, forgets_shelved=tray is not own and bool(shelf)
    )


def _is_joined(moment: Moment) -> bool:
    """The message is a photo that joined a saved visit by itself, and now names another household."""
    picture, answers = moment.event.picture, moment.answers
    joined = [one for one in given.pictures(answers) if one.unique in answers.get("joined", ())]
    if picture is None or "visit" not in answers or not joined:
        return False
    is_all = all(one.unique == picture.unique or (one.album and one.album == picture.album) for one in joined)
    return is_all and names_another(moment, answers["household"])


def _unsaved(answers: Mapping[str, Any]) -> Tray:
    """What is not saved; on the card of a saved visit only what waits."""
    is_saved = "visit" in answers or "visits" in answers
    return Tray(NO_ANSWERS, (), tuple(answers.get("waiting", ()))) if is_saved else Tray.of(answers)


def _unique(moment: Moment) -> str:
    return moment.event.picture.unique if moment.event.picture else ""


def _without(moment: Moment, batch: Batch) -> Batch:
    """The batch as it would be if the message had never come."""
    round_, message = moment.facts.round, moment.event.said
    words, unique, names = batch["heard"][message]
    heard = {which: one for which, one in batch["heard"].items() if which != message}
    others = [round_.caption(one[0]) for one in heard.values()]
    before = round_.caption(words)
    rest: dict[str, Any] = {**batch, "heard": heard}
    for name in ("photos", "spoke", "albums"):
        gone = (unique, moment.event.group)
        rest[name] = [
            one for one in batch.get(name, ()) if (one if isinstance(one, str) else one[0]) not in gone
        ]
    kept = {line for one in heard.values() for line in _lines(moment, one[0])}
    said = set(_lines(moment, words)) - kept
    rest["note"] = "\n".join(line for line in batch.get("note", "").splitlines() if line not in said)
    if before.mode:
        rest["said"] = min((one.mode for one in others if one.mode), key=list(Mode).index, default=None)
    if before.named and batch.get("dated") and not any(one.named for one in others):
        rest |= {"dated": False, "day": batch.get("told_on") or moment.facts.today.isoformat()}
    if trouble_told(words, moment.facts):
        rest["category"] = None
    if names and not any(one.one and one.one.id == batch.get("household") for one in others):
        rest["household"] = None
    left = {name: value for name, value in rest.items() if value}
    return left if has_content(left) or left.get("household") else NO_ANSWERS


def _lines(moment: Moment, words: str) -> list[str]:
    """The lines that a message may have left in a note."""
    read = moment.facts.round.caption
    each = words.strip().splitlines()
    return [*each, *read(words).rest.splitlines(), *(read(line).rest for line in each)]


def _put(moment: Moment, tray: Tray, rest: Batch) -> Outcome:
    """What the message says now; the rest of its album stays where it is, if it is known whose it is."""
    event, picture = moment.event, moment.event.picture
    if picture is None or not rest.get("household") or not picture.album:
        return take(replace(moment, answers=tray.answers()))
    alone = replace(event, picture=replace(picture, album=""), group="")
    outcome = take(replace(moment, event=alone, answers=tray.answers()))
    here = Tray.of(outcome.answers).holding(picture.unique, "")
    if here is None:
        return outcome
    photos = [given.written(picture) if one[0] == picture.unique else one for one in here["photos"]]
    return replace(
        outcome, answers=Tray.of(outcome.answers).changed(here, {**here, "photos": photos}).answers()
    )


def _put_back(tray: Tray, batch: Batch, rest: Batch) -> Tray:
    """The tray with what is left of a batch; what cannot be proposed any more is asked about."""
    if batch not in tray.proposals or not rest or (rest.get("household") and rest.get("said")):
        return tray.changed(batch, rest)
    tray = tray.changed(batch, {})
    is_free = tray.is_bare and not tray.current.get("household")
    return replace(tray, current=rest) if is_free else tray.postponing(rest)


def _together(tray: Tray, other: Tray) -> Tray:
    """Both trays as one; what the other one asks about comes first."""
    for one in other.proposals:
        tray = tray.proposing(one)
    if other.current:
        aside = tray.current
        tray = replace(tray, current=other.current)
        tray = tray.postponing(aside) if has_content(aside) else tray
    return replace(tray, waiting=(*tray.waiting, *other.waiting))


def told_before(draft: Draft | None, event: Event) -> set[int]:
    """The saved visit of which the message told before it was edited."""
    visit, words = draft.told.get(event.said, (0, "")) if draft and event.edits else (0, "")
    return {visit} if visit and words != event.text else set()


def saved_before(draft: Draft | None, event: Event, recent: Iterable[RecentVisit]) -> RecentVisit | None:
    """Likewise, as it stands; None if it is too old to be changed."""
    sought = told_before(draft, event)
    near = (one for one in recent if event.at - one.recorded_at <= UNDO_WITHIN)
    return next((one for one in near if one.visit_id in sought), None)


def begin_with_edited(facts: Facts) -> Mapping[str, Any]:
    """The answers with which it is told that the visit of an edited message is saved."""
    return saved_answers(facts.edited, facts.edited.pictures) if facts.edited else NO_ANSWERS


def tell_edited(moment: Moment) -> Card:
    """The visit is saved: its card is where it can be changed."""
    household = given.household(moment)
    head = head_of(moment, household) if household else "—"
    return Card((say("visit.edited_late", head=head),), ((choice("change"),),))


def open_edited(_event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """A message of a saved visit says something else; nothing that anybody types leads there."""
    if facts.edited is None:
        return Enter("home"), Outcome(NO_ANSWERS, note=say("unknown_command"))
    return Enter("visit", "edited"), Outcome(begin_with_edited(facts))
