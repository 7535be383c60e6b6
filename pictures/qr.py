"""QR codes: words that a phone's camera reads."""

from io import BytesIO

import segno

DOT = 8
"""Pixels a module: a link's code is about 260 pixels wide, large enough for a camera across a table."""


def qr_png(words: str) -> bytes:
    """The words as a black and white PNG; a quarter of it may be smudged (level Q)."""
    drawn = BytesIO()
    segno.make(words, error="q", micro=False).save(drawn, kind="png", scale=DOT)
    return drawn.getvalue()
