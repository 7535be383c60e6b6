"""Visits behind a digest one by one, and which of them are why a duty of the month is met."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from domain.calendar.month import Month
from domain.digest.days import Issue
from domain.digest.rows import VisitRow
from domain.duties.leave import Leave
from domain.duties.obligations import Obligation, PastVisit, Status, obligation
from domain.people.people import Duty
from domain.policy.policy import Policy
from domain.visits.visits import Mode
from storage.base.id_lists import among
from storage.base.repository import Repository, Work
from storage.digest.homes import Home, homes_of, names_of
from storage.digest.owed import OwedDuties, OwedDuty
from storage.digest.places import Places, chunks
from storage.duties.facts import DutyFacts
from storage.photos.pictures import COUNTS
from storage.tables import pairing, photo, visit

Met = Mapping[tuple[int, str], Sequence[OwedDuty]]
Leaves = Mapping[int, tuple[Leave, ...]]


class VisitRows(Repository):
    """Rows of `visit` of the issue's month, and earlier ones of a longer period that count for it."""

    def __init__(self, work: Work, policy: Policy, places: Places, issue: Issue) -> None:
        super().__init__(work)
        self._owed = OwedDuties(work, policy)
        self._facts = DutyFacts(work)
        self._places, self._issue = places, issue

    def rows(self) -> Iterator[VisitRow]:
        """All of them in ledger order, read a few hundred households at a time."""
        for some in chunks(self._places.homes):
            yield from self._of(some)

    def _of(self, ids: Sequence[int]) -> Iterator[VisitRow]:
        month = self._issue.month
        there = pairing.c.household_id.in_(among(self._connection, ids))
        owed = self._owed.of(month, self._issue.as_of, there)
        met: dict[tuple[int, str], list[OwedDuty]] = defaultdict(list)
        for one in owed:
            if one.status is Status.MET:
                met[one.pairing.household_id, one.pairing.duty].append(one)
        first = min((one.cadence.period(month)[0] for one in owed), default=month.first)
        made = self._made(ids, first)
        away = self._facts.leaves({one.pairing.person_id for one in owed})
        homes = homes_of(self._work, self._places, {row.household_id for row in made})
        people = names_of(self._work, {row.person_id for row in made})
        order = {one: nth for nth, one in enumerate(ids)}
        for row in sorted(made, key=lambda row: (order[row.household_id], row.visited_on, row.id)):
            counts = _credit(row, met, away, month)
            if counts or row.visited_on in month:
                yield self._row(row, homes[row.household_id], people[row.person_id][0], counts)

    def _made(self, ids: Sequence[int], first: date) -> Sequence[Any]:
        photos = select(func.count()).where(photo.c.visit_id == visit.c.id, COUNTS).scalar_subquery()
        listed = select(visit, photos.label("photos")).where(
            visit.c.household_id.in_(among(self._connection, ids)),
            visit.c.visited_on.between(min(first, self._issue.month.first), self._issue.month.last),
            visit.c.undone_at.is_(None),
        )
        return self._connection.execute(listed).all()

    def _row(self, row: Any, home: Home, person: str, counts: Sequence[Obligation]) -> VisitRow:
        note = row.note and self._vault.open_once("visit", "note", row.id, row.note)
        return VisitRow(
            visited_on=row.visited_on,
            mode=Mode(row.mode),
            person=person,
            duty=Duty(row.duty),
            village=home.place.village,
            group=home.place.group,
            household_code=home.code,
            head=home.head,
            meets=bool(counts),
            photos=row.photos_elsewhere + row.photos,
            late=row.late,
            stood_in=any(one.stood_in for one in counts),
            note=note or "",
        )


def _credit(row: Any, met: Met, away: Leaves, month: Month) -> list[Obligation]:
    """The duties that are met and for which this visit was credited: by the one definition, asked for one."""
    made = PastVisit(row.id, Mode(row.mode), row.visited_on, row.person_id)
    asked = (
        obligation(
            one.pairing,
            month,
            [made],
            cadence=replace(one.cadence, visits=1),
            leaves=away.get(one.pairing.person_id, ()),
        )
        for one in met.get((row.household_id, row.duty), ())
    )
    return [one for one in asked if one and one.made]
