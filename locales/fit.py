"""Fitting words into what a phone shows (rule R13): widths, cut names, and text that runs the other way."""

import unicodedata

ALONE = 32
SHARED = 16
"""Widths of a button label in half-width columns: 16 Chinese characters alone, 8 when two share a row."""
_TURNS = {"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "PDF", "PDI", "FSI"}


def width(text: str) -> int:
    """Columns taken: two for a wide character, one for any other."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def cut(text: str, columns: int) -> str:
    """The text in at most so many columns, with … where something is left out."""
    if width(text) <= columns:
        return text
    room, kept = max(0, columns - 1), ""
    for one in text:
        room -= width(one)
        if room < 0:
            break
        kept += one
    return kept + "…"


def isolated(text: str) -> str:
    """Text that runs from right to left is kept from turning its neighbours round."""
    if any(unicodedata.bidirectional(one) in _TURNS for one in text):
        return f"\u2068{text}\u2069"
    return text
