"""Messages still to be sent, in the order of each chat, and the one card a chat that newer cards replace."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from storage.base.ids import Ids
from storage.base.repository import Repository
from storage.base.vault import Vault
from storage.tables import outbox

INTERACTIVE = 0
NOTICE = 1
CARD, NOTE, TOAST, ALBUM, VOICE, FILE, PICTURE, MENU, LEAVE = (
    *("card", "note", "toast", "album", "voice", "file", "picture", "menu", "leave"),
)
"""The kinds of messages, in words of our own; a channel says each in its way (bot.transport.channel)."""
_HEADS = (
    select(outbox.c.id, outbox.c.chat_id, outbox.c.lane, outbox.c.kind, outbox.c.due_at)
    .where(outbox.c.status == "due")
    .order_by(outbox.c.lane, outbox.c.id)
    .limit(bindparam("limit"))
)
_WHOLE = select(outbox).where(outbox.c.id.in_(bindparam("ids", expanding=True)), outbox.c.status == "due")
_MARK = (
    update(outbox)
    .where(outbox.c.id == bindparam("which"))
    .values(status=bindparam("now_is"), tries=bindparam("tried"), due_at=bindparam("due"))
)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to be sent.

    A card takes the place of an unsent `replaceable` one of its chat; `posts`: shown anew at the bottom of
    the chat, not in place of the card that is there.
    """

    chat_id: int
    kind: str
    payload: Mapping[str, Any]
    lane: int = INTERACTIVE
    replaceable: bool = False
    posts: bool = False
    due_at: datetime | None = None
    id: int = 0
    tries: int = 0
    notice_id: int | None = None
    """The notice that it tells."""


@dataclass(frozen=True, slots=True)
class Head:
    """What must be known of a message to choose the next one."""

    id: int
    chat_id: int
    lane: int
    kind: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a message: status sent, due (again, at `due_at`), unknown, failed or held."""

    id: int
    status: str
    tries: int
    due_at: datetime


class Outbox(Repository):
    """Rows of `outbox`."""

    def add(self, messages: Sequence[Outgoing], ids: Ids, now: datetime) -> None:
        """Owe these messages; a card takes the place of an unsent one of its chat."""
        gone = self._replaced([one.chat_id for one in messages if one.kind == CARD])
        posted = {chat for chat, cards in gone.items() if any(posts for posts, _ in cards)}
        kept = {
            chat: [(about, words) for _, notes in cards for about, words in notes]
            for chat, cards in gone.items()
        }
        told = [_with_notes(one, kept.get(one.chat_id, [])) if one.kind == CARD else one for one in messages]
        self._insert(outbox, [self._row(one, one.chat_id in posted, ids.at(now), now) for one in told])

    def _row(self, one: Outgoing, in_place_of_posted: bool, row_id: int, now: datetime) -> dict[str, Any]:
        return {
            "id": row_id,
            "chat_id": one.chat_id,
            "lane": one.lane,
            "kind": one.kind,
            "replaceable": one.replaceable,
            "posts": one.posts or (one.kind == CARD and in_place_of_posted),
            "payload": json.dumps(dict(one.payload), ensure_ascii=False),
            "status": "due",
            "tries": 0,
            "due_at": one.due_at or now,
            "created_at": now,
            "notice_id": one.notice_id,
        }

    def _replaced(self, chats: Sequence[int]) -> dict[int, list[tuple[bool, list[list[str]]]]]:
        """Delete the unsent replaceable cards of these chats: was each to be shown anew, with which notes?"""
        if not chats:
            return {}
        gone = self._connection.execute(
            delete(outbox)
            .where(outbox.c.chat_id.in_(list(chats)), outbox.c.status == "due", outbox.c.replaceable)
            .returning(outbox.c.id, outbox.c.chat_id, outbox.c.posts, outbox.c.payload)
        )
        replaced: dict[int, list[tuple[bool, list[list[str]]]]] = {}
        for row in sorted(gone.all(), key=lambda one: one.id):
            payload = json.loads(self._vault.open_once("outbox", "payload", row.id, row.payload))
            replaced.setdefault(row.chat_id, []).append((row.posts, payload.get("notes", [])))
        return replaced

    def heads(self, limit: int) -> tuple[Head, ...]:
        """Everything unsent, due now or later: replies before notices, oldest first."""
        found = self._connection.execute(_HEADS, {"limit": limit})
        return tuple(Head(row.id, row.chat_id, row.lane, row.kind, row.due_at) for row in found)

    def whole(self, ids: Sequence[int]) -> tuple[Outgoing, ...]:
        """These messages with what they say."""
        if not ids:
            return ()
        found = self._connection.execute(_WHOLE, {"ids": list(ids)})
        return tuple(_outgoing(row, self._vault) for row in found)

    def mark(self, results: Iterable[Sent]) -> None:
        """Write down what became of messages."""
        rows = [
            {"which": one.id, "now_is": one.status, "tried": one.tries, "due": one.due_at} for one in results
        ]
        if rows:
            self._connection.execute(_MARK, rows)

    def hold(self, chats: Sequence[int]) -> None:
        """Nothing more goes to these chats until their people come back."""
        self._connection.execute(
            update(outbox)
            .where(outbox.c.chat_id.in_(list(chats)), outbox.c.status == "due")
            .values(status="held")
        )

    def forget(self, before: datetime) -> None:
        """Delete what was settled before then."""
        self._connection.execute(delete(outbox).where(outbox.c.status != "due", outbox.c.created_at < before))

    def counts(self) -> dict[str, int]:
        """How many messages stand how."""
        found = self._connection.execute(select(outbox.c.status, func.count()).group_by(outbox.c.status))
        return dict(found.all())


def _with_notes(card: Outgoing, kept: Sequence[tuple[str, str]]) -> Outgoing:
    """The card below the notes of one whose place it takes; a newer note about the same is enough."""
    own = card.payload.get("notes", [])
    told = {about for about, _ in own}
    before = [[about, words] for about, words in dict(kept).items() if about not in told]
    if not before:
        return card
    text = "\n".join([*(words for _, words in before), card.payload["text"]])
    return replace(card, payload={**card.payload, "text": text, "notes": [*before, *own]})


def _outgoing(row: Any, vault: Vault) -> Outgoing:
    return Outgoing(
        row.chat_id,
        row.kind,
        json.loads(vault.open_once("outbox", "payload", row.id, row.payload)),
        row.lane,
        row.replaceable,
        row.posts,
        row.due_at,
        row.id,
        row.tries,
        row.notice_id,
    )
