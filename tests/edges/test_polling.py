"""Polling: stored before acknowledged, and stopped at once without losing anything."""

import asyncio
import time
from collections.abc import Sequence
from typing import Any

from aiohttp import web

from bot.transport.telegram.api import BotApi
from bot.transport.telegram.polling import Polling
from tests.edges.counter import Counter, said
from tests.edges.poll_stage import Telegram, running, store_nothing, until, update


async def test_an_update_is_confirmed_only_after_it_is_stored(api: BotApi, telegram: Telegram) -> None:
    telegram.waiting = [update(10), update(11)]
    stored: list[int] = []
    confirmed_while_storing: list[list[int]] = []

    async def store(updates: Sequence[dict[str, Any]]) -> None:
        await asyncio.sleep(0.03)
        confirmed_while_storing.append(list(telegram.confirmed))
        stored.extend(one["update_id"] for one in updates)

    async with running(Polling(api, store)):
        await until(lambda: telegram.confirmed)
    assert stored == telegram.confirmed == [10, 11]
    assert confirmed_while_storing == [[]]


async def test_a_store_that_fails_confirms_nothing_and_is_tried_again(
    api: BotApi, telegram: Telegram, no_pauses: list[float]
) -> None:
    telegram.waiting = [update(10)]
    tries = 0

    async def store(_: Sequence[dict[str, Any]]) -> None:
        nonlocal tries
        tries += 1
        assert telegram.confirmed == []
        if tries < 4:
            raise OSError("disk full")

    polling = Polling(api, store)
    async with running(polling):
        await until(lambda: tries == 3)
        await until(lambda: telegram.confirmed)
    assert tries == 4
    assert no_pauses == [1.0, 2.0, 4.0]
    assert telegram.confirmed == [10]


async def test_ids_may_fall_after_a_quiet_week(api: BotApi, telegram: Telegram) -> None:
    stored: list[int] = []

    async def store(updates: Sequence[dict[str, Any]]) -> None:
        stored.extend(one["update_id"] for one in updates)

    telegram.waiting = [update(900)]
    async with running(Polling(api, store)):
        await until(lambda: telegram.offsets[-2:] == [None, None])
        telegram.waiting = [update(5)]
        await until(lambda: telegram.confirmed == [900, 5])
    assert stored == [900, 5]


async def test_the_first_poll_answers_at_once_and_then_polls_are_long(
    api: BotApi, telegram: Telegram
) -> None:
    polling = Polling(api, store_nothing)
    assert polling.last_contact is None
    async with running(polling):
        await until(lambda: len(telegram.timeouts) >= 2)
    assert telegram.timeouts[:2] == [0, 25]
    assert polling.last_contact is not None
    assert time.monotonic() - polling.last_contact < 60


async def test_stopping_cuts_the_running_poll_short(api: BotApi, counter: Counter) -> None:
    polls = 0

    async def hang(fields: dict[str, Any]) -> web.Response:
        nonlocal polls
        polls += 1
        if fields["timeout"] != "0":
            await asyncio.sleep(30)
        return said([])

    counter.answers["getUpdates"] = hang
    async with running(Polling(api, store_nothing)):
        await until(lambda: polls == 2)
        before = time.monotonic()
    assert time.monotonic() - before < 20, "not the thirty seconds that it hangs"


async def test_stopping_lets_a_store_that_has_begun_finish(api: BotApi, telegram: Telegram) -> None:
    telegram.waiting = [update(1)]
    begun, done = asyncio.Event(), asyncio.Event()

    async def store(_: Sequence[dict[str, Any]]) -> None:
        begun.set()
        await asyncio.sleep(0.1)
        done.set()

    async with running(Polling(api, store)):
        await begun.wait()
    assert done.is_set()
    assert telegram.confirmed == []
