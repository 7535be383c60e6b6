"""Opens a picture that a stranger sent: known formats only, checked first, decoded no larger than needed."""

from collections.abc import Callable
from io import BytesIO

from PIL.Image import Image, Resampling, new
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from pictures.developed import Reason, Unreadable

LARGEST = 20 * 1024 * 1024
"""Bytes."""
MOST_PIXELS = 25_000_000
MOST_OF_A_WEBP = 12_500_000
WORKING = 226_000_000
"""Bytes that reading a picture may take, whatever it holds; a child's limit leaves room for them."""
FILES = 2
"""How often the file itself is held meanwhile."""
BAND = 128
"""Rows of the reduced picture that are made at a time where pixels have to be converted."""
LONGEST = 1600
"""Pixels of the longest side of a picture as it is kept."""
HEIC_BRANDS = (
    b"heic",
    b"heix",
    b"heim",
    b"heis",
    b"hevc",
    b"hevx",
    b"mif1",
    b"mif2",
    b"msf1",
    b"avif",
    b"avis",
)
"""What a file of a phone's own formats says it is: as its chief brand, or among those it goes with."""
FORMATS: tuple[tuple[int, bytes, int, int, Callable[[BytesIO], ImageFile]], ...] = (
    (0, b"\xff\xd8\xff", MOST_PIXELS, 7, JpegImageFile),
    (0, b"\x89PNG\r\n\x1a\n", MOST_PIXELS, 5, PngImageFile),
    (8, b"WEBP", MOST_OF_A_WEBP, 16, WebPImageFile),
)
"""Where and what its first bytes are, its most pixels, the bytes that reading takes for each, who reads it.

Nothing else is ever tried.
"""


def opened(content: bytes) -> ImageFile:
    """The picture, not decoded yet; raises `Unreadable`, or whatever its reader stumbles over."""
    if _is_heic(content):
        raise Unreadable(Reason.HEIC)
    if len(content) > LARGEST:
        raise Unreadable(Reason.TOO_LARGE)
    for at, magic, most, each, reader in FORMATS:
        if content.startswith(magic, at):
            image = reader(BytesIO(content))
            if not image.info.get("progressive"):
                # Read at a fraction of its size, as only a JPEG can; a progressive one is held whole.
                image.draft(None, fitting(image.size, LONGEST))
            pixels = image.width * image.height
            if pixels > most or pixels * each + len(content) * FILES > WORKING:
                raise Unreadable(Reason.TOO_LARGE)
            return image
    raise Unreadable(Reason.NOT_A_PICTURE)


def _is_heic(content: bytes) -> bool:
    """Whether its first box names one of these brands; the second four bytes are its version."""
    if content[4:8] != b"ftyp":
        return False
    ends = min(int.from_bytes(content[:4]), 256)
    return any(content[at : at + 4] in HEIC_BRANDS for at in (8, *range(16, ends, 4)))


def reduced(image: ImageFile, longest: int) -> Image:
    """The first frame, decoded, grey or in colour on white, its longest side at most `longest` pixels."""
    # Given a square, `draft` would keep the short side too large to gain anything.
    image.draft(None, fitting(image.size, longest))
    image.load()
    size = fitting(image.size, longest)
    whole = image if image.mode in ("L", "RGB") else _flattened(image, max(image.size) // longest or 1)
    return whole if whole.size == size else smaller(whole, size)


def smaller(image: Image, size: tuple[int, int]) -> Image:
    """The picture in that size; this filter is as sharp as bicubic when reducing, at half the cost."""
    return image.resize(size, Resampling.HAMMING, reducing_gap=1.5)


def fitting(size: tuple[int, int], longest: int) -> tuple[int, int]:
    """The size scaled so that its longest side is at most `longest`; no side becomes 0."""
    width, height = size
    most = max(size)
    return size if most <= longest else (max(1, width * longest // most), max(1, height * longest // most))


def _flattened(image: Image, factor: int) -> Image:
    """In colour on white, so many times smaller; a strip at a time, for a second whole copy is 100 MB."""
    size = tuple(-(-side // factor) for side in image.size)
    flat = new("RGB", (size[0], size[1]))
    for top in range(0, size[1], BAND):
        strip = image.crop((0, top * factor, image.width, min(image.height, (top + BAND) * factor)))
        flat.paste(on_white(strip).reduce(factor), (0, top))
    return flat


def on_white(image: Image) -> Image:
    """In colour, what was transparent white."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 257, "L").convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    white = new("RGB", image.size, "white")
    white.paste(clear, mask=clear.getchannel("A"))
    return white
