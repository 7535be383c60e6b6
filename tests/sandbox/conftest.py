"""A world with its server on loopback, somebody who has pressed Start, and a caller in the bot's place."""

import struct
from collections.abc import AsyncIterator

import pytest

from sandbox.clock import SettableClock
from sandbox.telegram.caller import Caller
from sandbox.telegram.client import Client
from sandbox.telegram.server import Running, serve
from sandbox.telegram.world import World

TOKEN = "7000000001:not-a-real-token"


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
async def world(clock: SettableClock) -> World:
    return World(clock, TOKEN)


@pytest.fixture
async def running(world: World) -> AsyncIterator[Running]:
    server = await serve(world, control=True)
    yield server
    await server.close()


@pytest.fixture
async def call(running: Running) -> AsyncIterator[Caller]:
    async with Caller(running.url, TOKEN) as caller:
        yield caller


@pytest.fixture
async def phone(world: World) -> Client:
    client = world.client(501, "何梅")
    client.start()
    return client


@pytest.fixture
def png() -> bytes:
    """The first bytes of a picture of 640 by 480 pixels."""
    return b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + struct.pack(">II", 640, 480) + bytes(20)
