"""Past visits of the register: those that are not there yet are added, none that is there is rewritten."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any

from sqlalchemy import select

from domain.register.register import Register, VisitEntry
from domain.writing.characters import tidy
from storage.needs.checks import NeedChecks
from storage.photos.pictures import counted_photos
from storage.register.ledger import Ledger, Row
from storage.register.visit_checks import told_to_ledger
from storage.tables import visit

_KEY = ("household_id", "person_id", "duty", "mode", "visited_on")
_TEXTS = ("met", "changes", "issues", "note")
_ANSWERS = {True: "y", False: "n", None: "-"}


def write_visits(
    ledger: Ledger, register: Register, households: Mapping[str, int], people: Mapping[str, int]
) -> None:
    """Add the visits that are new; one that is stored otherwise, or was taken back, stays as it is."""
    if not register.visits:
        return
    standing: Counter[Any] = Counter()
    undone: Counter[Any] = Counter()
    exact: Counter[Any] = Counter()
    needs = NeedChecks(ledger.unit).all(ledger.zone)

    def digest(row: Row) -> int:
        return _digest(row | {"checks": told_to_ledger(row, needs, ledger.needs.checks_of)})

    for row in _stored(ledger):
        key = tuple(row[name] for name in _KEY)
        if row["undone_at"] is not None:
            undone[key] += 1
            continue
        standing[key] += 1
        exact[key, digest(row)] += 1
    left: list[int] = []
    for at, one in enumerate(register.visits):
        row = _row(one, households, people)
        key = tuple(row[name] for name in _KEY)
        said = digest(row)
        if exact[key, said]:
            exact[key, said] -= 1
            standing[key] -= 1
            ledger.same["visits"] += 1
        else:
            left.append(at)
    ledger.insert(visit, _fresh(ledger, register, left, standing + undone, (households, people)), "visits")


def _fresh(
    ledger: Ledger,
    register: Register,
    left: list[int],
    known: Counter[Any],
    ids: tuple[Mapping[str, int], Mapping[str, int]],
) -> Iterator[Row]:
    for at in left:
        one = register.visits[at]
        row = _row(one, *ids)
        key = tuple(row[name] for name in _KEY)
        if known[key]:
            known[key] -= 1
            ledger.kept["visits"] += 1
            continue
        # The ledger knows the day only; noon there is on that day everywhere in the country.
        recorded_at = datetime.combine(one.visited_on, time(12), ledger.zone)
        ledger.touched.add(row["household_id"])
        yield {"id": ledger.new_id(), **row, "recorded_at": recorded_at, "undone_at": None}


def _stored(ledger: Ledger) -> Iterator[Row]:
    counted = counted_photos()
    listed = select(visit, counted.c.photos).outerjoin(counted, counted.c.visit_id == visit.c.id)
    for row in ledger.stream(listed.order_by(visit.c.id)):
        here = row | {"photos_elsewhere": row["photos_elsewhere"] + (row["photos"] or 0)}
        yield here if row["undone_at"] is not None else ledger.opened(visit, here)


def _digest(row: Row) -> int:
    """What a visit says, small enough to remember for every visit there is."""
    texts = (tidy(row[name] or "") for name in _TEXTS)
    return hash((row["late"], row["checks"], row["photos_elsewhere"], *texts))


def _row(one: VisitEntry, households: Mapping[str, int], people: Mapping[str, int]) -> Row:
    return {
        "household_id": households[one.household_code],
        "person_id": people[one.phone],
        "duty": one.duty.value,
        "mode": one.mode.value,
        "visited_on": one.visited_on,
        "late": one.late,
        "checks": "".join(_ANSWERS[each] for each in one.checks),
        "photos_elsewhere": one.photos,
        "note": one.note or None,
        "met": one.met or None,
        "changes": one.changes or None,
        "issues": one.issues or None,
    }
