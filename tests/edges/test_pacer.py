"""The pacer is never over a limit, near it when there is enough to do, and forgets chats that are quiet."""

from bisect import bisect_left
from heapq import heappop, heappush
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.transport.pacer import IDLE_SWEEP, WINDOW, Pacer

Arrival = tuple[float, int]
Wanted = tuple[float, int, float, float]
"""Seconds after the one before it, its chat, and how long it is on its way to the server and back."""
chats = st.lists(st.integers(1, 6), min_size=1, max_size=120)
gaps = st.sampled_from([0.0, 0.0, 0.0, 0.001, 0.02, 0.4, 3.0])
ways = st.sampled_from([0.0, 0.001, 0.05, 0.9, 2.5])


def at_once(order: list[int], there: float = 0.0, back: float = 0.0) -> list[Wanted]:
    """All wanted at the same time."""
    return [(0.0, chat, there, back) for chat in order]


def arrivals(pacer: Pacer, wanted: list[Wanted], start: float = 0.0) -> list[Arrival]:
    """Every call in its order, each leaving as soon as the pacer lets it; when each reached the server."""
    now, arrived = start, []
    answers: list[tuple[float, int]] = []

    def answer(until: float) -> None:
        while answers and answers[0][0] <= until:
            at, chat = heappop(answers)
            pacer.answered(chat, at)

    for gap, chat, there, back in wanted:
        now += gap
        answer(now)
        # As in the sender, nothing leaves for a chat whose last call has no answer yet.
        while any(one == chat for _, one in answers) or pacer.wait(chat, now) > 0:
            pause = pacer.wait(chat, now) or answers[0][0] - now
            now = min(now + pause, answers[0][0]) if answers else now + pause
            answer(now)
        pacer.take(now)
        arrived.append((now + there, chat))
        heappush(answers, (now + there + back, chat))
    answer(float("inf"))
    return sorted(arrived)


def most_in_a_second(times: list[float]) -> int:
    """The largest count in any window of one second, both ends included."""
    return max(index - bisect_left(times, at - 1.0) + 1 for index, at in enumerate(times))


@given(
    st.lists(st.tuples(gaps, st.integers(1, 6), ways, ways), min_size=1, max_size=120),
    st.integers(1, 30),
    st.sampled_from([0.0, 1.7e9]),
)
def test_no_window_of_a_second_at_the_server_ever_holds_more_than_the_limit(
    wanted: list[Wanted], per_second: int, start: float
) -> None:
    arrived = arrivals(Pacer(per_second, 1000.0, 1000), wanted, start)
    assert most_in_a_second([at for at, _ in arrived]) <= per_second


@given(st.lists(st.tuples(gaps, st.integers(1, 3), ways, ways), min_size=1, max_size=80), st.integers(1, 5))
def test_a_chat_never_gets_more_than_its_rate_and_burst(wanted: list[Wanted], burst: int) -> None:
    arrived = arrivals(Pacer(10_000, 1.0, burst), wanted)
    for chat in {chat for _, chat in arrived}:
        times = [at for at, one in arrived if one == chat]
        for first, begin in enumerate(times):
            for last, end in enumerate(times[first:], first):
                assert last - first + 1 <= burst + (end - begin) + 1e-9


@given(chats, st.integers(1, 30), st.sampled_from([0.0, 0.05, 0.4]))
def test_with_enough_to_do_nearly_all_that_the_limit_allows_leaves(
    order: list[int], per_second: int, way: float
) -> None:
    wanted = at_once(list(range(len(order) * 3)), way / 2, way / 2)
    arrived = arrivals(Pacer(per_second, 1000.0, 1000), wanted)
    taken = arrived[-1][0] - arrived[0][0]
    assert len(arrived) >= 0.97 * per_second * taken / (1 + way)


@pytest.mark.parametrize(("limit", "messages"), [(30, 600), (7, 105)])
def test_a_long_queue_runs_close_to_the_limit(limit: int, messages: int) -> None:
    arrived = arrivals(Pacer(limit, 1.0, 3), at_once(list(range(messages))))
    rate = (messages - limit) / (arrived[-1][0] - arrived[0][0])
    assert 0.97 * limit <= rate <= limit


def test_one_busy_chat_runs_between_ninety_and_a_hundred_percent() -> None:
    arrived = arrivals(Pacer(30, 1.0, 3), at_once([1] * 50))
    assert [at for at, _ in arrived[:3]] == [0.0, 0.0, 0.0]
    assert 0.9 <= 47 / (arrived[-1][0] - arrived[2][0]) <= 1.0


def test_a_busy_chat_does_not_hold_up_another() -> None:
    pacer = Pacer(30, 1.0, 3)
    arrivals(pacer, at_once([1] * 3))
    assert pacer.wait(1, 0.0) == pytest.approx(1.05)
    assert pacer.wait(2, 0.0) == 0.0


def test_a_slot_rests_for_a_second_after_its_answer() -> None:
    pacer = Pacer(1, 1000.0, 1000)
    pacer.take(0.0)
    assert pacer.wait(None, 5.0) > 1.0, "there is no answer yet"
    assert pacer.room(5.0) == 0
    pacer.answered(None, 5.0)
    assert pacer.wait(None, 5.0) == pytest.approx(WINDOW)
    assert [pacer.room(by) for by in (5.9, 6.1)] == [0, 1]


def test_a_pause_holds_for_everybody_and_is_never_shortened() -> None:
    pacer = Pacer(30, 1.0, 3)
    pacer.pause(20.0)
    pacer.pause(5.0)
    assert [pacer.wait(chat, 8.0) for chat in (1, 2, None)] == [12.0, 12.0, 12.0]
    assert pacer.wait(1, 20.0) == 0.0
    assert [pacer.room(by) for by in (19.0, 20.0)] == [0, 30]


def test_asking_takes_nothing() -> None:
    pacer = Pacer(1, 1.0, 1)
    assert [pacer.wait(1, 0.0) for _ in range(5)] == [0.0] * 5


def test_waiting_exactly_as_told_always_gets_on() -> None:
    arrived = arrivals(Pacer(3, 0.7, 2), at_once([chat % 2 for chat in range(200)]), 1.7e9 + 0.123456)
    assert all(later >= earlier for (earlier, _), (later, _) in pairwise(arrived))


def test_quiet_chats_are_forgotten() -> None:
    pacer = Pacer(10_000, 1.0, 3)
    for number in range(20 * IDLE_SWEEP):
        pacer.take(number * 0.01)
        pacer.answered(number, number * 0.01)
    assert len(pacer._full_at) <= 2 * IDLE_SWEEP
