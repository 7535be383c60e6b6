"""Members of households, told apart by their ID number or, failing that, by their name."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import select

from domain.register.register import MemberEntry, Register
from domain.register.sheets import MEMBERS
from domain.writing.characters import is_same_name, key
from storage.register.ledger import Ledger, Row
from storage.tables import household, member

_TOLD_BY: Mapping[str, str] = {
    "relation": "与户主关系",
    "id_number": "证件号码",
    "birth_year": "出生年",
    "health": "健康状况",
    "schooling": "在校生状况",
    "labour": "劳动技能",
    "months_away": "务工时间(月)",
}
"""Columns of the table that a workbook may leave out altogether, and its own names for them."""
Numbered = tuple[int, MemberEntry]


def write_members(ledger: Ledger, register: Register, households: Mapping[str, int]) -> None:
    """Write new and changed members; whoever is not in the workbook stays and is listed."""
    wanted: dict[int, list[Numbered]] = defaultdict(list)
    for at, one in enumerate(register.members):
        wanted[households[one.household_code]].append((at, one))
    said = frozenset(name for name, column in _TOLD_BY.items() if register.says(MEMBERS, column))
    absent: list[str] = []

    def known() -> Iterator[tuple[str, Row, Row]]:
        listed = select(member, household.c.code).join(household, household.c.id == member.c.household_id)
        ordered = listed.order_by(member.c.household_id, member.c.position, member.c.id)
        for household_id, rows in groupby(ledger.stream(ordered), lambda row: int(row["household_id"])):
            stored = [ledger.opened(member, row) for row in rows]
            for old, entry in _matched(stored, wanted[household_id]):
                which = f"{old['code']} {old['name']}"
                if entry is None:
                    absent.append(which)
                else:
                    wanted[household_id].remove(entry)
                    row = _row(*entry, household_id)
                    yield which, old, {key: row[key] for key in row if key not in _TOLD_BY or key in said}

    ledger.merge(member, "members", known())
    fresh = sorted(((entry, home) for home, left in wanted.items() for entry in left), key=_place)
    ledger.insert(member, ({"id": ledger.new_id(), **_row(*entry, home)} for entry, home in fresh), "members")
    ledger.absent["members"] = absent


def _place(fresh: tuple[Numbered, int]) -> int:
    return fresh[0][0]


def _matched(stored: list[Row], entries: list[Numbered]) -> list[tuple[Row, Numbered | None]]:
    """Who of the stored ones is whom: first the same ID number, then the same name."""
    matched: dict[Any, Numbered] = {}
    left = list(entries)
    for same in (_same_number, _same_spelling, _same_name):
        for row in stored:
            entry = next((one for one in left if row["id"] not in matched and same(row, one[1])), None)
            if entry:
                matched[row["id"]] = entry
                left.remove(entry)
    return [(row, matched.get(row["id"])) for row in stored]


def _same_number(row: Row, one: MemberEntry) -> bool:
    return bool(one.id_number) and key(one.id_number) == key(row["id_number"] or "")


def _same_spelling(row: Row, one: MemberEntry) -> bool:
    return bool(one.name == row["name"])


def _same_name(row: Row, one: MemberEntry) -> bool:
    return is_same_name(one.name, row["name"])


def _row(position: int, one: MemberEntry, household_id: int) -> Row:
    return {
        "household_id": household_id,
        "position": position,
        "name": one.name,
        "relation": one.relation,
        "id_number": one.id_number or None,
        "birth_year": one.birth_year,
        "health": one.health or None,
        "schooling": one.schooling,
        "labour": one.labour,
        "months_away": one.months_away,
    }
