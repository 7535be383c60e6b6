"""Needs as officials look through them: counted, and page by page, the late ones first."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from domain.calendar.working_days import WorkingDays
from domain.needs.deadlines import deadline, late_before
from domain.needs.lists import NeedCount, NeedLine
from domain.needs.needs import NeedStatus
from domain.needs.pages import NeedBook
from domain.people.people import TOWNSHIP
from storage.base.places import VILLAGE_CODE, VILLAGE_NAME
from storage.base.repository import Repository
from storage.needs.needs import IS_OPEN
from storage.needs.reading import PLACED
from storage.tables import area, household, need

PAGE = 5
_LINES = select(
    need, household.c.head, VILLAGE_CODE.label("village_code"), VILLAGE_NAME.label("village")
).select_from(PLACED)


class NeedLists(Repository):
    """Rows of `need` as lists, of the areas (village codes, or TOWNSHIP) that somebody's office reaches."""

    def book(
        self,
        areas: Collection[str],
        today: date,
        calendar: WorkingDays,
        *,
        village: str | None = None,
        category: str | None = None,
        offset: int = 0,
        limit: int = PAGE,
    ) -> NeedBook:
        """All counts, and one page of the open needs of that village (code) and category (None: of all)."""
        lines = self.page(
            areas, today, calendar, village=village, category=category, offset=offset, limit=limit + 1
        )
        late = late_before(today, calendar)
        by_village = self._counts(VILLAGE_CODE, areas, late)
        by_category = self._counts(need.c.category, areas, late)
        return NeedBook(by_village, by_category, self._villages(areas), lines[:limit], len(lines) > limit)

    def _counts(self, key: ColumnElement[str], areas: Collection[str], late: date) -> tuple[NeedCount, ...]:
        is_late = case((need.c.due_on < late, 1), else_=0)
        counted = select(key.label("key"), func.count().label("open"), func.sum(is_late).label("late"))
        listed = counted.select_from(PLACED).where(IS_OPEN, _within(areas)).group_by(key).order_by(key)
        return tuple(
            NeedCount(row.key, row.open, int(row.late or 0)) for row in self._connection.execute(listed)
        )

    def _villages(self, areas: Collection[str]) -> dict[str, str]:
        listed = select(area.c.code, area.c.name).where(area.c.kind == "village")
        if TOWNSHIP not in areas:
            listed = listed.where(area.c.code.in_(sorted(areas)))
        ordered = listed.order_by(area.c.position, area.c.id)
        return {row.code: row.name for row in self._connection.execute(ordered)}

    def page(
        self,
        areas: Collection[str],
        today: date,
        calendar: WorkingDays,
        *,
        village: str | None = None,
        category: str | None = None,
        offset: int = 0,
        limit: int = PAGE,
    ) -> tuple[NeedLine, ...]:
        """Open needs by date, so the late ones first."""
        listed = _LINES.where(IS_OPEN, _within(areas))
        if village is not None:
            listed = listed.where(VILLAGE_CODE.in_([village]))
        if category is not None:
            listed = listed.where(need.c.category == category)
        ordered = listed.order_by(need.c.due_on, need.c.number).offset(offset).limit(limit)
        return tuple(self._line(row, today, calendar) for row in self._connection.execute(ordered))

    def _line(self, row: Any, today: date, calendar: WorkingDays) -> NeedLine:
        return NeedLine(
            row.id,
            row.number,
            row.household_id,
            self._vault.open("household", "head", row.household_id, row.head),
            row.village_code,
            row.village,
            row.category,
            row.urgent,
            NeedStatus(row.status),
            row.due_on,
            deadline(row.due_on, today, calendar).working_days_late,
        )


def _within(areas: Collection[str]) -> ColumnElement[bool]:
    return need.c.id.is_not(None) if TOWNSHIP in areas else VILLAGE_CODE.in_(sorted(areas))
