"""What needs say to the six checks of their households (domain.needs.six_checks), in one statement."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any

from sqlalchemy import Select, and_, select

from domain.needs.needs import Act, NeedStatus
from domain.needs.six_checks import ToldNeed
from storage.base.repository import Repository
from storage.tables import need, need_step, visit

ToldNeeds = Mapping[int, tuple[ToldNeed, ...]]
"""By the id of the household; one of which nothing is known has none."""
_is_last = and_(need_step.c.need_id == need.c.id, need_step.c.position == need.c.steps)
_TOLD = (
    select(
        need.c.household_id,
        need.c.category,
        need.c.status,
        need.c.reported_at,
        need_step.c.action,
        need_step.c.at,
        visit.c.visited_on,
    )
    .join(need_step, _is_last)
    .outerjoin(visit, visit.c.id == need.c.visit_id)
    .where(need.c.status != NeedStatus.WITHDRAWN.value)
)


class NeedChecks(Repository):
    """Rows of `need` as far as the checks are concerned."""

    def all(self, zone: tzinfo) -> ToldNeeds:
        """Every need that was not withdrawn; days are those of the zone."""
        return self._told(_TOLD, zone)

    def of(self, households: Sequence[int], zone: tzinfo) -> ToldNeeds:
        """The same of these households."""
        return self._told(_TOLD.where(need.c.household_id.in_(list(households))), zone)

    def _told(self, listed: Select[Any], zone: tzinfo) -> ToldNeeds:
        told: dict[int, tuple[ToldNeed, ...]] = defaultdict(tuple)
        for row in self._connection.execute(listed):
            told[row.household_id] += (_told(row, zone),)
        return told


def _told(row: Any, zone: tzinfo) -> ToldNeed:
    status = NeedStatus(row.status)
    told_on = row.reported_at.astimezone(zone).date()
    return ToldNeed(
        row.category,
        status,
        # Told at a visit of which the office heard later, it was told on the day of the visit.
        min(told_on, row.visited_on or told_on),
        row.at.astimezone(zone).date() if status is NeedStatus.CONFIRMED else None,
        Act(row.action) is not Act.LAPSE,
    )
