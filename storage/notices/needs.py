"""Needs whose date is near or past, with what has been told of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from domain.notices.escalation import DueNeed
from domain.notices.owed import Marked
from domain.people.ladder import Ladder
from domain.people.people import Rung
from storage.base.id_lists import is_among
from storage.base.repository import Repository
from storage.needs.needs import IS_OPEN
from storage.notices.days import SweepDay
from storage.tables import mark, need

_NEAR = (
    select(need.c.id, need.c.household_id, need.c.holder_id, need.c.level, need.c.due_on, need.c.urgent)
    .where(IS_OPEN, need.c.due_on < bindparam("far"))
    .order_by(need.c.id)
)
_MADE = select(mark.c.about_id, mark.c.period, mark.c.name, mark.c.marked_on).where(
    mark.c.what == Marked.NEED.value,
    mark.c.period.in_(bindparam("dates", expanding=True)),
    is_among(mark.c.about_id, "ids"),
)
Marks = Mapping[tuple[int, str], Mapping[str, date]]
"""Marks by need and date: their names, and when they were made."""


class DueNeeds(Repository):
    """Rows of `need` beside those of `mark`."""

    def rows(self, day: SweepDay) -> Sequence[Any]:
        """Those that somebody has to do something about by a day that is near, or past."""
        far = day.calendar.plus(day.today, day.policy.reminders.need_days_left + 1)
        return self._connection.execute(_NEAR, {"far": far}).all()

    def told(self, rows: Sequence[Any], ladders: Mapping[int, Ladder]) -> tuple[DueNeed, ...]:
        """The same with their marks, and with whoever holds them today."""
        marks = self._marks(rows) if rows else {}
        return tuple(
            _need(row, marks.get((row.id, row.due_on.isoformat()), {}), ladders[row.household_id])
            for row in rows
        )

    def _marks(self, needs: Sequence[Any]) -> Marks:
        dates = sorted({row.due_on.isoformat() for row in needs})
        asked = {"ids": [row.id for row in needs], "dates": dates}
        marks: dict[tuple[int, str], dict[str, date]] = defaultdict(dict)
        for about, period, name, on in self._connection.execute(_MADE, asked):
            marks[about, period][name] = on
        return marks


def _need(row: Any, marks: Mapping[str, date], ladder: Ladder) -> DueNeed:
    level = Rung(row.level)
    # Whoever has left the household is succeeded (domain.needs.rights.holders).
    heir = None if row.holder_id in ladder.everybody else ladder.at(level)
    return DueNeed(
        row.id,
        row.household_id,
        heir[1] if heir else row.holder_id,
        level,
        row.due_on,
        row.urgent,
        frozenset(marks),
        max((on for name, on in marks.items() if name in list(Rung)), default=date.min),
    )
