"""Duty holders' rounds: the households paired with people, with the visits that count for them, in bulk."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, func, select

from domain.calendar.month import Month
from domain.duties.obligations import PastVisit, Status
from domain.duties.round import PairedHousehold, Place
from domain.people.people import Duty, Pairing
from domain.visits.visits import Mode
from storage.base.dated import lasts
from storage.base.places import IN_VILLAGE, VILLAGE
from storage.base.repository import Repository
from storage.base.vault import Vault
from storage.tables import area, household, leave, pairing, person, visit

_PEOPLE: BindParameter[int] = bindparam("people", expanding=True)
_PAIRED = (
    select(
        pairing.c.person_id,
        pairing.c.duty,
        pairing.c.since,
        pairing.c.until,
        household.c.id,
        household.c.code,
        household.c.head,
        household.c.away,
        household.c.coordinates,
        household.c.household_class,
        household.c.monitored_class,
        area.c.name,
        area.c.kind,
        VILLAGE.c.name.label("village"),
    )
    .join(household, household.c.id == pairing.c.household_id)
    .join(area, area.c.id == household.c.area_id)
    .outerjoin(VILLAGE, IN_VILLAGE)
    .where(pairing.c.person_id.in_(_PEOPLE))
    .where(pairing.c.since <= bindparam("day"))
    .where(lasts(pairing, bindparam("day")))
    .order_by(household.c.position, household.c.id, pairing.c.duty.desc())
)
_STANDING = and_(visit.c.person_id.in_(_PEOPLE), visit.c.undone_at.is_(None))
_LAST = (
    select(visit.c.person_id, visit.c.household_id, func.max(visit.c.visited_on))
    .where(_STANDING, visit.c.mode == Mode.HOME.value)
    .group_by(visit.c.person_id, visit.c.household_id)
)
_SEEN = (
    visit.c.household_id,
    visit.c.duty,
    visit.c.id,
    visit.c.mode,
    visit.c.visited_on,
    visit.c.person_id.label("by"),
)
_RECENT = (
    select(visit.c.person_id, *_SEEN)
    .where(_STANDING, visit.c.visited_on >= bindparam("from_day"))
    .order_by(visit.c.id)
)
_BY_STAND_INS = (
    select(leave.c.person_id, *_SEEN)
    .join(
        visit,
        and_(
            visit.c.person_id == leave.c.stand_in_id,
            visit.c.visited_on.between(leave.c.since, leave.c.until),
            visit.c.visited_on >= bindparam("from_day"),
            visit.c.undone_at.is_(None),
        ),
    )
    .where(leave.c.person_id.in_(_PEOPLE), leave.c.agreed_at.is_not(None))
    .order_by(visit.c.id)
)
_STOOD_FOR = (
    select(leave.c.stand_in_id, leave.c.person_id, leave.c.since, leave.c.until, person.c.name)
    .join(person, person.c.id == leave.c.person_id)
    .where(leave.c.stand_in_id.in_(_PEOPLE), leave.c.agreed_at.is_not(None))
    .where(leave.c.since <= bindparam("day"), leave.c.until >= bindparam("day"))
    .order_by(leave.c.id)
)


def place_of(written: str | None) -> Place | None:
    """Coordinates as they are sealed: latitude, a comma, longitude, in degrees."""
    if not written:
        return None
    latitude, longitude = written.split(",")
    return Place(float(latitude), float(longitude))


Seen = tuple[tuple[int, str, date, int], ...]


class Rounds(Repository):
    """Pairings, households and visits as their duty holders see them."""

    def of(
        self, people: Sequence[int], today: date, since: date = date.max
    ) -> dict[int, tuple[PairedHousehold, ...]]:
        """The households of these people on that day, with visits since last month began, or earlier."""
        if not people:
            return {}
        stood_for = self._connection.execute(_STOOD_FOR, {"people": list(people), "day": today}).all()
        around = [*people, *(one.person_id for one in stood_for)]
        whose = {"people": list(dict.fromkeys(around))}
        from_day = {"from_day": min(since, Month.of(today).previous.first)}
        last = {(who, where): day for who, where, day in self._connection.execute(_LAST, whose)}
        recent: dict[tuple[int, int, str], Seen] = defaultdict(tuple)
        for statement in (_RECENT, _BY_STAND_INS):
            for who, where, duty, visit_id, mode, day, by in self._connection.execute(
                statement, whose | from_day
            ):
                recent[who, where, duty] += ((visit_id, mode, day, by),)
        rounds: dict[int, dict[int, PairedHousehold]] = {who: {} for who in around}
        for row in self._connection.execute(_PAIRED, whose | {"day": today}):
            who, duty, where = row[0], row[1], row[4]
            visits = recent[who, where, duty]
            seen = _paired_household(tuple(row), last.get((who, where)), visits, self._vault)
            rounds[who].setdefault(where, seen)
        own = {who: dict(rounds[who]) for who in people}
        for one in stood_for:
            name = self._vault.open("person", "name", one.person_id, one.name)
            for where, theirs in rounds[one.person_id].items():
                stood = _stood_in(theirs, one.stand_in_id, one.since, one.until, name)
                _take_on(own[one.stand_in_id], where, stood, Month.of(today))
        return {who: tuple(households.values()) for who, households in own.items()}

    def duties_of(self, people: Sequence[int], today: date) -> dict[int, set[Duty]]:
        """Which duties these people hold for any household on that day."""
        if not people:
            return {}
        found = self._connection.execute(
            select(pairing.c.person_id, pairing.c.duty)
            .where(pairing.c.person_id.in_(list(people)), pairing.c.since <= today)
            .where(lasts(pairing, today))
            .distinct()
        )
        duties: dict[int, set[Duty]] = defaultdict(set)
        for who, duty in found:
            duties[who].add(Duty(duty))
        return dict(duties)


# The same rows come up at every turn of a conversation; what they mean never changes.
@lru_cache(maxsize=50_000)
def _paired_household(row: tuple[Any, ...], last: date | None, recent: Seen, vault: Vault) -> PairedHousehold:
    who, duty, since, until, where, code, head, away, coordinates, *classes, name, kind, village = row
    place = coordinates and vault.open("household", "coordinates", where, coordinates)
    return PairedHousehold(
        where,
        code,
        vault.open("household", "head", where, head),
        village or name,
        name if kind == "group" else "",
        away,
        Pairing(where, who, Duty(duty), since, until),
        last,
        tuple(PastVisit(visit_id, Mode(mode), day, by) for visit_id, mode, day, by in recent),
        place_of(place),
        classes=tuple(classes),
    )


def _stood_in(home: PairedHousehold, who: int, since: date, until: date, name: str) -> PairedHousehold:
    """The household as it stands to somebody who stands in, for the days of the leave."""
    held = home.pairing
    last = until if held.until is None else min(until, held.until)
    pairing = replace(held, person_id=who, since=max(held.since, since), until=last)
    return replace(home, pairing=pairing, stands_in_for=name)


def _take_on(own: dict[int, PairedHousehold], where: int, stood: PairedHousehold, month: Month) -> None:
    """One's own duty to the same household comes first; once it is met, the other one stands there."""
    mine = own.get(where)
    if mine is None or (_is_met(mine, month) and not _is_met(stood, month)):
        own[where] = stood


def _is_met(household: PairedHousehold, month: Month) -> bool:
    return household.status_in(month, phone_counts=False) is Status.MET
