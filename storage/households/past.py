"""What households were called and where they lived before: rows that a change closes, never deleted."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select, update

from domain.people.staff import HeadChanged, HouseholdMoved
from storage.base.repository import Overtaken, Repository
from storage.tables import area, household, household_past


class Past(Repository):
    """Rows of `household_past`, and the row of `household` that stays open."""

    def change_heads(self, changed: Sequence[HeadChanged]) -> None:
        """Close what was, and write the new heads."""
        for one in changed:
            self._close(one)
            head = self._vault.seal("household", "head", one.household_id, one.head)
            self._open(one, {"head": head})

    def move(self, moved: Sequence[HouseholdMoved]) -> None:
        """Close what was, and write where they live now; Overtaken if there is no such place any more."""
        for one in moved:
            where = self._connection.scalar(select(area.c.id).where(area.c.code == one.area_code))
            if where is None:
                raise Overtaken
            self._close(one)
            self._open(one, {"area_id": where})

    def _close(self, change: HeadChanged | HouseholdMoved) -> None:
        which = household.c.id == change.household_id
        old = self._connection.execute(select(household.c.head, household.c.area_id).where(which)).one()
        row = {
            "id": self._ids.at(change.at),
            "household_id": change.household_id,
            "head": self._vault.open("household", "head", change.household_id, old.head),
            "area_id": old.area_id,
            "until": change.on - timedelta(days=1),
        }
        self._insert(household_past, [row])

    def _open(self, change: HeadChanged | HouseholdMoved, values: dict[str, object]) -> None:
        statement = update(household).where(household.c.id == change.household_id)
        self._connection.execute(statement.values(**values))

    def heads_of(self, household_id: int) -> tuple[tuple[str, date], ...]:
        """Earlier heads of a household, each with the last day on which it was called so, oldest first."""
        found = self._connection.execute(
            select(household_past.c.id, household_past.c.head, household_past.c.until)
            .where(household_past.c.household_id == household_id)
            .order_by(household_past.c.id)
        )
        return tuple(
            (self._vault.open_once("household_past", "head", row.id, row.head), row.until) for row in found
        )
