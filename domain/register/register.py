"""The township's register as values: areas, people, households, members, pairings and past visits.

These are what a workbook says once it has been read and checked. They
refer to each other by household code, village code and phone number, never by a database id.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from domain.people.people import TOWNSHIP, Duty, RoleKind
from domain.register.needs import NeedEntry
from domain.visits.visits import Mode


@dataclass(frozen=True, slots=True)
class VillageEntry:
    """A village with its groups, both in ledger order."""

    code: str
    name: str
    groups: tuple[str, ...] = ()
    row: int | None = field(default=None, compare=False)
    """The row of the workbook that says so first."""


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person; `area_codes` are village codes or TOWNSHIP, and are the scope of every one of the roles."""

    name: str
    phone: str
    roles: tuple[RoleKind, ...]
    unit: str = ""
    area_codes: tuple[str, ...] = (TOWNSHIP,)


@dataclass(frozen=True, slots=True)
class HouseholdEntry:
    """A household; income in yuan a head and year, coordinates in degrees (WGS 84)."""

    code: str
    head: str
    village_code: str
    group: str = ""
    household_class: str = ""
    monitored_class: str = ""
    cause: str = ""
    size: int | None = None
    income: float | None = None
    away: bool = False
    longitude: float | None = None
    latitude: float | None = None
    phone: str = ""


@dataclass(frozen=True, slots=True)
class MemberEntry:
    """One person living in a household."""

    household_code: str
    name: str
    relation: str = ""
    id_number: str = ""
    birth_year: int | None = None
    health: str = ""
    schooling: str = ""
    labour: str = ""
    months_away: float | None = None


@dataclass(frozen=True, slots=True)
class PairingEntry:
    """One household × person × duty, dated; `capacity` is the contact person's 联系人身份."""

    household_code: str
    phone: str
    duty: Duty
    since: date
    until: date | None = None
    capacity: str = ""
    row: int | None = field(default=None, compare=False)
    """The row of the workbook that says so, for telling what is wrong with it."""


@dataclass(frozen=True, slots=True)
class VisitEntry:
    """A visit of the past; `checks` are the six answers in ledger order, True, False or None (not asked)."""

    household_code: str
    phone: str
    duty: Duty
    mode: Mode
    visited_on: date
    met: str = ""
    checks: tuple[bool | None, ...] = (None,) * 6
    changes: str = ""
    issues: str = ""
    photos: int = 0
    late: bool = False
    note: str = ""
    head: str = field(default="", compare=False)
    """The household's head, where whoever reads the visit knows it anyway."""


@dataclass(frozen=True, slots=True)
class Register:
    """All that one workbook holds, checked and in the order of its rows."""

    villages: tuple[VillageEntry, ...] = ()
    people: tuple[PersonEntry, ...] = ()
    households: tuple[HouseholdEntry, ...] = ()
    members: tuple[MemberEntry, ...] = ()
    pairings: tuple[PairingEntry, ...] = ()
    visits: tuple[VisitEntry, ...] = ()
    needs: tuple[NeedEntry, ...] = ()
    left_out: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False)
    """Sheet -> the columns that it does not have: what is stored of these stays as it is."""

    def says(self, sheet: str, column: str) -> bool:
        """Whether the workbook has the column at all, if only with empty cells."""
        return column not in self.left_out.get(sheet, ())


class AnyRegister(Protocol):
    """A register of any kind: values, or lists read from storage as they are gone through."""

    @property
    def villages(self) -> Iterable[VillageEntry]:
        """Villages in ledger order."""
        ...

    @property
    def people(self) -> Iterable[PersonEntry]:
        """People in ledger order."""
        ...

    @property
    def households(self) -> Iterable[HouseholdEntry]:
        """Households in ledger order."""
        ...

    @property
    def members(self) -> Iterable[MemberEntry]:
        """Members, household by household."""
        ...

    @property
    def pairings(self) -> Iterable[PairingEntry]:
        """Pairings, past ones too."""
        ...

    @property
    def visits(self) -> Iterable[VisitEntry]:
        """Visits that stand."""
        ...

    @property
    def needs(self) -> Iterable[NeedEntry]:
        """Needs, those closed as well."""
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend or to look at in a workbook: where it is, and which key of the locales says why."""

    sheet: str
    row: int | None
    column: str | None
    key: str
    params: dict[str, str] = field(default_factory=dict)

    @property
    def cause(self) -> tuple[object, ...]:
        """What is at fault: the same value anywhere or, where none is said, the same thing in one column."""
        where = () if "value" in self.params else (self.sheet, self.column)
        told = (pair for pair in sorted(self.params.items()) if pair[0] != "first")
        return (self.key, *where, *told)


def by_cause(findings: Iterable[Finding]) -> list[list[Finding]]:
    """The findings, those of one cause together, in the order of the first of each."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        groups.setdefault(one.cause, []).append(one)
    return list(groups.values())


Held = frozenset[tuple[str, Duty]]
"""Households by code, each with the duty that somebody holds there."""


@dataclass(frozen=True, slots=True)
class Registered:
    """Somebody who is registered already, and what they hold now."""

    name: str
    phone: str
    holds: Held = frozenset()
