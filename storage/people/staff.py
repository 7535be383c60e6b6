"""People as an official looks after them, and what officials change about them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, select

from domain.calendar.month import Month
from domain.people.access import Actor
from domain.people.people import TOWNSHIP, Duty, Pairing, Person
from domain.people.staff import Colleague, HeldHousehold, Staff, Village
from storage.base.dated import lasts
from storage.base.places import IN_VILLAGE, IS_GROUP, VILLAGE, VILLAGE_CODE, VILLAGE_NAME
from storage.base.reach import IS_REACHED, chat_of
from storage.base.repository import Repository
from storage.duties.rounds import Rounds
from storage.people.people import PERSON, Listener, People, person_of
from storage.tables import area, household, household_past, pairing, person, visit


def _placed(statement: Select[Any]) -> Select[Any]:
    """Join the pairing's household, its area and its village to the statement."""
    return (
        statement.join(household, household.c.id == pairing.c.household_id)
        .join(area, area.c.id == household.c.area_id)
        .outerjoin(VILLAGE, IN_VILLAGE)
    )


def _within(areas: Collection[str], statement: Select[Any]) -> Select[Any]:
    return statement if TOWNSHIP in areas else statement.where(VILLAGE_CODE.in_(list(areas)))


@dataclass(frozen=True, slots=True)
class LastVisit:
    """A household and the last visit that stands there; no day: nobody has been there yet."""

    head: str
    place: str
    visited_on: date | None = None
    mode: str = ""
    note: str = ""


class Colleagues(Repository):
    """Rows of `person`, `role` and `pairing` as officials see them."""

    def seen_from(
        self, areas: Collection[str], today: date, *, focus: int | None = None, phones: Sequence[str] = ()
    ) -> Staff:
        """Who is looked after from these areas; the person in focus with all households there."""
        people = self._people(areas, today)
        homes = self._homes(areas, focus, today) if any(one.person.id == focus for one in people) else ()
        return Staff(
            people,
            homes,
            self._claims([one.id for one in homes], today),
            self._villages() if TOWNSHIP in areas and homes else (),
            self._taken(phones),
        )

    def _people(self, areas: Collection[str], today: date) -> tuple[Colleague, ...]:
        counted = _placed(
            select(pairing.c.person_id, VILLAGE_CODE, func.count(pairing.c.household_id.distinct()))
        )
        held: dict[int, dict[str, int]] = defaultdict(dict)
        current = _within(areas, counted.where(pairing.c.since <= today, lasts(pairing, today)))
        for who, village, count in self._connection.execute(
            current.group_by(pairing.c.person_id, VILLAGE_CODE)
        ):
            held[who][village] = count
        listed = select(*PERSON).order_by(person.c.position, person.c.id)
        if TOWNSHIP not in areas:
            listed = listed.where(person.c.id.in_(list(held)))
        people = [
            person_of(row, self._vault) for row in self._connection.execute(listed).mappings().fetchall()
        ]
        ids = [one.id for one in people]
        roles = People(self._work).roles_of(ids)
        duties = Rounds(self._work).duties_of(ids, today)
        return tuple(
            Colleague(
                one,
                roles.get(one.id, ()),
                frozenset(duties.get(one.id, ())),
                frozenset(held[one.id]),
                sum(held[one.id].values()),
            )
            for one in people
        )

    def _homes(self, areas: Collection[str], person_id: int | None, today: date) -> tuple[HeldHousehold, ...]:
        theirs = _placed(
            select(
                pairing.c.household_id,
                pairing.c.duty,
                pairing.c.since,
                pairing.c.until,
                household.c.code,
                household.c.head,
                VILLAGE_CODE.label("village_code"),
                VILLAGE_NAME.label("village"),
                case((IS_GROUP, area.c.name), else_="").label("group_name"),
            )
        ).where(pairing.c.person_id == person_id, lasts(pairing, today))
        rows = self._connection.execute(
            _within(areas, theirs).order_by(household.c.position, household.c.id, pairing.c.duty.desc())
        ).fetchall()
        last = self._last_visits(person_id)
        was_until = self._was_until([row.household_id for row in rows])
        return tuple(
            HeldHousehold(
                row.household_id,
                row.code,
                self._vault.open("household", "head", row.household_id, row.head),
                row.village_code,
                row.village,
                row.group_name,
                Pairing(row.household_id, person_id or 0, Duty(row.duty), row.since, row.until),
                last.get((row.household_id, row.duty)),
                was_until.get(row.household_id),
            )
            for row in rows
        )

    def _last_visits(self, person_id: int | None) -> dict[tuple[int, str], date]:
        made = (
            select(visit.c.household_id, visit.c.duty, func.max(visit.c.visited_on))
            .where(visit.c.person_id == person_id, visit.c.undone_at.is_(None))
            .group_by(visit.c.household_id, visit.c.duty)
        )
        return {(where, duty): day for where, duty, day in self._connection.execute(made)}

    def _was_until(self, households: Sequence[int]) -> dict[int, date]:
        closed = (
            select(household_past.c.household_id, func.max(household_past.c.until))
            .where(household_past.c.household_id.in_(list(households)))
            .group_by(household_past.c.household_id)
        )
        return dict(self._connection.execute(closed).all()) if households else {}

    def _claims(self, households: Sequence[int], today: date) -> tuple[Pairing, ...]:
        if not households:
            return ()
        # A hand-over may be dated back as far as a visit may.
        recent = select(pairing).where(
            pairing.c.household_id.in_(list(households)), lasts(pairing, Month.of(today).previous.first)
        )
        return tuple(
            Pairing(row.household_id, row.person_id, Duty(row.duty), row.since, row.until)
            for row in self._connection.execute(recent.order_by(pairing.c.id))
        )

    def _villages(self) -> tuple[Village, ...]:
        rows = self._connection.execute(select(area).order_by(area.c.position, area.c.id)).fetchall()
        groups: dict[int, tuple[tuple[str, str], ...]] = defaultdict(tuple)
        for row in rows:
            if row.kind == "group":
                groups[row.parent_id] += ((row.code, row.name),)
        return tuple(Village(row.code, row.name, groups[row.id]) for row in rows if row.kind == "village")

    def _taken(self, phones: Sequence[str]) -> frozenset[str]:
        by_index = {self._vault.index(one): one for one in phones}
        found = select(person.c.phone_index).where(person.c.phone_index.in_(list(by_index)))
        return frozenset(by_index[one] for one in self._connection.scalars(found)) if phones else frozenset()

    def actor(self, person_id: int, today: date) -> Actor:
        """The person as an actor, wherever no conversation has loaded one."""
        row = self._connection.execute(select(*PERSON).where(person.c.id == person_id)).mappings().first()
        if row is None:
            return Actor(None)
        roles = People(self._work).roles_of([person_id])
        homes = self._homes((TOWNSHIP,), person_id, today)
        return Actor(
            person_of(row, self._vault), roles.get(person_id, ()), tuple(one.pairing for one in homes)
        )

    def listeners(self, people: Collection[int]) -> dict[int, Listener]:
        """Those of these people who can be written to."""
        found = self._connection.execute(
            select(person.c.id, chat_of(person.c.id).label("chat"), person.c.locale).where(
                person.c.id.in_(list(people)), IS_REACHED, person.c.suspended_at.is_(None)
            )
        )
        return {row.id: Listener(row.id, row.chat, row.locale or "") for row in found}

    def names(self, people: Collection[int]) -> dict[int, str]:
        """The names of these people."""
        found = self._connection.execute(
            select(person.c.id, person.c.name).where(person.c.id.in_(list(people)))
        )
        return {row.id: self._vault.open("person", "name", row.id, row.name) for row in found}

    def person(self, person_id: int) -> Person:
        """The person with that id."""
        row = self._connection.execute(select(*PERSON).where(person.c.id == person_id)).mappings().one()
        return person_of(row, self._vault)

    def last_visits(self, households: Sequence[int]) -> tuple[LastVisit, ...]:
        """These households in ledger order, each with the last visit that anybody made there."""
        newest = (
            func.row_number()
            .over(partition_by=visit.c.household_id, order_by=(visit.c.visited_on.desc(), visit.c.id.desc()))
            .label("nth")
        )
        made = select(
            visit.c.id, visit.c.household_id, visit.c.visited_on, visit.c.mode, visit.c.note, newest
        )
        ranked = made.where(
            visit.c.household_id.in_(list(households)), visit.c.undone_at.is_(None)
        ).subquery()
        last = {
            row.household_id: row for row in self._connection.execute(select(ranked).where(ranked.c.nth == 1))
        }
        listed = (
            select(household.c.id, household.c.head, area.c.name, area.c.kind, VILLAGE.c.name.label("parent"))
            .join(area, area.c.id == household.c.area_id)
            .outerjoin(VILLAGE, IN_VILLAGE)
            .where(household.c.id.in_(list(households)))
            .order_by(household.c.position, household.c.id)
        )
        return tuple(self._last_visit(row, last.get(row.id)) for row in self._connection.execute(listed))

    def _last_visit(self, home: Any, made: Any) -> LastVisit:
        head = self._vault.open("household", "head", home.id, home.head)
        place = f"{home.parent or ''}{home.name}"
        if made is None:
            return LastVisit(head, place)
        note = self._vault.open_once("visit", "note", made.id, made.note) if made.note else ""
        return LastVisit(head, place, made.visited_on, made.mode, note)
