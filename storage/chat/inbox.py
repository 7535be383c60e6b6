"""Updates as they came, kept before they are acknowledged; each has a name in its channel."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, or_, select, update

from storage.base.repository import Overtaken, Repository
from storage.tables import inbox

TRIES = 3
PEOPLE, OURS = 0, 1
"""The lanes: what somebody did goes before what nobody waits for."""
OUR_OWN = "own"
"""The channel of events that nobody sent: a paper is made, a notice is due, somebody fell silent."""
_DONE = (
    update(inbox)
    .where(inbox.c.id == bindparam("which"), inbox.c.status == "pending")
    .values(status="done", claimed_by=None)
)
_earlier = inbox.alias("earlier")
_IS_DUE = or_(inbox.c.not_before.is_(None), inbox.c.not_before <= bindparam("now"))
_OPEN = (
    select(
        inbox.c.id,
        inbox.c.channel,
        inbox.c.external,
        inbox.c.chat_id,
        inbox.c.raw,
        inbox.c.tries,
        inbox.c.received_at,
    )
    .where(inbox.c.status == "pending")
    .where(
        ~select(_earlier.c.id)
        .where(_earlier.c.chat_id == inbox.c.chat_id, _earlier.c.status == "pending")
        .where(
            or_(
                _earlier.c.lane < inbox.c.lane,
                and_(_earlier.c.lane == inbox.c.lane, _earlier.c.place < inbox.c.place),
            )
        )
        .exists()
    )
    .where(_IS_DUE)
    .order_by(inbox.c.lane, inbox.c.place, inbox.c.id)
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, slots=True)
class Arrived:
    """Something that came in: `external` is its name in its channel, `place` its order in the chat."""

    channel: str
    external: str
    chat_id: int | None
    raw: str
    place: int
    lane: int = PEOPLE


@dataclass(frozen=True, slots=True)
class Received:
    """An update to be handled."""

    id: int
    channel: str
    external: str
    chat_id: int | None
    raw: str
    tries: int
    received_at: datetime


class Inbox(Repository):
    """Rows of `inbox`."""

    def add(self, arrived: Sequence[Arrived], now: datetime) -> None:
        """Keep these; those known already are left as they are."""
        rows = [
            {
                "id": self._ids.at(now),
                "channel": one.channel,
                "external": one.external,
                "chat_id": one.chat_id,
                "lane": one.lane,
                "place": one.place,
                "raw": one.raw,
                "status": "pending",
                "tries": 0,
                "received_at": now,
            }
            for one in arrived
        ]
        self._insert_missing(inbox, rows, ["channel", "external"])

    def add_our_own(self, told: Sequence[tuple[str, int, Mapping[str, Any]]], now: datetime) -> None:
        """Keep events of our own: the name of each, which makes it come once, its chat, and what it says."""
        self.add(
            [
                Arrived(OUR_OWN, name, chat, json.dumps({"chat": chat, **what}), self._ids.at(now), OURS)
                for name, chat, what in told
            ],
            now,
        )

    def next(self, now: datetime, limit: int, worker: str | None) -> tuple[Received, ...]:
        """The first open update of each chat; several workers (PostgreSQL) claim what no other has."""
        statement = _OPEN
        if worker:
            statement = statement.where(inbox.c.claimed_by.is_(None)).with_for_update(
                skip_locked=True, of=inbox
            )
        rows = self._connection.execute(statement, {"now": now, "limit": limit}).all()
        if worker and rows:
            self._connection.execute(
                update(inbox)
                .where(inbox.c.id.in_([row.id for row in rows]))
                .values(claimed_by=worker, claimed_at=now)
            )
        return tuple(
            Received(
                row.id,
                row.channel,
                row.external,
                row.chat_id,
                self._vault.open_once("inbox", "raw", row.id, row.raw),
                row.tries,
                row.received_at,
            )
            for row in rows
        )

    def take_over(self, silent_since: datetime | None) -> None:
        """Release claims: all of them (None), or those of workers not heard of since an instant."""
        statement = update(inbox).where(inbox.c.claimed_by.is_not(None)).values(claimed_by=None)
        if silent_since:
            statement = statement.where(inbox.c.claimed_at < silent_since)
        self._connection.execute(statement)

    def done(self, keys: Sequence[int], worker: str | None) -> None:
        """These updates have their effect in this transaction; Overtaken if one had it already."""
        if not keys:
            return
        statement = _DONE.where(inbox.c.claimed_by == worker) if worker else _DONE
        if self._connection.execute(statement, [{"which": key} for key in keys]).rowcount != len(keys):
            raise Overtaken

    def is_open(self, key: int) -> bool:
        """Whether this update still waits for its effect."""
        found = self._connection.scalar(select(inbox.c.status).where(inbox.c.id == key))
        return found == "pending"

    def failed(self, key: int, now: datetime, *, final: bool = False, worker: str | None = None) -> bool:
        """This update failed: put it off, or set it aside (`final`, or the third time); True then."""
        mine = select(inbox.c.tries).where(inbox.c.id == key, inbox.c.status == "pending")
        if worker:
            mine = mine.where(inbox.c.claimed_by == worker)
        tried = self._connection.scalar(mine.with_for_update())
        if tried is None:
            # Somebody else has it by now; to put it off would be to do it twice.
            return False
        tries = tried + 1
        dead = final or tries >= TRIES
        self._connection.execute(
            update(inbox)
            .where(inbox.c.id == key)
            .values(
                tries=tries,
                status="dead" if dead else "pending",
                not_before=now + timedelta(seconds=2**tries),
                claimed_by=None,
            )
        )
        return dead

    def forget(self, before: datetime) -> None:
        """Delete what was done before then; the channel repeats nothing that old."""
        self._connection.execute(delete(inbox).where(inbox.c.status == "done", inbox.c.received_at < before))

    def counts(self) -> dict[str, int]:
        """How many updates stand how."""
        found = self._connection.execute(select(inbox.c.status, func.count()).group_by(inbox.c.status))
        return dict(found.all())
