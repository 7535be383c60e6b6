"""A picture's 64-bit pHash: pictures that look the same differ in few bits."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL.Image import Image, Resampling

SIDE = 32
BITS = 64
CLEAR = 1.0
"""Grey levels by which a coefficient must differ from the middle one to be more than noise."""
ENOUGH = 32
"""Bits of the 64 that must be more than noise."""


def hashed(image: Image) -> tuple[int, bool]:
    """The pHash, unsigned, and whether the picture is too plain for it to mean anything."""
    grey = image.convert("L").resize((SIDE, SIDE), Resampling.BOX)
    spectrum = _cosines() @ np.asarray(grey, np.float32) @ _cosines().T / SIDE
    waves = spectrum[_lowest()]
    apart = waves - np.median(waves)
    bits = np.packbits(apart > 0).tobytes()
    return int.from_bytes(bits, "big"), bool((abs(apart) > CLEAR).sum() < ENOUGH)


@cache
def _cosines() -> NDArray[np.float32]:
    """Rows are the waves of the discrete cosine transform, shape (32, 32)."""
    wave, at = np.mgrid[:SIDE, :SIDE]
    cosines: NDArray[np.float32] = np.cos(np.pi * wave * (2 * at + 1) / (2 * SIDE)).astype(np.float32)
    return cosines


@cache
def _lowest() -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of the 64 longest waves, without the brightness of the whole."""
    down, across = np.mgrid[:SIDE, :SIDE]
    order = np.lexsort((down.ravel(), np.hypot(down, across).ravel()))[1 : BITS + 1]
    return down.ravel()[order], across.ravel()[order]
