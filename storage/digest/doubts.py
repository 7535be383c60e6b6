"""What is to be checked again (domain.digest.doubts): counted by village, and row by row."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, select, union_all

from domain.digest.counts import DoubtCount
from domain.digest.days import Issue
from domain.digest.doubts import DoubtKind, asked_until
from domain.digest.rows import DoubtRow
from domain.needs.needs import Act, NeedStatus, numbered
from domain.people.people import Duty
from domain.policy.policy import Policy
from domain.visits.likeness import ASKED_UNTIL, asked_at
from storage.base.dated import holds
from storage.base.repository import Repository, Work
from storage.digest.needs import AT_HOME, LAST_STEP, Days
from storage.digest.places import Places
from storage.tables import household, likeness, need, need_step, pairing, person, photo, visit

_later, _earlier = photo.alias("later"), photo.alias("earlier")
_made, _made_before = visit.alias("made"), visit.alias("made_before")
_ASKED = (
    likeness.join(_later, _later.c.id == likeness.c.photo_id)
    .join(_made, _made.c.id == _later.c.visit_id)
    .join(_earlier, _earlier.c.id == likeness.c.earlier_id)
    .join(_made_before, _made_before.c.id == _earlier.c.visit_id)
    .join(household, household.c.id == _made.c.household_id)
)
_IS_UNANSWERED = and_(
    likeness.c.answer.is_(None),
    *(one.c.withdrawn_at.is_(None) for one in (_later, _earlier)),
    *(one.c.undone_at.is_(None) for one in (_made, _made_before)),
)
_HOME = (household.c.id, household.c.area_id, household.c.position, household.c.code, household.c.head)


class Doubts(Repository):
    """Rows of `likeness`, `need` and `household` that leave something open."""

    def __init__(self, work: Work, policy: Policy, places: Places, issue: Issue) -> None:
        super().__init__(work)
        self._zone, self._calendar = policy.township.time_zone, policy.working_days()
        self._places, self._issue = places, issue

    def counts(self) -> tuple[DoubtCount, ...]:
        """How many there are of each kind in each village."""
        each = union_all(
            *(
                one.with_only_columns(literal(kind.value).label("kind"), household.c.area_id, func.count())
                .where(self._places.are_there)
                .group_by(household.c.area_id)
                for kind, one in self._found()
            )
        )
        sums: Counter[tuple[int, str, str]] = Counter()
        for kind, area_id, count in self._connection.execute(each):
            home = self._places.of[area_id]
            sums[home.nth, home.village_code, kind] += count
        return tuple(
            DoubtCount(code, DoubtKind(kind), sums[nth, code, kind]) for nth, code, kind in sorted(sums)
        )

    def rows(self) -> Iterator[DoubtRow]:
        """Each of them, a kind after the other."""
        for kind, one in self._found():
            listed = one.where(self._places.are_there).order_by(household.c.id)
            for row in self._places.in_order(self._connection.execute(listed)):
                yield self._row(kind, row)

    def _found(self) -> Iterator[tuple[DoubtKind, Select[Any]]]:
        yield DoubtKind.PHOTO, self._photos()
        yield DoubtKind.LAPSED, self._lapsed()
        yield from ((DoubtKind.UNPAIRED, self._unpaired(duty)) for duty in Duty)

    def _photos(self) -> Select[Any]:
        # What comes up later in the evening is asked in the morning, which is the day that counts.
        last = datetime.combine(asked_until(self._issue.as_of, self._calendar), ASKED_UNTIL, self._zone)
        return (
            select(*_HOME, _made.c.visited_on.label("about"), likeness.c.found_at.label("at"))
            .add_columns(person.c.id.label("person_id"), person.c.name)
            .select_from(_ASKED.join(person, person.c.id == likeness.c.person_id))
            .where(_IS_UNANSWERED, likeness.c.found_at < last)
        )

    def _lapsed(self) -> Select[Any]:
        return (
            select(*_HOME, need.c.number.label("about"), need_step.c.at.label("at"))
            .select_from(AT_HOME.join(need_step, LAST_STEP))
            .where(need.c.status == NeedStatus.CONFIRMED.value, need_step.c.action == Act.LAPSE.value)
            .where(Days(self._issue.span, self._zone).hold(need_step.c.at))
        )

    def _unpaired(self, duty: Duty) -> Select[Any]:
        return select(*_HOME, literal(duty.value).label("about")).where(_is_vacant(duty, self._issue.as_of))

    def _row(self, kind: DoubtKind, row: Any) -> DoubtRow:
        home, head = self._places.of[row.area_id], self._vault.open("household", "head", row.id, row.head)
        who, about, since = "", str(row.about), None
        if kind is DoubtKind.PHOTO:
            who = self._vault.open("person", "name", row.person_id, row.name)
            since = asked_at(row.at, self._zone).astimezone(self._zone).date()
        if kind is DoubtKind.LAPSED:
            about, since = numbered(row.about), row.at.astimezone(self._zone).date()
        return DoubtRow(kind, home.village, row.code, head, who, about, since)


def _is_vacant(duty: Duty, day: date) -> ColumnElement[bool]:
    held = holds(pairing, day)
    return ~exists().where(pairing.c.household_id == household.c.id, pairing.c.duty == duty.value, held)
