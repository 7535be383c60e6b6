"""Households of needs as conversations tell them, and needs with everybody's names."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from domain.needs.needs import Need
from domain.needs.pages import NeedHome, NeedPage
from domain.people.ladder import Ladder
from storage.base.places import IN_VILLAGE, VILLAGE
from storage.base.repository import Repository, Work
from storage.people.ladders import NeedLadders
from storage.tables import area, household, person

_HOMES = (
    select(
        household.c.id,
        household.c.head,
        area.c.kind,
        area.c.code,
        area.c.name,
        VILLAGE.c.code.label("village_code"),
        VILLAGE.c.name.label("village"),
    )
    .join(area, area.c.id == household.c.area_id)
    .outerjoin(VILLAGE, IN_VILLAGE)
)


class NeedHomes(Repository):
    """Rows of `household` with who stands around them, and names of people."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._ladders = NeedLadders(work)

    def of(self, households: Sequence[int], today: date) -> dict[int, NeedHome]:
        """These households, with who stands on their rungs on that day."""
        if not households:
            return {}
        ladders = self._ladders.of(households, today)
        found = self._connection.execute(_HOMES.where(household.c.id.in_(list(households))))
        return {row.id: self._home(row, ladders[row.id]) for row in found}

    def _home(self, row: Any, ladder: Ladder) -> NeedHome:
        is_group = row.kind == "group"
        return NeedHome(
            row.id,
            self._vault.open("household", "head", row.id, row.head),
            row.village_code if is_group else row.code,
            row.village if is_group else row.name,
            row.name if is_group else "",
            ladder,
        )

    def names(self, people: Iterable[int]) -> dict[int, str]:
        """What these people are called, those who are gone as well."""
        wanted = sorted(set(people))
        if not wanted:
            return {}
        found = self._connection.execute(select(person.c.id, person.c.name).where(person.c.id.in_(wanted)))
        return {row.id: self._vault.open("person", "name", row.id, row.name) for row in found}

    def pages(self, needs: Sequence[Need], today: date) -> dict[int, NeedPage]:
        """These needs, by id, with their households and the names of everybody who has or had a part."""
        homes = self.of(sorted({one.household_id for one in needs}), today)
        parts = {one.id: _parts(one) | homes[one.household_id].ladder.everybody for one in needs}
        names = self.names(who for part in parts.values() for who in part)
        return {
            one.id: NeedPage(
                one, homes[one.household_id], {who: names[who] for who in parts[one.id] if who in names}
            )
            for one in needs
        }


def _parts(need: Need) -> frozenset[int]:
    steps = (who for step in need.history for who in (step.person_id, step.holder_id))
    return frozenset(who for who in (need.reporter_id, need.holder_id, *steps) if who is not None)
