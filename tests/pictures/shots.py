"""Pictures as cameras and apps write them, with everything in their metadata that must not stay."""

import struct
import zlib
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo

from tests.pictures.scenes import house

CANARIES = (b"canary-exif", b"canary-icc", b"canary-xmp", b"canary-comment", b"canary-text")


def exif(orientation: int = 1, taken: str = "2026:10:21 09:30:00", **gps: Any) -> bytes:
    """EXIF of a phone near 27.5 N, 106.25 E, unless told otherwise."""
    made = Image.Exif()
    made[Base.Orientation] = orientation
    made[Base.Make] = "canary-exif"
    made.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = taken
    where: dict[int, Any] = {
        GPS.GPSLatitudeRef: "N",
        GPS.GPSLatitude: (27.0, 30.0, 0.0),
        GPS.GPSLongitudeRef: "E",
        GPS.GPSLongitude: (106.0, 15.0, 0.0),
    }
    made.get_ifd(IFD.GPSInfo).update(where | {GPS[name]: value for name, value in gps.items()})
    return made.tobytes()


def shot(image: Image.Image | None = None, kind: str = "JPEG", **options: Any) -> bytes:
    """A picture's bytes."""
    written = BytesIO()
    (image or house(1, 0)).save(written, kind, **options)
    return written.getvalue()


@cache
def telling(kind: str) -> bytes:
    """A picture with a canary wherever its format has room for words."""
    words = PngInfo()
    words.add_text("Comment", "canary-text")
    words.add_itxt("Description", "canary-text", zip=True)
    options: dict[str, dict[str, Any]] = {
        "JPEG": {"comment": b"canary-comment", "xmp": b"<x>canary-xmp</x>"},
        "PNG": {"pnginfo": words},
        "WEBP": {"xmp": b"<x>canary-xmp</x>"},
    }
    return shot(kind=kind, exif=exif(), icc_profile=b"canary-icc" * 20, **options[kind])


def slow_to_decode() -> bytes:
    """A progressive JPEG below 1 MB whose last scan comes 20,000 times: minutes of work to decode."""
    whole = shot(Image.new("L", (4000, 4000), 128), progressive=True)
    scan = whole[whole.rindex(b"\xff\xda") : -2]
    return whole[:-2] + scan * 20_000 + whole[-2:]


def chunk(name: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
