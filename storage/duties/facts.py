"""Facts of which obligations come: pairings with their households, visits and leaves, in three queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from domain.calendar.month import Month
from domain.duties.cadence import Cadence
from domain.duties.leave import Leave
from domain.duties.obligations import Obligation, PastVisit, obligation
from domain.people.people import Duty, Pairing
from domain.visits.visits import Mode
from storage.base.id_lists import among
from storage.base.repository import Repository
from storage.duties.rules import Ruling
from storage.tables import household, leave, pairing, visit

Row = Mapping[Any, Any]
Visits = Mapping[tuple[int, str], Sequence[PastVisit]]
_PAIRED = select(pairing, household.c.household_class, household.c.monitored_class, household.c.away).join(
    household, household.c.id == pairing.c.household_id
)


@dataclass(frozen=True, slots=True)
class Derived:
    """What a pairing that lasts for a while in a month owes in it; `owed` is None if it owes nothing."""

    pairing_id: int
    pairing: Pairing
    cadence: Cadence
    month: Month
    owed: Obligation | None


class DutyFacts(Repository):
    """Rows of `pairing`, `visit` and `leave` as the one definition wants them."""

    def paired(self, *conditions: ColumnElement[bool]) -> list[Row]:
        """The pairings of which all that is true, by id, with what their cadences hang on."""
        found = self._connection.execute(_PAIRED.where(*conditions).order_by(pairing.c.id))
        return list(found.mappings())

    def derived(self, rows: Sequence[Row], month: Month, ruling: Ruling) -> Iterator[Derived]:
        """What these pairings owe in a month, by the one definition; without those that owe nothing ever."""
        asked = [(row, cadence_of(row, ruling)) for row in rows if _touches(row, month)]
        due = [(row, cadence) for row, cadence in asked if cadence.falls_due_in(month)]
        if not due or month < ruling.first_month:
            return
        first = min(cadence.period(month)[0] for _, cadence in due)
        seen = self._visits({row["household_id"] for row, _ in due}, first, month)
        away = self.leaves({row["person_id"] for row, _ in due})
        for row, cadence in due:
            held = pairing_of(row)
            leaves = away.get(held.person_id, ())
            visits = seen.get((held.household_id, row["duty"]), ())
            owed = obligation(
                held,
                month,
                visits,
                cadence=cadence,
                starts_on=ruling.starts_on,
                leaves=leaves,
                excuse=ruling.excuse(held.person_id, leaves, month),
            )
            yield Derived(row["id"], held, cadence, month, owed)

    def _visits(self, households: Iterable[int], first: Any, month: Month) -> Visits:
        seen: dict[tuple[int, str], list[PastVisit]] = defaultdict(list)
        standing = select(
            visit.c.household_id,
            visit.c.duty,
            visit.c.id,
            visit.c.mode,
            visit.c.visited_on,
            visit.c.person_id,
        ).where(
            visit.c.household_id.in_(among(self._connection, households)),
            visit.c.visited_on.between(first, month.last),
            visit.c.undone_at.is_(None),
        )
        for where, duty, *past in self._connection.execute(standing):
            seen[where, duty].append(PastVisit(past[0], Mode(past[1]), past[2], past[3]))
        return seen

    def leaves(self, people: Iterable[int]) -> dict[int, tuple[Leave, ...]]:
        """All leaves of these people, oldest first."""
        found: dict[int, tuple[Leave, ...]] = defaultdict(tuple)
        theirs = leave.c.person_id.in_(among(self._connection, people))
        for row in self._connection.execute(select(leave).where(theirs).order_by(leave.c.id)):
            found[row.person_id] += (leave_of(row),)
        return found


def leave_of(row: Any, reason: str = "") -> Leave:
    """A row of `leave` as the domain's value; the reason decides nothing and stays sealed unless given."""
    return Leave(
        row.person_id,
        row.since,
        row.until,
        row.stand_in_id,
        row.agreed_at,
        reason,
        row.id,
        row.declined_at,
        row.taken_at,
    )


def pairing_of(row: Row) -> Pairing:
    """A row of `pairing` as the domain's value."""
    return Pairing(row["household_id"], row["person_id"], Duty(row["duty"]), row["since"], row["until"])


def cadence_of(row: Row, ruling: Ruling) -> Cadence:
    """What such a pairing asks for."""
    classes = row["household_class"], row["monitored_class"]
    return ruling.cadence(row["duty"], classes, away=row["away"])


def _touches(row: Row, month: Month) -> bool:
    """Whether the pairing lasts on a day of the month, or ended in it."""
    return row["since"] <= month.last and (row["until"] is None or row["until"] >= month.first)
