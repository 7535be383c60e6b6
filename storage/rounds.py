"""Duty holders' rounds: the households paired with people, with their own visits, in three statements."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import BindParameter, and_, bindparam, func, or_, select

from domain.month import Month
from domain.obligations import Pairing, PastVisit
from domain.people import Duty
from domain.round import PairedHousehold, Place
from domain.visits import Mode
from storage.repository import Repository
from storage.tables import area, household, pairing, visit

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


class Rounds(Repository):
    """Pairings, households and visits as their duty holders see them."""

    def of(self, people: Sequence[int], today: date) -> dict[int, tuple[PairedHousehold, ...]]:
        """The households of these people on that day, with their own visits since the first of last month."""
        if not people:
            return {}
        whose = {"people": list(people)}
        last = {(who, where): day for who, where, day in self._connection.execute(_LAST, whose)}
        recent: dict[tuple[int, int], tuple[PastVisit, ...]] = defaultdict(tuple)
        since = {"from_day": Month.of(today).previous.first}
        for made in self._connection.execute(_RECENT, whose | since):
            past = PastVisit(made.id, Mode(made.mode), made.visited_on)
            recent[made.person_id, made.household_id] += (past,)
        rounds: dict[int, dict[int, PairedHousehold]] = {who: {} for who in people}
        for row in self._connection.execute(_PAIRED, whose | {"day": today}).all():
            coordinates = row.coordinates and self._vault.open(
                "household", "coordinates", row.id, row.coordinates
            )
            rounds[row.person_id].setdefault(
                row.id,
                PairedHousehold(
                    row.id,
                    row.code,
                    self._vault.open("household", "head", row.id, row.head),
                    row.village or row.name,
                    row.name if row.kind == "group" else "",
                    row.away,
                    Pairing(row.id, row.person_id, Duty(row.duty), row.since, row.until),
                    last.get((row.person_id, row.id)),
                    recent[row.person_id, row.id],
                    place_of(coordinates),
                ),
            )
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
