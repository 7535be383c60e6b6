"""Whom a sweep has to look at: more than those who are to hear something, but in proportion to them."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Exists, Select, and_, bindparam, exists, func, not_, or_, select, union

from domain.duties.answers import Answer
from domain.notices.owed import LOST, RECTIFY, Marked
from domain.notices.reminders import LATER, PLAN
from storage.base.dated import lasts
from storage.base.id_lists import is_among
from storage.base.reach import IS_REACHED
from storage.base.repository import Repository
from storage.duties.duties import is_open
from storage.notices.days import SweepDay
from storage.tables import answer, mark, notice, person
from storage.tables import obligation as kept
from storage.tables.duties import MET

REACHABLE = and_(person.c.joined_at.is_not(None), IS_REACHED, person.c.suspended_at.is_(None))
TO_DO = and_(
    kept.c.month == bindparam("month"), is_open(bindparam("today")), kept.c.since <= bindparam("today")
)
"""What is to be done today: open, and the pairing has begun; none of these can have ended already."""
DONE = and_(
    kept.c.month == bindparam("month"),
    MET,
    lasts(kept, bindparam("today")),
)
"""Met obligations of pairings that still hold today; who has met one has begun the month."""
GAPS = and_(kept.c.month == bindparam("last_month"), is_open(bindparam("last_months_end")))
"""What was left open last month."""
IS_REMINDER = or_(
    mark.c.name.in_(bindparam("occasions", expanding=True)), mark.c.name.startswith(LATER, autoescape=True)
)


def _told(who: ColumnElement[int], period: str, which: ColumnElement[bool]) -> Exists:
    about = (mark.c.what == Marked.PERSON.value, mark.c.about_id == who, mark.c.period == bindparam(period))
    return exists().where(*about, which)


def _asked_for_friday(who: ColumnElement[int]) -> Exists:
    return exists().where(
        answer.c.person_id == who,
        answer.c.answer == Answer.REMIND_FRIDAY.value,
        answer.c.answered_on.between(bindparam("first_on"), bindparam("last_on")),
    )


def _may_hear(what: ColumnElement[bool], untold: Any) -> Select[Any]:
    """Holders of such obligations who have not heard today and are not given up; `untold` of which reason."""
    counted = (kept.c.person_id, func.count().label("left"), func.min(kept.c.since).label("since"))
    holders = select(*counted).where(what).group_by(kept.c.person_id).subquery()
    who = holders.c.person_id
    heard = exists().where(notice.c.person_id == who, notice.c.day == bindparam("today"))
    given_up = and_(not_(REACHABLE), _told(who, "period", mark.c.name == LOST))
    found = select(who, holders.c.left, holders.c.since).join(person, person.c.id == who)
    return found.where(untold(who), not_(heard), not_(given_up))


Counted = dict[int, tuple[int, date]]
"""By holder: how many are open, and since when the longest held of them is held."""
_SINCE = and_(IS_REMINDER, mark.c.marked_on >= bindparam("newest"))
_REMINDERS = _may_hear(TO_DO, lambda who: or_(_asked_for_friday(who), not_(_told(who, "period", _SINCE))))
_GAPS = _may_hear(GAPS, lambda who: not_(_told(who, "last_period", mark.c.name == RECTIFY)))
_INHERITED = {
    what: select(kept.c.person_id).where(condition, is_among(kept.c.person_id, "ids")).distinct()
    for what, condition in (("reminders", TO_DO), ("gaps", GAPS))
}
_NAGGED = (
    select(mark.c.about_id)
    .where(mark.c.what == Marked.PERSON.value, mark.c.period == bindparam("period"))
    .where(IS_REMINDER, mark.c.name != PLAN, mark.c.marked_on <= bindparam("by"))
    .group_by(mark.c.about_id)
    .having(func.count() >= bindparam("unanswered"))
)
# Whom nobody can reach is taken to have been reminded on every day for it.
_LOST = select(person.c.id).where(not_(REACHABLE))
_EARLY = union(_NAGGED, _LOST.where(_asked_for_friday(person.c.id)))
_LATE = union(_NAGGED, _LOST)
_EVERYBODY = select(person.c.id)


class Candidates(Repository):
    """Ids of people, found in what is open."""

    def of_reminders(self, day: SweepDay) -> tuple[set[int], Counted]:
        """People with open duties who may not have been reminded since the newest occasion, with counts."""
        return self._found(day, _REMINDERS, _INHERITED["reminders"])

    def of_gaps(self, day: SweepDay) -> tuple[set[int], Counted]:
        """People with gaps of last month who have not been told of them."""
        return self._found(day, _GAPS, _INHERITED["gaps"])

    def _found(self, day: SweepDay, hearing: Select[Any], inherited: Select[Any]) -> tuple[set[int], Counted]:
        found = self._connection.execute(hearing, day.asked).all()
        counted: Counted = {who: (left, since) for who, left, since in found}
        if not day.heirs:
            return set(counted), counted
        away = self._connection.scalars(inherited, {**day.asked, "ids": list(day.heirs)})
        heirs = {heir for one in away if (heir := day.heirs[one]) is not None}
        return (counted.keys() - day.heirs.keys()) | heirs, counted

    def of_climbs(self, day: SweepDay) -> set[int]:
        """People who may have left as many reminders unanswered as the ladder's first step requires."""
        step = day.policy.escalation.ladder[0]
        if not step.unanswered:
            return set(self._connection.scalars(_EVERYBODY))
        by = day.before(step.working_days)
        found = _EARLY if day.nags_by(by) < step.unanswered else _LATE
        return set(self._connection.scalars(found, {**day.asked, "by": by, "unanswered": step.unanswered}))
