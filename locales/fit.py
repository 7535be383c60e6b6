"""Fitting words into what a phone shows (rule R13): widths, cut names, and text that runs the other way."""

import unicodedata
from functools import lru_cache

from domain.writing.characters import key

ALONE = 32
SHARED = 16
"""Widths of a button label in half-width columns: 16 Chinese characters alone, 8 when two share a row."""
_OPENS, _CLOSES = "\u2068", "\u2069"
_TURNS = {"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "PDF", "PDI", "FSI"}


@lru_cache(maxsize=20_000)
def width(text: str) -> int:
    """Columns taken: two for a wide character, one for any other."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def cut(text: str, columns: int) -> str:
    """The text in at most so many columns, with … where something is left out."""
    if width(text) <= columns:
        return text
    if text.startswith(_OPENS) and text.endswith(_CLOSES):
        # What turns inside must not leak out for want of its closing mark.
        return _OPENS + cut(text[1:-1], columns - 2) + _CLOSES
    room, kept = max(0, columns - 1), ""
    for one in text:
        room -= width(one)
        if room < 0:
            break
        kept += one
    return kept + "…"


def cut_at(text: str, at: int, columns: int) -> str:
    """Like `cut`, but with the character at a place left standing: what is left out comes before it, too."""
    if text.startswith(_OPENS) and text.endswith(_CLOSES):
        return _OPENS + cut_at(text[1:-1], max(0, at - 1), columns - 2) + _CLOSES
    led = cut(text, columns // 2)
    if at < len(led) or width(text) <= columns:
        return cut(text, columns)
    return led + cut(text[at:], columns - width(led))


_AROUND = '.。!?,、;:~…[]【】「」『』“”"()'
"""Marks in which words are set, or with which dictation ends them."""


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Words as labels are told apart and typed again: folded, without spaces and the marks around them."""
    return key(text).strip(_AROUND)


@lru_cache(maxsize=20_000)
def isolated(text: str) -> str:
    """Text that runs from right to left is kept from turning its neighbours round."""
    if any(unicodedata.bidirectional(one) in _TURNS for one in text):
        return f"{_OPENS}{text}{_CLOSES}"
    return text
