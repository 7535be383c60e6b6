"""Hindsight: everything of which notices come, as it was known at an instant of the past (for audits)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from domain.duties.answers import Answer, Answered
from domain.duties.leave import Leave
from domain.duties.obligations import PastVisit
from domain.needs.needs import OPEN
from domain.notices.owed import Mark, Marked
from domain.people.people import Pairing
from domain.visits.visits import Mode
from storage.base.ids import made_at
from storage.base.places import IN_VILLAGE, VILLAGE, VILLAGE_CODE
from storage.base.reach import BLOCKED_AT, IS_CARRIED
from storage.base.repository import Repository
from storage.duties.answers import EXPLAINED
from storage.duties.facts import DutyFacts, Row, leave_of, pairing_of
from storage.tables import answer, area, audit, household, leave, mark, need, need_step, notice, person, visit

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """A proactive notice that was written, with its marks."""

    id: int
    person_id: int
    kind: str
    key: str
    day: date
    status: str
    made_at: datetime
    marks: frozenset[Mark]


@dataclass(frozen=True)
class Memory:
    """Rows with the instants at which they became known; the methods tell what was known at one of them."""

    paired: tuple[Row, ...]
    people: Mapping[int, Any]
    changes: Mapping[int, tuple[tuple[datetime, str], ...]]
    """By person: blocked, returned, suspended, restored, oldest first."""
    visits: tuple[Any, ...]
    leaves: tuple[Any, ...]
    answers: tuple[Any, ...]
    needs: tuple[Any, ...]
    steps: Mapping[int, tuple[Any, ...]]
    told: tuple[Told, ...]

    def pairings(self, at: datetime) -> dict[int, tuple[Row, Pairing]]:
        """Every pairing by id, without the ends that a later hand-over gave them."""
        later = {
            (row["household_id"], row["duty"], row["since"] - DAY)
            for row in self.paired
            if made_at(row["id"]) > at
        }
        known = [row for row in self.paired if made_at(row["id"]) <= at]
        return {
            row["id"]: (row, replace(pairing_of(row), until=None))
            if (row["household_id"], row["duty"], row["until"]) in later
            else (row, pairing_of(row))
            for row in known
        }

    def seen(self, at: datetime) -> dict[tuple[int, str], list[PastVisit]]:
        """Visits by household and duty."""
        seen: dict[tuple[int, str], list[PastVisit]] = defaultdict(list)
        for one in self.visits:
            if one.recorded_at <= at and (one.undone_at is None or one.undone_at > at):
                past = PastVisit(one.id, Mode(one.mode), one.visited_on, one.person_id)
                seen[one.household_id, one.duty].append(past)
        return seen

    def away(self, at: datetime) -> tuple[Leave, ...]:
        """Leaves that were taken, with the stand-ins who had agreed."""
        known = (one for one in self.leaves if one.taken_at <= at)
        return tuple(
            replace(leave_of(one), agreed_at=one.agreed_at if one.agreed_at and one.agreed_at <= at else None)
            for one in known
        )

    def said(self, at: datetime) -> Iterable[tuple[Any, Answered]]:
        """Answers with their rows."""
        known = (one for one in self.answers if one.at <= at)
        return [(one, Answered(Answer(one.answer), one.answered_on, one.reason)) for one in known]

    def joined(self, who: int, at: datetime) -> datetime | None:
        """When somebody joined; None: could not be reached."""
        row = self.people[who]
        if row.joined_at is None or row.joined_at > at or not row.is_carried:
            return None
        states = {"blocked": False, "suspended": False}
        for when, kind in self.changes.get(who, ()):
            if when <= at:
                states["suspended" if kind in ("suspended", "restored") else "blocked"] = kind in states
        # The channel may have said so, which leaves no trail.
        now = [one is not None and one <= at for one in (row.blocked_at, row.suspended_at)]
        return None if any([*states.values(), *now]) else row.joined_at

    def open_needs(self, at: datetime) -> list[tuple[Any, Any]]:
        """Needs that somebody had to do something about, each with its newest step by then."""
        newest = ((one, [step for step in self.steps[one.id] if step.at <= at][-1:]) for one in self.needs)
        return [(one, steps[0]) for one, steps in newest if steps and steps[0].status in OPEN]


class Hindsight(Repository):
    """Reads all of it."""

    def memory(self, first: date, last: date) -> Memory:
        """What bears on notices of these days; visits and answers since the year began."""
        since = first.replace(month=1, day=1) if first.month > 1 else (first - DAY).replace(month=1, day=1)
        every = self._connection.execute
        facts = DutyFacts(self._work)
        steps: dict[int, tuple[Any, ...]] = defaultdict(tuple)
        for step in every(select(need_step).order_by(need_step.c.position)):
            steps[step.need_id] += (step,)
        seen = visit.c.visited_on.between(since, last)
        answered = answer.c.answer != EXPLAINED
        return Memory(
            paired=tuple(facts.paired()),
            people={
                row.id: row for row in every(select(*person.c, BLOCKED_AT, IS_CARRIED.label("is_carried")))
            },
            changes=self._changes(),
            visits=tuple(every(select(visit).where(seen).order_by(visit.c.id))),
            leaves=tuple(every(select(leave).order_by(leave.c.id))),
            answers=tuple(every(select(answer).where(answered, answer.c.answered_on >= since))),
            needs=tuple(every(select(need).order_by(need.c.id))),
            steps=steps,
            told=self._told(since, last),
        )

    def villages(self) -> dict[int, str]:
        """The code of every household's village today."""
        placed = (
            select(household.c.id, VILLAGE_CODE)
            .join(area, area.c.id == household.c.area_id)
            .outerjoin(VILLAGE, IN_VILLAGE)
        )
        return dict(self._connection.execute(placed).all())

    def _changes(self) -> Mapping[int, tuple[tuple[datetime, str], ...]]:
        kinds = ("person_blocked", "person_returned", "person_suspended", "person_restored")
        changes: dict[int, tuple[tuple[datetime, str], ...]] = defaultdict(tuple)
        for row in self._connection.execute(
            select(audit).where(audit.c.kind.in_(kinds)).order_by(audit.c.id)
        ):
            changes[row.subject or row.actor] += ((row.at, row.kind.removeprefix("person_")),)
        return changes

    def _told(self, since: date, last: date) -> tuple[Told, ...]:
        marks: dict[int, set[Mark]] = defaultdict(set)
        for row in self._connection.execute(select(mark)):
            marks[row.notice_id].add(Mark(Marked(row.what), row.about_id, row.period, row.name))
        days = notice.c.day.between(since, last)
        found = self._connection.execute(select(notice).where(days).order_by(notice.c.id))
        columns = ("id", "person_id", "kind", "key", "day", "status", "made_at")
        return tuple(
            Told(**{name: row[name] for name in columns}, marks=frozenset(marks[row["id"]]))
            for row in found.mappings()
        )
