"""Needs of the register: those whose numbers are new are added, none that is there is rewritten."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from domain.needs.needs import Act
from domain.register.needs import NeedEntry, NeedStepEntry
from domain.register.refusals import taken
from domain.register.register import Register
from domain.writing.characters import key, tidy
from storage.register.ledger import Ledger, Row
from storage.register.stored_needs import stored_needs
from storage.tables import need, need_step, visit


def write_needs(
    ledger: Ledger, register: Register, households: Mapping[str, int], people: Mapping[str, int]
) -> None:
    """Add the needs that are new; refuse a number that is another need's. Their visits are written before."""
    if not register.needs:
        return
    stored = {one.number: one for one in stored_needs(ledger.unit, ledger.zone, {})}
    fresh: list[NeedEntry] = []
    for one in register.needs:
        known = stored.get(one.number)
        if known is None:
            fresh.append(one)
        elif not _is_the_same_need(one, known):
            ledger.refused.append(taken(one, known.household_code))
        else:
            counter = ledger.same if _says_the_same(one, known) else ledger.kept
            counter["needs"] += 1
    writing = _Writing(ledger, households, people, fresh)
    ledger.insert(need, (writing.row(one) for one in fresh), "needs")
    ledger.insert(need_step, (row for one in fresh for row in writing.steps(one)), "need_steps")


def _is_the_same_need(one: NeedEntry, known: NeedEntry) -> bool:
    def told(entry: NeedEntry) -> tuple[str, str, date]:
        return key(entry.household_code), entry.category, entry.reported_on

    return told(one) == told(known)


def _says_the_same(one: NeedEntry, known: NeedEntry) -> bool:
    # Which visit it came from is a hint, and may lead nowhere.
    return replace(_tidied(one), visited_on=known.visited_on, household_code=known.household_code) == _tidied(
        known
    )


def _tidied(one: NeedEntry) -> NeedEntry:
    steps = (replace(step, words=tidy(step.words), reason=tidy(step.reason)) for step in one.steps)
    return replace(one, steps=tuple(steps), department=tidy(one.department))


class _Writing:
    """Rows of new needs."""

    def __init__(
        self,
        ledger: Ledger,
        households: Mapping[str, int],
        people: Mapping[str, int],
        fresh: Sequence[NeedEntry],
    ) -> None:
        self._ledger = ledger
        self._households = households
        self._people = people
        self._ids = {one.number: ledger.new_id() for one in fresh}
        self._visits = self._made(fresh)

    def _made(self, fresh: Sequence[NeedEntry]) -> dict[tuple[int, int, date], int]:
        """Visits that needs may have come from, by household, person and day: the first of each day."""
        days = sorted({one.visited_on for one in fresh if one.visited_on})
        if not days or self._ledger.is_trial:
            return {}
        made = select(visit.c.id, visit.c.household_id, visit.c.person_id, visit.c.visited_on).where(
            visit.c.visited_on.between(days[0], days[-1]), visit.c.undone_at.is_(None)
        )
        found: dict[tuple[int, int, date], int] = {}
        for row in self._ledger.stream(made.order_by(visit.c.id)):
            found.setdefault((row["household_id"], row["person_id"], row["visited_on"]), row["id"])
        return found

    def row(self, one: NeedEntry) -> Row:
        """The need as it stands after its last step."""
        first, last = one.steps[0], one.steps[-1]
        home, reporter = self._households[one.household_code], self._people[first.phone]
        came_from = self._visits.get((home, reporter, one.visited_on)) if one.visited_on else None
        return {
            "id": self._ids[one.number],
            "number": one.number,
            "household_id": home,
            "category": one.category,
            "department": one.department,
            "urgent": one.urgent,
            "visit_id": came_from,
            "reporter_id": reporter,
            "holder_id": self._people[last.holder_phone],
            "level": one.level.value,
            "status": last.status.value,
            "due_on": last.due_on,
            "extensions": sum(step.act is Act.MORE_TIME for step in one.steps),
            "reported_at": self._instant(first.at),
            "solved_at": self._instant(one.solved_at) if one.solved_at else None,
            "confirm_by": one.confirm_by,
            "steps": len(one.steps),
        }

    def steps(self, one: NeedEntry) -> list[Row]:
        """Every step of a need."""
        return [self._step(one, position, step) for position, step in enumerate(one.steps, 1)]

    def _step(self, one: NeedEntry, position: int, step: NeedStepEntry) -> dict[str, Any]:
        return {
            "id": self._ledger.new_id(),
            "need_id": self._ids[one.number],
            "position": position,
            "action": step.act.value,
            "status": step.status.value,
            "person_id": self._people[step.phone] if step.phone else None,
            "at": self._instant(step.at),
            "words": step.words or None,
            "reason": step.reason,
            "due_on": step.due_on,
            "holder_id": self._people[step.holder_phone],
        }

    def _instant(self, at: datetime) -> datetime:
        return at.replace(tzinfo=self._ledger.zone)
