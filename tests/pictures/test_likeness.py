"""Hashes near one another are found among however many."""

from collections.abc import Callable
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pictures import likeness
from pictures.likeness import Hashes, signed
from tests.examples import examples

HASHES = st.integers(0, 2**64 - 1)


def flip(phash: int, *bits: int) -> int:
    for bit in bits:
        phash ^= 1 << bit
    return phash


def test_near_ones_are_found_nearest_first() -> None:
    chance = Random(1)
    base = chance.getrandbits(64)
    known = [(n, chance.getrandbits(64)) for n in range(100, 5000)]
    hashes = Hashes(
        [*known, (1, flip(base, 0, 63)), (2, base), (3, flip(base, *range(7))), (4, flip(base, *range(8)))]
    )
    assert hashes.near(base) == [(2, 0), (1, 2), (3, 7)]
    assert hashes.near(base, within=8) == [(2, 0), (1, 2), (3, 7), (4, 8)]
    assert hashes.near(base, within=0) == [(2, 0)]
    assert hashes.near(base, at_most=2) == [(2, 0), (1, 2)]


def test_nothing_is_near_where_there_is_nothing() -> None:
    assert Hashes().near(0) == []
    assert len(Hashes()) == 0


def test_a_hash_may_come_as_the_database_has_it() -> None:
    high = 0xF0F0_0000_0000_0001
    hashes = Hashes([(1, signed(high))])
    hashes.add(2, signed(high))
    assert hashes.near(high) == hashes.near(signed(high)) == [(1, 0), (2, 0)]


@given(HASHES)
def test_signed_fits_a_bigint_and_keeps_every_bit(phash: int) -> None:
    assert -(2**63) <= signed(phash) < 2**63
    assert signed(phash) % 2**64 == phash


STEPS = st.lists(st.tuples(st.booleans(), st.integers(0, 9), st.integers(0, 255)), max_size=40)


@given(STEPS, st.integers(0, 255))
@settings(max_examples=examples(20))
def test_adding_and_removing_keep_what_a_dictionary_keeps(
    steps: list[tuple[bool, int, int]], sought: int
) -> None:
    kept: dict[int, int] = {}
    hashes = Hashes()
    for is_added, id, phash in steps:
        if is_added:
            hashes.add(id, phash)
            kept[id] = phash
        else:
            hashes.remove(id)
            kept.pop(id, None)
    near = [(id, (phash ^ sought).bit_count()) for id, phash in kept.items()]
    assert sorted(hashes.near(sought, within=3)) == sorted(one for one in near if one[1] <= 3)
    assert len(hashes) == len(kept)


def test_there_is_room_for_more_than_there_was_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "ROOM", 3)
    hashes = Hashes([(0, 0)])
    for id in range(1, 20):
        hashes.add(id, id << 32)
    assert sorted(hashes.near(0, within=64)) == [(id, id.bit_count()) for id in range(20)]


def uniform(rng: np.random.Generator, count: int) -> list[int]:
    return [int(one) for one in rng.integers(0, 2**64, count, dtype=np.uint64)]


def clumped(rng: np.random.Generator, count: int) -> list[int]:
    return [flip(0x0F0F_1234_5678_9ABC, *(int(bit) for bit in rng.integers(0, 64, 2))) for _ in range(count)]


@pytest.mark.parametrize("kind", [uniform, clumped])
def test_many_hashes_are_compared_one_by_one(kind: Callable[[np.random.Generator, int], list[int]]) -> None:
    # More than are compared at a time, and not a multiple of that.
    known = kind(np.random.default_rng(1), 150_000)
    hashes = Hashes(enumerate(known))
    for sought in (known[0], flip(known[70_000], 5, 9), flip(known[-1], 0, 20, 40)):
        every = sorted((phash ^ sought).bit_count() for phash in known)
        found = hashes.near(sought)
        assert [distance for _, distance in found] == [one for one in every[:20] if one <= 7]
        assert all((known[id] ^ sought).bit_count() == distance for id, distance in found)
