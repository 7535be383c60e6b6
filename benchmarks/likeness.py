"""How long it takes to find pictures that look alike among a million, however alike those are themselves.

`python -m benchmarks.likeness [--count N]` prints the median and the slowest of 200 look-ups
and how much slower a million that are alike makes it than a million that are not.
"""

import argparse
import time
from collections.abc import Callable
from statistics import median

import numpy as np
from numpy.typing import NDArray

from pictures.likeness import ALIKE, Hashes

LOOK_UPS = 200
Rows = NDArray[np.uint64]


def uniform(rng: np.random.Generator, count: int) -> Rows:
    """Hashes that have nothing to do with one another."""
    return rng.integers(0, 2**64, count, dtype=np.uint64)


def clumped(rng: np.random.Generator, count: int) -> Rows:
    """Hashes that all lie within six bits of each other, as of one wall photographed a million times."""
    rows = np.full(count, 0x0F0F_1234_5678_9ABC, np.uint64)
    for _ in range(3):
        rows ^= np.uint64(1) << rng.integers(0, 64, count, dtype=np.uint64)
    return rows


def times(look_up: Callable[[int], object], sought: list[int]) -> list[float]:
    """Milliseconds of each look-up."""
    taken = []
    for phash in sought:
        began = time.perf_counter()
        look_up(phash)
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def main() -> None:
    """Both sets; half of what is sought is near a known hash, half is not."""
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=1_000_000)
    count = options.parse_args().count
    rng = np.random.default_rng(1)
    print(f"{count} hashes, {LOOK_UPS} look-ups within {ALIKE} bits (median at most 2 ms)")
    medians = [measured(kind, rng, count) for kind in (uniform, clumped)]
    print(f"ratio     {medians[1] / medians[0]:5.2f}")


def measured(kind: Callable[[np.random.Generator, int], Rows], rng: np.random.Generator, count: int) -> float:
    """The median, in milliseconds; printed with the slowest."""
    known = kind(rng, count).tolist()
    hashes = Hashes(enumerate(known))
    near = [known[at] ^ 1 << at % 64 for at in rng.integers(0, count, LOOK_UPS // 2).tolist()]
    assert all(hashes.near(phash) for phash in near)
    taken = times(hashes.near, near + uniform(rng, LOOK_UPS // 2).tolist())
    print(f"{kind.__name__:8}  median {median(taken):5.2f} ms, slowest {max(taken):5.2f} ms")
    return median(taken)


if __name__ == "__main__":
    main()
