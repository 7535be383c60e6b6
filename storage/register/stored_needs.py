"""Needs read back as the register tells them, by number and a few hundred at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import islice

from sqlalchemy import and_, select

from domain.needs.needs import Need, NeedStep
from domain.register.needs import NeedEntry, NeedStepEntry
from storage.needs.reading import NeedReading
from storage.tables import household, need, visit
from storage.unit import Unit

CHUNK = 500


@dataclass(frozen=True, slots=True)
class _Beside:
    """What needs name by id: phones of people, codes and heads of households, days of visits."""

    phones: Mapping[int, str]
    homes: Mapping[int, tuple[str, str]]
    visited_on: Mapping[int, date]
    zone: tzinfo
    categories: Mapping[str, str]

    def entry(self, one: Need) -> NeedEntry:
        """The need as the register tells it."""
        code, head = self.homes[one.household_id]
        return NeedEntry(
            one.number,
            code,
            one.category,
            one.department,
            one.urgent,
            one.level,
            tuple(self._step(step) for step in one.history),
            one.confirm_by,
            self.visited_on.get(one.id),
            head,
            self.categories.get(one.category, ""),
        )

    def _step(self, step: NeedStep) -> NeedStepEntry:
        return NeedStepEntry(
            step.act,
            self._at(step.at),
            self.phones.get(step.person_id or 0, ""),
            step.status,
            self.phones[step.holder_id],
            step.due_on,
            step.reason,
            step.words,
        )

    def _at(self, instant: datetime) -> datetime:
        return instant.astimezone(self.zone).replace(tzinfo=None, microsecond=0)


def stored_needs(unit: Unit, zone: tzinfo, categories: Mapping[str, str]) -> Iterator[NeedEntry]:
    """Every need there ever was, by number; `categories` says what the office calls them."""
    phones = {one.id: one.phone for one in unit.people.all()}
    reading = NeedReading(unit)
    numbers = iter(unit.connection.scalars(select(need.c.number).order_by(need.c.number)).all())
    while chunk := list(islice(numbers, CHUNK)):
        needs = sorted(reading.where(need.c.number.in_(chunk)), key=lambda one: one.number)
        homes = _homes(unit, sorted({one.household_id for one in needs}))
        visited_on = _visited_on(unit, [one.id for one in needs])
        beside = _Beside(phones, homes, visited_on, zone, categories)
        yield from map(beside.entry, needs)


def _homes(unit: Unit, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    listed = select(household.c.id, household.c.code, household.c.head).where(household.c.id.in_(ids))
    return {
        row.id: (row.code, unit.vault.open_once("household", "head", row.id, row.head))
        for row in unit.connection.execute(listed)
    }


def _visited_on(unit: Unit, ids: Sequence[int]) -> dict[int, date]:
    """The days of the visits that needs came from, as far as these stand and a workbook can tell which."""
    is_own = and_(
        visit.c.id == need.c.visit_id,
        visit.c.household_id == need.c.household_id,
        visit.c.person_id == need.c.reporter_id,
        visit.c.undone_at.is_(None),
    )
    listed = select(need.c.id, visit.c.visited_on).join(visit, is_own).where(need.c.id.in_(ids))
    return {row.id: row.visited_on for row in unit.connection.execute(listed)}
