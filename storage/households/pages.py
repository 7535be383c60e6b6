"""Household pages: each household whole, however many of them at once."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, select

from domain.households.page import (
    LAST_ALBUMS,
    LAST_TOLD,
    LAST_VISITS,
    HouseholdPage,
    PagePairing,
    PageVisit,
)
from domain.needs.six_checks import ToldVisit
from domain.people.people import Duty
from domain.register.register import HouseholdEntry, MemberEntry
from domain.visits.visits import Mode
from storage.base.places import IN_VILLAGE, VILLAGE
from storage.base.repository import Repository
from storage.duties.rounds import place_of
from storage.needs.needs import Needs
from storage.photos.albums import Albums
from storage.tables import area, household, member, pairing, person, visit

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_HOUSEHOLDS = (
    select(
        household,
        area.c.kind,
        area.c.code.label("area_code"),
        area.c.name.label("area_name"),
        VILLAGE.c.code.label("village_code"),
        VILLAGE.c.name.label("village_name"),
    )
    .join(area, area.c.id == household.c.area_id)
    .outerjoin(VILLAGE, IN_VILLAGE)
    .where(household.c.id.in_(_IDS))
)
_MEMBERS = (
    select(member, household.c.code)
    .join(household, household.c.id == member.c.household_id)
    .where(member.c.household_id.in_(_IDS))
    .order_by(member.c.household_id, member.c.position, member.c.id)
)
_PAIRINGS = (
    select(pairing, person.c.name, person.c.phone)
    .join(person, person.c.id == pairing.c.person_id)
    .where(pairing.c.household_id.in_(_IDS))
    .order_by(pairing.c.household_id, pairing.c.since, pairing.c.duty.desc(), pairing.c.id)
)
_age = func.row_number().over(
    partition_by=visit.c.household_id, order_by=(visit.c.visited_on.desc(), visit.c.id.desc())
)
_ranked = (
    select(visit, _age.label("age"))
    .where(visit.c.household_id.in_(_IDS), visit.c.undone_at.is_(None))
    .subquery()
)
_VISITS = (
    select(_ranked, person.c.name)
    .join(person, person.c.id == _ranked.c.person_id)
    .where(_ranked.c.age <= LAST_TOLD)
    .order_by(_ranked.c.household_id, _ranked.c.age)
)


class Pages(Repository):
    """Households with everything that hangs on them."""

    def of(self, households: Sequence[int]) -> dict[int, HouseholdPage]:
        """The pages of these households, with every number in full: see domain.households.page.as_seen_by."""
        if not households:
            return {}
        whose = {"ids": list(households)}
        members, pairings, visits = defaultdict(list), defaultdict(list), defaultdict(list)
        told: dict[int, list[ToldVisit]] = defaultdict(list)
        for row in self._connection.execute(_MEMBERS, whose).mappings():
            members[row["household_id"]].append(self._member(row))
        for row in self._connection.execute(_PAIRINGS, whose).mappings():
            pairings[row["household_id"]].append(self._pairing(row))
        for row in self._connection.execute(_VISITS, whose).mappings():
            told[row["household_id"]].append(ToldVisit(row["visited_on"], row["checks"]))
            if row["age"] <= LAST_VISITS:
                visits[row["household_id"]].append(self._visit(row))
        needs = Needs(self._work).of_households(households)
        albums = Albums(self._work).newest(households, LAST_ALBUMS)
        return {
            row["id"]: HouseholdPage(
                row["id"],
                row["village_name"] or row["area_name"],
                self._household(row),
                tuple(members[row["id"]]),
                tuple(pairings[row["id"]]),
                tuple(visits[row["id"]]),
                albums.get(row["id"], ()),
                needs.get(row["id"], ()),
                # Oldest first: of two visits on one day the later one is believed.
                tuple(reversed(told[row["id"]])),
            )
            for row in self._connection.execute(_HOUSEHOLDS, whose).mappings()
        }

    def _open(self, table: str, row: Any, column: str, key: str = "id") -> str:
        # Read once a page: in the memory for names it would only push out what lists need.
        sealed = row[column]
        return self._vault.open_once(table, column, row[key], sealed) if sealed is not None else ""

    def _household(self, row: Any) -> HouseholdEntry:
        place = place_of(self._open("household", row, "coordinates"))
        return HouseholdEntry(
            row["code"],
            self._open("household", row, "head"),
            row["village_code"] or row["area_code"],
            row["area_name"] if row["kind"] == "group" else "",
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

    def _member(self, row: Any) -> MemberEntry:
        return MemberEntry(
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

    def _pairing(self, row: Any) -> PagePairing:
        return PagePairing(
            self._open("person", row, "name", "person_id"),
            self._open("person", row, "phone", "person_id"),
            Duty(row["duty"]),
            row["capacity"],
            row["since"],
            row["until"],
        )

    def _visit(self, row: Any) -> PageVisit:
        return PageVisit(
            row["visited_on"],
            Mode(row["mode"]),
            self._open("person", row, "name", "person_id"),
            Duty(row["duty"]),
            row["late"],
            self._open("visit", row, "note"),
            self._open("visit", row, "issues"),
        )
