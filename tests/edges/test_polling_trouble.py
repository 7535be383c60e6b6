"""Polling rides out whatever Telegram or the network does, but for a rejected token."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import NetworkError, RetryAfter

from bot.transport.telegram.api import BotApi, TokenRejected
from bot.transport.telegram.polling import Polling, has_id, pause_after
from tests.edges.counter import Counter, refused, said
from tests.edges.poll_stage import Telegram, running, store_nothing, until, update


async def test_network_trouble_is_ridden_out_with_growing_pauses(
    api: BotApi, telegram: Telegram, no_pauses: list[float]
) -> None:
    telegram.faults = [refused(502, "Bad Gateway") for _ in range(7)]
    telegram.waiting = [update(3)]
    async with running(Polling(api, store_nothing)):
        await until(lambda: telegram.confirmed)
    assert no_pauses == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]


async def test_flood_control_is_obeyed_to_the_second(
    api: BotApi, telegram: Telegram, no_pauses: list[float]
) -> None:
    telegram.faults = [refused(429, "Too Many Requests", retry_after=41)]
    telegram.waiting = [update(3)]
    async with running(Polling(api, store_nothing)):
        await until(lambda: telegram.confirmed)
    assert no_pauses == [41.0]


async def test_a_second_poller_waits_its_turn(
    api: BotApi, telegram: Telegram, counter: Counter, no_pauses: list[float]
) -> None:
    telegram.faults = [refused(409, "Conflict: terminated by other getUpdates request")]
    telegram.waiting = [update(3)]
    async with running(Polling(api, store_nothing)):
        await until(lambda: telegram.confirmed)
    assert no_pauses == [1.0]
    assert "deleteWebhook" not in counter.methods()


async def test_a_webhook_left_behind_is_removed(
    api: BotApi, telegram: Telegram, counter: Counter, no_pauses: list[float]
) -> None:
    telegram.faults = [refused(409, "Conflict: can't use getUpdates method while webhook is active")]
    telegram.waiting = [update(3)]
    async with running(Polling(api, store_nothing)):
        await until(lambda: telegram.confirmed)
    assert "deleteWebhook" in counter.methods()


async def test_a_rejected_token_ends_polling_with_one_sentence(api: BotApi, telegram: Telegram) -> None:
    telegram.faults = [refused(401, "Unauthorized")]
    with pytest.raises(TokenRejected, match="rejected; copy it again"):
        await Polling(api, store_nothing).run(asyncio.Event())


async def test_a_malformed_update_is_set_aside_and_the_rest_goes_on(
    api: BotApi, telegram: Telegram, no_pauses: list[float]
) -> None:
    stored: list[Any] = []

    async def store(updates: Sequence[dict[str, Any]]) -> None:
        stored.extend(updates)

    telegram.faults = [said([update(1), "text", {"message": {}}, None, {"update_id": "7"}, update(2)])]
    async with running(Polling(api, store)):
        await until(lambda: len(telegram.offsets) >= 2)
    assert stored == [update(1), update(2)]
    assert telegram.offsets[1] == 3
    assert no_pauses == []


@pytest.mark.parametrize("answer", [{"a": 1}, "text", 5, [None], [{"update_id": True}]])
async def test_a_senseless_answer_is_ridden_out(
    api: BotApi, telegram: Telegram, no_pauses: list[float], answer: Any
) -> None:
    telegram.faults = [said(answer)]
    telegram.waiting = [update(3)]
    async with running(Polling(api, store_nothing)):
        await until(lambda: telegram.confirmed == [3])
    assert no_pauses == [1.0]


@given(st.integers(0, 10_000))
def test_pauses_grow_to_half_a_minute_and_no_further(failures: int) -> None:
    assert 1.0 <= pause_after(NetworkError("x"), failures) <= 30.0
    assert pause_after(RetryAfter(77), failures) == 77.0


@pytest.mark.parametrize("key", [None, True, -1, 1.5, "7", 2**63, 10**40])
def test_an_id_no_database_could_hold_is_no_id(key: Any) -> None:
    assert not has_id({"update_id": key})
