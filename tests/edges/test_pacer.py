"""The pacer is never over a limit, near it when there is enough to do, and forgets chats that are quiet."""

from bisect import bisect_left
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.transport.pacer import IDLE_SWEEP, Pacer

Departure = tuple[float, int]
chats = st.lists(st.integers(1, 6), min_size=1, max_size=120)
gaps = st.sampled_from([0.0, 0.0, 0.0, 0.001, 0.02, 0.4, 3.0])


def departures(pacer: Pacer, wanted: list[tuple[float, int]], start: float = 0.0) -> list[Departure]:
    """Every message in its order, each leaving as soon as the pacer lets it."""
    now, left = start, []
    for gap, chat in wanted:
        now += gap
        while (pause := pacer.wait(chat, now)) > 0:
            now += pause
        pacer.take(chat, now)
        left.append((now, chat))
    return left


def most_in_a_second(times: list[float]) -> int:
    """The largest count in any window of one second, both ends included."""
    return max(index - bisect_left(times, at - 1.0) + 1 for index, at in enumerate(times))


@given(
    st.lists(st.tuples(gaps, st.integers(1, 6)), min_size=1, max_size=120),
    st.integers(1, 30),
    st.sampled_from([0.0, 1.7e9]),
)
def test_no_window_of_a_second_ever_holds_more_than_the_limit(
    wanted: list[tuple[float, int]], per_second: int, start: float
) -> None:
    left = departures(Pacer(per_second, 1000.0, 1000), wanted, start)
    assert most_in_a_second([at for at, _ in left]) <= per_second


@given(st.lists(st.tuples(gaps, st.integers(1, 3)), min_size=1, max_size=80), st.integers(1, 5))
def test_a_chat_never_gets_more_than_its_rate_and_burst(wanted: list[tuple[float, int]], burst: int) -> None:
    left = departures(Pacer(10_000, 1.0, burst), wanted)
    for chat in {chat for _, chat in left}:
        times = [at for at, one in left if one == chat]
        for first, begin in enumerate(times):
            for last, end in enumerate(times[first:], first):
                assert last - first + 1 <= burst + (end - begin) + 1e-9


@given(chats, st.integers(1, 30))
def test_with_enough_to_do_at_least_nine_tenths_of_the_limit_leave(order: list[int], per_second: int) -> None:
    wanted = [(0.0, chat) for chat in order * 3]
    left = departures(Pacer(per_second, 1000.0, 1000), wanted)
    taken = left[-1][0] - left[0][0]
    assert len(left) >= 0.9 * per_second * taken


@pytest.mark.parametrize(("limit", "messages"), [(30, 600), (7, 100)])
def test_a_long_queue_runs_between_ninety_and_a_hundred_percent(limit: int, messages: int) -> None:
    left = departures(Pacer(limit, 1.0, 3), [(0.0, chat) for chat in range(messages)])
    rate = (messages - limit) / (left[-1][0] - left[0][0])
    assert 0.9 * limit <= rate <= limit


def test_one_busy_chat_runs_between_ninety_and_a_hundred_percent() -> None:
    left = departures(Pacer(30, 1.0, 3), [(0.0, 1)] * 50)
    assert [at for at, _ in left[:3]] == [0.0, 0.0, 0.0]
    assert 0.9 <= 47 / (left[-1][0] - left[2][0]) <= 1.0


def test_a_busy_chat_does_not_hold_up_another() -> None:
    pacer = Pacer(30, 1.0, 3)
    departures(pacer, [(0.0, 1)] * 3)
    assert pacer.wait(1, 0.0) == pytest.approx(1.05)
    assert pacer.wait(2, 0.0) == 0.0


def test_a_pause_holds_for_everybody_and_is_never_shortened() -> None:
    pacer = Pacer(30, 1.0, 3)
    pacer.pause(20.0)
    pacer.pause(5.0)
    assert [pacer.wait(chat, 8.0) for chat in (1, 2, None)] == [12.0, 12.0, 12.0]
    assert pacer.wait(1, 20.0) == 0.0


def test_asking_takes_nothing() -> None:
    pacer = Pacer(1, 1.0, 1)
    assert [pacer.wait(1, 0.0) for _ in range(5)] == [0.0] * 5


def test_waiting_exactly_as_told_always_gets_on() -> None:
    left = departures(Pacer(3, 0.7, 2), [(0.0, chat % 2) for chat in range(200)], 1.7e9 + 0.123456)
    assert all(later >= earlier for (earlier, _), (later, _) in pairwise(left))


def test_quiet_chats_are_forgotten() -> None:
    pacer = Pacer(10_000, 1.0, 3)
    for number in range(20 * IDLE_SWEEP):
        pacer.take(number, number * 0.01)
    assert len(pacer._full_at) <= 2 * IDLE_SWEEP
