"""Delivery of updates to a bot's own address: in order within a chat, chats side by side, until taken."""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any

import aiohttp

from sandbox.telegram.errors import Json, conflict
from sandbox.telegram.updates import Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0


@dataclass(frozen=True, slots=True)
class Hook:
    """Where to deliver, with what proof, over how many connections."""

    url: str
    secret: str = ""
    connections: int = 40


class Webhook:
    """At most one hook; while there is one, every pending update is on its way to it."""

    def __init__(self, updates: Updates) -> None:
        self.hook: Hook | None = None
        self.last_error = ""
        self._updates = updates
        self._lanes: dict[Any, deque[Json]] = {}
        self._couriers: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    async def set(self, hook: Hook) -> None:
        """Deliver there from now on, beginning with what is pending."""
        await self.remove()
        self.hook = hook
        self._updates.terminate(conflict("terminated by setWebhook request"))
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=hook.connections), timeout=aiohttp.ClientTimeout(total=60)
        )
        self._updates.on_arrival = self._enqueue
        for update in self._updates.pending.values():
            self._enqueue(update)

    async def remove(self) -> None:
        """Stop delivering; what was not taken stays pending."""
        self.hook, self._updates.on_arrival, self.last_error = None, None, ""
        couriers, self._couriers = self._couriers, set()
        for courier in couriers:
            courier.cancel()
        await asyncio.gather(*couriers, return_exceptions=True)
        self._lanes.clear()
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _enqueue(self, update: Json) -> None:
        chat = chat_of(update)
        lane = self._lanes.get(chat)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[chat] = deque((update,))
        courier = asyncio.get_running_loop().create_task(self._run(chat))
        self._couriers.add(courier)
        courier.add_done_callback(self._couriers.discard)

    async def _run(self, chat: Any) -> None:
        lane = self._lanes[chat]
        while lane:
            await self._deliver(lane[0])
            self._updates.pending.pop(lane.popleft()["update_id"], None)
        del self._lanes[chat]

    async def _deliver(self, update: Json) -> None:
        pause = FIRST_PAUSE
        while not await self._taken(update):
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _taken(self, update: Json) -> bool:
        hook, session = self.hook, self._session
        if hook is None or session is None:
            return False
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            async with session.post(hook.url, json=update, headers=headers) as answer:
                if answer.status // 100 == 2:
                    return True
                self.last_error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError) as trouble:
            self.last_error = str(trouble) or type(trouble).__name__
        return False


def chat_of(update: Json) -> Any:
    """The id of the chat an update belongs to; None where it belongs to none, or is malformed."""
    for kind, content in update.items():
        if kind != "update_id" and isinstance(content, dict):
            holder = content.get("message", content)
            chat = holder.get("chat") if isinstance(holder, dict) else None
            return chat.get("id") if isinstance(chat, dict) else None
    return None
