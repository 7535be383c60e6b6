"""The answers of a visit conversation, read back as the domain's values."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.flows.engine.flow import Moment
from domain.conversation import NO_ANSWERS, Shelved
from domain.duties.obligations import PastVisit
from domain.duties.round import PairedHousehold, Place, Round
from domain.visits.visits import Mode, Picture, Voice, note_with


def has_begun(answers: Mapping[str, Any]) -> bool:
    """Whether there is anything that somebody would not want to tell twice."""
    return any(answers.get(one) for one in ("household", "photos", "note", "voices", "waiting"))


def has_waiting(answers: Mapping[str, Any]) -> bool:
    """Whether something waits until it is asked about."""
    return bool(answers.get("waiting"))


def laid_aside(shelved: Shelved | None) -> Mapping[str, Any]:
    """What waits of a visit that was laid aside; what was proposed or saved was filed when it was left."""
    if shelved is None or shelved.flow != "visit":
        return NO_ANSWERS
    gone = ("proposals", "page", "found", "near", "arrived", "which", "changes", "reports", "twin")
    kept = {name: value for name, value in shelved.answers.items() if name not in gone}
    is_over = "visit" in kept or "visits" in kept
    if not is_over and any(kept.get(one) for one in ("household", "photos", "note", "voices")):
        return kept
    waiting = list(kept.get("waiting", ()))
    return {**waiting[0], **({"waiting": waiting[1:]} if waiting[1:] else {})} if waiting else NO_ANSWERS


def pictures(answers: Mapping[str, Any]) -> tuple[Picture, ...]:
    """The photos so far, in the order they came."""
    return tuple(Picture(*one) for one in answers.get("photos", ()))


def voices(answers: Mapping[str, Any]) -> tuple[Voice, ...]:
    """What was spoken so far."""
    return tuple(Voice(*one) for one in answers.get("voices", ()))


def written(picture: Picture) -> list[str]:
    """A photo as it stands among the answers."""
    return [picture.unique, picture.file, *([picture.album] if picture.album else [])]


def joined(before: Mapping[str, Any], since: Mapping[str, Any]) -> dict[str, Any]:
    """Photos, words and day of two beginnings of the same visit."""
    photos = {one[0]: list(one) for one in (*before.get("photos", ()), *since.get("photos", ()))}
    spoken = {one[0]: list(one) for one in (*before.get("voices", ()), *since.get("voices", ()))}
    notes = [one["note"] for one in (before, since) if one.get("note")]
    days = [one["day"] for one in (before, since) if one.get("day")]
    note = note_with(notes[0], notes[1]) if len(notes) > 1 else "".join(notes)
    kept = {
        "photos": list(photos.values()),
        "voices": list(spoken.values()),
        "note": note,
        "day": min(days, default=None),
        "waiting": [*before.get("waiting", ()), *since.get("waiting", ())],
    }
    kept["heard"] = {**before.get("heard", {}), **since.get("heard", {})}
    others = {name: since[name] for name in ("proposals", "moved", "saved", "came") if since.get(name)}
    return others | {name: value for name, value in kept.items() if value}


def hearing(moment: Moment, *, names: bool = False) -> dict[str, Any]:
    """What was heard so far and the message that came now, by the channel's ids of the messages.

    Of each its words, its photo, and whether it `names` the household: only then another one may follow.
    """
    event, before = moment.event, moment.answers.get("heard", {})
    if not event.said:
        return {"heard": before} if before else {}
    unique = event.picture.unique if event.picture else ""
    return {"heard": {**before, event.said: [event.text, unique, names]}}


def told(heard: Mapping[str, Any]) -> dict[str, str]:
    """The words of the messages heard, by their ids."""
    return {message: words for message, (words, _, _) in heard.items()}


def with_picture(answers: Mapping[str, Any], picture: Picture) -> list[list[str]]:
    """The photos so far and this one; a repeated one counts once."""
    have = [written(one) for one in pictures(answers)]
    return have if any(one[0] == picture.unique for one in have) else [*have, written(picture)]


def with_voice(answers: Mapping[str, Any], voice: Voice | None) -> list[list[Any]]:
    """What was spoken so far and this; a repeated message counts once."""
    have = [list(one) for one in answers.get("voices", ())]
    is_new = voice is not None and all(one[0] != voice.unique for one in have)
    return [*have, [voice.unique, voice.file, voice.seconds]] if voice and is_new else have


def place(answers: Mapping[str, Any]) -> Place | None:
    """The location sent, a hint for the order of the list and nothing more (R15)."""
    near = answers.get("near")
    return Place(*near) if near else None


def household(moment: Moment) -> PairedHousehold | None:
    """The household picked, if it is (still) on the round."""
    return moment.facts.round.get(moment.answers.get("household", -1))


def day(moment: Moment) -> date:
    """The day of the visit unless another is chosen: when its first photo or words came, else today (R8)."""
    given = moment.answers.get("day")
    return date.fromisoformat(given) if given else moment.facts.today


def mode(answers: Mapping[str, Any]) -> Mode:
    """How the household was reached."""
    return Mode(answers.get("mode", Mode.HOME))


def visited_on(answers: Mapping[str, Any]) -> date:
    """The day under which the visit is recorded."""
    return date.fromisoformat(answers["visited_on"])


def recorded_at(answers: Mapping[str, Any]) -> datetime:
    """When the visit was recorded."""
    return datetime.fromisoformat(answers["recorded_at"])


def round_with_visit(moment: Moment) -> Round:
    """The round as it stands with the visit of this card counted, loaded with it or not."""
    answers = moment.answers
    visit = PastVisit(answers["visit"], mode(answers), visited_on(answers))
    return moment.facts.round.with_visit(answers["household"], visit)
