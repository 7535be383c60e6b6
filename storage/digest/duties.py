"""Duties of a month counted: how many stand how, by area, and of how many what was said."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, null, or_, select

from domain.calendar.month import Month
from domain.duties.obligations import Status
from domain.policy.policy import Policy
from storage.base.id_lists import among
from storage.base.repository import Repository, Work
from storage.digest.owed import OwedDuties, OwedDuty
from storage.digest.places import Places
from storage.digest.reasons import Reasons
from storage.duties.duties import OVER, is_open
from storage.tables import household, pairing, person
from storage.tables import obligation as kept
from storage.tables.duties import MET, UNMET


class Standing(NamedTuple):
    """What a group of duties has in common; `excuse` and `met_on` only where they are why it stands so."""

    area_id: int
    duty: str
    status: str
    excuse: str | None
    met_on: date | None


class Line(NamedTuple):
    """How many duties stand so."""

    standing: Standing
    duties: int


Again = Counter[tuple[int, str, str]]
"""Duties by area, duty and status whose household was also missed the month before."""


class CountedDuties(Repository):
    """Rows of `obligation` counted, or of the facts where nothing is kept for the month."""

    def __init__(self, work: Work, policy: Policy, places: Places) -> None:
        super().__init__(work)
        self._owed = OwedDuties(work, policy)
        self._places = places

    def lines(self, month: Month, as_of: date) -> list[Line]:
        """Every group of a month's duties as they stand on a day."""
        if not self._owed.is_kept(month):
            placed = self._placed(self._owed.of(month, as_of))
            counts = Counter(_standing(area_id, one) for area_id, one in placed)
            return [Line(standing, count) for standing, count in counts.items()]
        each = self._each(month, as_of).subquery()
        found = self._connection.execute(select(*each.c, func.count()).group_by(*each.c))
        return [Line(Standing(*row[:-1]), row[-1]) for row in found]

    def _each(self, month: Month, as_of: date) -> Select[Any]:
        """One row for each duty: its standing."""
        status = _status(as_of)
        return (
            select(household.c.area_id, kept.c.duty, status.label("status"))
            .add_columns(case((status == Status.EXCUSED.value, kept.c.excuse), else_=null()).label("excuse"))
            .add_columns(case((status == Status.MET.value, kept.c.met_on), else_=null()).label("met_on"))
            .join(household, household.c.id == kept.c.household_id)
            # SQLite finds them by people, since that is how the rows lie, PostgreSQL by both partial indexes.
            .where(kept.c.person_id.in_(self._people()), kept.c.month == month, or_(UNMET, MET))
            .where(self._places.are_there)
        )

    def _people(self) -> Select[Any]:
        """Everybody who may have had a duty there."""
        if self._places.is_whole:
            return select(person.c.id)
        held = pairing.join(household, household.c.id == pairing.c.household_id)
        return select(pairing.c.person_id).select_from(held).where(self._places.are_there)

    def again(self, month: Month, as_of: date) -> Again:
        """How what was left open in the month before stands on a day of this one."""
        if not self._owed.is_kept(month):
            return self._derived_again(month, as_of)
        each = (
            select(household.c.area_id, kept.c.duty, _status(as_of).label("status"))
            .select_from(joined_with_before(month))
            .join(household, household.c.id == kept.c.household_id)
            .where(kept.c.month == month, kept.c.status != OVER, self._places.are_there)
            .subquery()
        )
        found = self._connection.execute(select(*each.c, func.count()).group_by(*each.c))
        return Counter({(row[0], row[1], row[2]): row[3] for row in found})

    def _derived_again(self, month: Month, as_of: date) -> Again:
        last = month.previous
        before = {(one.pairing.household_id, one.pairing.duty) for one in self._open(last, last.last)}
        return Counter(
            (area_id, one.pairing.duty.value, one.status.value)
            for area_id, one in self._placed(self._owed.of(month, as_of))
            if (one.pairing.household_id, one.pairing.duty) in before
        )

    def _open(self, month: Month, as_of: date) -> Iterator[OwedDuty]:
        return (one for one in self._owed.of(month, as_of) if one.status is Status.OPEN)

    def _placed(self, duties: Iterable[OwedDuty]) -> Iterator[tuple[int, OwedDuty]]:
        listed = select(household.c.id, household.c.area_id).where(self._places.are_there)
        areas: dict[int, int] = dict(self._connection.execute(listed).all())
        for one in duties:
            if one.pairing.household_id in areas:
                yield areas[one.pairing.household_id], one

    def given(self, month: Month, as_of: date, reasons: Reasons) -> Counter[tuple[int, str]]:
        """Number of open duties by area and reason given."""
        counted: Counter[tuple[int, str]] = Counter()
        if not (reasons.of_holders or reasons.of_pairings):
            return counted
        for area_id, holder_id, pairing_id, count in self._spoken(month, as_of, reasons):
            if reason := reasons.of(holder_id, pairing_id):
                counted[area_id, reason] += count
        return counted

    def _spoken(self, month: Month, as_of: date, reasons: Reasons) -> Iterable[Any]:
        """Open duties by area and holder, but those of which something was said one by one."""
        if not self._owed.is_kept(month):
            placed = self._placed(self._open(month, as_of))
            return [(where, one.pairing.person_id, one.pairing_id, 1) for where, one in placed]
        is_alone = kept.c.pairing_id.in_(among(self._connection, reasons.of_pairings))
        each = (
            select(household.c.area_id, kept.c.person_id)
            .add_columns(case((is_alone, kept.c.pairing_id), else_=0).label("pairing_id"))
            .join(household, household.c.id == kept.c.household_id)
            .where(kept.c.month == month, is_open(as_of), self._places.are_there)
            .where(kept.c.person_id.in_(among(self._connection, reasons.of_holders)) | is_alone)
            .subquery()
        )
        return self._connection.execute(select(*each.c, func.count()).group_by(*each.c))


def joined_with_before(month: Month) -> FromClause:
    """Duties of a month that were also open at the end of the month before, under any holder.

    Goes through indexed pairings, so the cost grows with what was left open.
    """
    last = month.previous
    before = (
        select(kept.c.household_id, kept.c.duty)
        .where(kept.c.month == last, is_open(last.last))
        .distinct()
        .subquery("before")
    )
    is_same = and_(pairing.c.household_id == before.c.household_id, pairing.c.duty == before.c.duty)
    is_its = and_(
        kept.c.person_id == pairing.c.person_id, kept.c.month == month, kept.c.pairing_id == pairing.c.id
    )
    return before.join(pairing, is_same).join(kept, is_its)


def _status(as_of: date) -> ColumnElement[str]:
    return case((is_open(as_of), Status.OPEN.value), else_=kept.c.status)


def _standing(area_id: int, one: OwedDuty) -> Standing:
    excuse = one.excuse if one.status is Status.EXCUSED else None
    met_on = one.met_on if one.status is Status.MET else None
    return Standing(area_id, one.pairing.duty.value, one.status.value, excuse, met_on)
