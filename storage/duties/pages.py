"""Kept obligations as conversations tell them: with household, person, last visit and what was said."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, false, select, true

from domain.calendar.month import Month
from domain.duties.answers import Answer, Answered
from domain.duties.leave import Leave, addressee
from domain.duties.obligations import Status
from domain.duties.pages import DutyPage
from domain.people.people import TOWNSHIP, Duty
from storage.base.id_lists import among
from storage.base.places import IN_VILLAGE, VILLAGE
from storage.base.repository import Repository, Work
from storage.duties.duties import is_open, status_of
from storage.duties.leaves import Leaves
from storage.duties.surroundings import DutySurroundings
from storage.tables import area, household
from storage.tables import obligation as kept

_PAGES = (
    select(
        kept,
        household.c.head,
        area.c.kind,
        area.c.code,
        area.c.name.label("place"),
        VILLAGE.c.code.label("village_code"),
        VILLAGE.c.name.label("village"),
    )
    .join(household, household.c.id == kept.c.household_id)
    .join(area, area.c.id == household.c.area_id)
    .outerjoin(VILLAGE, IN_VILLAGE)
    .order_by(VILLAGE.c.position, area.c.position, household.c.position, kept.c.pairing_id)
)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around some obligations, by people, households and pairings."""

    people: Mapping[int, tuple[str, str, bool]]
    last_visits: Mapping[int, tuple[date, str]]
    reminders: Mapping[int, int]
    answers: Mapping[int, Answered]
    own: Mapping[int, Sequence[tuple[Answer, date]]]
    unmet_before: Collection[tuple[int, str]]


class DutyPages(Repository):
    """Rows of `obligation` with everything around them, always in a few statements."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._around = DutySurroundings(work)
        self._leaves = Leaves(work)

    def of(self, pairings: Iterable[int], month: Month, today: date, reader: int) -> tuple[DutyPage, ...]:
        """What these pairings owe in a month, as it stands today."""
        return self._pages(kept.c.pairing_id.in_(among(self._connection, pairings)), month, today, reader)

    def open_of(self, people: Iterable[int], month: Month, today: date, reader: int) -> tuple[DutyPage, ...]:
        """The open ones of a month that are these people's to meet today: their own, or as stand-ins."""
        asked = set(people)
        away = self._leaves.touching(today, today)
        stood_for = {one.person_id for one in away if one.agreed_stand_in in asked}
        theirs = kept.c.person_id.in_(among(self._connection, asked | stood_for))
        pages = self._pages(and_(theirs, is_open(today)), month, today, reader)
        return tuple(one for one in pages if one.person_id in asked)

    def gaps_of(self, people: Iterable[int], month: Month, today: date, reader: int) -> tuple[DutyPage, ...]:
        """What these people did not meet in a month that is over."""
        theirs = kept.c.person_id.in_(among(self._connection, people))
        return self._pages(and_(theirs, is_open(month.last)), month, today, reader)

    def gaps_in(self, areas: Iterable[str], month: Month, today: date, reader: int) -> tuple[DutyPage, ...]:
        """What was not met in a month that is over, in these villages, or in all of the township."""
        codes = set(areas)
        here = VILLAGE.c.code.in_(codes) | and_(area.c.kind != "group", area.c.code.in_(codes))
        where = true() if TOWNSHIP in codes else here if codes else false()
        return self._pages(and_(where, is_open(month.last)), month, today, reader)

    def _pages(
        self, which: ColumnElement[bool], month: Month, today: date, reader: int
    ) -> tuple[DutyPage, ...]:
        rows = self._connection.execute(_PAGES.where(kept.c.month == month, which)).mappings().all()
        if not rows:
            return ()
        away = self._leaves.touching(today, today)
        doers = {row["pairing_id"]: _doer(row, away, today) for row in rows}
        who, homes = set(doers.values()), {row["household_id"] for row in rows}
        seen = Around(
            self._around.people(who),
            self._around.last_visits(homes),
            self._around.reminders(who, month),
            self._around.newest_answers(who, month),
            self._around.answers_of(reader, [row["pairing_id"] for row in rows]),
            self._around.unmet_before(homes, month),
        )
        return tuple(self._page(row, doers[row["pairing_id"]], seen, today) for row in rows)

    def _page(self, row: Mapping[Any, Any], who: int, around: Around, today: date) -> DutyPage:
        month, where, which = row["month"], row["household_id"], row["pairing_id"]
        is_group = row["kind"] == "group"
        name, phone, has_joined = around.people[who]
        last_on, last_by = around.last_visits.get(where, (None, ""))
        return DutyPage(
            which,
            month,
            Duty(row["duty"]),
            where,
            self._vault.open("household", "head", where, row["head"]),
            row["village_code"] if is_group else row["code"],
            row["village"] if is_group else row["place"],
            row["place"] if is_group else "",
            who,
            name,
            is_open=status_of(row, min(today, month.last)) is Status.OPEN,
            phone=phone,
            has_joined=has_joined,
            last_visit_on=last_on,
            last_visitor=last_by,
            reminders=around.reminders.get(who, 0),
            answer=around.answers.get(who),
            answered=frozenset(around.own.get(which, ())),
            months=2 if (where, row["duty"]) in around.unmet_before else 1,
        )


def _doer(row: Mapping[Any, Any], away: Iterable[Leave], today: date) -> int:
    """The person who is to visit: the duty holder, or the stand-in."""
    holder: int = row["person_id"]
    return addressee(holder, away, today) or holder
