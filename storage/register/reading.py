"""The register read back in ledger order; long lists are read in pages, never whole."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from sqlalchemy import Select, or_, select

from domain.people.people import TOWNSHIP, Duty, RoleKind
from domain.policy.needs import Needs
from domain.register.needs import NeedEntry, category_words
from domain.register.register import (
    HouseholdEntry,
    MemberEntry,
    PairingEntry,
    PersonEntry,
    VillageEntry,
    VisitEntry,
)
from domain.visits.visits import Mode
from storage.duties.rounds import place_of
from storage.needs.checks import NeedChecks
from storage.photos.pictures import counted_photos
from storage.register.stored_needs import stored_needs
from storage.register.visit_checks import told_to_ledger
from storage.tables import area, household, member, pairing, person, role, visit
from storage.unit import Unit

PAGE = 1000
_KINDS = list(RoleKind)
_ANSWERS = {"y": True, "n": False, "-": None}


class StoredRegister:
    """What is stored, in the shape of a Register; each list can be gone through once a call."""

    def __init__(self, unit: Unit, zone: tzinfo, needs: Needs) -> None:
        self._unit = unit
        self._zone = zone
        self._rules = needs
        listed = select(area).order_by(area.c.position, area.c.id)
        self._areas = {row.id: row for row in unit.connection.execute(listed)}

    def _pages(self, statement: Select[Any]) -> Iterator[Any]:
        # As an option of the statement: one of the connection would hold for everything after it, too.
        yield from self._unit.connection.execute(statement, execution_options={"yield_per": PAGE}).mappings()

    def _open(self, table: str, row: Any, column: str) -> str:
        sealed = row[column]
        return self._unit.vault.open_once(table, column, row["id"], sealed) if sealed is not None else ""

    @property
    def villages(self) -> tuple[VillageEntry, ...]:
        """Villages with their groups."""
        groups: dict[int, list[str]] = defaultdict(list)
        for one in self._areas.values():
            if one.kind == "group":
                groups[one.parent_id].append(one.name)
        return tuple(
            VillageEntry(one.code, one.name, tuple(groups[one.id]))
            for one in self._areas.values()
            if one.kind == "village"
        )

    @property
    def people(self) -> Iterator[PersonEntry]:
        """People with the roles they hold."""
        held: dict[int, list[Any]] = defaultdict(list)
        for row in self._unit.connection.execute(select(role).where(role.c.until.is_(None))):
            held[row.person_id].append(row)
        for row in self._pages(select(person).order_by(person.c.position, person.c.id)):
            roles = {RoleKind(one.kind) for one in held[row["id"]]}
            codes = {self._areas[one.area_id].code for one in held[row["id"]]}
            ordered = tuple(one.code for one in self._areas.values() if one.code in codes)
            yield PersonEntry(
                self._open("person", row, "name"),
                self._open("person", row, "phone"),
                tuple(sorted(roles, key=_KINDS.index)),
                row["unit"],
                ordered or (TOWNSHIP,),
            )

    @property
    def households(self) -> Iterator[HouseholdEntry]:
        """Households in ledger order."""
        for row in self._pages(select(household).order_by(household.c.position, household.c.id)):
            where = self._areas[row["area_id"]]
            is_group = where.kind == "group"
            place = place_of(self._open("household", row, "coordinates"))
            yield HouseholdEntry(
                row["code"],
                self._open("household", row, "head"),
                self._areas[where.parent_id].code if is_group else where.code,
                where.name if is_group else "",
                row["household_class"],
                row["monitored_class"],
                row["cause"],
                row["size"],
                row["income"],
                row["away"],
                place.longitude if place else None,
                place.latitude if place else None,
                self._open("household", row, "phone"),
            )

    @property
    def members(self) -> Iterator[MemberEntry]:
        """Members, household by household."""
        listed = select(member, household.c.code).join(household, household.c.id == member.c.household_id)
        ordered = (household.c.position, household.c.id, member.c.position, member.c.id)
        for row in self._pages(listed.order_by(*ordered)):
            yield MemberEntry(
                row["code"],
                self._open("member", row, "name"),
                row["relation"],
                self._open("member", row, "id_number"),
                row["birth_year"],
                self._open("member", row, "health"),
                row["schooling"],
                row["labour"],
                row["months_away"],
            )

    @property
    def pairings(self) -> Iterator[PairingEntry]:
        """Every pairing that held a day, each household's oldest first, the responsible person's before."""
        phones = self._phones()
        listed = select(pairing, household.c.code).join(household, household.c.id == pairing.c.household_id)
        # A pairing taken over on its very first day ends before it begins: it never held.
        listed = listed.where(or_(pairing.c.until.is_(None), pairing.c.until >= pairing.c.since))
        ordered = listed.order_by(
            household.c.position, household.c.id, pairing.c.since, pairing.c.duty.desc(), pairing.c.id
        )
        for row in self._pages(ordered):
            yield PairingEntry(
                row["code"],
                phones[row["person_id"]],
                Duty(row["duty"]),
                row["since"],
                row["until"],
                row["capacity"],
            )

    @property
    def visits(self) -> Iterator[VisitEntry]:
        """Every visit that stands, oldest first."""
        phones = self._phones()
        needs = NeedChecks(self._unit).all(self._zone)
        counted = counted_photos()
        listed = (
            select(visit, household.c.code, household.c.head, counted.c.photos)
            .join(household, household.c.id == visit.c.household_id)
            .outerjoin(counted, counted.c.visit_id == visit.c.id)
            .where(visit.c.undone_at.is_(None))
            .order_by(visit.c.visited_on, household.c.position, household.c.id, visit.c.id)
        )
        for row in self._pages(listed):
            yield VisitEntry(
                row["code"],
                phones[row["person_id"]],
                Duty(row["duty"]),
                Mode(row["mode"]),
                row["visited_on"],
                self._open("visit", row, "met"),
                tuple(_ANSWERS[one] for one in told_to_ledger(row, needs, self._rules.checks_of)),
                self._open("visit", row, "changes"),
                self._open("visit", row, "issues"),
                row["photos_elsewhere"] + (row["photos"] or 0),
                row["late"],
                self._open("visit", row, "note"),
                self._unit.vault.open_once("household", "head", row["household_id"], row["head"]),
            )

    @property
    def needs(self) -> Iterator[NeedEntry]:
        """Every need with every step, by number."""
        return stored_needs(self._unit, self._zone, category_words(self._rules))

    def _phones(self) -> dict[int, str]:
        return {one.id: one.phone for one in self._unit.people.all()}
