"""Everything that stands in the database, as `state --json` tells it: for operators and for tests."""

from datetime import date
from typing import Any

from sqlalchemy import select

from domain.calendar.month import Month
from domain.duties.obligations import Status
from domain.needs.needs import numbered
from storage.duties.duties import status_of
from storage.duties.facts import DutyFacts
from storage.duties.rules import DutyRules, Ruling
from storage.photos.pictures import counted_photos
from storage.tables import household, need, notice, pairing, visit
from storage.unit import Unit


class State:
    """One consistent look at all of it."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._connection = unit.connection
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

    def obligations(self, month: Month, today: date, rules: DutyRules) -> list[dict[str, Any]]:
        """What is owed in a month and how it stands: as it is kept, else as the one definition has it."""
        kept = self._unit.keeping.kept()
        if kept and kept.has(month, rules):
            owed = self._unit.duties.owed(month)
            rows = [
                (row["household_id"], row["person_id"], row["duty"], status_of(row, today)) for row in owed
            ]
        else:
            rows = self._derived(month, today, rules)
        return [
            {
                "household_code": self._households[household_id][0],
                "phone": self._phone(person_id),
                "duty": str(duty),
                "month": str(month),
                "status": status.value,
            }
            for household_id, person_id, duty, status in rows
        ]

    def _derived(self, month: Month, today: date, rules: DutyRules) -> list[tuple[int, int, str, Status]]:
        facts = DutyFacts(self._unit)
        ruling = Ruling.by(rules, self._unit.settings.starts_on() or today)
        return [
            (one.pairing.household_id, one.pairing.person_id, one.pairing.duty, one.owed.status(today))
            for one in facts.derived(facts.paired(), month, ruling)
            if one.owed
        ]

    def visits(self) -> list[dict[str, Any]]:
        """Every visit, those taken back too, in the order in which they were recorded."""
        photos: dict[int, int] = dict(self._connection.execute(select(counted_photos())).all())
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

    def needs(self) -> list[dict[str, Any]]:
        """Every need there ever was, by number."""
        return [
            {
                "number": numbered(row.number),
                "household_code": self._households[row.household_id][0],
                "category": row.category,
                "status": row.status,
                "due_on": row.due_on.isoformat(),
                "urgent": row.urgent,
            }
            for row in self._connection.execute(select(need).order_by(need.c.number))
        ]

    def notices(self) -> list[dict[str, Any]]:
        """Every notice, in the order in which they are or were due."""
        ordered = select(notice).order_by(notice.c.due_at, notice.c.id)
        return [
            {
                "phone": self._phone(row.person_id),
                "kind": row.kind,
                "period": row.period,
                "rung": row.rung,
                "due_at": row.due_at.isoformat(),
                # On its way to the chat: it has not left yet.
                "status": "due" if row.status == "taken" else row.status,
            }
            for row in self._connection.execute(ordered)
        ]

    def boxes(self) -> dict[str, dict[str, int]]:
        """How many updates and messages stand how."""
        came, went = self._unit.inbox.counts(), self._unit.outbox.counts()
        return {
            "inbox": {name: came.get(name, 0) for name in ("pending", "dead")},
            "outbox": {name: went.get(name, 0) for name in ("due", "sent", "unknown", "failed", "held")},
        }
