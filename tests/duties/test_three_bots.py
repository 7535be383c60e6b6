"""Three bots on one PostgreSQL, one killed, one stopped and continued: each hears once (P3)."""

import asyncio
import os
from collections import Counter
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Column, func, select

from sandbox.clock import SettableClock
from sandbox.telegram.server import serve
from sandbox.telegram.world import World
from storage.base.keys import load_keys
from storage.base.vault import Vault
from storage.database import Database
from storage.tables import inbox, mark, notice, outbox
from tests.bot.township import TOKEN
from tests.conftest import Make
from tests.duties.crowd import open_town
from tests.duties.three_bots import OPENS, ThreeBots

PEOPLE = int(os.environ.get("SOAK_PEOPLE", "500"))
PATIENCE = 300 + PEOPLE / 10
STILL = 4
"""Seconds; for the clocks of the bots more than the minute after which a claim is taken over."""


async def test_each_hears_once_though_one_is_killed_and_one_stands_still(
    postgres: Make, tmp_path: Path
) -> None:
    world, began = World(SettableClock(datetime.fromisoformat(OPENS)), TOKEN, flood=False), monotonic()
    running = await serve(world)
    with postgres() as address:
        database = Database(address, Vault(load_keys(tmp_path / "keys")))
        open_town(database, PEOPLE)
        for account in range(1, PEOPLE + 1):
            world.client(account).chat.started = True
        given = {"TOKEN": TOKEN, "API_URL": running.url, "DATABASE_URL": address}
        async with ThreeBots(tmp_path, given) as bots, asyncio.timeout(PATIENCE):
            while world.calls["sendmessage"] < PEOPLE // 2:
                await asyncio.sleep(0.01)
                bots.look()
            await bots.kill_one()
            in_flight = await _in_flight(world, database)
            await bots.stand_still(STILL)
            while _count(database, notice.c.status) != {"sent": PEOPLE}:
                await asyncio.sleep(0.2)
            await bots.stop()
        heard = Counter(len(one.chat.messages) for one in world.clients.values())
        figures = f"{PEOPLE} notices, {monotonic() - began:.0f} s, {in_flight} sends in flight at the kill"
        print(f"{figures}, by messages: {dict(heard)}")
        assert set(_count(database, notice.c.person_id).values()) == {1}, "owed twice"
        assert set(_count(database, mark.c.notice_id).values()) == {1}
        assert _count(database, inbox.c.status) == {"done": PEOPLE}, "woken twice"
        assert _count(database, outbox.c.status) == {"sent": PEOPLE}, "said twice"
        assert heard.keys() <= {1, 2}, "missed"
        assert heard[2] <= in_flight, "sent twice, and that was not in flight"
        database.close()
    await running.close()


async def _in_flight(world: World, database: Database) -> int:
    """How many messages have gone out of which the database does not know: these may come once more (P2)."""
    known = _count(database, outbox.c.status).get("sent", 0)
    # What the killed process had put on the wire still arrives.
    await asyncio.sleep(0.05)
    return sum(len(one.chat.messages) for one in world.clients.values()) - known


def _count(database: Database, column: Column[Any]) -> dict[Any, int]:
    with database.read() as unit:
        return dict(unit.connection.execute(select(column, func.count()).group_by(column)).all())
