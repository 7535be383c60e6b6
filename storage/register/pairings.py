"""Pairings of the register: a changed duty holder closes the old pairing, which is never deleted."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy import select

from domain.register.refusals import clash
from domain.register.register import PairingEntry, Register
from domain.register.sheets import PAIRINGS
from storage.register.ledger import Change, HandedOver, Ledger, Row
from storage.tables import household, pairing, person

COLUMNS = ("since", "until", "capacity")
DAY = timedelta(days=1)
Duty = tuple[int, str]
"""A household and one of its two duties."""


@dataclass
class Turn:
    """Somebody's turn at a duty as it will stand; `was` is how it is stored, `entry` who says so."""

    id: int
    person_id: int
    since: date
    until: date | None
    capacity: str
    was: tuple[date, date | None, str] | None = None
    entry: PairingEntry | None = None

    @property
    def stands(self) -> tuple[date, date | None, str]:
        """All of it that can change."""
        return self.since, self.until, self.capacity

    @property
    def is_void(self) -> bool:
        """Whether somebody else has it from its very first day."""
        return self.until is not None and self.until < self.since

    def meets(self, other: "Turn") -> bool:
        """Whether the two share a day."""
        return not (self.is_void or other.is_void) and (
            (self.until is None or other.since <= self.until)
            and (other.until is None or self.since <= other.until)
        )


def write_pairings(
    ledger: Ledger, register: Register, households: Mapping[str, int], people: Mapping[str, int]
) -> None:
    """Open what is new, correct what is known, and end what somebody else took over the day before."""
    wanted: dict[Duty, list[PairingEntry]] = defaultdict(list)
    for one in register.pairings:
        wanted[households[one.household_code], one.duty.value].append(one)
    present = {household_id for household_id, _ in wanted}
    settling = _Settling(
        ledger,
        people,
        register.says(PAIRINGS, "结束时间"),
        register.says(PAIRINGS, "联系人身份"),
        {people[one.phone]: one.name for one in register.people},
        {one.code: one.head for one in register.households},
    )
    changed: list[Row] = []
    absent: dict[str, None] = {}
    listed = select(pairing, household.c.code).join(household, household.c.id == pairing.c.household_id)
    ordered = listed.order_by(pairing.c.household_id, pairing.c.duty, pairing.c.since, pairing.c.id)
    fresh: list[Row] = []
    for key, rows in groupby(ledger.stream(ordered), _duty):
        stored = list(rows)
        if key[0] not in present:
            absent[stored[0]["code"]] = None
        entries = wanted.pop(key, [])
        if entries:
            turns = settling.settle([_turn(row) for row in stored], entries)
            changed += [_row(turn, key) for turn in turns if turn.was and turn.was != turn.stands]
            fresh += [_row(turn, key) for turn in turns if not turn.was]
    fresh += [_row(turn, key) for key, entries in wanted.items() for turn in settling.settle([], entries)]
    ledger.touched |= {row["household_id"] for row in (*fresh, *changed)}
    ledger.insert(pairing, fresh, "pairings")
    ledger.change(pairing, changed, COLUMNS)
    ledger.absent["pairings"] = list(absent)


def _duty(row: Row) -> Duty:
    return row["household_id"], row["duty"]


def _turn(row: Row) -> Turn:
    stands = row["since"], row["until"], row["capacity"]
    return Turn(row["id"], row["person_id"], *stands, was=stands)


def _row(turn: Turn, key: Duty) -> Row:
    household_id, duty = key
    return {
        "id": turn.id,
        "household_id": household_id,
        "person_id": turn.person_id,
        "duty": duty,
        "since": turn.since,
        "until": turn.until,
        "capacity": turn.capacity,
    }


@dataclass(frozen=True)
class _Settling:
    """What a workbook says of one duty of one household, set beside what is stored of it."""

    ledger: Ledger
    people: Mapping[str, int]
    says_until: bool
    says_capacity: bool
    names: dict[int, str]
    heads: Mapping[str, str]

    def settle(self, turns: list[Turn], entries: Sequence[PairingEntry]) -> list[Turn]:
        """All turns as they stand afterwards."""
        for one, known in _recognised(turns, entries, self.people):
            if known is None:
                self._hand_over(turns, one)
                known = Turn(self.ledger.new_id(), self.people[one.phone], one.since, one.until, one.capacity)
                turns.append(known)
            known.entry, known.since = one, one.since
            known.until = one.until if self.says_until else known.until
            known.capacity = one.capacity if self.says_capacity else known.capacity
        self._count(turns)
        self._look_for_clashes(turns)
        return turns

    def _hand_over(self, turns: Sequence[Turn], one: PairingEntry) -> None:
        """Whoever held the duty until now held it until the day before."""
        for turn in turns:
            if turn.entry is None and turn.until is None and turn.since <= one.since:
                turn.until = one.since - DAY
                self.ledger.handed.append(self._handed(turn, one))

    def _handed(self, turn: Turn, one: PairingEntry) -> HandedOver:
        old, new = self._name(turn.person_id), self._name(self.people[one.phone])
        return HandedOver(self.heads.get(one.household_code, one.household_code), one.duty.value, old, new)

    def _count(self, turns: Sequence[Turn]) -> None:
        for turn in turns:
            if turn.was is None:
                continue
            pairs = zip(COLUMNS, turn.was, turn.stands, strict=True)
            columns = tuple(name for name, was, stands in pairs if was != stands)
            if turn.entry is None:
                self.ledger.ended["pairings"] += bool(columns)
            elif columns:
                self.ledger.changed["pairings"] += 1
                which = f"{turn.entry.household_code} {turn.entry.phone}"
                self.ledger.changes.append(Change("pairings", which, columns))
            else:
                self.ledger.same["pairings"] += 1

    def _look_for_clashes(self, turns: Sequence[Turn]) -> None:
        """The workbook may not know of a later hand-over; then it is the clerk who says what is right."""
        untold = [turn for turn in turns if turn.entry is None]
        for turn in turns:
            other = next((one for one in untold if turn.entry and one.meets(turn)), None)
            if turn.entry and other:
                name = self._name(other.person_id)
                self.ledger.refused.append(clash(turn.entry, other.since, name))

    def _name(self, person_id: int) -> str:
        if person_id in self.names:
            return self.names[person_id]
        connection, vault = self.ledger.unit.connection, self.ledger.unit.vault
        sealed = connection.scalar(select(person.c.name).where(person.c.id == person_id))
        self.names[person_id] = vault.open_once("person", "name", person_id, sealed) if sealed else ""
        return self.names[person_id]


def _recognised(
    turns: Sequence[Turn], entries: Sequence[PairingEntry], people: Mapping[str, int]
) -> Iterator[tuple[PairingEntry, Turn | None]]:
    """Each entry, oldest first, with the stored turn it speaks of: same person and day, or the open one."""
    ordered = sorted(entries, key=lambda entry: entry.since)
    exact = {
        id(one): turn
        for one in ordered
        for turn in turns
        if (turn.person_id, turn.since) == (people[one.phone], one.since)
    }
    taken = {turn.id for turn in exact.values()}
    for one in ordered:
        theirs = (turn for turn in turns if turn.person_id == people[one.phone] and turn.id not in taken)
        still_open = (turn for turn in theirs if turn.was and turn.until is None)
        known = exact.get(id(one)) or next(still_open, None)
        if known:
            taken.add(known.id)
        yield one, known
