"""Needs of a digest one by one: the ledger's lines, and the late ones a page at a time."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from domain.digest.days import Issue
from domain.digest.lists import LateNeeds
from domain.digest.rows import NeedRow
from domain.needs.deadlines import deadline, late_before
from domain.needs.lists import NeedLine
from domain.needs.needs import Act, Need, NeedStatus
from domain.people.people import Rung
from domain.policy.policy import Policy
from storage.base.id_lists import among
from storage.base.repository import Repository, Work
from storage.digest.homes import Home, homes_of, names_of
from storage.digest.needs import AT_HOME, Days
from storage.digest.places import Places, chunks
from storage.needs.needs import IS_OPEN
from storage.needs.reading import NeedReading
from storage.tables import household, need

_LAST_WORD = {Act.CONFIRM: True, Act.RETRACT: None, Act.REOPEN: False, Act.SOLVE: None}


class NeedRows(Repository):
    """Rows of `need` with their histories, for an issue."""

    def __init__(self, work: Work, policy: Policy, places: Places, issue: Issue) -> None:
        super().__init__(work)
        self._zone, self._calendar = policy.township.time_zone, policy.working_days()
        self._places, self._issue = places, issue

    @property
    def _is_late(self) -> ColumnElement[bool]:
        late = late_before(self._issue.as_of, self._calendar)
        return and_(IS_OPEN, need.c.due_on < late, self._places.are_there)

    def late(self, page: int, size: int) -> LateNeeds:
        """One page of those that are late, the longest first."""
        counted = select(func.count()).select_from(AT_HOME).where(self._is_late)
        listed = (
            select(need, household.c.area_id, household.c.head)
            .select_from(AT_HOME)
            .where(self._is_late)
            .order_by(need.c.due_on, need.c.number)
            .offset(page * size)
            .limit(size)
        )
        lines = tuple(map(self._line, self._connection.execute(listed)))
        return LateNeeds(self._connection.scalar(counted) or 0, lines)

    def _line(self, row: Any) -> NeedLine:
        home = self._places.of[row.area_id]
        return NeedLine(
            row.id,
            row.number,
            row.household_id,
            self._vault.open("household", "head", row.household_id, row.head),
            home.village_code,
            home.village,
            row.category,
            row.urgent,
            NeedStatus(row.status),
            row.due_on,
            self._working_days_late(row.due_on),
        )

    def _working_days_late(self, due_on: date) -> int:
        return deadline(due_on, self._issue.as_of, self._calendar).working_days_late

    def rows(self, rung: Rung) -> Iterator[NeedRow]:
        """What is open, and what came or was solved within the span, in ledger order."""
        found = self._places.in_order(self._connection.execute(self._told()).all())
        reading = NeedReading(self._work)
        for some in chunks([row.id for row in found]):
            needs = {one.id: one for one in reading.where(need.c.id.in_(among(self._connection, some)))}
            told = [needs[one] for one in some]
            homes = homes_of(self._work, self._places, {one.household_id for one in told})
            names = names_of(self._work, {one.holder_id for one in told})
            yield from (
                self._row(one, homes[one.household_id], names[one.holder_id][0], rung) for one in told
            )

    def _told(self) -> Select[Any]:
        days = Days(self._issue.span, self._zone)
        within = or_(IS_OPEN, days.hold(need.c.reported_at), days.hold(need.c.solved_at))
        listed = select(need.c.id, household.c.area_id, household.c.position).select_from(AT_HOME)
        return listed.where(within, self._places.are_there).order_by(household.c.id, need.c.number)

    def _row(self, one: Need, home: Home, holder: str, rung: Rung) -> NeedRow:
        last = one.history[-1]
        waits = one.is_open and one.level is rung and last.act is Act.CANNOT
        return NeedRow(
            number=one.number,
            village=home.place.village,
            household_code=home.code,
            head=home.head,
            category=one.category,
            words=one.words,
            reported_on=self._day(one.reported_at),
            department=one.department,
            holder=holder,
            due_on=one.due_on,
            status=one.status,
            level=one.level,
            urgent=one.urgent,
            working_days_late=self._working_days_late(one.due_on) if one.is_open else 0,
            solved_on=self._day(one.solved_at) if one.solved_at else None,
            confirmed=_confirmed(one),
            waits=waits,
            reason=last.reason if waits else "",
        )

    def _day(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()


def _confirmed(one: Need) -> bool | None:
    """What the household said last (domain.register.needs)."""
    return next((_LAST_WORD[step.act] for step in reversed(one.history) if step.act in _LAST_WORD), None)
