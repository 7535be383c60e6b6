"""Needs read whole: by id, number, household, and by whose turn it is."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from domain.needs.needs import OPEN, Need, NeedStatus
from storage.base.repository import Repository, Work
from storage.needs.reading import NeedReading
from storage.tables import need, need_step

IS_OPEN = need.c.status.in_([one.value for one in OPEN])
_IS_OVER = [NeedStatus.CONFIRMED.value, NeedStatus.WITHDRAWN.value]
_UNCLOSED = need.c.status.not_in(_IS_OVER)


class Needs(Repository):
    """Rows of `need` with their histories, as the domain's values."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._reading = NeedReading(work)

    def next_number(self) -> int:
        """The number of the next need; rows are never deleted, so that it rises for ever.

        Several needs reported in one transaction take this one and those after it. If another process was
        faster, writing the report raises Overtaken, and whoever decides anew asks here again.
        """
        return (self._connection.scalar(select(func.max(need.c.number))) or 0) + 1

    def of(self, ids: Sequence[int]) -> dict[int, Need]:
        """These needs, by id."""
        return {one.id: one for one in self._reading.where(need.c.id.in_(list(ids)))} if ids else {}

    def by_number(self, numbers: Sequence[int]) -> dict[int, Need]:
        """The needs with these numbers, by number; some may be nobody's."""
        if not numbers:
            return {}
        return {one.number: one for one in self._reading.where(need.c.number.in_(list(numbers)))}

    def of_households(self, households: Sequence[int]) -> dict[int, tuple[Need, ...]]:
        """Every need that these households ever had, by household; those closed as well."""
        if not households:
            return {}
        found = self._reading.where(need.c.household_id.in_(list(households)))
        return _grouped((one.household_id, one) for one in found)

    def open_of_households(
        self, households: Sequence[int], *, with_solved: bool = True
    ) -> dict[int, tuple[Need, ...]]:
        """What is not closed, by household and date; `with_solved`: those that wait for confirmation, too."""
        if not households:
            return {}
        state = _UNCLOSED if with_solved else IS_OPEN
        found = self._reading.where(need.c.household_id.in_(list(households)), state)
        return _grouped((one.household_id, one) for one in found)

    def held_by(self, people: Sequence[int]) -> dict[int, tuple[Need, ...]]:
        """Open needs that lie with these people, by person and date."""
        if not people:
            return {}
        found = self._reading.where(need.c.holder_id.in_(list(people)), IS_OPEN)
        return _grouped((one.holder_id, one) for one in found)

    def reported_by(self, people: Sequence[int]) -> dict[int, tuple[Need, ...]]:
        """What these people reported and is not closed, by person and date."""
        if not people:
            return {}
        found = self._reading.where(need.c.reporter_id.in_(list(people)), _UNCLOSED)
        return _grouped((one.reporter_id, one) for one in found)

    def moved_by(self, who: int, since: datetime) -> tuple[int, ...]:
        """The needs that somebody told of or moved since then; closed ones, too."""
        stepped = select(need_step.c.need_id).where(need_step.c.person_id == who, need_step.c.at >= since)
        return tuple(self._connection.scalars(stepped.distinct()))

    def lapsed(self, today: date) -> tuple[Need, ...]:
        """Solved needs whose confirm period is over: see domain.needs.life.lapse."""
        return self._reading.where(need.c.status == NeedStatus.SOLVED.value, need.c.confirm_by < today)


def _grouped(pairs: Iterable[tuple[int, Need]]) -> dict[int, tuple[Need, ...]]:
    groups: dict[int, tuple[Need, ...]] = {}
    for key, one in pairs:
        groups[key] = (*groups.get(key, ()), one)
    return groups
