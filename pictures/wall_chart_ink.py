"""The ink of a wall chart: few colours, patterns that serve without them, and letters as stamps."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from domain.digest.pace import Pace
from pictures.font import font

Pixels = NDArray[np.uint8]
"""Rows of numbers of colours."""

PAPER, SHADE, LINE = 0, 1, 9
LIGHTEST, INK = 10, 14
"""Letters are made of the last five, greys: where they cross something the larger number wins."""
TINTS = {Pace.ON_TRACK: 2, Pace.SLOW: 3, Pace.SUPPORT: 4, Pace.EARLY: 5, Pace.EXCUSED: 5, Pace.NOTHING: PAPER}
STROKES = {Pace.SLOW: 6, Pace.SUPPORT: 7, Pace.EARLY: 8, Pace.EXCUSED: 8}
"""Palette numbers of the patterns; villages on track, or without duties, have none."""
# fmt: off
COLOURS = (
    0xFFFFFF, 0xE9EDF2, 0xDDF0E4, 0xFFF2C4, 0xFBDDD3, 0xEFEFEF, 0xC99400, 0xB8431F,
    0x8A8A8A, 0x9AA3AE, 0xB9B9B9, 0x8C8C8C, 0x5F5F5F, 0x363636, 0x000000,
)
# fmt: on
PALETTE = b"".join(one.to_bytes(3, "big") for one in COLOURS)
ABOVE = 0.28
"""Sizes from the top of a line of this font to the top of its Chinese characters."""
_LEVELS = np.zeros(256, np.uint8)
_LEVELS[32:] = LIGHTEST + (np.arange(32, 256) - 32) * 5 // 224


def strip(width: int, unit: int) -> int:
    """How much of a cell's width is for the pattern; the words stand on the rest."""
    return min(max(4 * unit, width // 8), 14 * unit)


@lru_cache(64)
def cell(pace: Pace, width: int, height: int, unit: int) -> Pixels:
    """An empty cell of that kind, its pattern on a strip at the left; `unit` is a stroke in pixels."""
    box = np.full((height, width), TINTS[pace], np.uint8)
    edge = strip(width, unit)
    if pace in STROKES:
        box[:, :edge][_pattern(pace, edge, height, unit)] = STROKES[pace]
    for side in (box[0], box[-1], box[:, 0], box[:, -1]):
        side[:] = LINE
    return box


def _pattern(pace: Pace, width: int, height: int, unit: int) -> NDArray[np.bool_]:
    down, right = np.ogrid[:height, :width]
    step, stroke = 5 * unit, 2 * unit
    everywhere = np.ones((height, width), np.bool_)
    marks = {
        Pace.SLOW: (right + down) % (2 * step) < step,
        Pace.SUPPORT: everywhere,
        Pace.EARLY: (right % step < stroke) & (down % step < stroke),
        Pace.EXCUSED: everywhere & (down % step < stroke),
    }
    return marks[pace]


@lru_cache(4_096)
def stamp(character: str, size: int) -> tuple[Pixels, int, int, float]:
    """A letter, where it stands right and below of the pen, and how far the pen moves on."""
    face = font(size)
    mask, (right, down) = face.getmask2(character, "L")
    levels = _LEVELS[np.frombuffer(bytes(mask), np.uint8)].reshape(mask.size[::-1])
    return levels, right, down, face.getlength(character)


def write(canvas: Pixels, words: str, at: tuple[float, float], size: int) -> float:
    """Write printable words: `at` is the upper left corner of the square of a first Chinese character.

    What does not fit on the canvas is left out. Gives back where the pen ends.
    """
    pen, top = at[0], at[1] - ABOVE * size
    for one in words:
        levels, right, down, advance = stamp(one, size)
        x, y = round(pen) + right, round(top) + down
        spot = canvas[y : y + levels.shape[0], x : x + levels.shape[1]]
        if x >= 0 and spot.shape == levels.shape:
            np.maximum(spot, levels, out=spot)
        pen += advance
    return pen


@lru_cache(4_096)
def length(words: str, size: int) -> float:
    """How wide these are, in pixels."""
    return sum(stamp(one, size)[3] for one in words)
