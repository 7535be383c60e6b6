"""What only the database can find wrong with a row: a code, a number or a duty that is taken already."""

from datetime import date

from domain.people.people import Duty, RoleKind
from domain.register.needs import NeedEntry
from domain.register.register import Finding, PairingEntry, VillageEntry
from domain.register.sheets import AREAS, NEEDS, PAIRINGS


def second_code(village: VillageEntry) -> Finding:
    """The village's name stands under another code already."""
    params = {"value": village.name}
    return Finding(AREAS, village.row, "村编码", "finding.duplicate_village", params)


def taken(entry: NeedEntry, code: str) -> Finding:
    """The number is that of another need in the database: of the household with that code."""
    params = {"value": entry.label, "other": code}
    return Finding(NEEDS, entry.row, "编号", "finding.need_number_taken", params)


OF_DUTY = (
    (Duty.RESPONSIBLE, RoleKind.RESPONSIBLE, "责任人电话", "责任人姓名"),
    (Duty.CONTACT, RoleKind.CONTACT, "联系人电话", "联系人姓名"),
)


def clash(entry: PairingEntry, since: date, name: str) -> Finding:
    """The workbook does not know of somebody who holds the duty on days that it gives to another."""
    column = next(column for duty, _, column, _ in OF_DUTY if duty is entry.duty)
    params = {"since": since.isoformat(), "name": name}
    return Finding(PAIRINGS, entry.row, column, "finding.pairing_clash", params)
