"""Where photos and words go that come without a question: by album, caption, and what is under way (R6)."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.flows.engine.flow import Moment
from bot.flows.engine.port import Kind
from bot.flows.visit import answers as given
from bot.flows.visit.rules import may_be_entered
from bot.flows.visit.tray import (
    AT_ONCE,
    LARGEST_ALBUM,
    Batch,
    Tray,
    has_content,
    has_part_of,
    merged,
    speaks_in,
)
from domain.calendar.days import Named
from domain.conversation import NO_ANSWERS
from domain.duties.round import PairedHousehold
from domain.visits.captions import Caption
from domain.visits.visits import Mode, Picture, RecentVisit

Said = Caption[PairedHousehold]


def caption_of(moment: Moment) -> Said:
    """What the words of the event say of the person's households."""
    return moment.facts.round.caption(moment.event.text)


def is_clear(caption: Said) -> bool:
    """Exactly one household, and how it was."""
    return caption.one is not None and caption.mode is not None


def is_asked(caption: Said) -> bool:
    """A household is meant, but which one must be asked."""
    names_somebody_else = not caption.matches and caption.mode is not None and bool(caption.rest)
    return len(caption.matches) > 1 or names_somebody_else


def names_another(moment: Moment, household: int) -> bool:
    """The words are about another household than this one, or may be."""
    caption = caption_of(moment)
    return caption.one.id != household if caption.one else is_asked(caption) or bool(caption.matches)


def tells_another(moment: Moment, household: int, mode: Mode, visited_on: date) -> bool:
    """The words are about another visit than this one: elsewhere, otherwise, or on another day."""
    caption = caption_of(moment)
    if names_another(moment, household):
        return True
    is_otherwise = caption.mode is not None and caption.mode is not mode
    return caption.one is not None and (is_otherwise or caption.day not in (None, visited_on))


def note_of(moment: Moment) -> str:
    """What the words say besides a household and how it was."""
    caption = caption_of(moment)
    return caption.rest if caption.one or caption.mode else moment.event.text


def late_visit(moment: Moment) -> RecentVisit | None:
    """The saved visit of whose album the photo is a part, unless it is known here or says otherwise."""
    picture, caption = moment.event.picture, caption_of(moment)
    tray = Tray.of(moment.answers)
    if picture is None or tray.is_torn(picture.album) or tray.holding(picture.unique, picture.album):
        return None
    own = [one for one in moment.facts.recent if one.has_album_of(picture)]
    return next((one for one in reversed(own) if not caption.one or caption.one.id == one.household_id), None)


def place_after(moment: Moment) -> str:
    """The state in which to go on after what came."""
    if late_visit(moment):
        return Tray.of(moment.answers).place
    return put(replace(moment, answers=with_laid_aside(moment).answers())).place


def with_laid_aside(moment: Moment) -> Tray:
    """The tray with what was laid aside: there is only one place for that, so it must not wait there.

    Photos of which nothing was said lie with those that come now; all the rest is asked about later.
    """
    tray, laid_aside, caption = Tray.of(moment.answers), given.laid_aside(moment.shelved), caption_of(moment)
    is_loose = not caption.matches and not is_asked(caption) and moment.event.picture is not None
    if not laid_aside:
        return tray
    if is_loose and not tray.current.get("household") and not tray.proposals and _is_unnamed(laid_aside):
        return Tray.of({**tray.answers(), **given.joined(laid_aside, tray.answers())})
    return tray.absorbing(laid_aside)


def put(moment: Moment) -> Tray:
    """The tray with what came where it belongs; nothing is lost, and nothing guessed."""
    tray, caption, picture = Tray.of(moment.answers), caption_of(moment), moment.event.picture
    batch = _batch(moment, caption)
    unique, album = (picture.unique, picture.album) if picture else ("", moment.event.group)
    if unique or album:
        holding = tray.holding(unique, album)
        if holding is not None and (not caption.matches or _is_of(holding, caption)):
            return _added(tray, holding, batch)
        if not caption.matches and tray.is_torn(album):
            return tray.postponing(batch)
        tray, batch = _with_its_album(tray, moment, batch, album)
    current = tray.current.get("household")
    if current and len(caption.matches) > 1 and current in {one.id for one in caption.matches}:
        return _named(tray, batch | {"household": current}, moment)
    if caption.one:
        return _named(tray, batch | {"household": caption.one.id}, moment)
    return _asked(tray, batch, moment) if is_asked(caption) else _loose(tray, batch, caption, moment)


def _batch(moment: Moment, caption: Said) -> dict[str, Any]:
    today, said = moment.facts.today, caption.mode
    day, words = today, caption.rest if caption.one else moment.event.text.strip()
    is_dated = False
    if caption.one and caption.named:
        is_dated = takes_day(moment, caption.named, caption.one)
        # A day that cannot be entered is no less worth knowing, and no other one is proposed for it.
        day, words = (caption.day or today, words) if is_dated else (today, moment.event.text.strip())
        said = said if is_dated else None
    picture, group = moment.event.picture, moment.event.group
    speaks = bool(caption.matches)
    return {
        "photos": [given.written(picture)] if picture else [],
        "spoke": [picture.unique] if picture and speaks else [],
        "albums": [group] if group and speaks and not picture else [],
        "came": moment.event.update,
        "heard_at": moment.event.at.isoformat(),
        "said": said.value if said and caption.one else None,
        "note": words,
        "day": day.isoformat(),
        "told_on": today.isoformat(),
        "dated": is_dated,
        **given.hearing(replace(moment, answers=NO_ANSWERS), names=_names(moment, caption)),
    }


def _names(moment: Moment, caption: Said) -> bool:
    """The words say which household it is, which was not picked before."""
    return caption.one is not None and moment.answers.get("household") != caption.one.id


def takes_day(moment: Moment, named: Named, household: PairedHousehold | None) -> bool:
    """The day that is named may be entered."""
    return named.day is not None and may_be_entered(moment, household, named.day)


def refused_day(moment: Moment) -> tuple[Named, PairedHousehold | None] | None:
    """What is named as the day of a visit, if it cannot be taken, and the household visited."""
    caption, tray = caption_of(moment), Tray.of(moment.answers)
    before = _refused_before(moment, tray, caption.one)
    if before and caption.one and not caption.named:
        return before, caption.one
    household = caption.one or (None if caption.matches else _asked_about(moment, tray))
    if caption.named is None or household is None or takes_day(moment, caption.named, household):
        return None
    return caption.named, household


def refused_in(moment: Moment, note: str, household: PairedHousehold) -> Named | None:
    """The day that words of before name for the household that was said only now, if it cannot be taken."""
    read = [moment.facts.round.caption(line) for line in note.splitlines()]
    about = [one for one in read if one.named and _is_about(one, household)]
    return next(
        (one.named for one in about if one.named and not takes_day(moment, one.named, household)), None
    )


def _is_about(caption: Said, household: PairedHousehold) -> bool:
    """The words are about the household, or name nobody that is known."""
    return not caption.matches or household.id in {one.id for one in caption.matches}


def _refused_before(moment: Moment, tray: Tray, household: PairedHousehold | None) -> Named | None:
    """Such a day in what was sent before words that now say whose it is."""
    current = tray.current
    is_answer = moment.event.kind is Kind.TEXT and has_content(current) and not current.get("household")
    return refused_in(moment, current.get("note", ""), household) if household and is_answer else None


def _asked_about(moment: Moment, tray: Tray) -> PairedHousehold | None:
    """The household of the card: the one that is asked about, or what was proposed last."""
    batch = tray.current if tray.current.get("household") or not tray.proposals else tray.proposals[-1]
    return moment.facts.round.get(batch.get("household", -1))


def _added(tray: Tray, holding: Batch, batch: Batch) -> Tray:
    """A further part of an album, or one that was sent again."""
    kept = {name: batch[name] for name in ("photos", "note", "spoke", "heard_at", "heard") if batch.get(name)}
    has_word = batch["said"] and holding is tray.current
    together = merged(holding, kept | ({"said": batch["said"]} if has_word else {}))
    if has_word:
        came = {name: batch[name] for name in ("day", "told_on")}
        return replace(tray, current=NO_ANSWERS).proposing(came | together)
    return tray.changed(holding, together)


def _with_its_album(
    tray: Tray, moment: Moment, batch: dict[str, Any], album: str
) -> tuple[Tray, dict[str, Any]]:
    """The parts of an album that say nothing themselves follow the one part that does."""
    caption, picture = caption_of(moment), moment.event.picture
    own = picture.unique if picture else ""
    others = [one for one in tray if speaks_in(one, album) and not _is_of(one, caption)]
    torn: list[list[str]] = []
    siblings: list[list[str]] = []
    heard: dict[str, Any] = {}
    for one in tray if caption.matches else ():
        silent = [
            photo
            for photo in one.get("photos", ())
            if photo[0] == own or (_is_part(photo, album) and photo[0] not in one.get("spoke", ()))
        ]
        # With two captions in one album nobody knows which of them a part without words is meant for.
        moving = [photo for photo in silent if photo[0] == own or not others]
        unsure = [photo for photo in silent if photo not in moving and one.get("household")]
        gone = [*moving, *unsure]
        if gone:
            rest = {**one, "photos": [photo for photo in one["photos"] if photo not in gone]}
            # Only what nobody knows anything of is gone with its photos.
            tray = tray.changed(one, rest if has_content(rest) or one not in tray.waiting else {})
            siblings += [list(photo) for photo in moving]
            came = {photo[0] for photo in moving}
            heard |= {which: it for which, it in one.get("heard", {}).items() if it[1] in came}
            torn += [list(photo) for photo in unsure]
    moved = [
        (visit.visit_id, part)
        for visit in moment.facts.recent
        if caption.one and visit.household_id != caption.one.id and not others
        for part in visit.pictures
        if album and part.album == album and part.unique in visit.joined
    ]
    if moved:
        siblings += [given.written(part) for _, part in moved]
        batch["moved"] = {"visit": moved[0][0], "uniques": [part.unique for _, part in moved]}
    photos = {one[0]: one for one in (*siblings, *batch["photos"])}
    if tray.current and not has_content(tray.current) and not tray.current.get("household"):
        tray = replace(tray, current=NO_ANSWERS)
    if torn:
        unnamed = {name: batch[name] for name in ("day", "told_on", "came", "heard_at")}
        taken = [one["moved"] for one in others if one.get("moved")]
        still = {"moved": taken[0]} if taken else {}
        tray = tray.postponing(unnamed | still | {"photos": torn})
    told = {**heard, **batch.get("heard", {})}
    return tray, batch | {"photos": list(photos.values())} | ({"heard": told} if told else {})


def _is_of(batch: Batch, caption: Said) -> bool:
    return caption.one is not None and batch.get("household") == caption.one.id


def _is_part(photo: list[str], album: str) -> bool:
    return has_part_of({"photos": [photo]}, album)


def _named(tray: Tray, batch: Batch, moment: Moment) -> Tray:
    household, current = batch["household"], tray.current
    of_one_visit = ("household", "day")
    earlier = next((one for one in tray.waiting if all(one.get(k) == batch[k] for k in of_one_visit)), None)
    if earlier:
        tray, batch = tray.changed(earlier, {}), merged(earlier, batch)
        current = tray.current
    is_text = moment.event.kind is Kind.TEXT
    is_answer = is_text and has_content(current) and not current.get("household")
    if current.get("household") == household or is_answer:
        told = said_by(moment, current.get("note", ""), moment.facts.round.get(household))
        dated = {name: told[name] for name in ("day", "dated") if name in told}
        together = merged({**current, "note": told["note"]}, batch)
        if is_answer and not batch["dated"]:
            together |= dated
        if _refused_before(moment, tray, moment.facts.round.get(household)) and not batch["dated"]:
            together["said"] = None
        if not together.get("said"):
            return replace(tray, current=together)
        return replace(tray, current=NO_ANSWERS).proposing(together, corrects=is_text)
    if not is_text and not tray.proposals and _is_unnamed(current) and is_at_once(current, batch):
        # Another album that was sent with this one, whose words stand in this one only.
        return _told(replace(tray, current=NO_ANSWERS), merged(current, batch), corrects=False)
    pile = next((one for one in tray.waiting if is_text and _is_unnamed(one)), None)
    if pile:
        return _told(tray.changed(pile, {}), merged(pile, batch), corrects=True)
    if batch.get("said"):
        return _told(replace(tray, current=NO_ANSWERS) if tray.is_bare else tray, batch, corrects=is_text)
    twin = next((one for one in tray.proposals if one["household"] == household), None)
    if twin:
        return tray.changed(twin, merged(twin, batch))
    if tray.is_bare and not tray.proposals:
        return replace(tray, current=batch)
    return tray.postponing(batch)


def _told(tray: Tray, batch: Batch, *, corrects: bool) -> Tray:
    """A batch whose household is known: proposed if it is said how it was, else asked, now or later."""
    if batch.get("said"):
        return tray.proposing(batch, corrects=corrects)
    is_free = not tray.current and not tray.proposals
    return replace(tray, current=batch) if is_free else tray.postponing(batch)


def _is_unnamed(batch: Batch) -> bool:
    """Photos of which nothing was said."""
    return bool(batch.get("photos")) and not batch.get("household") and not batch.get("note")


def _asked(tray: Tray, batch: Batch, moment: Moment) -> Tray:
    if tray.is_bare and not tray.proposals and not tray.current.get("household"):
        return replace(tray, current=merged(tray.current, batch))
    if moment.event.kind is Kind.TEXT and _is_unnamed(tray.current):
        return replace(tray, current=merged(tray.current, batch))
    return tray.postponing(batch)


def _loose(tray: Tray, batch: dict[str, Any], caption: Said, moment: Moment) -> Tray:
    """Nobody is named: it belongs to what is asked about, or to the only one proposed; else it is asked."""
    current, picture = tray.current, moment.event.picture
    says_how = caption.mode if caption.mode and not caption.rest else None
    if says_how and (current.get("household") or (not has_content(current) and len(tray.proposals) == 1)):
        batch |= {"said": says_how.value, "note": ""}
    household = _asked_about(moment, tray)
    if caption.named and household and picture is None and takes_day(moment, caption.named, household):
        note = "" if not caption.rest and (says_how or not caption.mode) else batch["note"]
        batch |= {"day": str(caption.day), "dated": True, "note": note}
    if current.get("household") and batch["said"]:
        return replace(tray, current=NO_ANSWERS).proposing(merged(current, batch))
    if current.get("household") or has_content(current) or not tray.proposals:
        return replace(tray, current=merged(current, _undated(batch, current)))
    only = tray.proposals[0]
    is_of_another = bool(only.get("photos")) and not is_at_once(only, batch)
    if picture and picture.album and (is_of_another or len(tray.proposals) > 1):
        return tray.postponing(batch)
    if len(tray.proposals) > 1:
        is_said = says_how is not None and all(one["said"] == says_how.value for one in tray.proposals)
        return tray if is_said and not picture else replace(tray, current=batch)
    return tray.changed(only, merged(only, _undated(batch, only)))


def is_at_once(before: Batch, since: Batch) -> bool:
    """What came was sent together with what came before: two albums, or more photos than fit into one."""
    albums = [Picture(*one).album for one in before.get("photos", ())]
    is_split = all(albums) and (len(albums) >= LARGEST_ALBUM or all(one[2:] for one in since["photos"]))
    if not before.get("heard_at") or not is_split:
        return False
    return datetime.fromisoformat(since["heard_at"]) - datetime.fromisoformat(before["heard_at"]) <= AT_ONCE


def _undated(batch: Batch, current: Batch) -> dict[str, Any]:
    """What joins a batch takes over its day, unless it names one."""
    kept = {"day", "told_on"} if current.get("day") and not batch["dated"] else set()
    return {name: value for name, value in batch.items() if name not in kept}


def said_by(moment: Moment, note: str, household: PairedHousehold | None) -> Batch:
    """What captions that named nobody for certain say of the household that was picked for them."""
    modes: set[Mode] = set()
    lines: list[str] = []
    told: dict[str, Any] = {}
    is_refused = False
    if household is None:
        return {"note": note, "said": None}
    for line in note.splitlines():
        caption = moment.facts.round.caption(line)
        is_meant, is_about = (
            household.id in {one.id for one in caption.matches},
            _is_about(caption, household),
        )
        if is_about and caption.named:
            if not takes_day(moment, caption.named, household):
                # How it was on a day that cannot be entered was on no other one.
                is_refused = True
                lines.append(line)
                continue
            told = {"day": str(caption.day), "dated": True}
        if caption.mode and is_about:
            modes.add(caption.mode)
        is_read = is_meant or not (caption.matches or caption.rest)
        lines += [caption.rest] if is_read and caption.mode in (*modes, None) else [line]
    said = next(iter(modes)).value if len(modes) == 1 and not is_refused else None
    return told | {"note": "\n".join(one for one in lines if one), "said": said}
