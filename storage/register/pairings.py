"""Pairings of the register: a changed duty holder closes the old pairing, which is never deleted."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from domain.register import PairingEntry
from storage.register.ledger import Ledger, Row
from storage.tables import pairing

COLUMNS = ("since", "until", "capacity")


def write_pairings(
    ledger: Ledger, entries: Sequence[PairingEntry], households: dict[str, int], people: dict[str, int]
) -> None:
    """Open what is new, correct what is known, and end what somebody else took over the day before."""
    stored: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in ledger.stored(pairing):
        stored[row["household_id"], row["duty"]].append(row)
    before = {row["id"]: dict(row) for rows in stored.values() for row in rows}
    fresh: list[Row] = []
    for one in sorted(entries, key=lambda entry: entry.since):
        duty = stored[households[one.household_code], one.duty.value]
        known = _known(duty, one, people[one.phone])
        if known is None:
            _hand_over(duty, one)
            known = {
                "id": ledger.new_id(),
                "household_id": households[one.household_code],
                "person_id": people[one.phone],
                "duty": one.duty.value,
            }
            duty.append(known)
            fresh.append(known)
        known.update(since=one.since, until=one.until, capacity=one.capacity)
    changed = [row for rows in stored.values() for row in rows if before.get(row["id"], row) != row]
    ledger.insert(pairing, fresh, "pairings")
    ledger.change(pairing, changed, COLUMNS, "pairings")
    paired = {household_id for household_id, _ in stored}
    present = {one.household_code for one in entries}
    ledger.absent["pairings"] = [
        code for code, household_id in households.items() if household_id in paired and code not in present
    ]


def _known(duty: list[Row], one: PairingEntry, person_id: int) -> Row | None:
    """The stored pairing that the entry speaks of: same person and day, or the person's open one."""
    same = [row for row in duty if row["person_id"] == person_id]
    exact = [row for row in same if row["since"] == one.since]
    still_open = [row for row in same if row["until"] is None]
    return next(iter(exact or still_open), None)


def _hand_over(duty: list[Row], one: PairingEntry) -> None:
    """Whoever held the duty until now held it until the day before (DESIGN.md section 5)."""
    for row in duty:
        if row["until"] is None and row["since"] <= one.since:
            row["until"] = one.since - timedelta(days=1)
