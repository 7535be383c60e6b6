"""Villages and their groups: those on the sheet 区划, and groups that only households name."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select

from domain.register import TOWNSHIP, Register
from domain.register_rules.areas import second_code
from storage.register.ledger import Ledger, Row
from storage.tables import area

Place = tuple[str, str]
"""A village's code and a group's name; the group is empty for the village itself."""
GROUP = "\x1f"
"""Stands between the two in a group's code, and in no text of a workbook."""


def write_areas(ledger: Ledger, register: Register) -> dict[Place, int]:
    """The id of every place; (TOWNSHIP, "") is the whole."""
    stored = {row["id"]: row for row in ledger.stream(select(area))}
    codes = {row["id"]: row["code"] for row in stored.values()}
    by_place: dict[Place, Row] = {
        (codes[row["parent_id"]], row["name"]) if row["kind"] == "group" else (row["code"], ""): row
        for row in stored.values()
    }
    ids = {place: int(row["id"]) for place, row in by_place.items()}
    if (TOWNSHIP, "") not in ids:
        ids[TOWNSHIP, ""] = ledger.new_id()
        root = {"code": TOWNSHIP, "kind": "township", "parent_id": None, "name": "", "position": 0}
        ledger.insert(area, [{"id": ids[TOWNSHIP, ""], **root}], "township")
    _refuse_second_names(ledger, register, stored)
    fresh: list[Row] = []
    known: list[tuple[str, Row, Row]] = []
    wanted = {(TOWNSHIP, "")}
    for place, row in _rows(register):
        wanted.add(place)
        row["parent_id"] = ids[(place[0], "") if place[1] else (TOWNSHIP, "")]
        if place in by_place:
            known.append((row["name"], by_place[place], {name: row[name] for name in ("name", "position")}))
        else:
            ids[place] = ledger.new_id()
            fresh.append({"id": ids[place], **row})
    ledger.insert(area, fresh, "areas")
    ledger.merge(area, "areas", known)
    ledger.absent["areas"] = [
        " ".join(part for part in (stored[ids[place[0], ""]]["name"], place[1]) if part)
        for place in by_place
        if place not in wanted
    ]
    return ids


def _refuse_second_names(ledger: Ledger, register: Register, stored: Mapping[int, Row]) -> None:
    """One name with two codes could not be told apart in the next workbook."""
    codes = {row["name"]: row["code"] for row in stored.values() if row["kind"] == "village"}
    renamed = {village.code for village in register.villages}
    for village in register.villages:
        code = codes.get(village.name, village.code)
        if code != village.code and code not in renamed:
            ledger.refused.append(second_code(village))


def _rows(register: Register) -> Iterator[tuple[Place, Row]]:
    """Every place with its row but for the parent, parents before their children."""
    groups = {village.code: dict.fromkeys(village.groups) for village in register.villages}
    for home in register.households:
        if home.group:
            groups[home.village_code].setdefault(home.group)
    for at, village in enumerate(register.villages):
        row = {"code": village.code, "kind": "village", "parent_id": None}
        yield (village.code, ""), row | {"name": village.name, "position": at}
        for number, group in enumerate(groups[village.code]):
            row = {"code": f"{village.code}{GROUP}{group}", "kind": "group", "parent_id": None}
            yield (village.code, group), row | {"name": group, "position": number}
