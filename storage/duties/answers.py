"""What people said to reminders, escalations and gaps: it keeps the bot quiet, or explains what is open."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select

from domain.calendar.month import Month
from domain.duties.answers import Answer, Answered, EscalationAnswered, GapExplained, ReminderAnswered
from storage.base.id_lists import is_among
from storage.base.repository import Repository
from storage.tables import answer

EXPLAINED = "explained"
"""Stands where an answer does; no rule waits for it."""


def _said(column: ColumnElement[Any]) -> Select[Any]:
    return (
        select(column, answer.c.answer, answer.c.answered_on, answer.c.reason)
        .where(is_among(column, "ids"), answer.c.answer != EXPLAINED)
        .where(answer.c.answered_on.between(bindparam("first"), bindparam("last")))
        .order_by(answer.c.id)
    )


_BY_PEOPLE = _said(answer.c.person_id).where(answer.c.pairing_id.is_(None))
_ABOUT_PAIRINGS = _said(answer.c.pairing_id)


class Answers(Repository):
    """Rows of `answer`."""

    def add(self, answered: Sequence[ReminderAnswered]) -> None:
        """What people said to their reminders."""
        rows = [{"answer": one.answer.value, "reason": one.reason, "words": one.words} for one in answered]
        self._write((one, row, (None,)) for one, row in zip(answered, rows, strict=True))

    def add_about(self, answered: Sequence[EscalationAnswered]) -> None:
        """What people said to escalations, a row for each pairing."""
        self._write((one, {"answer": one.answer.value}, one.pairing_ids) for one in answered)

    def explain(self, explained: Sequence[GapExplained]) -> None:
        """Why visits of a month were not made, a row for each pairing."""
        self._write(
            (
                one,
                {"answer": EXPLAINED, "period": one.period, "reason": one.reason, "words": one.words},
                one.pairing_ids,
            )
            for one in explained
        )

    def _write(self, said: Iterable[tuple[Any, dict[str, str], Iterable[int | None]]]) -> None:
        rows = [
            {
                "id": self._ids.at(one.at),
                "person_id": one.person_id,
                "pairing_id": pairing_id,
                "notice_id": one.notice_id,
                "answered_on": one.on,
                "at": one.at,
                "answer": row["answer"],
                "period": row.get("period", ""),
                "reason": row.get("reason", ""),
                "words": row.get("words") or None,
            }
            for one, row, pairings in said
            for pairing_id in pairings
        ]
        self._insert(answer, rows)

    def by(self, people: Iterable[int], month: Month) -> dict[int, tuple[Answered, ...]]:
        """What these people said to reminders in a month, oldest first."""
        return self._grouped(_BY_PEOPLE, people, month)

    def about(self, pairings: Iterable[int], month: Month) -> dict[int, tuple[Answered, ...]]:
        """What was said to escalations of these pairings in a month, oldest first."""
        return self._grouped(_ABOUT_PAIRINGS, pairings, month)

    def _grouped(
        self, said: Select[Any], ids: Iterable[int], month: Month
    ) -> dict[int, tuple[Answered, ...]]:
        asked = {"ids": list(ids), "first": month.first, "last": month.last}
        grouped: dict[int, tuple[Answered, ...]] = defaultdict(tuple)
        for key, kind, on, reason in self._connection.execute(said, asked):
            grouped[key] += (Answered(Answer(kind), on, reason),)
        return dict(grouped)
