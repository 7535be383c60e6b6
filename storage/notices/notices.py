"""Notices: what the bot owes people without their asking, and what became of each."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, bindparam, or_, select, update

from domain.notices.notices import Notice, NoticeDropped, NoticeKind, NoticePutOff, NoticeTold
from storage.base.ids import made_at
from storage.base.reach import IS_REACHED, chat_of
from storage.base.repository import Repository
from storage.tables import notice, person

_WRITTEN = json.JSONEncoder(ensure_ascii=False).encode
_STATUS = update(notice).where(notice.c.id == bindparam("which")).values(status=bindparam("now_is"))
_DUE = (
    select(notice.c.id, chat_of(person.c.id).label("chat"))
    .join(person, person.c.id == notice.c.person_id)
    .where(notice.c.status == "due", notice.c.due_at <= bindparam("now"))
    .where(IS_REACHED, person.c.suspended_at.is_(None))
    .where(or_(notice.c.day.is_(None), notice.c.day == bindparam("today", type_=Date)))
    .order_by(notice.c.due_at, notice.c.id)
    .limit(bindparam("limit"))
    # Where several processes wake (PostgreSQL), each takes what no other is just taking.
    .with_for_update(skip_locked=True, of=notice)
)


@dataclass(frozen=True, slots=True)
class DueNotice:
    """A notice whose time has come, and the chat that it goes to."""

    id: int
    chat: int


class Notices(Repository):
    """Rows of `notice`. Status: due, taken (on its way to the chat), sent, failed, held, dropped."""

    def add(self, owed: Sequence[Notice]) -> None:
        """Add these notices; one whose key was ever used is not added again."""
        self._insert_missing(notice, [row_of(one) for one in owed], ["key"])

    def of(self, ids: Sequence[int]) -> dict[int, Notice]:
        """These notices."""
        if not ids:
            return {}
        found = self._connection.execute(select(notice).where(notice.c.id.in_(list(ids))))
        return {row.id: self._notice(row) for row in found}

    def _notice(self, row: Any) -> Notice:
        return Notice(
            row.id,
            row.person_id,
            NoticeKind(row.kind),
            row.topic,
            row.key,
            row.due_at,
            json.loads(self._vault.open_once("notice", "terms", row.id, row.terms)),
            row.day,
            row.period,
            row.rung,
        )

    def due(self, now: datetime, limit: int, today: date | None = None) -> tuple[DueNotice, ...]:
        """Notices whose time has come, of people who can be reached.

        Proactive ones only if they are of `today`; None: this is no time for them.
        """
        found = self._connection.execute(_DUE, {"now": now, "limit": limit, "today": today})
        return tuple(DueNotice(row.id, row.chat) for row in found)

    def take(self, ids: Sequence[int]) -> None:
        """These are on their way to their chats."""
        self._mark(dict.fromkeys(ids, "taken"))

    def told(self, told: Sequence[NoticeTold]) -> None:
        """These are said; the outbox holds the words."""
        self._mark({one.notice_id: "taken" for one in told})

    def drop(self, dropped: Sequence[NoticeDropped]) -> None:
        """These have no reason any more."""
        self._mark({one.notice_id: "dropped" for one in dropped})

    def join(self, ids: Sequence[int]) -> None:
        """These are said with another one."""
        self._mark(dict.fromkeys(ids, "dropped"))

    def put_off(self, put_off: Sequence[NoticePutOff]) -> None:
        """These wait until their people are done with what they are doing."""
        self._connection.execute(
            update(notice)
            .where(notice.c.id == bindparam("which"))
            .values(status="due", due_at=bindparam("due")),
            [{"which": one.notice_id, "due": one.due_at} for one in put_off],
        )

    def settle(self, results: Mapping[int, str]) -> None:
        """What became of the messages that tell these notices, by the outbox's words."""
        words = {"sent": "sent", "unknown": "sent", "failed": "failed", "held": "held"}
        self._mark({one: words[status] for one, status in results.items() if status in words})

    def _mark(self, statuses: Mapping[int, str]) -> None:
        if statuses:
            rows = [{"which": one, "now_is": status} for one, status in statuses.items()]
            self._connection.execute(_STATUS, rows)


def row_of(one: Notice) -> dict[str, Any]:
    """A notice as it is written, not sealed yet."""
    return {
        "id": one.id,
        "person_id": one.person_id,
        "kind": one.kind.value,
        "topic": one.topic,
        "key": one.key,
        "period": one.period,
        "rung": one.rung,
        "day": one.day,
        "terms": terms_of(one.terms),
        "status": "due",
        "due_at": one.due_at,
        "made_at": made_at(one.id),
    }


def terms_of(terms: Mapping[str, Any]) -> str:
    """Terms as they are written, not sealed yet."""
    return _WRITTEN(dict(terms))
