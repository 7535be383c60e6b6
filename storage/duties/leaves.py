"""Leaves and their stand-ins; whoever is away may be excused, so kept results change with them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from domain.calendar.month import Month
from domain.duties.leave import Leave, LeaveEnded, LeaveTaken, StandInAnswered, StandInAsked
from storage.base.id_lists import among
from storage.base.repository import Repository, Work
from storage.duties.facts import leave_of
from storage.duties.keeping import Keeping
from storage.tables import leave

_WHICH = leave.c.id == bindparam("which")
_THEIRS = (_WHICH, leave.c.person_id == bindparam("who"))
_ASKED = (_WHICH, leave.c.stand_in_id == bindparam("who"))
_UNANSWERED = (leave.c.agreed_at.is_(None), leave.c.declined_at.is_(None))
_ANSWER = update(leave).where(*_ASKED, *_UNANSWERED)
_AGREE = _ANSWER.values(agreed_at=bindparam("said_at"))
_DECLINE = _ANSWER.values(declined_at=bindparam("said_at"))
_ASK = update(leave).where(*_THEIRS).values(stand_in_id=bindparam("asked"), agreed_at=None, declined_at=None)
_END = update(leave).where(*_THEIRS).values(until=bindparam("last"))
_TOUCHING = (
    select(leave)
    .where(leave.c.until >= bindparam("first"), leave.c.since <= bindparam("last"))
    .order_by(leave.c.id)
)


class Leaves(Repository):
    """Rows of `leave`."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._keeping = Keeping(work)

    def take(self, taken: Sequence[LeaveTaken]) -> None:
        """Write new leaves."""
        rows = [
            {
                "id": one.leave_id,
                "person_id": one.person_id,
                "since": one.since,
                "until": one.until,
                "reason": one.reason or None,
                "stand_in_id": one.stand_in_id,
                "agreed_at": None,
                "declined_at": None,
                "taken_at": one.at,
            }
            for one in taken
        ]
        self._insert(leave, rows)
        self._keep([one.leave_id for one in taken])

    def ask(self, asked: Sequence[StandInAsked]) -> None:
        """Somebody else may stand in, once agreed."""
        for one in asked:
            who = {"which": one.leave_id, "who": one.person_id, "asked": one.stand_in_id}
            self._connection.execute(_ASK, who)
        self._keep([one.leave_id for one in asked])

    def answer(self, answered: Sequence[StandInAnswered]) -> None:
        """Write what those who were asked said; a second answer changes nothing."""
        for one in answered:
            said = {"which": one.leave_id, "who": one.person_id, "said_at": one.at}
            self._connection.execute(_AGREE if one.agrees else _DECLINE, said)
        self._keep([one.leave_id for one in answered])

    def end(self, ended: Sequence[LeaveEnded]) -> None:
        """Write who is back, and since when."""
        rows = [{"which": one.leave_id, "who": one.person_id, "last": one.until} for one in ended]
        self._connection.execute(_END, rows)
        self._keep([one.leave_id for one in ended])

    def of(self, ids: Sequence[int]) -> dict[int, Leave]:
        """These leaves, with the reasons that were given."""
        return {row.id: self._leave(row) for row in self._rows(leave.c.id.in_(list(ids)))} if ids else {}

    def of_people(self, people: Iterable[int], since: date) -> dict[int, tuple[Leave, ...]]:
        """By person: their leaves that last until then, and those of others who asked them to stand in."""
        theirs = set(people)
        these = among(self._connection, theirs)
        concerned = or_(leave.c.person_id.in_(these), leave.c.stand_in_id.in_(these))
        found: dict[int, tuple[Leave, ...]] = defaultdict(tuple)
        for row in self._rows(concerned, leave.c.until >= since):
            for who in {row.person_id, row.stand_in_id} & theirs:
                found[who] += (self._leave(row),)
        return dict(found)

    def touching(self, first: date, last: date) -> tuple[Leave, ...]:
        """Everybody's leaves of which a day lies between these, both included; without the reasons."""
        found = self._connection.execute(_TOUCHING, {"first": first, "last": last})
        return tuple(leave_of(row) for row in found)

    def _rows(self, *conditions: Any) -> Sequence[Any]:
        return self._connection.execute(select(leave).where(*conditions).order_by(leave.c.id)).all()

    def _leave(self, row: Any) -> Leave:
        reason = row.reason and self._vault.open_once("leave", "reason", row.id, row.reason)
        return leave_of(row, reason or "")

    def _keep(self, ids: Sequence[int]) -> None:
        away = self._rows(leave.c.id.in_(list(ids)))
        if away:
            since = min(Month.of(row.since) for row in away)
            self._keeping.people([row.person_id for row in away], since)
