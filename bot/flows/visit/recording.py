"""Visits becoming true: from answers to facts, and to the answers with which the saved card goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.flows.engine.flow import Moment
from bot.flows.visit import answers as given
from bot.flows.visit.again import saved_visit, twin_of
from bot.flows.visit.rules import may_record
from bot.flows.visit.tray import Batch
from domain.duties.round import PairedHousehold
from domain.visits.visits import (
    Mode,
    Picture,
    PicturesMoved,
    RecentVisit,
    VisitContinued,
    VisitRecorded,
    note_with,
)

FILED_FROM = 3
"""The first of the event's own ids for visits filed because something else begins: that may need ids, too."""

OF_JOINING = ("joined", "joined_at", "before", "added", "spoke")
"""Answers about what was added to a saved visit, from which it can be taken back."""


@dataclass(frozen=True, slots=True)
class Filed:
    """Visits recorded together: the facts, the answers of each, and the batches that could not be."""

    facts: tuple[object, ...] = ()
    visits: tuple[Mapping[str, Any], ...] = ()
    left: tuple[Batch, ...] = ()


def record_batch(
    moment: Moment, household: PairedHousehold, batch: Batch, visit_id: int, mode: Mode, visited_on: date
) -> tuple[tuple[object, ...], dict[str, Any]]:
    """The facts of one visit, and the answers of its saved card.

    Unless it was said that somebody went again, what is told of a day that has a visit belongs to that one.
    """
    twin = None if batch.get("apart") else twin_of(household, visited_on)
    if twin:
        return continue_visit(moment, saved_visit(moment, twin, household), household, batch, mode)
    told_on = date.fromisoformat(batch["told_on"]) if batch.get("told_on") else moment.facts.today
    moved = batch.get("moved")
    uniques = frozenset(moved["uniques"] if moved else ())
    pictures = given.pictures(batch)
    recorded = VisitRecorded(
        visit_id=visit_id,
        household_id=household.id,
        person_id=household.pairing.person_id,
        duty=household.pairing.duty,
        mode=mode,
        visited_on=visited_on,
        recorded_at=moment.event.at,
        late=visited_on < told_on,
        note=batch.get("note", ""),
        pictures=tuple(one for one in pictures if one.unique not in uniques),
        all_fine=mode is Mode.HOME,
        voices=given.voices(batch),
        told=given.told(batch.get("heard", {})),
    )
    facts: tuple[object, ...] = (recorded,)
    taken = tuple(one for one in pictures if one.unique in uniques)
    if moved and taken:
        person = household.pairing.person_id
        facts += (PicturesMoved(visit_id, moved["visit"], person, taken, moment.event.at),)
    return facts, saved_answers(recorded, pictures)


def continue_visit(
    moment: Moment, before: RecentVisit, household: PairedHousehold, batch: Batch, mode: Mode
) -> tuple[tuple[object, ...], dict[str, Any]]:
    """What is added to a saved visit, and the answers of its card, from which it can be taken back."""
    who, at, moved = household.pairing.person_id, moment.event.at, batch.get("moved")
    heard = {one.unique for one in before.voices}
    came = tuple(one for one in given.pictures(batch) if not before.has(one))
    gone = tuple(one for one in came if moved and one.unique in moved["uniques"])
    said = tuple(one for one in given.voices(batch) if one.unique not in heard)
    words, how = batch.get("note", ""), before.mode.or_more(mode)
    note = note_with(before.note, words)
    after = replace(before, mode=how, note=note, pictures=before.pictures + came, voices=before.voices + said)
    added = {
        "joined": [one.unique for one in came],
        "spoke": [one.unique for one in came],
        "joined_at": at.isoformat(),
        "before": {"mode": before.mode.value, "note": before.note},
        "added": {"note": words, "voices": [[one.unique, one.file, one.seconds] for one in said]},
    }
    answers = saved_answers(after, after.pictures)
    if not came and not said and (note, how) == (before.note, before.mode):
        return (), answers
    new = tuple(one for one in came if one not in gone)
    told = given.told(batch.get("heard", {}))
    facts: tuple[object, ...] = (VisitContinued(before.visit_id, who, how, words, new, said, at, told),)
    if moved and gone:
        facts += (PicturesMoved(before.visit_id, moved["visit"], who, gone, at),)
    return facts, answers | added


def saved_answers(visit: VisitRecorded | RecentVisit, pictures: Sequence[Picture]) -> dict[str, Any]:
    """The answers of the card of a visit that is saved."""
    spoken = [[one.unique, one.file, one.seconds] for one in visit.voices]
    return {
        "household": visit.household_id,
        "visit": visit.visit_id,
        "mode": visit.mode.value,
        "visited_on": visit.visited_on.isoformat(),
        "recorded_at": visit.recorded_at.isoformat(),
        "late": visit.late,
        "photos_kept": len(pictures),
        "photos": [given.written(one) for one in pictures],
        "note": visit.note,
        **({"voices": spoken} if spoken else {}),
    }


def file_batches(moment: Moment, batches: Sequence[Batch], first: int = 0) -> Filed:
    """Record proposals as they stand."""
    facts: tuple[object, ...] = ()
    visits: list[Mapping[str, Any]] = []
    left: list[Batch] = []
    for at, batch in enumerate(batches):
        household = moment.facts.round.get(batch["household"])
        if household is None or not may_record(moment, household):
            left.append({name: value for name, value in batch.items() if name not in ("household", "said")})
            continue
        day = date.fromisoformat(batch["day"])
        visit_id = moment.facts.fresh_id + first + at
        made, saved = record_batch(moment, household, batch, visit_id, Mode(batch["said"]), day)
        facts += made
        visits.append(saved)
    return Filed(facts, tuple(visits), tuple(left))
