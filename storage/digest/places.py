"""Where a digest looks: the villages it tells of, and which of them each area and household lies in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, func, select, true

from domain.digest.counts import VillageName
from storage.base.id_lists import among
from storage.tables import area, household

_VILLAGES = (
    select(area.c.id, area.c.code, area.c.name)
    .where(area.c.kind == "village")
    .order_by(area.c.position, area.c.id)
)
_GROUPS = select(area.c.id, area.c.parent_id, area.c.name).where(area.c.kind == "group")
AT_ONCE = 500
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Place:
    """The village of an area with its number in ledger order; `group` is empty for the village itself."""

    nth: int
    village_code: str
    village: str
    group: str = ""


@dataclass(frozen=True)
class Places:
    """The areas of some villages, or (`is_whole`) of all."""

    connection: Connection
    of: Mapping[int, Place]
    is_whole: bool

    @classmethod
    def within(cls, connection: Connection, villages: Sequence[str] | None) -> "Places":
        """Those of the villages with these codes; None: of the whole township."""
        found = connection.execute(_VILLAGES).all()
        chosen = [row for row in found if villages is None or row.code in villages]
        of = {row.id: Place(nth, row.code, row.name) for nth, row in enumerate(chosen)}
        groups = connection.execute(_GROUPS).all() if of else []
        inner = {
            row.id: Place(home.nth, home.village_code, home.village, row.name)
            for row in groups
            if (home := of.get(row.parent_id))
        }
        return cls(connection, of | inner, villages is None)

    @property
    def are_there(self) -> ColumnElement[bool]:
        """Whether a household lies in one of them."""
        return true() if self.is_whole else household.c.area_id.in_(among(self.connection, self.of))

    @cached_property
    def villages(self) -> tuple[VillageName, ...]:
        """Every village with its households, in ledger order."""
        counted = select(household.c.area_id, func.count()).where(self.are_there)
        homes = dict.fromkeys(sorted({one.nth for one in self.of.values()}), 0)
        for area_id, count in self.connection.execute(counted.group_by(household.c.area_id)):
            homes[self.of[area_id].nth] += count
        names = {one.nth: one for one in self.of.values()}
        return tuple(VillageName(names[nth].village_code, names[nth].village, homes[nth]) for nth in homes)

    def in_order(self, rows: Iterable[Any]) -> list[Any]:
        """Rows with `area_id` and a household's `position`, in ledger order, else as they come."""
        return sorted(rows, key=lambda row: (self.of[row.area_id].nth, row.position))

    @cached_property
    def homes(self) -> tuple[int, ...]:
        """The ids of all households, in ledger order."""
        listed = select(household.c.id, household.c.area_id, household.c.position).where(self.are_there)
        rows = self.connection.execute(listed.order_by(household.c.id))
        return tuple(row.id for row in self.in_order(rows))


def chunks(items: Sequence[Item], size: int = AT_ONCE) -> Iterator[Sequence[Item]]:
    """Slices of at most `size` items."""
    return (items[at : at + size] for at in range(0, len(items), size))
