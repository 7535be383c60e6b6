"""Households, told apart by their codes, and who lives in them."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from sqlalchemy import select

from domain.register import HouseholdEntry, Register
from domain.register_rules.layout import HOUSEHOLDS
from storage.register.areas import Place
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
    wanted = {one.code: (at, one) for at, one in enumerate(register.households)}
    said = frozenset(name for name, column in _TOLD_BY.items() if register.says(HOUSEHOLDS, column))
    ids: dict[str, int] = {}
    absent: list[str] = []
    past: list[Row] = []

    def known() -> Iterator[tuple[str, Row, Row]]:
        stored = select(household).order_by(household.c.position, household.c.id)
        for sealed in ledger.stream(stored):
            ids[sealed["code"]] = sealed["id"]
            if sealed["code"] not in wanted:
                absent.append(sealed["code"])
                continue
            row = _row(*wanted[sealed["code"]], areas)
            new = {name: row[name] for name in row if name not in _TOLD_BY or name in said}
            old = ledger.opened(household, sealed)
            if any(old[name] != row[name] for name in ("head", "area_id")):
                past.append(_past(ledger, old))
            if any(old[name] != new.get(name, old[name]) for name in _ASKED_BY):
                ledger.touched.add(old["id"])
            yield sealed["code"], old, new

    ledger.merge(household, "households", known())
    ledger.insert(household_past, past, "past")
    fresh = {code: ledger.new_id() for code in wanted if code not in ids}
    ledger.insert(
        household, ({"id": fresh[code], **_row(*wanted[code], areas)} for code in fresh), "households"
    )
    ledger.absent["households"] = absent
    return ids | fresh


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
        "area_id": areas[one.village_code, one.group],
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
