"""Leaves as conversations tell them: with names, with the households concerned, and who may stand in."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, select

from domain.calendar.month import Month
from domain.duties.leave import Leave
from domain.duties.pages import LeavePage, Mate
from domain.people.people import Duty, RoleKind
from storage.base.dated import holds
from storage.base.id_lists import among
from storage.base.places import VILLAGE_ID
from storage.base.reach import IS_REACHED
from storage.base.repository import Repository, Work
from storage.duties.duties import is_open
from storage.duties.leaves import Leaves
from storage.tables import area, household, pairing, person, role
from storage.tables import obligation as kept


class LeavePages(Repository):
    """Rows of `leave` with everything around them."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._leaves = Leaves(work)

    def own(self, who: int, today: date) -> tuple[LeavePage, ...]:
        """Somebody's leaves that are not over, by their first days."""
        known = self._leaves.of_people([who], today).get(who, ())
        mine = [one for one in known if one.person_id == who and one.since <= one.until]
        return self._pages(sorted(mine, key=lambda one: one.since), today)

    def of(self, ids: Sequence[int], today: date) -> dict[int, LeavePage]:
        """These leaves."""
        known = self._leaves.of(ids)
        return dict(zip(known, self._pages(list(known.values()), today), strict=True))

    def _pages(self, leaves: Sequence[Leave], today: date) -> tuple[LeavePage, ...]:
        names = self._names({who for one in leaves for who in (one.person_id, one.stand_in_id) if who})
        counts = self._counts({one.person_id for one in leaves}, today)
        return tuple(
            LeavePage(
                one,
                names.get(one.person_id, ""),
                names.get(one.stand_in_id or 0, ""),
                _to_look_after(one, counts.get(one.person_id, (0, 0)), today),
            )
            for one in leaves
        )

    def _names(self, ids: Iterable[int]) -> dict[int, str]:
        wanted = person.c.id.in_(among(self._connection, ids))
        found = self._connection.execute(select(person.c.id, person.c.name).where(wanted))
        return {row.id: self._vault.open("person", "name", row.id, row.name) for row in found}

    def _counts(self, people: Iterable[int], today: date) -> dict[int, tuple[int, int]]:
        """For each of these people: how many households, and how many still to be visited."""
        these = among(self._connection, people)
        held = (
            select(pairing.c.person_id, func.count(pairing.c.household_id.distinct()))
            .where(pairing.c.person_id.in_(these), holds(pairing, today))
            .group_by(pairing.c.person_id)
        )
        left = (
            select(kept.c.person_id, func.count(kept.c.household_id.distinct()))
            .where(kept.c.month == Month.of(today), kept.c.person_id.in_(these), is_open(today))
            .group_by(kept.c.person_id)
        )
        still = {row[0]: row[1] for row in self._connection.execute(left)}
        return {row[0]: (row[1], still.get(row[0], 0)) for row in self._connection.execute(held)}

    def mates(self, who: int, today: date) -> tuple[Mate, ...]:
        """Who has a duty in the same villages, or heads one of them, and can be asked; by the ledger."""
        placed = (
            select(pairing.c.person_id, pairing.c.duty, VILLAGE_ID.label("village"))
            .join(household, household.c.id == pairing.c.household_id)
            .join(area, area.c.id == household.c.area_id)
            .where(holds(pairing, today))
            .distinct()
            .cte("placed")
        )
        mine = select(placed.c.village).where(placed.c.person_id == who)
        words: dict[int, list[str]] = {}
        for other, duty in self._connection.execute(
            select(placed.c.person_id, placed.c.duty).where(placed.c.village.in_(mine)).distinct()
        ):
            words.setdefault(other, []).append(duty)
        heads = select(role.c.person_id).where(
            role.c.kind == RoleKind.VILLAGE_HEAD.value, role.c.area_id.in_(mine), holds(role, today)
        )
        for other in self._connection.scalars(heads):
            words.setdefault(other, []).append(RoleKind.VILLAGE_HEAD.value)
        words.pop(who, None)
        return self._mates(words, today)

    def _mates(self, words: dict[int, list[str]], today: date) -> tuple[Mate, ...]:
        found = self._connection.execute(
            select(person.c.id, person.c.name)
            .where(person.c.id.in_(among(self._connection, words)))
            .where(IS_REACHED, person.c.suspended_at.is_(None))
            .order_by(person.c.position, person.c.id)
        ).all()
        away = self._leaves.of_people([row.id for row in found], today)
        order = [*Duty, RoleKind.VILLAGE_HEAD.value]
        return tuple(
            Mate(
                row.id,
                self._vault.open("person", "name", row.id, row.name),
                tuple(str(one) for one in order if one in words[row.id]),
                tuple(one for one in away.get(row.id, ()) if one.person_id == row.id),
            )
            for row in found
        )


def _to_look_after(leave: Leave, counts: tuple[int, int], today: date) -> int:
    """Those still to be visited this month; all, if none are or the leave goes on after it."""
    held, left = counts
    is_within = Month.of(leave.until) == Month.of(today) == Month.of(leave.since)
    return left if is_within and left else held
