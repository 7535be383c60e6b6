"""People, told apart by their phone numbers, and the roles they hold."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from domain.people.people import TOWNSHIP, Duty
from domain.register.register import PersonEntry, Register, Registered
from domain.register.sheets import PEOPLE
from storage.base.dated import lasts
from storage.register.areas import Place, place
from storage.register.ledger import Change, Ledger, Row
from storage.tables import household, pairing, person, role
from storage.unit import Unit

ALWAYS = date.min
"""Since when a role is held that came with the first import of its person."""
Held = tuple[int, str, int]
"""A person, a kind of role, an area."""


def registered(unit: Unit, today: date) -> list[Registered]:
    """Everybody, with what they hold today or later."""
    held: dict[int, set[tuple[str, Duty]]] = defaultdict(set)
    holding = (
        select(pairing.c.person_id, household.c.code, pairing.c.duty)
        .join(household, household.c.id == pairing.c.household_id)
        .where(lasts(pairing, today))
    )
    for row in unit.connection.execute(holding):
        held[row.person_id].add((row.code, Duty(row.duty)))
    return [Registered(one.name, one.phone, frozenset(held[one.id])) for one in unit.people.all()]


def write_people(ledger: Ledger, register: Register) -> dict[str, int]:
    """The id of everybody in the workbook, by phone."""
    index = ledger.unit.vault.index
    wanted = {index(one.phone): (at, one) for at, one in enumerate(register.people)}
    moved = {index(old): index(new) for old, new in ledger.numbers.items()}
    said = ("unit",) if register.says(PEOPLE, "单位") else ()
    columns = ("name", *said, "position", "phone", "phone_index")
    ids: dict[str, int] = {}
    known: list[tuple[str, Row, Row]] = []
    absent: list[str] = []
    stored = select(person)
    for sealed in ledger.stream(stored.order_by(person.c.position, person.c.id)):
        old = ledger.opened(person, sealed)
        phone_index = moved.get(old["phone_index"], old["phone_index"])
        if phone_index not in wanted:
            absent.append(old["phone"])
            continue
        at, one = wanted.pop(phone_index)
        ids[one.phone] = old["id"]
        row: Row = {"name": one.name, "unit": one.unit, "position": at}
        row |= {"phone": one.phone, "phone_index": phone_index}
        known.append((one.phone, old, {name: row[name] for name in columns}))
    fresh: list[Row] = []
    for phone_index, (at, one) in wanted.items():
        ids[one.phone] = ledger.new_id()
        row = {"name": one.name, "phone": one.phone, "phone_index": phone_index}
        fresh.append({"id": ids[one.phone], **row, "unit": one.unit, "position": at})
    changing = [old["id"] for _, old, _ in known if old["phone_index"] in moved]
    # Two may have swapped theirs: no number is given to anybody before all are free.
    ledger.change(person, [{"id": one, "phone_index": f"-{one}"} for one in changing], ("phone_index",))
    ledger.merge(person, "people", known)
    ledger.insert(person, fresh, "people")
    ledger.absent["people"] = absent
    return ids


def write_roles(ledger: Ledger, register: Register, people: dict[str, int], areas: dict[Place, int]) -> None:
    """Roles that are no longer said end yesterday; people who are not in the workbook keep theirs."""
    stored = list(ledger.stream(select(role)))
    known = {row["person_id"] for row in stored}
    held: dict[Held, Row] = {_key(row): row for row in stored if row["until"] is None}
    areas_held: dict[int, set[int]] = defaultdict(set)
    for person_id, _, area_id in held:
        areas_held[person_id].add(area_id)
    whole = areas[place(TOWNSHIP)]
    wanted: set[Held] = set()
    for one in register.people:
        where = {areas[place(code)] for code in one.area_codes}
        if not register.says(PEOPLE, "所辖"):
            where = areas_held[people[one.phone]] or {whole}
        wanted |= {(people[one.phone], kind.value, area_id) for kind in one.roles for area_id in where}
    here = set(people.values())
    gone = [row for key, row in held.items() if key[0] in here and key not in wanted]
    begun = sorted(wanted - held.keys())
    ledger.change(role, [row | {"until": ledger.today - timedelta(days=1)} for row in gone], ("until",))
    ledger.insert(role, [_role(ledger, key, is_new=key[0] not in known) for key in begun], "roles")
    touched = {row["person_id"] for row in gone} | {key[0] for key in begun if key[0] in known}
    _count(ledger, [one for one in register.people if people[one.phone] in touched])


def _count(ledger: Ledger, people: Sequence[PersonEntry]) -> None:
    """Other roles are a change of the person, counted once."""
    told = {change.which for change in ledger.changes if change.noun == "people"}
    ledger.changes += [Change("people", one.phone, ("roles",), one.name) for one in people]
    more = sum(one.phone not in told for one in people)
    ledger.changed["people"] += more
    ledger.same["people"] -= more


def _key(row: Row) -> Held:
    return row["person_id"], row["kind"], row["area_id"]


def _role(ledger: Ledger, held: Held, *, is_new: bool) -> Row:
    person_id, kind, area_id = held
    since = ALWAYS if is_new else ledger.today
    return {
        "id": ledger.new_id(),
        "person_id": person_id,
        "kind": kind,
        "area_id": area_id,
        "since": since,
        "until": None,
    }
