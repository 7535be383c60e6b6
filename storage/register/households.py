"""Households, told apart by their codes, and who lives in them."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from sqlalchemy import select

from domain.register.register import HouseholdEntry, Register
from domain.register.sheets import HOUSEHOLDS
from domain.writing.characters import is_same_name, key
from storage.register.areas import Place, place
from storage.register.ledger import Ledger, Row
from storage.tables import household, household_past

_TOLD_BY: Mapping[str, str] = {
    "household_class": "户类型",
    "monitored_class": "监测对象类别",
    "cause": "主要致贫原因",
    "size": "家庭人口数",
    "income": "人均纯收入",
    "away": "外出务工",
    "coordinates": "经度",
    "phone": "户联系电话",
}
"""Columns of the table that a workbook may leave out altogether, and its own names for them."""
_ASKED_BY = ("household_class", "monitored_class", "away")
"""Columns on which it hangs how often somebody is to be there, and whether a call will do."""


def write_households(ledger: Ledger, register: Register, areas: dict[Place, int]) -> dict[str, int]:
    """The id of every household, in the workbook or not, by code."""
    wanted = {key(one.code): (at, one) for at, one in enumerate(register.households)}
    chosen = _chosen(ledger, register)
    said = frozenset(name for name, column in _TOLD_BY.items() if register.says(HOUSEHOLDS, column))
    ids: dict[str, int] = {}
    absent: list[str] = []
    past: list[Row] = []

    def known() -> Iterator[tuple[str, Row, Row]]:
        stored = select(household).order_by(household.c.position, household.c.id)
        for sealed in ledger.stream(stored):
            ids[sealed["code"]] = sealed["id"]
            code = key(sealed["code"])
            if chosen.get(code) != sealed["id"]:
                absent.append(sealed["code"])
                continue
            ids[wanted[code][1].code] = sealed["id"]
            row = _row(*wanted[code], areas) | {"code": sealed["code"]}
            new = {name: row[name] for name in row if name not in _TOLD_BY or name in said}
            old = ledger.opened(household, sealed)
            if old["area_id"] != row["area_id"] or not is_same_name(old["head"], row["head"]):
                past.append(_past(ledger, old))
            if any(old[name] != new.get(name, old[name]) for name in _ASKED_BY):
                ledger.touched.add(old["id"])
            yield sealed["code"], old, new

    ledger.merge(household, "households", known())
    ledger.insert(household_past, past, "past")
    fresh = {one.code: ledger.new_id() for _, one in wanted.values() if one.code not in ids}
    added = (
        {"id": fresh[one.code], **_row(at, one, areas)} for at, one in wanted.values() if one.code in fresh
    )
    ledger.insert(household, added, "households")
    ledger.absent["households"] = absent
    return ids | fresh


def _chosen(ledger: Ledger, register: Register) -> dict[str, int]:
    """The stored household of each code in the workbook, by what the code is compared by.

    Of two that were stored under one code written in two ways, the one that is written as here.
    """
    written = {key(one.code): one.code for one in register.households}
    chosen: dict[str, int] = {}
    listed = select(household.c.id, household.c.code).order_by(household.c.position, household.c.id)
    for row in ledger.stream(listed):
        code = key(row["code"])
        if code in written and (code not in chosen or row["code"] == written[code]):
            chosen[code] = row["id"]
    return chosen


def _past(ledger: Ledger, old: Row) -> Row:
    """What a household was called and where it lived until yesterday."""
    kept = {"household_id": old["id"], "head": old["head"], "area_id": old["area_id"]}
    return {"id": ledger.new_id(), **kept, "until": ledger.today - timedelta(days=1)}


def _row(position: int, one: HouseholdEntry, areas: dict[Place, int]) -> Row:
    coordinates = None
    if one.latitude is not None and one.longitude is not None:
        # Adding zero makes -0.0 the 0.0 as which a sheet would give it back.
        coordinates = f"{one.latitude + 0.0},{one.longitude + 0.0}"
    return {
        "code": one.code,
        "head": one.head,
        "area_id": areas[place(one.village_code, one.group)],
        "position": position,
        "household_class": one.household_class,
        "monitored_class": one.monitored_class,
        "cause": one.cause,
        "size": one.size,
        "income": one.income,
        "away": one.away,
        "coordinates": coordinates,
        "phone": one.phone or None,
    }
