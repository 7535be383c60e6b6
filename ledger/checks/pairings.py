"""The sheet 结对: who owes which household a visit, from when to when."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from domain.people.people import Duty, RoleKind
from domain.register.refusals import OF_DUTY
from domain.register.register import PairingEntry, PersonEntry
from domain.writing.characters import is_same_name
from ledger.checks.line import Findings, Line, lines_of
from ledger.checks.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Directory:
    """Who and what pairings and visits may refer to; None where the sheet to look in could not be read."""

    households: Mapping[str, str] | None
    phones: Collection[str] | None
    people: Mapping[str, PersonEntry]
    heads: Mapping[str, str]
    has_everybody: bool = True
    """Whether every row of 人员 has its number, so that people can be told by their names, too."""


def is_held_on(pairing: PairingEntry, day: date) -> bool:
    """Whether the pairing stands on that day."""
    return pairing.since <= day and (pairing.until is None or day <= pairing.until)


def holders_of(pairings: Iterable[PairingEntry]) -> Mapping[tuple[str, Duty], list[PairingEntry]]:
    """Whose turn it was, by household and duty."""
    holders: dict[tuple[str, Duty], list[PairingEntry]] = defaultdict(list)
    for pairing in pairings:
        holders[pairing.household_code, pairing.duty].append(pairing)
    return holders


def overlap(one: PairingEntry, other: PairingEntry) -> bool:
    """Whether two pairings share a day."""
    return is_held_on(one, max(one.since, other.since)) and is_held_on(other, max(one.since, other.since))


def check_pairings(sheet: Sheet | None, directory: Directory, found: Findings) -> tuple[PairingEntry, ...]:
    """The pairings in the order of their rows, the responsible person of a row before its contact person."""
    earlier: dict[tuple[str, Duty], list[tuple[int, PairingEntry]]] = defaultdict(list)
    pairings = []
    for line in lines_of(sheet, found):
        for column, pairing in _pairings(line, directory):
            same = earlier[pairing.household_code, pairing.duty]
            clash = next((row for row, other in same if overlap(pairing, other)), None)
            if clash is not None and pairing.household_code:
                line.error(column, "overlapping_pairing", first=str(clash))
            same.append((line.row.number, pairing))
            pairings.append(pairing)
    return tuple(pairings)


def _pairings(line: Line, directory: Directory) -> Iterator[tuple[str, PairingEntry]]:
    code = line.reference("户编号", directory.households, "unknown_household")
    line.needed("开始时间")
    since, until = line.day("开始时间"), line.day("结束时间")
    if since and until and until < since:
        line.error("结束时间", "end_before_start")
        since = None
    phones = {column: line.phone(column) for _, _, column, _ in OF_DUTY}
    stated = (line.text(column) or column in line.row.refused for column in phones)
    if line.has(*phones) and not any(stated):
        line.error("责任人电话", "no_phone")
    head = directory.heads.get(code)
    if head and line.text("户主") and not is_same_name(line.text("户主"), head):
        line.warn("户主", "name_differs", value=line.text("户主"), other=head)
    if len(set(phones.values())) == 1 and phones["责任人电话"]:
        line.warn("联系人电话", "same_person_twice")
    for duty, role, column, name_column in OF_DUTY:
        if not phones[column]:
            continue
        _look_at_person(line, directory, phones[column], (role, column, name_column))
        if since:
            capacity = line.text("联系人身份") if duty is Duty.CONTACT else ""
            yield column, PairingEntry(code, phones[column], duty, since, until, capacity, line.row.number)


def _look_at_person(line: Line, directory: Directory, phone: str, where: tuple[RoleKind, str, str]) -> None:
    role, column, name_column = where
    if directory.phones is not None and phone not in directory.phones:
        line.error(column, "unknown_phone", value=phone)
    person = directory.people.get(phone)
    if person is None:
        return
    if person.roles and role not in person.roles:
        line.warn(column, "role_not_held", name=person.name)
    if line.text(name_column) and not is_same_name(line.text(name_column), person.name):
        line.warn(name_column, "name_differs", value=line.text(name_column), other=person.name)
