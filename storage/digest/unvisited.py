"""Duties that are not met, one by one: all of a month, and a page of those open for two months running."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from domain.digest.days import Issue
from domain.digest.lists import OpenDuties, UnvisitedLine
from domain.digest.rows import UnvisitedRow
from domain.duties.obligations import Status
from domain.people.people import Duty
from domain.policy.policy import Policy
from domain.visits.visits import Mode
from storage.base.id_lists import among
from storage.base.repository import Repository, Work
from storage.digest.duties import joined_with_before
from storage.digest.homes import Home, homes_of, names_of
from storage.digest.owed import OwedDuties, OwedDuty
from storage.digest.places import Places, chunks
from storage.digest.reasons import reasons_of
from storage.duties.duties import is_open
from storage.tables import household, pairing, visit
from storage.tables import obligation as kept

_DUTIES = list(Duty)
Seen = Mapping[int, Mapping[Mode, date]]


class UnvisitedRows(Repository):
    """Duties of an issue that are open or excused, in ledger order."""

    def __init__(self, work: Work, policy: Policy, places: Places, issue: Issue) -> None:
        super().__init__(work)
        self._owed = OwedDuties(work, policy)
        self._places, self._issue = places, issue
        self._reasons = reasons_of(work, issue.month, issue.as_of)

    def rows(self) -> Iterator[UnvisitedRow]:
        """All of them, read a few hundred households at a time."""
        for homes in chunks(self._places.homes):
            yield from (line.row for line in self._lines(self._of(homes)))

    def _of(self, homes: Sequence[int], before: bool = False) -> list[OwedDuty]:
        """What these households are owed now, or were at the end of the month before."""
        month = self._issue.month.previous if before else self._issue.month
        there = pairing.c.household_id.in_(among(self._connection, homes))
        return self._owed.of(month, month.last if before else self._issue.as_of, there)

    def open(self, page: int, size: int) -> OpenDuties:
        """One page of the responsible persons' duties that are open."""
        owed = [one for one in self._of(self._places.homes) if _is_open_responsible(one)]
        nth = {home: at for at, home in enumerate(self._places.homes)}
        owed.sort(key=lambda one: (nth[one.pairing.household_id], one.pairing_id))
        return OpenDuties(len(owed), tuple(self._lines(owed[page * size :][:size])))

    def two_months(self, page: int, size: int) -> OpenDuties:
        """One page of the responsible persons' duties that are open now and were open a month ago."""
        if not self._owed.is_kept(self._issue.month):
            lines = [line for line in self._lines(self._of(self._places.homes)) if line.row.two_months]
            return OpenDuties(len(lines), tuple(lines[page * size :][:size]))
        found = self._places.in_order(self._connection.execute(self._twice()).all())
        some = [row.pairing_id for row in found[page * size :][:size]]
        asked = pairing.c.id.in_(among(self._connection, some))
        owed = self._owed.of(self._issue.month, self._issue.as_of, asked)
        return OpenDuties(len(found), tuple(self._lines(owed)))

    def _twice(self) -> Select[Any]:
        month = self._issue.month
        return (
            select(kept.c.pairing_id, household.c.area_id, household.c.position)
            .select_from(joined_with_before(month))
            .join(household, household.c.id == kept.c.household_id)
            .where(kept.c.month == month, is_open(self._issue.as_of))
            .where(kept.c.duty == Duty.RESPONSIBLE.value, self._places.are_there)
            .order_by(household.c.id, kept.c.pairing_id)
        )

    def _lines(self, owed: Iterable[OwedDuty]) -> list[UnvisitedLine]:
        unmet = [one for one in owed if one.status is not Status.MET]
        ids = {one.pairing.household_id for one in unmet}
        if not ids:
            return []
        homes = homes_of(self._work, self._places, ids)
        seen, before = self._seen(ids), self._open_before(sorted(ids))
        people = names_of(self._work, {one.pairing.person_id for one in unmet})

        def rank(one: OwedDuty) -> tuple[int, ...]:
            home = homes[one.pairing.household_id]
            duty = _DUTIES.index(one.pairing.duty)
            return home.place.nth, home.position, one.pairing.household_id, duty, one.pairing_id

        return [
            self._line(
                one,
                homes[one.pairing.household_id],
                people[one.pairing.person_id],
                last_on=_last(one, seen),
                was_open=one.pairing.household_id in before,
            )
            for one in sorted(unmet, key=rank)
        ]

    def _line(
        self, one: OwedDuty, home: Home, person: tuple[str, str], *, last_on: date | None, was_open: bool
    ) -> UnvisitedLine:
        is_open, holder = one.status is Status.OPEN, one.pairing
        row = UnvisitedRow(
            village=home.place.village,
            group=home.place.group,
            household_code=home.code,
            head=home.head,
            duty=holder.duty,
            person=person[0],
            phone=person[1],
            last_on=last_on,
            # Of the responsible persons alone, as the digest tells it.
            two_months=is_open and was_open and holder.duty is Duty.RESPONSIBLE,
            excuse="" if is_open else one.excuse,
            reason=self._reasons.of(holder.person_id, one.pairing_id) if is_open else "",
        )
        return UnvisitedLine(holder.household_id, one.pairing_id, row)

    def _open_before(self, homes: Sequence[int]) -> set[int]:
        """Those of these households that the responsible person had not visited by a month ago."""
        return {one.pairing.household_id for one in self._of(homes, before=True) if _is_open_responsible(one)}

    def _seen(self, homes: Iterable[int]) -> Seen:
        newest = (
            select(visit.c.household_id, visit.c.mode, func.max(visit.c.visited_on))
            .where(visit.c.household_id.in_(among(self._connection, homes)), visit.c.undone_at.is_(None))
            .group_by(visit.c.household_id, visit.c.mode)
        )
        seen: dict[int, dict[Mode, date]] = defaultdict(dict)
        for where, mode, on in self._connection.execute(newest):
            seen[where][Mode(mode)] = on
        return seen


def _is_open_responsible(one: OwedDuty) -> bool:
    return one.pairing.duty is Duty.RESPONSIBLE and one.status is Status.OPEN


def _last(one: OwedDuty, seen: Seen) -> date | None:
    days = seen.get(one.pairing.household_id, {})
    return max((on for mode, on in days.items() if one.cadence.counts(mode)), default=None)
