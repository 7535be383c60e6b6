"""Who stands on the rungs around households: their pairings, the heads of their villages, the leaders."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Table, and_, select

from domain.people.ladder import Ladder
from domain.people.people import TOWNSHIP, Duty, RoleKind
from storage.base.dated import holds
from storage.base.id_lists import among
from storage.base.places import IN_VILLAGE, VILLAGE, VILLAGE_CODE
from storage.base.repository import Repository
from storage.tables import area, household, pairing, person, role


class NeedLadders(Repository):
    """Rows of `pairing` and `role` as ladders."""

    def of(self, households: Sequence[int], today: date) -> dict[int, Ladder]:
        """The ladder of each of these households on that day; suspended people stand on none."""
        if not households:
            return {}
        held: dict[tuple[int, str], list[int]] = defaultdict(list)
        paired = (
            select(pairing.c.household_id, pairing.c.duty, pairing.c.person_id)
            .join(person, person.c.id == pairing.c.person_id)
            .where(pairing.c.household_id.in_(among(self._connection, households)), _serves(pairing, today))
            .order_by(pairing.c.since, pairing.c.id)
        )
        for row in self._connection.execute(paired):
            held[row.household_id, row.duty].append(row.person_id)
        offices = self._offices(today)

        def above(kind: RoleKind, village: str) -> tuple[int, ...]:
            return _once(offices[kind.value, village] + offices[kind.value, TOWNSHIP])

        return {
            where: Ladder(
                _once(held[where, Duty.RESPONSIBLE.value]),
                _once(held[where, Duty.CONTACT.value]),
                above(RoleKind.VILLAGE_HEAD, village),
                above(RoleKind.TOWNSHIP_LEADER, village),
            )
            for where, village in self._villages(households).items()
        }

    def _villages(self, households: Sequence[int]) -> dict[int, str]:
        placed = (
            select(household.c.id, VILLAGE_CODE.label("village"))
            .join(area, area.c.id == household.c.area_id)
            .outerjoin(VILLAGE, IN_VILLAGE)
            .where(household.c.id.in_(among(self._connection, households)))
        )
        return {row.id: row.village for row in self._connection.execute(placed)}

    def _offices(self, today: date) -> defaultdict[tuple[str, str], list[int]]:
        kinds = [RoleKind.VILLAGE_HEAD.value, RoleKind.TOWNSHIP_LEADER.value]
        held = (
            select(role.c.kind, area.c.code, role.c.person_id)
            .join(area, area.c.id == role.c.area_id)
            .join(person, person.c.id == role.c.person_id)
            .where(role.c.kind.in_(kinds), _serves(role, today))
            .order_by(role.c.since, person.c.position, role.c.id)
        )
        offices: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for row in self._connection.execute(held):
            offices[row.kind, row.code].append(row.person_id)
        return offices


def _serves(table: Table, today: date) -> ColumnElement[bool]:
    return and_(holds(table, today), person.c.suspended_at.is_(None))


def _once(people: Sequence[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(people))
