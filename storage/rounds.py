"""Duty holders' rounds: the households paired with people, with their own visits, in three statements."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, func, or_, select

from domain.month import Month
from domain.obligations import Pairing, PastVisit
from domain.people import Duty
from domain.round import PairedHousehold, Place
from domain.visits import Mode
from storage.repository import Repository
from storage.tables import area, household, pairing, visit
from storage.vault import Vault

_village = area.alias("village")
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
        area.c.name,
        area.c.kind,
        _village.c.name.label("village"),
    )
    .join(household, household.c.id == pairing.c.household_id)
    .join(area, area.c.id == household.c.area_id)
    .outerjoin(_village, and_(_village.c.id == area.c.parent_id, area.c.kind == "group"))
    .where(pairing.c.person_id.in_(_PEOPLE))
    .where(pairing.c.since <= bindparam("day"))
    .where(or_(pairing.c.until.is_(None), pairing.c.until >= bindparam("day")))
    .order_by(household.c.position, household.c.id, pairing.c.duty.desc())
)
_STANDING = and_(visit.c.person_id.in_(_PEOPLE), visit.c.undone_at.is_(None))
_LAST = (
    select(visit.c.person_id, visit.c.household_id, func.max(visit.c.visited_on))
    .where(_STANDING, visit.c.mode == Mode.HOME.value)
    .group_by(visit.c.person_id, visit.c.household_id)
)
_RECENT = (
    select(visit.c.person_id, visit.c.household_id, visit.c.id, visit.c.mode, visit.c.visited_on)
    .where(_STANDING, visit.c.visited_on >= bindparam("from_day"))
    .order_by(visit.c.id)
)


def place_of(written: str | None) -> Place | None:
    """Coordinates as they are sealed: latitude, a comma, longitude, in degrees."""
    if not written:
        return None
    latitude, longitude = written.split(",")
    return Place(float(latitude), float(longitude))


Seen = tuple[tuple[int, str, date], ...]


class Rounds(Repository):
    """Pairings, households and visits as their duty holders see them."""

    def of(self, people: Sequence[int], today: date) -> dict[int, tuple[PairedHousehold, ...]]:
        """The households of these people on that day, with their own visits since the first of last month."""
        if not people:
            return {}
        whose = {"people": list(people)}
        last = {(who, where): day for who, where, day in self._connection.execute(_LAST, whose)}
        recent: dict[tuple[int, int], Seen] = defaultdict(tuple)
        since = {"from_day": Month.of(today).previous.first}
        for who, where, visit_id, mode, day in self._connection.execute(_RECENT, whose | since):
            recent[who, where] += ((visit_id, mode, day),)
        rounds: dict[int, dict[int, PairedHousehold]] = {who: {} for who in people}
        for row in self._connection.execute(_PAIRED, whose | {"day": today}):
            who, where = row[0], row[4]
            seen = _paired_household(tuple(row), last.get((who, where)), recent[who, where], self._vault)
            rounds[who].setdefault(where, seen)
        return {who: tuple(households.values()) for who, households in rounds.items()}

    def duties_of(self, people: Sequence[int], today: date) -> dict[int, set[Duty]]:
        """Which duties these people hold for any household on that day."""
        if not people:
            return {}
        found = self._connection.execute(
            select(pairing.c.person_id, pairing.c.duty)
            .where(pairing.c.person_id.in_(list(people)), pairing.c.since <= today)
            .where(or_(pairing.c.until.is_(None), pairing.c.until >= today))
            .distinct()
        )
        duties: dict[int, set[Duty]] = defaultdict(set)
        for who, duty in found:
            duties[who].add(Duty(duty))
        return dict(duties)


# The same rows come up at every turn of a conversation; what they mean never changes.
@lru_cache(maxsize=50_000)
def _paired_household(row: tuple[Any, ...], last: date | None, recent: Seen, vault: Vault) -> PairedHousehold:
    who, duty, since, until, where, code, head, away, coordinates, name, kind, village = row
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
        tuple(PastVisit(visit_id, Mode(mode), day) for visit_id, mode, day in recent),
        place_of(place),
    )
