"""The whole bot and a Telegram in this process: started, stopped, struck down and started again."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.app import App
from bot.commands.state import state
from bot.office import Office, open_office
from bot.settings import load_settings
from sandbox.clock import SettableClock
from sandbox.telegram.client import Client
from sandbox.telegram.screen import buttons
from sandbox.telegram.server import Running, serve
from sandbox.telegram.world import World
from storage.unit import Unit
from tests.bot.photos import photo
from tests.bot.township import FIRST_ACCOUNT, TOKEN, environment, settle_in

NO_MORE: Mapping[str, str] = MappingProxyType({})


class Stage:
    """One bot; its people have joined, the n-th with account FIRST_ACCOUNT + n."""

    def __init__(self, world: World, server: Running, environ: dict[str, str]) -> None:
        self.world = world
        self.server = server
        self.environ = environ
        self._office: Office | None = None
        self._app: App | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def office(self) -> Office:
        assert self._office is not None
        return self._office

    def phone(self, number: int = 0) -> Client:
        """The phone of the n-th person."""
        client = self.world.client(FIRST_ACCOUNT + number)
        client.chat.started = True
        return client

    async def start(self) -> None:
        """Start the bot and wait until it takes updates."""
        self._office = open_office(load_settings(self.environ), self.world.clock)
        self._app = App(self._office)
        self._task = asyncio.create_task(self._app.run())
        ready = asyncio.create_task(self._app.ready.wait())
        await asyncio.wait({ready, self._task}, return_when=asyncio.FIRST_COMPLETED)
        if self._task.done():
            ready.cancel()
            self._task.result()

    async def stop(self) -> None:
        """End it as SIGTERM does."""
        if self._app and self._task:
            self._app.stop.set()
            await asyncio.wait_for(self._task, 60)
        self._task = None

    async def strike_down(self) -> None:
        """End it in the middle of things: what is pending stays pending, what is owed stays owed."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        self._task = None

    async def quiet(self, seconds: float = 60) -> None:
        """Return once every update has had its effect and nothing is owed any more."""

        def is_settled(unit: Unit) -> bool:
            return not unit.inbox.counts().get("pending") and not unit.outbox.counts().get("due")

        async with asyncio.timeout(seconds):
            while True:
                await asyncio.sleep(0.02)
                heard = not self.world.updates.pending
                if heard and await self.office.database.run(is_settled) and not self.world.updates.pending:
                    return

    async def quiet_in_time(self) -> None:
        """Like `quiet`, while time flies: what was put off is tried again soon."""
        assert isinstance(self.world.clock, SettableClock)
        waiting = asyncio.create_task(self.quiet())
        while not waiting.done():
            await asyncio.wait({waiting}, timeout=0.3)
            self.world.clock.advance(timedelta(seconds=4))
        await waiting

    def visits(self) -> list[dict[str, Any]]:
        """Those of today, as `state --json` tells them."""
        today = self.office.today.isoformat()
        found: list[dict[str, Any]] = state(self.office)["visits"]
        return [one for one in found if one["visited_on"] >= today or one["late"]]

    async def say(self, text: str, number: int = 0) -> None:
        self.phone(number).send_text(text)
        await self.quiet()

    async def tap(self, label: str, number: int = 0) -> None:
        """Tap the button of the newest card that begins so."""
        message, choice = button(self.phone(number), label)
        self.phone(number).tap(message, choice)
        await self.quiet()

    async def send_album(self, count: int = 2, caption: str | None = None) -> None:
        self.phone().send_photos([photo() for _ in range(count)], caption)
        await self.quiet()


@asynccontextmanager
async def staged(
    folder: Path,
    people: int = 1,
    homes_each: int = 4,
    settings: Mapping[str, str] = NO_MORE,
    at: datetime | None = None,
) -> AsyncIterator[Stage]:
    """A running bot on a new township so large; it is `at`, in Shanghai, or else some afternoon."""
    environ = _environment(folder, "http://127.0.0.1:1", settings, at)
    settle_in(environ, people, homes_each, clock=SettableClock(at)).database.close()
    async with resumed(folder, settings, at) as stage:
        yield stage


@asynccontextmanager
async def resumed(
    folder: Path, settings: Mapping[str, str] = NO_MORE, at: datetime | None = None
) -> AsyncIterator[Stage]:
    """A running bot on what is in that folder."""
    world = World(SettableClock(at), TOKEN, flood=False)
    server = await serve(world)
    stage = Stage(world, server, _environment(folder, server.url, settings, at))
    try:
        await stage.start()
        yield stage
        await stage.stop()
    finally:
        await stage.strike_down()
        await server.close()


def _environment(folder: Path, url: str, settings: Mapping[str, str], at: datetime | None) -> dict[str, str]:
    return environment(folder, url, fast=True, zone="Asia/Shanghai" if at else "", **settings)


def button(phone: Client, begins: str) -> tuple[int, str]:
    """Where that button of the newest card is, and what it sends."""
    card = phone.keyboards()[-1]
    chosen = next((one for one in buttons(card) if one["text"].startswith(begins)), None)
    assert chosen, f"no {begins!r} on {card['text']!r} among {[one['text'] for one in buttons(card)]}"
    return card["message_id"], chosen["callback_data"]


def card_of(phone: Client) -> str:
    """What the one live card says."""
    (card,) = phone.keyboards()
    return str(card["text"])
