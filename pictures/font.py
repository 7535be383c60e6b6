"""The font with Chinese characters that pictures are labelled in."""

from functools import cache, lru_cache
from unicodedata import category

from PIL.ImageFont import FreeTypeFont, Layout, truetype

from pictures.font_file import FontMissing, font_path

__all__ = ["STANDS_FOR_MISSING", "FontMissing", "font", "font_path", "has_glyph", "printable"]

STANDS_FOR_MISSING = "〓"
"""What Chinese and Japanese printers set where they have no type for a character."""
NEVER_ASSIGNED = "\uffff"
"""Unicode promises that it is no character, so what a font draws for it is what it draws for any it lacks."""
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"})
"""Kinds of characters that are nothing by themselves: controls, joiners, colours of an emoji."""


@lru_cache(16)
def font(size: int) -> FreeTypeFont:
    """The font in a size in pixels; raises `FontMissing`."""
    path = font_path()
    try:
        return truetype(path, size, layout_engine=Layout.BASIC)
    except OSError as error:
        raise FontMissing(f"{path} is no font that can be read; install its package anew.") from error


def printable(words: str) -> str:
    """The words on one line, without what cannot be seen, and a sign in place of what the font lacks."""
    seen = "".join(one for one in " ".join(words.split()) if category(one) not in UNSEEN)
    return "".join(one if one == " " or has_glyph(one) else STANDS_FOR_MISSING for one in seen)


@lru_cache(10_000)
def has_glyph(character: str) -> bool:
    """Whether the font can draw it."""
    return _drawn(character) != _no_glyph()


@cache
def _no_glyph() -> tuple[bytes, float]:
    return _drawn(NEVER_ASSIGNED)


def _drawn(character: str) -> tuple[bytes, float]:
    drawing = font(24)
    return bytes(drawing.getmask(character)), drawing.getlength(character)
