"""Villages and their groups: those on the sheet 区划, and groups that only households name."""

from collections.abc import Iterator

from sqlalchemy import select

from domain.people.people import TOWNSHIP
from domain.register.refusals import second_code
from domain.register.register import Register
from domain.writing.characters import key, tidy_code, tidy_name
from storage.register.ledger import Ledger, Row
from storage.tables import area

Place = tuple[str, str]
"""A village's code and a group's name as they are compared; the group is empty for the village itself."""
GROUP = "\x1f"
"""Stands between the two in a group's code, and in no text of a workbook."""


def place(code: str, group: str = "") -> Place:
    """A village, or a group in it, however the two are written."""
    return key(code), key(group)


def write_areas(ledger: Ledger, register: Register) -> dict[Place, int]:
    """The id of every place; that of TOWNSHIP is the whole."""
    stored = list(ledger.stream(select(area)))
    by_place = _by_place(stored)
    ids = {where: int(row["id"]) for where, row in by_place.items()}
    whole = place(TOWNSHIP)
    if whole not in ids:
        ids[whole] = ledger.new_id()
        root = {"code": TOWNSHIP, "kind": "township", "parent_id": None, "name": "", "position": 0}
        ledger.insert(area, [{"id": ids[whole], **root}], "township")
    _refuse_second_names(ledger, register, stored)
    fresh: list[Row] = []
    known: list[tuple[str, Row, Row]] = []
    wanted = {whole}
    for where, row in _rows(register):
        wanted.add(where)
        row["parent_id"] = ids[(where[0], "") if where[1] else whole]
        if where in by_place:
            known.append((row["name"], by_place[where], {name: row[name] for name in ("name", "position")}))
        else:
            ids[where] = ledger.new_id()
            fresh.append({"id": ids[where], **row})
    ledger.insert(area, fresh, "areas")
    ledger.merge(area, "areas", known)
    ledger.absent["areas"] = [
        " ".join(filter(None, (by_place[where[0], ""]["name"], row["name"] if where[1] else "")))
        for where, row in by_place.items()
        if where not in wanted
    ]
    return ids


def _by_place(stored: list[Row]) -> dict[Place, Row]:
    """What is stored; of two rows that are one place, the one that is written as it is kept now."""
    found: dict[Place, Row] = {}
    for row in sorted(stored, key=lambda row: bool(tidy_code(row["code"]) != row["code"])):
        if row["kind"] != "group":
            found.setdefault(place(row["code"]), row)
    villages = {row["id"]: code for (code, _), row in found.items()}
    for row in sorted(stored, key=lambda row: bool(tidy_name(row["name"]) != row["name"])):
        if row["kind"] == "group" and row["parent_id"] in villages:
            found.setdefault((villages[row["parent_id"]], key(row["name"])), row)
    return found


def _refuse_second_names(ledger: Ledger, register: Register, stored: list[Row]) -> None:
    """One name with two codes could not be told apart in the next workbook."""
    codes = {key(row["name"]): key(row["code"]) for row in stored if row["kind"] == "village"}
    renamed = {key(village.code) for village in register.villages}
    for village in register.villages:
        code = codes.get(key(village.name), key(village.code))
        if code != key(village.code) and code not in renamed:
            ledger.refused.append(second_code(village))


def _rows(register: Register) -> Iterator[tuple[Place, Row]]:
    """Every place with its row but for the parent, parents before their children."""
    groups = {village.code: {key(group): group for group in village.groups} for village in register.villages}
    for home in register.households:
        if home.group:
            groups[home.village_code].setdefault(key(home.group), home.group)
    for at, village in enumerate(register.villages):
        row = {"code": village.code, "kind": "village", "parent_id": None}
        yield place(village.code), row | {"name": village.name, "position": at}
        for number, group in enumerate(groups[village.code].values()):
            row = {"code": f"{village.code}{GROUP}{group}", "kind": "group", "parent_id": None}
            yield place(village.code, group), row | {"name": group, "position": number}
