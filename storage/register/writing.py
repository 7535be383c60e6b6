"""A register written whole: areas, people with roles, households with members, pairings, past visits."""

from collections import Counter
from datetime import date, datetime, time, timedelta

from domain.register import TOWNSHIP, HouseholdEntry, PersonEntry, Register, VillageEntry
from storage.records import NOT_ASKED
from storage.register.ledger import Ledger, Row
from storage.register.pairings import write_pairings
from storage.tables import area, household, member, person, role, visit

ALWAYS = date.min
"""Since when a role is held that came with the first import of its person."""


def write(ledger: Ledger, register: Register) -> None:
    """Write all of it; the transaction of the ledger's unit makes it all or nothing."""
    ledger.unit.settings.begin(ledger.today)
    areas = _write_areas(ledger, register.villages)
    people = _write_people(ledger, register.people)
    _write_roles(ledger, register.people, people, areas)
    households = _write_households(ledger, register, areas)
    _write_members(ledger, register, households)
    write_pairings(ledger, register.pairings, households, people)
    _write_visits(ledger, register, households, people)


def _write_areas(ledger: Ledger, villages: tuple[VillageEntry, ...]) -> dict[str, int]:
    root: Row = {"code": TOWNSHIP, "kind": "township", "parent_id": None, "name": "", "position": 0}
    ids = ledger.put(area, "code", [root], "areas")
    rows = [
        {"code": one.code, "kind": "village", "parent_id": ids[TOWNSHIP], "name": one.name, "position": at}
        for at, one in enumerate(villages)
    ]
    ids = ledger.put(area, "code", rows, "areas")
    groups = [
        {
            "code": group_code(one.code, group),
            "kind": "group",
            "parent_id": ids[one.code],
            "name": group,
            "position": at,
        }
        for one in villages
        for at, group in enumerate(one.groups)
    ]
    ids = ledger.put(area, "code", groups, "areas")
    return ids


def group_code(village_code: str, group: str) -> str:
    """Groups have no code of their own in the ledger."""
    return f"{village_code}/{group}"


def _write_people(ledger: Ledger, people: tuple[PersonEntry, ...]) -> dict[str, int]:
    index = ledger.unit.vault.index
    rows = [
        {
            "name": one.name,
            "phone": one.phone,
            "phone_index": index(one.phone),
            "unit": one.unit,
            "position": at,
        }
        for at, one in enumerate(people)
    ]
    ids = ledger.put(person, "phone_index", rows, "people")
    present = {row["phone_index"] for row in rows}
    ledger.absent["people"] = [
        row["phone"] for row in ledger.stored(person) if row["phone_index"] not in present
    ]
    return {one.phone: ids[index(one.phone)] for one in people}


def _write_roles(
    ledger: Ledger, people: tuple[PersonEntry, ...], ids: dict[str, int], areas: dict[str, int]
) -> None:
    wanted = {
        (ids[one.phone], kind.value, areas[code])
        for one in people
        for kind in one.roles
        for code in one.area_codes
    }
    stored = ledger.stored(role)
    known = {row["person_id"] for row in stored}
    held = {(row["person_id"], row["kind"], row["area_id"]): row for row in stored if row["until"] is None}
    here = set(ids.values())
    ended = [
        row | {"until": ledger.today - timedelta(days=1)}
        for key, row in held.items()
        if key[0] in here and key not in wanted
    ]
    ledger.change(role, ended, ("until",), "roles")
    fresh = [
        {
            "id": ledger.new_id(),
            "person_id": key[0],
            "kind": key[1],
            "area_id": key[2],
            "since": ledger.today if key[0] in known else ALWAYS,
            "until": None,
        }
        for key in sorted(wanted - held.keys())
    ]
    ledger.insert(role, fresh, "roles")


def _write_households(ledger: Ledger, register: Register, areas: dict[str, int]) -> dict[str, int]:
    rows = [_household_row(one, at, areas) for at, one in enumerate(register.households)]
    ids = ledger.put(household, "code", rows, "households")
    present = {one.code for one in register.households}
    ledger.absent["households"] = [code for code in ids if code not in present]
    return ids


def _household_row(one: HouseholdEntry, position: int, areas: dict[str, int]) -> Row:
    is_placed = one.latitude is not None and one.longitude is not None
    return {
        "code": one.code,
        "head": one.head,
        "area_id": areas[group_code(one.village_code, one.group) if one.group else one.village_code],
        "position": position,
        "household_class": one.household_class,
        "monitored_class": one.monitored_class,
        "cause": one.cause,
        "size": one.size,
        "income": one.income,
        "away": one.away,
        "coordinates": f"{one.latitude},{one.longitude}" if is_placed else None,
        "phone": one.phone or None,
    }


def _write_members(ledger: Ledger, register: Register, households: dict[str, int]) -> None:
    stored = {(row["household_id"], row["name"]): row for row in ledger.stored(member)}
    fresh: list[Row] = []
    changed: list[Row] = []
    for at, one in enumerate(register.members):
        row: Row = {
            "household_id": households[one.household_code],
            "position": at,
            "name": one.name,
            "relation": one.relation,
            "id_number": one.id_number or None,
            "birth_year": one.birth_year,
            "health": one.health or None,
            "schooling": one.schooling,
            "labour": one.labour,
            "months_away": one.months_away,
        }
        old = stored.get((row["household_id"], one.name))
        if old is None:
            fresh.append({"id": ledger.new_id(), **row})
        elif {"id": old["id"], **row} != old:
            changed.append({"id": old["id"], **row})
    ledger.insert(member, fresh, "members")
    ledger.change(
        member, changed, [name for name in changed[0] if name != "id"] if changed else (), "members"
    )


def _write_visits(
    ledger: Ledger, register: Register, households: dict[str, int], people: dict[str, int]
) -> None:
    keys = ("household_id", "person_id", "duty", "mode", "visited_on")
    stored = Counter(
        tuple(row[key] for key in keys) for row in ledger.stored(visit) if row["undone_at"] is None
    )
    fresh: list[Row] = []
    for one in register.visits:
        row: Row = {
            "id": ledger.new_id(),
            "household_id": households[one.household_code],
            "person_id": people[one.phone],
            "duty": one.duty.value,
            "mode": one.mode.value,
            "visited_on": one.visited_on,
            # The ledger knows the day only; noon there is on that day everywhere in the country.
            "recorded_at": datetime.combine(one.visited_on, time(12), ledger.zone),
            "late": one.late,
            "checks": "".join({True: "y", False: "n", None: "-"}[each] for each in one.checks) or NOT_ASKED,
            "photos_elsewhere": one.photos,
            "note": one.note or None,
            "met": one.met or None,
            "changes": one.changes or None,
            "issues": one.issues or None,
            "undone_at": None,
        }
        key = tuple(row[name] for name in keys)
        if stored[key]:
            stored[key] -= 1
        else:
            fresh.append(row)
    ledger.insert(visit, fresh, "visits")
