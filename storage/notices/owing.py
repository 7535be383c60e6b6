"""Owing: messages are written whole, with all their marks, or not at all; who comes second writes nothing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, select, update

from domain.notices.notices import Notice
from storage.base.bulk import bulk
from storage.base.id_lists import is_among
from storage.base.repository import Repository, Work
from storage.notices.candidates import REACHABLE
from storage.notices.messages import Chunk, Moved
from storage.notices.notices import Notices
from storage.tables import mark, notice, person

_OURS = is_among(notice.c.id, "ids")
_THERE = select(notice.c.id, notice.c.key).where(_OURS)
_MARKS = (
    select(mark.c.notice_id, func.count()).where(is_among(mark.c.notice_id, "ids")).group_by(mark.c.notice_id)
)
_TAKE_BACK = (delete(mark).where(is_among(mark.c.notice_id, "ids")), delete(notice).where(_OURS))
_other = notice.alias("other")
_taken = exists().where(
    _other.c.person_id == notice.c.person_id,
    _other.c.day == bindparam("today"),
    _other.c.id != bindparam("which"),
)
_MOVE = (
    update(notice)
    .where(notice.c.id == bindparam("which"), notice.c.status == "due", ~_taken)
    .values(day=bindparam("today"), due_at=bindparam("opens_at"), terms=bindparam("sealed"))
)
_MOVED = select(notice.c.id).where(_OURS, notice.c.day == bindparam("today"))
_LEFT_OVER = (
    select(notice.c.id)
    .join(person, person.c.id == notice.c.person_id)
    .where(notice.c.status == "due", notice.c.day <= bindparam("today"))
    .where(notice.c.due_at < bindparam("opens_at"), REACHABLE)
    .order_by(notice.c.id)
)


class Owing(Repository):
    """Rows of `notice` with those of `mark`."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._notices = Notices(work)

    def left_over(self, opens_at: datetime, today: date) -> tuple[Notice, ...]:
        """What was to be said in an earlier window and has not left, to people who can be reached; by age."""
        ids = self._connection.scalars(_LEFT_OVER, {"opens_at": opens_at, "today": today}).all()
        found = self._notices.of(ids)
        return tuple(found[one] for one in ids)

    def write(self, chunk: Chunk) -> int:
        """Add these notices, except those whose key, day or mark is taken; returns how many."""
        dialect = self._connection.dialect
        bulk(notice, dialect).insert(self._connection, chunk.rows)
        there = self._connection.execute(_THERE, {"ids": list(chunk.keys)})
        written = {one for one, key in there if key == chunk.keys[one]}
        marks = [row for whose, row in chunk.marks if whose in written]
        bulk(mark, dialect).insert(self._connection, marks)
        marked: dict[int, int] = dict(self._connection.execute(_MARKS, {"ids": written}).all())
        # Somebody else has made one of its marks meanwhile.
        second = {one for one in written if marked.get(one, 0) < chunk.sizes[one]}
        for statement in _TAKE_BACK if second else ():
            self._connection.execute(statement, {"ids": second})
        self._notices.join([old for one in written - second for old in chunk.joins.get(one, ())])
        return len(written) - len(second)

    def move(self, moved: Sequence[Moved]) -> None:
        """Say these in a later window, unless their people have been told something else on that day."""
        rows: list[Mapping[str, Any]] = [one.row for one in moved]
        self._connection.execute(_MOVE, rows)
        ids = [one.row["which"] for one in moved]
        done = set(self._connection.scalars(_MOVED, {"ids": ids, "today": rows[0]["today"]}))
        self._notices.join([old for one in moved if one.row["which"] in done for old in one.joins])
