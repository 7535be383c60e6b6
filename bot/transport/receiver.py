"""The receiver: keeps every update on disk before anybody hears that it arrived."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any

from domain.calendar.clock import Clock
from storage.chat.inbox import Arrived
from storage.database import Database

TELEGRAM = "telegram"
_CARRIERS = ("message", "edited_message", "my_chat_member")


class Receiver:
    """Stores raw updates; `arrived` nudges the worker."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.arrived = asyncio.Event()

    async def store(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Commit these updates; only then may the channel forget them. Repeats are known by their key."""
        arrived = [
            Arrived(TELEGRAM, str(one["update_id"]), chat_of(one), _written(one), one["update_id"])
            for one in updates
        ]
        if arrived:
            now = self._clock.now()
            await self._database.run(lambda unit: unit.inbox.add(arrived, now))
            self.arrived.set()


def _written(update: Mapping[str, Any]) -> str:
    # Half a character, which JSON can spell and UTF-8 cannot, must not keep everybody's updates out.
    return json.dumps(update, ensure_ascii=False).encode(errors="replace").decode()


def chat_of(update: Mapping[str, Any]) -> int | None:
    """The chat that an update belongs to; None if it has none, or a form that nobody knows."""
    carried = next((update[key] for key in _CARRIERS if key in update), None)
    query = update.get("callback_query")
    if isinstance(query, Mapping):
        carried = query.get("message") or {"chat": query.get("from")}
    chat = carried.get("chat") if isinstance(carried, Mapping) else None
    number = chat.get("id") if isinstance(chat, Mapping) else None
    is_id = isinstance(number, int) and not isinstance(number, bool) and abs(number) < 2**63
    return number if is_id else None
