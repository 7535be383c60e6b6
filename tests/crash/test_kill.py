"""Whole conversations under kill -9, again and again: nothing is lost, nothing is done twice (P1)."""

import asyncio
import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from random import Random, SystemRandom
from time import monotonic
from typing import Any

from bot.commands.state import state
from sandbox.clock import SettableClock
from sandbox.telegram.server import serve
from sandbox.telegram.world import World
from tests.bot.township import FIRST_ACCOUNT, TOKEN, code_of, environment, head_of, phone_of, settle_in
from tests.crash.cadre import Cadre, Expected
from tests.crash.mortal_bot import MortalBot

UPDATES = int(os.environ.get("CRASH_UPDATES", "400"))
KILLS = int(os.environ.get("CRASH_KILLS", "8"))
PEOPLE, HOMES_EACH = 25, 4
WORKED = ("sendmessage", "editmessagetext")


async def test_kills_at_random_lose_nothing_and_do_nothing_twice(tmp_path: Path) -> None:
    seed = int(os.environ.get("CRASH_SEED", SystemRandom().randrange(10**9)))
    print(f"CRASH_SEED={seed}")
    world = World(SettableClock(), TOKEN, flood=False)
    running = await serve(world)
    environ = environment(tmp_path, running.url, fast=True)
    office = settle_in(environ, PEOPLE, HOMES_EACH)
    cadres = [_cadre(world, one, office.today, seed) for one in range(PEOPLE)]
    before = _seen(state(office)["visits"])
    office.database.close()
    bot, began, first = MortalBot(environ, tmp_path / "bot.log"), monotonic(), world.updates.next_id
    try:
        await bot.start()
        async with asyncio.timeout(1200), asyncio.TaskGroup() as day:
            working = [day.create_task(_work(one, world, first + UPDATES)) for one in cadres]
            in_hand = await _kill_again_and_again(bot, world, Random(seed))
            await asyncio.wait(working)
        assert await bot.stop() == 0, (tmp_path / "bot.log").read_text()
        found = json.loads(await bot.ask("state", "--json"))
    finally:
        await bot.stop()
        await running.close()
    told, kept = Counter(one for cadre in cadres for one in cadre.told), _seen(found["visits"])
    figures = (
        f"{world.updates.next_id - first} updates, {told.total()} visits, {len(in_hand)} kills "
        f"(updates not yet confirmed at each: {in_hand}), {monotonic() - began:.0f} s"
    )
    print(figures)
    assert kept - before - told == Counter(), f"done twice, or not as told; {figures}; CRASH_SEED={seed}"
    assert told - kept == Counter(), f"lost; {figures}; CRASH_SEED={seed}"
    assert found["inbox"] == {"pending": 0, "dead": 0}
    assert found["outbox"]["due"] == found["outbox"]["failed"] == found["outbox"]["held"] == 0


def _cadre(world: World, one: int, today: date, seed: int) -> Cadre:
    client = world.client(FIRST_ACCOUNT + one, f"帮扶{one:02d}")
    client.chat.started = True
    homes = [(code_of(home), head_of(home)) for home in range(one * HOMES_EACH, (one + 1) * HOMES_EACH)]
    return Cadre(world, client, phone_of(one), homes, today, Random(f"{seed} {one}"))


async def _work(cadre: Cadre, world: World, until: int) -> None:
    while world.updates.next_id < until:
        await cadre.visit()


async def _kill_again_and_again(bot: MortalBot, world: World, draw: Random) -> list[int]:
    """Kill at random places of the day; how many updates it had not confirmed each time."""
    first, in_hand = world.updates.next_id, []
    for place in sorted(draw.sample(range(UPDATES // 50, UPDATES - UPDATES // 50), KILLS)):
        # One in five may come while it still starts, the others as soon as it has worked again.
        worked = -1 if draw.random() < 0.2 else _work_done(world)
        while world.updates.next_id < first + place or _work_done(world) == worked:
            await asyncio.sleep(0.005)
        await asyncio.sleep(draw.uniform(0, 0.1))
        await bot.kill()
        in_hand.append(len(world.updates.pending))
        await bot.start()
    return in_hand


def _work_done(world: World) -> int:
    return sum(world.calls[one] for one in WORKED)


def _seen(visits: Iterable[Mapping[str, Any]]) -> Counter[Expected]:
    """Visits as the oracle tells them; what else is known of them is not compared."""
    fields = Expected.__dataclass_fields__
    return Counter(Expected(**{name: one[name] for name in fields}) for one in visits)
