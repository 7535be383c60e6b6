"""Words of a wall chart broken into lines that fit."""

from dataclasses import dataclass
from functools import lru_cache

from pictures.band import TOKENS, wrapped
from pictures.font import font, printable
from pictures.wall_chart_ink import length

ELLIPSIS = "…"
LEADING = 1.35
"""Line height in a paragraph, in letter sizes."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Words broken into lines, and the size of their letters."""

    lines: tuple[str, ...]
    size: int

    @property
    def height(self) -> int:
        """Height of all lines together."""
        return round(len(self.lines) * self.size * LEADING)


@lru_cache(1_024)
def broken(words: str, size: int, width: float) -> tuple[str, ...]:
    """The words, printable, in lines of that width."""
    return tuple(wrapped(printable(words), font(size), width))


def _is_whole(words: str, size: int, width: float) -> bool:
    """Whether no word is wider than a line."""
    return all(length(one.rstrip(), size) <= width for one in TOKENS.findall(printable(words)))


@lru_cache(1_024)
def fitted(words: str, size: int, width: float, at_most: int) -> Lines:
    """The words in so many lines: smaller if need be, a line more when smaller still, and then cut short.

    They are rather smaller than that one of them is broken.
    """
    sizes = ((size, at_most), (round(size * 0.8), at_most), (round(size * 0.65), at_most + 1))
    whole = [one for one in sizes if _is_whole(words, one[0], width)]
    for letters, most in (*whole, *sizes):
        lines = broken(words, letters, width)
        if len(lines) <= most:
            return Lines(lines, letters)
    last = lines[most - 1]
    while last and length(last + ELLIPSIS, letters) > width:
        last = last[:-1]
    return Lines((*lines[: most - 1], last + ELLIPSIS), letters)
