"""A Telegram that holds updates until they are confirmed, and what polling tests need beside it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.transport.telegram.polling import ALLOWED_UPDATES, Polling
from tests.edges.counter import fields_of, said


@dataclass
class Telegram:
    """Updates that wait until an offset above them confirms them; `faults` are answered first."""

    waiting: list[Any] = field(default_factory=list)
    faults: list[Any] = field(default_factory=list)
    offsets: list[int | None] = field(default_factory=list)
    confirmed: list[int] = field(default_factory=list)
    timeouts: list[int] = field(default_factory=list)

    async def updates(self, fields: dict[str, Any]) -> web.StreamResponse:
        """getUpdates."""
        offset = int(fields["offset"]) if "offset" in fields else None
        self.offsets.append(offset)
        self.timeouts.append(int(fields["timeout"]))
        assert fields_of(fields["allowed_updates"]) == ALLOWED_UPDATES
        if self.faults:
            fault: web.StreamResponse = self.faults.pop(0)
            return fault
        if offset is not None:
            self.confirmed += [one["update_id"] for one in self.waiting if one["update_id"] < offset]
            self.waiting = [one for one in self.waiting if one["update_id"] >= offset]
        if not self.waiting and fields["timeout"] != "0":
            await asyncio.sleep(0.02)
        return said(self.waiting[:100])


def update(key: int) -> dict[str, Any]:
    return {"update_id": key, "message": {"text": "王福生 正常"}}


@asynccontextmanager
async def running(polling: Polling) -> AsyncIterator[asyncio.Task[None]]:
    stop = asyncio.Event()
    task = asyncio.create_task(polling.run(stop))
    try:
        yield task
    finally:
        stop.set()
        await asyncio.wait_for(task, 2)


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not holds():
            await asyncio.sleep(0.005)


async def store_nothing(_: Sequence[dict[str, Any]]) -> None:
    return None
