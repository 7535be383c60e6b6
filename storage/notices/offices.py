"""Officials on a day, what the leaders among them oversee, and what people have been told once for ever."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import bindparam, func, select

from domain.notices.owed import DIGEST, DIGEST_MONTH, GAP, LOST, RECTIFY, UNPUBLISHED, Mark, Marked
from domain.people.people import TOWNSHIP, RoleKind
from storage.base.dated import lasts
from storage.base.id_lists import is_among
from storage.base.places import VILLAGE_ID
from storage.base.repository import Repository
from storage.notices.candidates import GAPS
from storage.notices.days import SweepDay
from storage.tables import area, household, mark, person, role
from storage.tables import obligation as kept

_HELD = (
    select(role.c.kind, role.c.person_id, area.c.id, area.c.code)
    .join(area, area.c.id == role.c.area_id)
    .join(person, person.c.id == role.c.person_id)
    .where(role.c.kind.in_(bindparam("kinds", expanding=True)), role.c.since <= bindparam("today"))
    .where(lasts(role, bindparam("today")), person.c.suspended_at.is_(None))
    .order_by(person.c.position, role.c.id)
)
_GAPS_BY_VILLAGE = (
    select(VILLAGE_ID, func.count())
    .select_from(kept)
    .join(household, household.c.id == kept.c.household_id)
    .join(area, area.c.id == household.c.area_id)
    .where(GAPS)
    .group_by(VILLAGE_ID)
)
_TOLD = select(mark.c.about_id, mark.c.period, mark.c.name).where(
    mark.c.what == Marked.PERSON.value,
    is_among(mark.c.about_id, "ids"),
    mark.c.period.in_([bindparam("period"), bindparam("last_period"), bindparam("last_week")]),
    mark.c.name.in_([GAP, RECTIFY, LOST, UNPUBLISHED, DIGEST, DIGEST_MONTH]),
)
Offices = Mapping[int, Mapping[int, str]]
"""For each person: the areas of an office, by id and code."""


class SweptOffices(Repository):
    """Rows of `role` and `mark`, and gaps by village."""

    def held(self, today: date) -> tuple[Offices, Offices, Offices]:
        """The clerks, the leaders and the village heads of that day; suspended people are none."""
        offices: dict[str, dict[int, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
        kinds = [RoleKind.CLERK.value, RoleKind.TOWNSHIP_LEADER.value, RoleKind.VILLAGE_HEAD.value]
        for kind, who, area_id, code in self._connection.execute(_HELD, {"kinds": kinds, "today": today}):
            offices[kind][who][area_id] = code
        clerks, leaders, heads = (offices[kind] for kind in kinds)
        return clerks, leaders, heads

    def told(self, people: Collection[int], day: SweepDay) -> frozenset[Mark]:
        """What these people have been told, or what was told of them, once this month; and last month."""
        made = self._connection.execute(_TOLD, {**day.asked, "ids": people}) if people else ()
        return frozenset(Mark(Marked.PERSON, who, period, name) for who, period, name in made)

    def overseen(self, leaders: Offices, told: Collection[Mark], day: SweepDay) -> dict[int, int]:
        """How many gaps of last month lie in the areas of each leader who has not been told of them."""
        last = day.asked["last_period"]
        untold = [who for who in leaders if Mark(Marked.PERSON, who, last, GAP) not in told]
        if not untold:
            return {}
        gaps: dict[int, int] = dict(self._connection.execute(_GAPS_BY_VILLAGE, day.asked).all())
        return {who: _sum(gaps, leaders[who]) for who in untold}


def _sum(gaps: Mapping[int, int], areas: Mapping[int, str]) -> int:
    if TOWNSHIP in areas.values():
        return sum(gaps.values())
    return sum(gaps.get(one, 0) for one in areas)
