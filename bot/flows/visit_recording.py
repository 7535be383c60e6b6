"""Visits becoming true: from answers to facts, and to the answers with which the saved card goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.flows import visit_answers as given
from bot.flows.flow import Moment
from bot.flows.visit_rules import may_record
from bot.flows.visit_tray import Batch
from domain.round import PairedHousehold
from domain.visits import Mode, Picture, PicturesMoved, RecentVisit, VisitRecorded

FILED_FROM = 3
"""The first of the event's own ids for visits filed because something else begins: that may need ids, too."""


@dataclass(frozen=True, slots=True)
class Filed:
    """Visits recorded together: the facts, the answers of each, and the batches that could not be."""

    facts: tuple[object, ...] = ()
    visits: tuple[Mapping[str, Any], ...] = ()
    left: tuple[Batch, ...] = ()


def record_batch(
    moment: Moment, household: PairedHousehold, batch: Batch, visit_id: int, mode: Mode, visited_on: date
) -> tuple[tuple[object, ...], dict[str, Any]]:
    """The facts of one visit, and the answers of its saved card."""
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
    )
    facts: tuple[object, ...] = (recorded,)
    if moved:
        taken = tuple(one for one in pictures if one.unique in uniques)
        person = household.pairing.person_id
        facts += (PicturesMoved(visit_id, moved["visit"], person, taken, moment.event.at),)
    return facts, saved_answers(recorded, pictures)


def saved_answers(visit: VisitRecorded | RecentVisit, pictures: Sequence[Picture]) -> dict[str, Any]:
    """The answers of the card of a visit that is saved."""
    voices = visit.voices if isinstance(visit, VisitRecorded) else ()
    spoken = [[one.unique, one.file, one.seconds] for one in voices]
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


def file_batches(
    moment: Moment, batches: Sequence[Batch], first: int = 0, days: Mapping[int, date] | None = None
) -> Filed:
    """Record proposals as they stand; `days` names other days for some of them, by their place."""
    facts: tuple[object, ...] = ()
    visits: list[Mapping[str, Any]] = []
    left: list[Batch] = []
    for at, batch in enumerate(batches):
        household = moment.facts.round.get(batch["household"])
        if household is None or not may_record(moment, household):
            left.append({name: value for name, value in batch.items() if name not in ("household", "said")})
            continue
        day = (days or {}).get(at) or date.fromisoformat(batch["day"])
        visit_id = moment.facts.fresh_id + first + at
        made, saved = record_batch(moment, household, batch, visit_id, Mode(batch["said"]), day)
        facts += made
        visits.append(saved)
    return Filed(facts, tuple(visits), tuple(left))
