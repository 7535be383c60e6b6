"""The real sender before a Telegram in this process that notes what arrives and can be made to fail."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.transport.pacer import Pacer
from bot.transport.sender import Sender
from bot.transport.telegram.api import BotApi
from bot.transport.telegram.post import TelegramPost
from sandbox.clock import SettableClock
from sandbox.telegram.params import Params
from sandbox.telegram.server import make_app
from sandbox.telegram.world import World
from storage.base.files import SealedFolder, Stores
from storage.chat.outbox import Outgoing
from storage.database import Database
from storage.locks import SenderSeat
from tests.bot.township import TOKEN

CARD = {"rows": [[{"label": "好", "data": "a"}]]}


@dataclass(frozen=True, slots=True)
class Arrival:
    """One call that reached Telegram."""

    at: float
    method: str
    chat: int | None
    text: str


@dataclass
class Telegram:
    """`trouble` may refuse a call (raise) or, by giving True, cut the line after the call was done."""

    world: World
    url: str = ""
    arrived: list[Arrival] = field(default_factory=list)
    trouble: Callable[[str, Params], bool] = lambda _method, _params: False
    _cuts: bool = False

    async def gate(self, method: str, params: Params) -> None:
        """Stands before every call."""
        self.arrived.append(Arrival(time.monotonic(), method, params.integer("chat_id"), params.text("text")))
        self._cuts = self.trouble(method, params)

    @web.middleware
    async def cutting(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        answer = await handler(request)
        cuts, self._cuts = self._cuts, False
        if cuts and request.transport is not None:
            request.transport.abort()
        return answer

    def sent(self, *methods: str) -> list[Arrival]:
        """What arrived by these methods (default: messages)."""
        return [one for one in self.arrived if one.method in (methods or ("sendmessage",))]


@asynccontextmanager
async def telegram(*, flood: bool = False) -> AsyncIterator[Telegram]:
    """A Telegram that answers until the block ends."""
    one = Telegram(World(SettableClock(), TOKEN, flood=flood))
    one.world.gate = one.gate
    app = make_app(one.world)
    app.middlewares.append(one.cutting)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    one.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield one
    finally:
        await runner.cleanup()
        await one.world.close()


@dataclass
class Stage:
    """A sender at work; `owe` gives it messages."""

    database: Database
    telegram: Telegram
    nudge: asyncio.Event = field(default_factory=asyncio.Event)

    async def owe(self, *messages: Outgoing) -> None:
        now = self.telegram.world.clock.now()
        await self.database.run(lambda unit: unit.outbox.add(messages, unit.ids, now))
        self.nudge.set()

    async def settled(self, seconds: float = 60) -> dict[str, int]:
        """How the messages stand once none is owed."""
        async with asyncio.timeout(seconds):
            while (counts := await self.database.run(lambda unit: unit.outbox.counts())).get("due"):
                await asyncio.sleep(0.02)
        return counts


@asynccontextmanager
async def sending(
    database: Database, *, fast: bool = True, flood: bool = False, folder: Path = Path("nowhere")
) -> AsyncIterator[Stage]:
    """The sender at work, within Telegram's limits unless `fast`; people 1 to 99 have pressed Start."""
    limits = (10_000, 10_000.0, 10_000) if fast else (30, 1.0, 3)
    async with telegram(flood=flood) as there, BotApi(TOKEN, there.url) as api:
        for person in range(1, 100):
            there.world.client(person).chat.started = True
        stage, stop = Stage(database, there), asyncio.Event()
        stores = stores_in(folder, database)
        post, seat = TelegramPost(api, stores), SenderSeat(database)
        sender = Sender(database, post, Pacer(*limits), there.world.clock, stage.nudge, seat)
        task = asyncio.create_task(sender.run(stop))
        try:
            yield stage
        finally:
            stop.set()
            await asyncio.wait_for(task, 60)
            seat.leave()


def stores_in(folder: Path, database: Database) -> Stores:
    """Where files of that database are kept."""
    photos, papers = (SealedFolder(folder / name, database.vault) for name in ("photos", "papers"))
    return Stores(photos, papers)


def words(text: str, chat: int = 1, **more: Any) -> Outgoing:
    return Outgoing(chat, "note", {"text": text}, **more)


def card(text: str, chat: int = 1, *, posts: bool = False, tapped: int | None = None) -> Outgoing:
    payload = {"text": text, **CARD, **({"tapped": tapped} if tapped else {})}
    return Outgoing(chat, "card", payload, replaceable=True, posts=posts)
