"""What stands around duties when they are told: people, last visits, reminders sent, and what was said."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select

from domain.calendar.month import Month
from domain.duties.answers import Answer, Answered
from domain.notices.notices import NoticeKind
from domain.visits.visits import Mode
from storage.base.id_lists import among
from storage.base.reach import IS_REACHED
from storage.base.repository import Repository
from storage.duties.duties import is_open
from storage.tables import answer, notice, person, visit
from storage.tables import obligation as kept

_REMINDING = (NoticeKind.MONTH_PLAN.value, NoticeKind.REMINDER.value)
_TOLD = ("taken", "sent")


class DutySurroundings(Repository):
    """Rows of `person`, `visit`, `notice` and `answer` around some obligations."""

    def explained(self, pairings: Iterable[int], month: Month) -> dict[int, Answered]:
        """What was said last about the gaps of a month."""
        said = (
            select(answer)
            .where(answer.c.pairing_id.in_(among(self._connection, pairings)))
            .where(answer.c.answer == Answer.EXPLAINED.value, answer.c.period == str(month))
            .order_by(answer.c.id)
        )
        return {row.pairing_id: self._answered(row) for row in self._connection.execute(said)}

    def said_by(self, who: int, today: date) -> tuple[Answered, ...]:
        """What somebody said to reminders today."""
        said = (
            select(answer)
            .where(answer.c.person_id == who, answer.c.answered_on == today)
            .where(answer.c.pairing_id.is_(None))
            .order_by(answer.c.id)
        )
        return tuple(self._answered(row) for row in self._connection.execute(said))

    def _answered(self, row: Any) -> Answered:
        words = row.words and self._vault.open_once("answer", "words", row.id, row.words)
        return Answered(Answer(row.answer), row.answered_on, row.reason, words or "", row.notice_id)

    def people(self, ids: Iterable[int]) -> dict[int, tuple[str, str, bool]]:
        """Name, phone, and whether messages arrive."""
        listed = select(person.c.id, person.c.name, person.c.phone, person.c.suspended_at)
        found = self._connection.execute(
            listed.add_columns(IS_REACHED.label("is_reached")).where(
                person.c.id.in_(among(self._connection, ids))
            )
        )
        return {
            row.id: (
                self._vault.open("person", "name", row.id, row.name),
                self._vault.open("person", "phone", row.id, row.phone),
                bool(row.is_reached) and row.suspended_at is None,
            )
            for row in found
        }

    def last_visits(self, homes: Iterable[int]) -> dict[int, tuple[date, str]]:
        """The newest visit at each house, by whomever."""
        at_home = and_(visit.c.mode == Mode.HOME.value, visit.c.undone_at.is_(None))
        newest = (
            select(visit.c.household_id, func.max(visit.c.visited_on).label("day"))
            .where(visit.c.household_id.in_(among(self._connection, homes)), at_home)
            .group_by(visit.c.household_id)
            .subquery()
        )
        seen = self._connection.execute(
            select(visit.c.household_id, visit.c.visited_on, person.c.id, person.c.name)
            .join(
                newest,
                and_(newest.c.household_id == visit.c.household_id, newest.c.day == visit.c.visited_on),
            )
            .join(person, person.c.id == visit.c.person_id)
            .where(at_home)
            .order_by(visit.c.id)
        )
        return {where: (day, self._vault.open("person", "name", who, name)) for where, day, who, name in seen}

    def unmet_before(self, homes: Iterable[int], month: Month) -> set[tuple[int, str]]:
        """Which of these households and duties were not met in the month before either."""
        before = month.previous
        unmet = select(kept.c.household_id, kept.c.duty).where(
            kept.c.month == before,
            kept.c.household_id.in_(among(self._connection, homes)),
            is_open(before.last),
        )
        return {(where, duty) for where, duty in self._connection.execute(unmet)}

    def reminders(self, people: Iterable[int], month: Month) -> dict[int, int]:
        """How many reminders of a month reached these people, or are on their way."""
        counted = (
            select(notice.c.person_id, func.count())
            .where(notice.c.person_id.in_(among(self._connection, people)), notice.c.kind.in_(_REMINDING))
            .where(notice.c.day.between(month.first, month.last), notice.c.status.in_(_TOLD))
            .group_by(notice.c.person_id)
        )
        return {row[0]: row[1] for row in self._connection.execute(counted)}

    def newest_answers(self, people: Iterable[int], month: Month) -> dict[int, Answered]:
        """What these people said last to a reminder since a month began."""
        said = (
            select(answer)
            .where(answer.c.person_id.in_(among(self._connection, people)), answer.c.pairing_id.is_(None))
            .where(answer.c.answered_on >= month.first)
            .order_by(answer.c.id)
        )
        return {row.person_id: self._answered(row) for row in self._connection.execute(said)}

    def answers_of(self, who: int, pairings: Sequence[int]) -> dict[int, list[tuple[Answer, date]]]:
        """What somebody said about these pairings, and when."""
        said = (
            select(answer.c.pairing_id, answer.c.answer, answer.c.answered_on)
            .where(answer.c.person_id == who)
            .where(answer.c.pairing_id.in_(among(self._connection, pairings)))
        )
        found: dict[int, list[tuple[Answer, date]]] = defaultdict(list)
        for which, what, on in self._connection.execute(said):
            found[which].append((Answer(what), on))
        return found
