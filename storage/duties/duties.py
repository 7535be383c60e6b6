"""Kept results: how obligations stand, rewritten in the transaction that changes a fact (decision 0028)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, or_, select, update

from domain.calendar.month import Month
from domain.duties.cadence import Cadence
from domain.duties.leave import Excuse, ExcuseKind, Leave
from domain.duties.obligations import Obligation, PastVisit, Status, obligation
from domain.visits.visits import Mode
from storage.base.id_lists import among
from storage.base.repository import Repository
from storage.duties.facts import Derived, DutyFacts, Row, pairing_of
from storage.duties.rules import Ruling
from storage.tables import leave, pairing, visit
from storage.tables import obligation as kept
from storage.tables.duties import UNMET

OVER = "over"
"""The pairing ended within the month and nothing is owed, unless a visit told late meets it."""
PERIODS = (1, 2, 3, 4, 6, 12)
"""Months that divide the year: how long the period of a cadence can be."""
_HOUSEHOLDS: ColumnElement[bool] = pairing.c.household_id.in_(bindparam("households", expanding=True))
_LOCK = select(pairing.c.id).where(_HOUSEHOLDS).order_by(pairing.c.id).with_for_update()
_SEEN = (
    select(
        kept,
        visit.c.id.label("visit_id"),
        visit.c.mode,
        visit.c.visited_on,
        visit.c.person_id.label("visitor_id"),
        leave.c.since.label("away_since"),
        leave.c.until.label("away_until"),
        leave.c.agreed_at,
    )
    .select_from(pairing)
    .join(
        kept,
        and_(
            kept.c.month.in_(bindparam("months", expanding=True)),
            kept.c.person_id == pairing.c.person_id,
            kept.c.pairing_id == pairing.c.id,
        ),
    )
    .outerjoin(
        visit,
        and_(
            visit.c.household_id == kept.c.household_id,
            visit.c.visited_on >= kept.c.first_on,
            visit.c.duty == kept.c.duty,
            visit.c.undone_at.is_(None),
        ),
    )
    .outerjoin(
        leave,
        and_(
            leave.c.person_id == kept.c.person_id,
            leave.c.stand_in_id == visit.c.person_id,
            visit.c.visited_on.between(leave.c.since, leave.c.until),
        ),
    )
    .where(_HOUSEHOLDS)
)
_RESULTS = ("made", "stood_in", "met_on", "status")
_REWRITE = (
    update(kept)
    .where(
        kept.c.month == bindparam("_month"),
        kept.c.person_id == bindparam("_person_id"),
        kept.c.pairing_id == bindparam("_pairing_id"),
    )
    .values({name: bindparam(f"_{name}") for name in _RESULTS})
)


class Duties(Repository):
    """Rows of `obligation`."""

    def visited(self, seen: Iterable[tuple[int, date]]) -> None:
        """Visits to these households on these days became true, or are true no more."""
        known = set(seen)
        if not known:
            return
        households = sorted({where for where, _ in known})
        if self._connection.dialect.name == "postgresql":
            # Whoever rewrites a pairing's results holds its row first, and only then looks at its visits.
            self._connection.execute(_LOCK, {"households": households})
        months = sorted({month for _, day in known for month in months_of(day)})
        found = self._connection.execute(_SEEN, {"households": households, "months": months})
        changed = _rewritten(found.mappings())
        if changed:
            self._connection.execute(_REWRITE, changed)

    def rewrite(self, paired: Sequence[Row], month: Month, ruling: Ruling) -> None:
        """Write anew what these pairings owe in a month."""
        people, pairings = ({row[name] for row in paired} for name in ("person_id", "id"))
        self._connection.execute(
            delete(kept).where(
                kept.c.month == month,
                kept.c.person_id.in_(among(self._connection, people)),
                kept.c.pairing_id.in_(among(self._connection, pairings)),
            )
        )
        facts = DutyFacts(self._work)
        self._insert(kept, [_row(one) for one in facts.derived(paired, month, ruling)])

    def gaps(self, month: Month, as_of: date) -> Sequence[Any]:
        """Those obligations: person_id, household_id, duty, pairing_id, since."""
        columns = (kept.c.person_id, kept.c.household_id, kept.c.duty, kept.c.pairing_id, kept.c.since)
        return self._connection.execute(select(*columns).where(kept.c.month == month, is_open(as_of))).all()

    def owed(self, month: Month) -> Sequence[Row]:
        """All obligations of a month, by pairing."""
        listed = select(kept).where(kept.c.month == month, kept.c.status != OVER).order_by(kept.c.pairing_id)
        return self._connection.execute(listed).mappings().all()


def is_open(as_of: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Neither met nor excused on that day; an excuse holds from its first day on."""
    return and_(UNMET, or_(kept.c.excused_from.is_(None), kept.c.excused_from > as_of))


def status_of(row: Row, as_of: date) -> Status:
    """How a kept obligation stands on a day."""
    is_ahead = row["status"] == Status.EXCUSED and row["excused_from"] > as_of
    return Status.OPEN if is_ahead else Status(row["status"])


def months_of(day: date) -> set[Month]:
    """The months in which a visit of that day may be owed: the last ones of all periods that hold the day."""
    return {Month(day.year, -(-day.month // length) * length) for length in PERIODS}


def _rewritten(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """What has changed in these results, each looked at with the visits that may count for it."""
    by_key: dict[tuple[int, Month], list[Row]] = defaultdict(list)
    for row in rows:
        by_key[row["pairing_id"], row["month"]].append(row)
    changed = []
    for several in by_key.values():
        first = several[0]
        after = _results(_again(first, several))
        if any(first[name] != after[name] for name in _RESULTS):
            which = {name: first[name] for name in ("month", "person_id", "pairing_id")}
            changed.append({f"_{name}": value for name, value in (which | after).items()})
    return changed


def _again(row: Row, several: Sequence[Row]) -> Obligation | None:
    month = row["month"]
    cadence = Cadence(row["wanted"], month.number - row["first_on"].month + 1, row["phone_counts"])
    seen = [one for one in several if one["visit_id"] is not None]
    excuse = row["excuse"] and Excuse(ExcuseKind(row["excuse"]), row["excused_from"], month.last)
    return obligation(
        pairing_of(row),
        month,
        [PastVisit(one["visit_id"], Mode(one["mode"]), one["visited_on"], one["visitor_id"]) for one in seen],
        cadence=cadence,
        leaves=[
            Leave(row["person_id"], one["away_since"], one["away_until"], one["visitor_id"], one["agreed_at"])
            for one in seen
            if one["away_since"] is not None
        ],
        excuse=excuse or None,
    )


def _row(one: Derived) -> dict[str, Any]:
    excuse = one.owed.excuse if one.owed else None
    return {
        "month": one.month,
        "person_id": one.pairing.person_id,
        "pairing_id": one.pairing_id,
        "household_id": one.pairing.household_id,
        "duty": one.pairing.duty.value,
        "since": one.pairing.since,
        "until": one.pairing.until,
        "first_on": one.cadence.period(one.month)[0],
        "phone_counts": one.cadence.phone_counts,
        "wanted": one.cadence.visits,
        "excuse": excuse.kind.value if excuse else None,
        "excused_from": excuse.since if excuse else None,
        **_results(one.owed),
    }


def _results(owed: Obligation | None) -> dict[str, Any]:
    if owed is None:
        return {"made": 0, "stood_in": 0, "met_on": None, "status": OVER}
    status = owed.status(owed.month.last).value
    return {"made": owed.made, "stood_in": owed.stood_in, "met_on": owed.met_on, "status": status}
