"""Broken and hostile pictures by the thousand, each kind with what has to become of it."""

import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from random import Random

from PIL import Image

from pictures.developed import Reason
from tests.pictures.scenes import house, room
from tests.pictures.shots import chunk, exif, shot, telling

KINDS = ("JPEG", "PNG", "WEBP")
ANY = frozenset({None, Reason.DAMAGED, Reason.TOO_LARGE, Reason.NOT_A_PICTURE})
"""It may be developed, or refused by the child; it may not kill it nor keep it busy."""
Outcome = frozenset[Reason | None]
SIGNATURE = b"\x89PNG\r\n\x1a\n"


@cache
def base(kind: str, number: int = 0) -> bytes:
    """A small good picture."""
    return shot((house, room)[number % 2](number, 0).resize((200, 150)), kind, exif=exif())


def truncated(chance: Random) -> bytes:
    """Cut short somewhere."""
    whole = base(chance.choice(KINDS), chance.randrange(3))
    return whole[: chance.randrange(12, len(whole) * 9 // 10)]


def lying(chance: Random) -> bytes:
    """Something else under a picture's name."""
    return chance.choice(
        [
            b"", b"\0", b"<html><img src=x></html>", b"%PDF-1.7\n", b"PK\3\4" + chance.randbytes(400),
            b"GIF89a", b"\0\0\0\x18ftypheic" + chance.randbytes(300), b"\0\0\0\x18ftypmp42" + bytes(300),
            b"%!PS-Adobe-3.0\nshowpage\n", b"RIFF\0\0\1\0WAVEfmt ", b"\xff\xd7\xff\xd8", chance.randbytes(99),
            shot(house(0, 0).resize((60, 40)), chance.choice(["GIF", "BMP", "TIFF", "ICO", "JPEG2000"])),
        ]
    )  # fmt: skip


def only_the_beginning(chance: Random) -> bytes:
    """A picture's first bytes, then anything."""
    start = chance.choice([b"\xff\xd8\xff\xe0", SIGNATURE, b"RIFF\xff\xff\0\0WEBPVP8 "])
    return start + chance.randbytes(chance.randrange(2000))


def flipped(chance: Random) -> bytes:
    """A few bytes wrong."""
    content = bytearray(base(chance.choice(KINDS), chance.randrange(3)))
    for _ in range(chance.randrange(1, 20)):
        content[chance.randrange(3, len(content))] = chance.randrange(256)
    return bytes(content)


LARGE = ((5001, 5000), (65_500, 400), (16_000, 16_000))
"""More than 25 megapixels, and less at an eighth of the size."""
ENDLESS = (60_000, 60_000)
"""Too many even so."""


def huge(chance: Random) -> bytes:
    """A header that promises more than 25 megapixels, in a file that can be read at its full size only."""
    wide, high = chance.choice((*LARGE, ENDLESS))
    kind = chance.choice(KINDS)
    if kind == "PNG":
        return png(wide, high, zlib.compress(bytes(1000)))
    if kind == "JPEG":
        return _resized(_progressive(), b"\xff\xc2", (wide, high))
    content = bytearray(base(kind))
    # The canvas of a VP8X chunk: 24 bits each, less one.
    content[24:30] = struct.pack("<I", min(wide, 16_000) - 1)[:3] + struct.pack("<I", 15_999)[:3]
    return bytes(content)


def huge_but_divisible(chance: Random) -> bytes:
    """The same in a JPEG that is read at a fraction of its size."""
    return _resized(base("JPEG"), b"\xff\xc0", chance.choice(LARGE))


def endless(_chance: Random) -> bytes:
    """A JPEG that is too large at any fraction."""
    return _resized(base("JPEG"), b"\xff\xc0", ENDLESS)


@cache
def _progressive() -> bytes:
    return shot(house(0, 0).resize((200, 150)), progressive=True)


def _resized(jpeg: bytes, frame: bytes, size: tuple[int, int]) -> bytes:
    """The JPEG with another size in its header, which `frame` begins."""
    at = jpeg.index(frame) + 5
    return jpeg[:at] + struct.pack(">HH", size[1], size[0]) + jpeg[at + 4 :]


def png(wide: int, high: int, pixels: bytes, depth: int = 8, colour: int = 2, more: bytes = b"") -> bytes:
    """A PNG with these compressed pixels, and more chunks before them."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, depth, colour, 0, 0, 0))
    return SIGNATURE + header + more + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@cache
def nothing(megabytes: int) -> bytes:
    """So many megabytes of zeros, compressed."""
    return zlib.compress(bytes(megabytes << 20), 9)


def bomb(chance: Random) -> bytes:
    """Little that unpacks to much: in its words, its colours, its pixels."""
    packed = nothing(70)
    words = chance.choice(
        [
            chunk(b"zTXt", b"a\0\0" + packed),
            chunk(b"iTXt", b"a\0\1\0\0\0" + packed) * 3,
            chunk(b"iCCP", b"a\0\0" + packed),
            b"",
        ]
    )
    return png(100, 100, packed, more=words)


def thin(chance: Random) -> bytes:
    """One pixel wide, a hundred thousand long."""
    return (
        png(1, 100_000, nothing(1), colour=0)
        if chance.random() < 0.5
        else png(100_000, 1, nothing(1), colour=0)
    )


@cache
def animated_as(kind: str) -> bytes:
    """Three pictures in one."""
    frames = [house(number, 0).resize((90, 60)) for number in range(3)]
    return shot(frames[0], kind, save_all=True, append_images=frames[1:], duration=40)


def animated(chance: Random) -> bytes:
    """An animation, whole or with wrong bytes."""
    content = bytearray(animated_as(chance.choice(["PNG", "WEBP", "GIF"])))
    for _ in range(chance.randrange(3)):
        content[chance.randrange(40, len(content))] = chance.randrange(256)
    return bytes(content)


@cache
def cmyk_jpeg() -> bytes:
    """For a printer."""
    return shot(house(0, 0).resize((200, 150)).convert("CMYK"))


def cmyk(chance: Random) -> bytes:
    """Four colours."""
    return cmyk_jpeg() + chance.randbytes(3)


def with_a_zip(chance: Random) -> bytes:
    """An archive behind a picture."""
    return base(chance.choice(KINDS)) + b"PK\3\4" + chance.randbytes(500)


def bad_metadata(chance: Random) -> bytes:
    """Metadata with wrong bytes, or none that are right."""
    whole = bytearray(telling("JPEG"))
    start = whole.index(b"Exif") + 6
    for _ in range(chance.randrange(1, 40)):
        whole[start + chance.randrange(150)] = chance.randrange(256)
    return bytes(whole)


@cache
def _wide_bomb() -> bytes:
    return shot(Image.new("RGBA", (5000, 4990)), "PNG")


MANY: tuple[tuple[Callable[[Random], bytes], Outcome], ...] = (
    (truncated, frozenset({Reason.DAMAGED})),
    (lying, frozenset({Reason.NOT_A_PICTURE, Reason.HEIC})),
    (only_the_beginning, frozenset({Reason.DAMAGED, Reason.TOO_LARGE})),
    (flipped, ANY),
    (huge, frozenset({Reason.TOO_LARGE, Reason.DAMAGED})),
    (huge_but_divisible, frozenset({None})),
    (endless, frozenset({Reason.TOO_LARGE})),
    (bomb, ANY),
    (thin, frozenset({None})),
    (animated, ANY),
    (cmyk, frozenset({None})),
    (with_a_zip, frozenset({None})),
    (bad_metadata, frozenset({None})),
)


def broken(count: int, seed: int = 4) -> Iterator[tuple[str, bytes, Outcome]]:
    """So many pictures, a few of them heavy: kind, bytes and what may become of it (None: developed)."""
    chance = Random(seed)
    for number in range(count):
        if number % 400 == 399:
            yield "heavy", _wide_bomb(), ANY
        else:
            make, outcome = MANY[number % len(MANY)]
            yield make.__name__, make(chance), outcome
