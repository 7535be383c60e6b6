"""Conversations in progress, one row a chat, each change guarded by its version."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from domain.conversation import Draft
from storage.base.repository import Overtaken, Repository
from storage.tables import draft

_OF = select(draft).where(draft.c.chat_id.in_(bindparam("chats", expanding=True)))
_SHOWS = (
    update(draft).where(draft.c.chat_id == bindparam("chat")).values(card_message_id=bindparam("message"))
)


class Drafts(Repository):
    """Rows of `draft`."""

    def of(self, chats: Sequence[int]) -> dict[int, Draft]:
        """The drafts of these chats."""
        read = {}
        for row in self._connection.execute(_OF, {"chats": list(chats)}).mappings():
            body = self._vault.open_once("draft", "body", row["chat_id"], row["body"])
            kept = Draft.from_json(body)
            read[row["chat_id"]] = kept.at_version(
                row["version"], row["touched_at"], row["card_message_id"], row["elapses_at"]
            )
        return read

    def save(self, drafts: Mapping[int, Draft], now: datetime) -> None:
        """Write the drafts as their next version; Overtaken if one of them has moved on meanwhile."""
        if not drafts:
            return
        statement = self._upsert(draft)
        statement = statement.on_conflict_do_update(
            index_elements=["chat_id"],
            set_={name: statement.excluded[name] for name in ("body", "version", "touched_at", "elapses_at")},
            where=draft.c.version == statement.excluded.version - 1,
        )
        rows = [
            {
                "chat_id": chat,
                "body": self._vault.seal("draft", "body", chat, one.to_json()),
                "version": one.version + 1,
                "touched_at": now,
                "elapses_at": one.elapses_at,
            }
            for chat, one in drafts.items()
        ]
        # Without the option psycopg's count of an insert is not kept, and nobody would ever be overtaken.
        counted = statement.execution_options(preserve_rowcount=True)
        if self._connection.execute(counted, rows).rowcount != len(rows):
            raise Overtaken

    def show(self, cards: Mapping[int, str | None]) -> None:
        """Remember which message of each chat is its live card."""
        if cards:
            rows = [{"chat": chat, "message": message} for chat, message in cards.items()]
            self._connection.execute(_SHOWS, rows)

    def cards_of(self, chats: Sequence[int]) -> dict[int, str]:
        """The live card of each of these chats."""
        found = self._connection.execute(
            select(draft.c.chat_id, draft.c.card_message_id)
            .where(draft.c.chat_id.in_(list(chats)))
            .where(draft.c.card_message_id.is_not(None))
        )
        return {chat: message for chat, message in found.all() if message is not None}

    def elapsed(self, now: datetime, limit: int) -> tuple[int, ...]:
        """Chats whose conversation goes on by itself now."""
        found = self._connection.scalars(
            select(draft.c.chat_id)
            .where(draft.c.elapses_at <= now)
            .order_by(draft.c.elapses_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return tuple(found)

    def wake(self, chats: Sequence[int]) -> None:
        """Those chats have been woken; no second time unless somebody touches them again."""
        self._connection.execute(
            update(draft).where(draft.c.chat_id.in_(list(chats))).values(elapses_at=None)
        )

    def forget(self, untouched_since: datetime) -> None:
        """Remove conversations that nobody has touched for so long that nothing can be made of them."""
        self._connection.execute(delete(draft).where(draft.c.touched_at < untouched_since))
