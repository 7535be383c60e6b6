"""Everything that stands in the database, as `state --json` tells it: for operators and for tests."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import func, select

from domain.month import Month
from domain.obligations import Pairing, PastVisit, is_owed, status
from domain.people import Duty
from domain.visits import Mode
from storage.tables import household, pairing, photo, visit
from storage.unit import Unit


class State:
    """One consistent look at all of it."""

    def __init__(self, unit: Unit, *, phone_counts: bool) -> None:
        self._unit = unit
        self._connection = unit.connection
        self._phone_counts = phone_counts
        self._people = {one.id: one for one in unit.people.all()}
        rows = self._connection.execute(select(household.c.id, household.c.code, household.c.away))
        self._households = {row.id: (row.code, row.away) for row in rows}

    def _phone(self, person_id: int) -> str:
        return self._people[person_id].phone

    def people(self, roles: dict[int, list[str]]) -> list[dict[str, Any]]:
        """Everybody, with what they are today."""
        return [
            {
                "phone": one.phone,
                "name": one.name,
                "roles": roles.get(one.id, []),
                "joined": one.joined_at is not None,
                "blocked": one.blocked_at is not None,
            }
            for one in self._people.values()
        ]

    def pairings(self) -> list[dict[str, Any]]:
        """Every pairing there ever was."""
        return [
            {
                "household_code": self._households[row.household_id][0],
                "phone": self._phone(row.person_id),
                "duty": row.duty,
                "since": row.since.isoformat(),
                "until": row.until.isoformat() if row.until else None,
            }
            for row in self._pairings()
        ]

    def _pairings(self) -> list[Any]:
        ordered = select(pairing).order_by(pairing.c.household_id, pairing.c.duty, pairing.c.since)
        return list(self._connection.execute(ordered))

    def obligations(self, month: Month, starts_on: date) -> list[dict[str, Any]]:
        """What is owed in a month and how it stands, by the one definition of the domain."""
        standing = select(visit).where(
            visit.c.undone_at.is_(None), visit.c.visited_on.between(month.first, month.last)
        )
        made: dict[tuple[int, int, str], list[PastVisit]] = defaultdict(list)
        for row in self._connection.execute(standing):
            past = PastVisit(row.id, Mode(row.mode), row.visited_on)
            made[row.household_id, row.person_id, row.duty].append(past)
        owed = [
            Pairing(row.household_id, row.person_id, Duty(row.duty), row.since, row.until)
            for row in self._pairings()
        ]
        return [
            {
                "household_code": self._households[one.household_id][0],
                "phone": self._phone(one.person_id),
                "duty": one.duty.value,
                "month": str(month),
                "status": status(
                    made[one.household_id, one.person_id, one.duty.value],
                    month,
                    away=self._households[one.household_id][1],
                    phone_counts=self._phone_counts,
                ).value,
            }
            for one in owed
            if is_owed(one, month, starts_on)
        ]

    def visits(self) -> list[dict[str, Any]]:
        """Every visit, those taken back too, in the order in which they were recorded."""
        counted = select(photo.c.visit_id, func.count()).group_by(photo.c.visit_id)
        photos: dict[int, int] = dict(self._connection.execute(counted).all())
        return [
            {
                "household_code": self._households[row.household_id][0],
                "phone": self._phone(row.person_id),
                "duty": row.duty,
                "mode": row.mode,
                "visited_on": row.visited_on.isoformat(),
                "recorded_at": row.recorded_at.isoformat(),
                "late": row.late,
                "photos": row.photos_elsewhere + photos.get(row.id, 0),
                "note": self._unit.vault.open_once("visit", "note", row.id, row.note) if row.note else "",
                "undone": row.undone_at is not None,
            }
            for row in self._connection.execute(select(visit).order_by(visit.c.id))
        ]

    def boxes(self) -> dict[str, dict[str, int]]:
        """How many updates and messages stand how."""
        came, went = self._unit.inbox.counts(), self._unit.outbox.counts()
        return {
            "inbox": {name: came.get(name, 0) for name in ("pending", "dead")},
            "outbox": {name: went.get(name, 0) for name in ("due", "sent", "unknown", "failed", "held")},
        }
