"""The worker: chats side by side, each in order, whatever fails; several workers on PostgreSQL."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from bot.flows.engine.port import Malformed
from bot.transport.receiver import Receiver
from bot.transport.worker import Worker
from sandbox.clock import SettableClock
from storage.chat.inbox import Received
from storage.database import Database
from storage.unit import Unit
from tests.arrivals import arrived


def _update(key: int, chat: int) -> dict[str, Any]:
    return {"update_id": key, "message": {"chat": {"id": chat}}}


class Stage:
    """A worker whose updates have no other effect than to be done, after `work`."""

    def __init__(self, database: Database, name: str | None = None) -> None:
        self.database = database
        self.clock = SettableClock()
        self.receiver = Receiver(database, self.clock)
        self.name = None if database.is_sqlite else name or "one"
        self.seen: dict[int, list[int]] = defaultdict(list)
        self.at_work: set[int] = set()
        self.most = 0
        self.apologies: list[int] = []
        self.work: Callable[[int], Awaitable[None]] = lambda _: asyncio.sleep(0)

    async def process(self, received: Received) -> None:
        update = json.loads(received.raw)
        key, chat = update["update_id"], update["message"]["chat"]["id"]
        assert chat not in self.at_work, "two of one chat at a time"
        self.at_work.add(chat)
        self.most = max(self.most, len(self.at_work))
        try:
            await self.work(key)
            await self.database.run(lambda unit: unit.inbox.done([received.id], self.name))
            self.seen[chat].append(key)
        finally:
            self.at_work.discard(chat)

    def apologise(self, _: Unit, received: Received) -> None:
        self.apologies.append(int(received.external))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        worker = Worker(
            self.database, self.clock, self.receiver.arrived, self.process, self.apologise, self.name
        )
        stop = asyncio.Event()
        task = asyncio.create_task(worker.run(stop))
        try:
            yield
        finally:
            stop.set()
            await asyncio.wait_for(task, 60)

    async def settled(self, seconds: float = 60) -> dict[str, int]:
        """How the updates stand once none is pending."""
        async with asyncio.timeout(seconds):
            while (counts := await self.database.run(lambda unit: unit.inbox.counts())).get("pending"):
                await asyncio.sleep(0.02)
        return counts


@pytest.fixture
def stage(database: Database) -> Stage:
    return Stage(database)


async def test_every_chat_keeps_its_order_while_hundreds_wait(stage: Stage) -> None:
    draw = Random(7)
    updates = [_update(100 + at, draw.randrange(200)) for at in range(800)]
    async with stage.running():
        for at in range(0, len(updates), 50):
            batch = updates[at : at + 50]
            # A connection that was cut brings the same again, in any order.
            await stage.receiver.store(draw.sample(batch, len(batch)))
            await stage.receiver.store(batch[:5])
        assert await stage.settled() == {"done": 800}
    assert all(keys == sorted(keys) for keys in stage.seen.values())
    assert sum(map(len, stage.seen.values())) == 800
    assert stage.most > 20, "chats go side by side"


async def test_more_chats_than_fit_side_by_side_are_all_served(stage: Stage) -> None:
    stage.work = lambda key: asyncio.sleep(0.02 if key % 3 else 0.2)
    async with stage.running():
        await stage.receiver.store([_update(key, key % 300) for key in range(600)])
        assert await stage.settled() == {"done": 600}
    assert all(keys == sorted(keys) for keys in stage.seen.values())


async def test_an_update_that_becomes_free_while_its_chat_still_tidies_up_is_not_forgotten(
    stage: Stage,
) -> None:
    done = stage.process

    async def process(received: Received) -> None:
        await done(received)
        # Its effect is on disk, but the worker has not heard of it yet, and looks into the inbox again.
        stage.receiver.arrived.set()
        await asyncio.sleep(0.02)

    stage.process = process  # type: ignore[method-assign]
    async with stage.running():
        await stage.receiver.store([_update(key, key % 5) for key in range(50)])
        assert await stage.settled() == {"done": 50}
    assert all(keys == sorted(keys) for keys in stage.seen.values())


async def test_a_slow_update_holds_up_its_own_chat_alone(stage: Stage) -> None:
    gate = asyncio.Event()

    async def work(key: int) -> None:
        if key == 1:
            await gate.wait()

    stage.work = work
    async with stage.running():
        await stage.receiver.store([_update(key, chat) for key, chat in ((1, 1), (2, 1), (3, 2), (4, 2))])
        while len(stage.seen[2]) < 2:
            await asyncio.sleep(0.01)
        assert stage.seen[1] == []
        gate.set()
        assert await stage.settled() == {"done": 4}
    assert stage.seen == {1: [1, 2], 2: [3, 4]}


async def test_what_fails_is_tried_three_times_and_then_apologised_for(stage: Stage) -> None:
    tries: list[int] = []

    async def work(key: int) -> None:
        if key == 1:
            tries.append(key)
            raise RuntimeError("王福生")

    async def let_time_pass() -> None:
        while not stage.apologies:
            await asyncio.sleep(0.1)
            stage.clock.advance(timedelta(seconds=8))
            stage.receiver.arrived.set()

    stage.work = work
    async with stage.running(), asyncio.TaskGroup() as meanwhile:
        await stage.receiver.store([_update(1, 1), _update(2, 1), _update(3, 2)])
        meanwhile.create_task(let_time_pass())
        assert await stage.settled() == {"done": 2, "dead": 1}
    assert (len(tries), stage.apologies) == (3, [1])
    assert stage.seen == {1: [2], 2: [3]}


async def test_what_no_trying_can_help_is_set_aside_at_the_first(stage: Stage) -> None:
    async def work(key: int) -> None:
        if key == 1:
            raise Malformed

    stage.work = work
    async with stage.running():
        await stage.receiver.store([_update(1, 1), _update(2, 1)])
        assert await stage.settled() == {"done": 1, "dead": 1}


async def test_what_has_begun_is_finished_before_the_worker_ends(stage: Stage) -> None:
    stage.work = lambda _: asyncio.sleep(0.2)
    async with stage.running():
        await stage.receiver.store([_update(1, 1)])
        while not stage.at_work:
            await asyncio.sleep(0.01)
    assert stage.seen == {1: [1]}


async def test_two_workers_share_the_chats_and_keep_their_order(postgresql: Database) -> None:
    other = Database(str(postgresql.engine.url), postgresql.vault)
    one, two = Stage(postgresql, "one"), Stage(other, "two")
    one.work = two.work = lambda _: asyncio.sleep(0.005)
    async with one.running(), two.running():
        for at in range(0, 400, 20):
            receiver = (one, two)[at // 20 % 2].receiver
            await receiver.store([_update(key, key % 40) for key in range(at, at + 20)])
        assert await one.settled() == {"done": 400}
    other.close()
    assert one.seen
    assert two.seen
    # Each did its own; together every one was done once, and none before an earlier one of its chat.
    both = [key for stage in (one, two) for keys in stage.seen.values() for key in keys]
    assert sorted(both) == list(range(400))
    assert all(keys == sorted(keys) for stage in (one, two) for keys in stage.seen.values())


async def test_the_claims_of_a_worker_that_died_are_taken_over_while_others_run(postgresql: Database) -> None:
    stage = Stage(postgresql, "two")
    async with stage.running():
        await stage.receiver.store([_update(1, 1)])
        await stage.settled()
        with postgresql.write() as unit:
            unit.inbox.add([arrived(2, 1, json.dumps(_update(2, 1)))], datetime.now(UTC))
            assert unit.inbox.next(stage.clock.now(), 5, "died")
        stage.clock.advance(timedelta(minutes=5))
        assert await stage.settled() == {"done": 2}
