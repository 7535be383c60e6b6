"""Flood limits: what passes, what is refused, and for how long."""

from datetime import timedelta

import pytest

from sandbox.clock import SettableClock
from sandbox.telegram.caller import Caller
from sandbox.telegram.client import Client
from sandbox.telegram.errors import ApiError
from sandbox.telegram.flood import Flood
from sandbox.telegram.world import World


class Stopwatch:
    """A monotonic clock that stands still until told."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def stopwatch() -> Stopwatch:
    return Stopwatch()


def refused_for(flood: Flood, chat_id: int) -> int | None:
    try:
        flood.check(chat_id)
    except ApiError as refusal:
        return refusal.retry_after
    return None


def test_thirty_in_a_second_pass_and_the_next_waits(stopwatch: Stopwatch) -> None:
    flood = Flood(monotonic=stopwatch)
    assert {refused_for(flood, chat) for chat in range(30)} == {None}
    assert refused_for(flood, 99) == 1
    stopwatch.seconds += 1
    assert {refused_for(flood, chat) for chat in range(30)} == {None}


def test_any_second_counts_not_only_whole_ones(stopwatch: Stopwatch) -> None:
    flood = Flood(monotonic=stopwatch)
    for chat in range(15):
        flood.check(chat)
    stopwatch.seconds += 0.9
    for chat in range(15):
        flood.check(chat)
    stopwatch.seconds += 0.05
    assert refused_for(flood, 99) == 1


def test_one_chat_takes_five_at_once_and_twenty_in_fifteen_seconds(stopwatch: Stopwatch) -> None:
    flood = Flood(monotonic=stopwatch)
    assert [refused_for(flood, 7) for _ in range(6)] == [None] * 5 + [1]
    assert refused_for(flood, 8) is None
    for _ in range(3):
        stopwatch.seconds += 1.01
        assert [refused_for(flood, 7) for _ in range(5)] == [None] * 5
    stopwatch.seconds += 1.01
    assert refused_for(flood, 7) == 11


def test_until_the_time_is_over_everything_is_refused(stopwatch: Stopwatch) -> None:
    flood = Flood(monotonic=stopwatch)
    for _ in range(5):
        flood.check(7)
    stopwatch.seconds += 0.5
    assert refused_for(flood, 7) == 1
    stopwatch.seconds += 0.8
    assert refused_for(flood, 7) == 1, "the window is free again, but the time to wait is not over"
    stopwatch.seconds += 0.3
    assert refused_for(flood, 7) is None
    assert (flood.passed, flood.refused) == (6, 2)


def test_one_message_a_second_may_go_on_for_ever(stopwatch: Stopwatch) -> None:
    flood = Flood(monotonic=stopwatch)
    for _ in range(200):
        flood.check(7)
        stopwatch.seconds += 1


async def test_the_answer_says_how_long_and_the_settable_clock_does_not_help(
    call: Caller, phone: Client, clock: SettableClock
) -> None:
    for number in range(5):
        assert (await call("sendMessage", chat_id=501, text=str(number)))["ok"]
    for _ in range(2):
        assert await call("sendMessage", chat_id=501, text="x") == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 1",
            "parameters": {"retry_after": 1},
        }
        clock.advance(timedelta(days=1))
    assert len(phone.messages) == 6


async def test_without_flood_limits_everything_passes(call: Caller, phone: Client, world: World) -> None:
    world.flood.on = False
    for number in range(40):
        assert (await call("sendMessage", chat_id=501, text=str(number)))["ok"]
    assert world.flood.passed == 40
