"""The caption band: says below a picture where and when it was taken, and covers nothing of it."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL.Image import Image, new
from PIL.ImageDraw import Draw
from PIL.ImageFont import FreeTypeFont
from PIL.JpegImagePlugin import JpegImageFile

from pictures.develop import jpeg
from pictures.font import font, printable

NARROWEST = 480
"""Pixels; a narrower picture stands in the middle, or its words would not be legible."""
PER_LINE = 30
"""Chinese characters that fill the width: on a phone's screen they are as large as its own text."""
SPACING = 1.4
"""Heights of a character from one line to the next."""
PAPER, INK = "white", "black"
TOKENS = re.compile(r"(?:[!-~]+|.)[，。；：！？、）》」』”’…]* ?")
"""What a line is broken between: Latin words and numbers stay whole, Chinese breaks before any character.

No line begins with a mark that ends something.
"""


def with_band(picture: bytes, lines: Sequence[str]) -> bytes:
    """A copy of a developed picture, a JPEG, with these lines on a white band below it."""
    image = JpegImageFile(BytesIO(picture))
    width = max(image.width, NARROWEST)
    face = font(width // PER_LINE)
    words = [piece for line in lines for piece in wrapped(printable(line), face, width - 2 * face.size)]
    return jpeg(_joined(image, width, words, face))


def _joined(image: Image, width: int, words: Sequence[str], face: FreeTypeFont) -> Image:
    step = round(face.size * SPACING)
    whole = new("RGB", (width, image.height + step * len(words) + round(face.size)), PAPER)
    whole.paste(image, ((width - image.width) // 2, 0))
    pen = Draw(whole)
    for row, line in enumerate(words):
        pen.text((face.size, image.height + face.size // 2 + row * step), line, INK, face)
    return whole


def wrapped(words: str, face: FreeTypeFont, width: float) -> Iterator[str]:
    """The words in lines no wider than so many pixels."""
    line = ""
    for token in TOKENS.findall(words):
        if line and face.getlength((line + token).rstrip()) > width:
            yield line.rstrip()
            line = ""
        while face.getlength(token.rstrip()) > width:
            fits = next(n for n in range(len(token), 0, -1) if n == 1 or face.getlength(token[:n]) <= width)
            yield token[:fits]
            token = token[fits:]
        line += token
    if line.rstrip():
        yield line.rstrip()
