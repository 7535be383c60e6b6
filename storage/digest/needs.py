"""Needs counted for a digest: what came, what was solved by whom and how soon, what is late, what waits."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from domain.digest.counts import Decision, NeedTally, SolvedAfter, SolvedBy
from domain.digest.days import Issue, Span
from domain.digest.praise import PERSON_SOLVED
from domain.needs.deadlines import late_before
from domain.needs.needs import Act
from domain.people.people import Rung
from domain.policy.policy import Policy
from storage.base.id_lists import among
from storage.base.repository import Repository, Work
from storage.digest.places import Places
from storage.needs.needs import IS_OPEN
from storage.tables import household, need, need_step, person

AT_HOME = need.join(household, household.c.id == need.c.household_id)
LAST_STEP = and_(need_step.c.need_id == need.c.id, need_step.c.position == need.c.steps)
_SOLVER = (
    select(need_step.c.person_id)
    .where(need_step.c.need_id == need.c.id, need_step.c.action == Act.SOLVE.value)
    .order_by(need_step.c.position.desc())
    .limit(1)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a span as instants."""

    span: Span
    zone: ZoneInfo

    def hold(self, instant: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether an instant lies on one of them."""
        return and_(instant >= begin(self.span.first, self.zone), instant < end(self.span.last, self.zone))


def begin(day: date, zone: ZoneInfo) -> datetime:
    """Its first instant."""
    return datetime.combine(day, time.min, zone)


def end(day: date, zone: ZoneInfo) -> datetime:
    """The first instant after it."""
    return begin(day + timedelta(days=1), zone)


def waits(rung: Rung) -> ColumnElement[bool]:
    """Whether somebody could not do it, it lies on that rung, and nothing came after; with LAST_STEP."""
    return and_(IS_OPEN, need.c.level == rung.value, need_step.c.action == Act.CANNOT.value)


class CountedNeeds(Repository):
    """Rows of `need` counted, by village."""

    def __init__(self, work: Work, policy: Policy, places: Places) -> None:
        super().__init__(work)
        self._zone, self._calendar = policy.township.time_zone, policy.working_days()
        self._places = places

    def tallies(self, issue: Issue) -> tuple[NeedTally, ...]:
        """What came and was solved within the span, and what is open now."""
        days, late = Days(issue.span, self._zone), late_before(issue.as_of, self._calendar)
        marks = {
            "new": days.hold(need.c.reported_at),
            "solved": days.hold(need.c.solved_at),
            "open": IS_OPEN,
            "late": and_(IS_OPEN, need.c.due_on < late),
        }
        counted = (
            select(household.c.area_id, need.c.category)
            .add_columns(*(func.sum(case((mark, 1), else_=0)).label(name) for name, mark in marks.items()))
            .select_from(AT_HOME)
            .where(or_(*marks.values()), self._places.are_there)
            .group_by(household.c.area_id, need.c.category)
        )
        sums: dict[tuple[int, str, str], Counter[str]] = {}
        for row in self._connection.execute(counted):
            home = self._places.of[row.area_id]
            found = sums.setdefault((home.nth, home.village_code, row.category), Counter())
            found.update({name: getattr(row, name) for name in marks})
        return tuple(NeedTally(code, kind, **sums[nth, code, kind]) for nth, code, kind in sorted(sums))

    def solved(self, issue: Issue) -> tuple[tuple[SolvedAfter, ...], tuple[SolvedBy, ...]]:
        """How soon, and by whom where one person solved several of a category; the rows are the span's."""
        found = self._connection.execute(
            select(_SOLVER.label("who"), household.c.area_id, need.c.category)
            .add_columns(need.c.reported_at, need.c.solved_at)
            .select_from(AT_HOME)
            .where(Days(issue.span, self._zone).hold(need.c.solved_at), self._places.are_there)
        ).all()
        days = Counter((self._day(row.solved_at) - self._day(row.reported_at)).days for row in found)
        by = Counter((self._places.of[row.area_id].nth, row.who, row.category) for row in found if row.who)
        several = {key: count for key, count in by.items() if count >= PERSON_SOLVED}
        after = tuple(SolvedAfter(day, count) for day, count in sorted(days.items()))
        return after, self._named(several)

    def _named(self, several: dict[tuple[int, int, str], int]) -> tuple[SolvedBy, ...]:
        whose = among(self._connection, {who for _, who, _ in several})
        listed = select(person.c.id, person.c.name).where(person.c.id.in_(whose))
        ordered = self._connection.execute(listed.order_by(person.c.position, person.c.id))
        names = {row.id: self._vault.open("person", "name", row.id, row.name) for row in ordered}
        place, codes = {who: nth for nth, who in enumerate(names)}, self._codes
        return tuple(
            SolvedBy(codes[nth], names[who], category, several[nth, who, category])
            for nth, who, category in sorted(several, key=lambda key: (key[0], place[key[1]], key[2]))
        )

    @property
    def _codes(self) -> dict[int, str]:
        return {one.nth: one.village_code for one in self._places.of.values()}

    def _day(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()

    def decisions(self, rung: Rung) -> tuple[Decision, ...]:
        """Needs that wait for the people of that rung."""
        counted = (
            select(household.c.area_id, need.c.category, need_step.c.reason, func.count().label("many"))
            .select_from(AT_HOME.join(need_step, LAST_STEP))
            .where(waits(rung), self._places.are_there)
            .group_by(household.c.area_id, need.c.category, need_step.c.reason)
        )
        sums: Counter[tuple[int, str, str]] = Counter()
        for row in self._connection.execute(counted):
            sums[self._places.of[row.area_id].nth, row.category, row.reason] += row.many
        codes = self._codes
        return tuple(Decision(codes[nth], kind, why, sums[nth, kind, why]) for nth, kind, why in sorted(sums))
