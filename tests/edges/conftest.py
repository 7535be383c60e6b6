"""Servers on loopback for the tests of the edges, and a bot that talks to them."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.transport.telegram.api import BotApi
from tests.edges.counter import TOKEN, Counter
from tests.edges.poll_stage import Telegram


@pytest.fixture
async def counter() -> AsyncIterator[Counter]:
    """The server, started."""
    server = Counter()
    app = web.Application(client_max_size=2**24)
    app.router.add_post("/bot{token}/{method}", server.take)
    app.router.add_get("/file/bot{token}/{path:.*}", server.give)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield server
    await runner.cleanup()


@pytest.fixture
async def api(counter: Counter) -> AsyncIterator[BotApi]:
    """A bot that talks to the server."""
    async with BotApi(TOKEN, counter.url) as one:
        yield one


@pytest.fixture
async def cut_server() -> AsyncIterator[str]:
    """The address of a server that reads every request and then hangs up without a word."""

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@pytest.fixture
def telegram(counter: Counter) -> Telegram:
    """Its getUpdates, which keeps what is not confirmed."""
    one = Telegram()
    counter.answers["getUpdates"] = one.updates
    return one


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that polling wants to make, none of which is made."""
    pauses: list[float] = []

    async def rest(_: asyncio.Event, seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr("bot.transport.telegram.polling.rest", rest)
    return pauses
