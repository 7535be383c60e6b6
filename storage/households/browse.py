"""What officials look through: villages with their counts, one village's households, and its book."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from domain.calendar.month import Month
from domain.duties.obligations import meets
from domain.households.browse import (
    FOUND_AT_MOST,
    SEARCHED_AT_MOST,
    BookRow,
    ListedHousehold,
    VillageBook,
    VillageCount,
    is_reached,
)
from domain.people.names import matching
from domain.people.people import Duty
from domain.visits.visits import Mode
from storage.base.dated import lasts
from storage.base.places import VILLAGE, VILLAGE_ID
from storage.base.repository import Repository
from storage.tables import area, household, pairing, person, visit


def _counts(month: Month, *, phone_counts: bool) -> ColumnElement[bool]:
    """Visits of a month that stand and meet a duty, by the one definition of the domain."""
    kinds = [
        and_(visit.c.mode == mode.value, household.c.away.is_(away))
        for mode, away in product(Mode, (True, False))
        if meets(mode, away=away, phone_counts=phone_counts)
    ]
    in_month = visit.c.visited_on.between(month.first, month.last)
    return and_(in_month, visit.c.undone_at.is_(None), or_(*kinds))


def _visited(month: Month, *, phone_counts: bool) -> Select[Any]:
    """Household and duty of every visit that counts in a month, each once."""
    return (
        select(visit.c.household_id, visit.c.duty)
        .join(household, household.c.id == visit.c.household_id)
        .where(_counts(month, phone_counts=phone_counts))
        .distinct()
    )


def _last(*modes: Mode) -> Select[Any]:
    return (
        select(visit.c.household_id, func.max(visit.c.visited_on).label("on"))
        .where(visit.c.undone_at.is_(None), visit.c.mode.in_([one.value for one in modes]))
        .group_by(visit.c.household_id)
    )


def _households() -> Select[Any]:
    """Households with their places, in ledger order."""
    return (
        select(
            household,
            area.c.kind,
            area.c.name.label("area_name"),
            VILLAGE.c.id.label("village_id"),
            VILLAGE.c.name.label("village_name"),
        )
        .join(area, area.c.id == household.c.area_id)
        .join(VILLAGE, VILLAGE.c.id == VILLAGE_ID)
        .order_by(household.c.position, household.c.id)
    )


class Browses(Repository):
    """Villages and households as officials see them."""

    def villages(self, today: date, *, phone_counts: bool) -> tuple[VillageCount, ...]:
        """Every village in ledger order."""
        visited = select(
            _visited(Month.of(today), phone_counts=phone_counts).subquery().c.household_id
        ).distinct()
        reached = visited.subquery()
        counted = (
            select(
                VILLAGE_ID.label("village_id"),
                func.count().label("households"),
                func.count(reached.c.household_id).label("visited"),
            )
            .select_from(household)
            .join(area, area.c.id == household.c.area_id)
            .outerjoin(reached, reached.c.household_id == household.c.id)
            .group_by(VILLAGE_ID)
            .subquery()
        )
        listed = (
            select(area.c.id, area.c.code, area.c.name, counted.c.households, counted.c.visited)
            .outerjoin(counted, counted.c.village_id == area.c.id)
            .where(area.c.kind == "village")
            .order_by(area.c.position, area.c.id)
        )
        return tuple(
            VillageCount(row.id, row.code, row.name, row.households or 0, row.visited or 0)
            for row in self._connection.execute(listed)
        )

    def homes(
        self, villages: Sequence[int], today: date, *, phone_counts: bool
    ) -> dict[int, tuple[ListedHousehold, ...]]:
        """The households of these villages."""
        if not villages:
            return {}
        rows = self._connection.execute(_households().where(VILLAGE.c.id.in_(list(villages)))).all()
        homes: dict[int, list[ListedHousehold]] = defaultdict(list)
        for one in self._with_visits(rows, today, phone_counts=phone_counts):
            homes[one[0]].append(one[1])
        return {village: tuple(listed) for village, listed in homes.items()}

    def search(
        self, areas: frozenset[str], words: str, today: date, *, phone_counts: bool
    ) -> tuple[tuple[ListedHousehold, ...], bool]:
        """What fits the words in these areas, and whether there may be more than is told."""
        codes = select(area.c.id, area.c.code).where(area.c.kind == "village")
        reached = [row.id for row in self._connection.execute(codes) if is_reached(areas, row.code)]
        scanned = self._connection.execute(
            _households().where(VILLAGE.c.id.in_(reached)).limit(SEARCHED_AT_MOST + 1)
        ).all()
        by_id = {row.id: row for row in scanned[:SEARCHED_AT_MOST]}
        found = matching([_listed(row, self._head(row)) for row in by_id.values()], words)
        told = [by_id[one.id] for one in found[:FOUND_AT_MOST]]
        homes = [one for _, one in self._with_visits(told, today, phone_counts=phone_counts)]
        return tuple(homes), len(found) > FOUND_AT_MOST or len(scanned) > SEARCHED_AT_MOST

    def book(self, village: VillageCount, today: date, *, phone_counts: bool) -> VillageBook:
        """One village in one table."""
        rows = self._connection.execute(_households().where(VILLAGE.c.id == village.id)).all()
        ids = select(household.c.id).join(area, area.c.id == household.c.area_id)
        ids = ids.where(VILLAGE_ID.in_([village.id]))
        names = self._holders(ids, today)
        last = self._days(_last(Mode.HOME, Mode.PHONE), ids)
        made = _visited(Month.of(today), phone_counts=phone_counts).where(visit.c.household_id.in_(ids))
        been = {(row.household_id, Duty(row.duty)) for row in self._connection.execute(made)}
        return VillageBook(
            village,
            today,
            tuple(
                BookRow(
                    row.code,
                    self._head(row),
                    row.area_name if row.kind == "group" else "",
                    row.household_class,
                    row.cause,
                    row.size,
                    tuple(names[row.id, Duty.RESPONSIBLE]),
                    tuple(names[row.id, Duty.CONTACT]),
                    last.get(row.id),
                    (row.id, Duty.RESPONSIBLE) in been,
                    (row.id, Duty.CONTACT) in been,
                )
                for row in rows
            ),
        )

    def _holders(self, ids: Select[Any], today: date) -> dict[tuple[int, Duty], list[str]]:
        held = (
            select(pairing.c.household_id, pairing.c.duty, person.c.id, person.c.name)
            .join(person, person.c.id == pairing.c.person_id)
            .where(pairing.c.household_id.in_(ids), pairing.c.since <= today)
            .where(lasts(pairing, today))
            .order_by(pairing.c.since, pairing.c.id)
        )
        names: dict[tuple[int, Duty], list[str]] = defaultdict(list)
        for row in self._connection.execute(held):
            names[row.household_id, Duty(row.duty)].append(
                self._vault.open("person", "name", row.id, row.name)
            )
        return names

    def _with_visits(
        self, rows: Sequence[Any], today: date, *, phone_counts: bool
    ) -> list[tuple[int, ListedHousehold]]:
        """These households with their village's id."""
        if not rows:
            return []
        villages = sorted({row.village_id for row in rows})
        ids = select(household.c.id).join(area, area.c.id == household.c.area_id)
        ids = ids.where(VILLAGE_ID.in_(villages))
        last = self._days(_last(Mode.HOME), ids)
        month = _visited(Month.of(today), phone_counts=phone_counts).where(visit.c.household_id.in_(ids))
        been = {row.household_id for row in self._connection.execute(month)}
        return [
            (row.village_id, _listed(row, self._head(row), row.id in been, last.get(row.id))) for row in rows
        ]

    def _days(self, last: Select[Any], ids: Select[Any]) -> dict[int, date]:
        found = self._connection.execute(last.where(visit.c.household_id.in_(ids)))
        return {row.household_id: row.on for row in found}

    def _head(self, row: Any) -> str:
        return self._vault.open("household", "head", row.id, row.head)


def _listed(row: Any, head: str, is_visited: bool = False, last: date | None = None) -> ListedHousehold:
    group = row.area_name if row.kind == "group" else ""
    return ListedHousehold(row.id, row.code, head, row.village_name, group, is_visited, last)
