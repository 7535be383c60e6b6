"""Looks a pHash up among a million others: which pictures look like this one."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

ALIKE = 7
"""Bits of 64 in which two pictures of the same thing may differ."""
AT_ONCE = 1 << 16
"""Hashes compared at a time: half a megabyte stays in the processor's cache."""
ROOM = 1 << 20
"""Hashes for which there is room before any is copied; memory that is not written to costs nothing."""
BITS = 64
ALL_BITS = (1 << BITS) - 1


def signed(phash: int) -> int:
    """The 64 bits as a number that a database's BIGINT takes."""
    return phash - (1 << BITS) if phash >> (BITS - 1) else phash


class Hashes:
    """The hashes of the kept pictures, in memory: 16 bytes each. Hashes may be given signed or unsigned.

    Every look-up compares with all of them, so it takes the same time however much they resemble one another.
    """

    def __init__(self, known: Iterable[tuple[int, int]] = ()) -> None:
        """`known`: pairs of id and hash, no id twice."""
        pairs = np.fromiter(
            ((id, phash & ALL_BITS) for id, phash in known), np.dtype([("id", np.int64), ("hash", np.uint64)])
        )
        self._ids = _roomier(pairs["id"])
        self._hashes = _roomier(pairs["hash"])
        self._count = len(pairs)

    def __len__(self) -> int:
        return self._count

    def add(self, id: int, phash: int) -> None:
        """Keep this hash; one that was kept for the same id is forgotten."""
        self.remove(id)
        if self._count == len(self._ids):
            self._ids, self._hashes = _roomier(self._ids), _roomier(self._hashes)
        self._ids[self._count], self._hashes[self._count] = id, phash & ALL_BITS
        self._count += 1

    def remove(self, id: int) -> None:
        """Forget the hash of this id, if there is one."""
        for row in np.flatnonzero(self._ids[: self._count] == id):
            self._count -= 1
            self._ids[row], self._hashes[row] = self._ids[self._count], self._hashes[self._count]

    def near(self, phash: int, within: int = ALIKE, at_most: int = 20) -> list[tuple[int, int]]:
        """Id and distance (bits) of the nearest `at_most` hashes that are not farther, nearest first."""
        distances = self._distances(np.uint64(phash & ALL_BITS))
        found: list[tuple[int, int]] = []
        for distance in range(int(distances.min(initial=BITS)), within + 1):
            if len(found) >= at_most:
                break
            rows = np.flatnonzero(distances == distance)[: at_most - len(found)]
            found += [(int(self._ids[row]), distance) for row in rows]
        return found

    def _distances(self, phash: np.uint64) -> NDArray[np.uint8]:
        distances = np.empty(self._count, np.uint8)
        for start in range(0, self._count, AT_ONCE):
            part = slice(start, min(start + AT_ONCE, self._count))
            np.bitwise_count(self._hashes[part] ^ phash, out=distances[part])
        return distances


def _roomier(kept: NDArray[Any]) -> NDArray[Any]:
    roomier = np.empty(len(kept) + ROOM, kept.dtype)
    roomier[: len(kept)] = kept
    return roomier
