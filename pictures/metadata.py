"""What a camera wrote into a picture: which way is up, when and where; garbage counts as nothing."""

import warnings
from collections.abc import Callable
from datetime import datetime
from math import isfinite
from typing import Any, TypeVar

from PIL.ExifTags import GPS, IFD, Base
from PIL.Image import Exif, Image, Transpose

T = TypeVar("T")
TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""EXIF's orientation → what brings the picture upright."""


class Metadata:
    """The metadata of an opened picture; a PNG may have it behind its pixels, so load it first."""

    def __init__(self, image: Image) -> None:
        self._exif: Exif = _or_none(image.getexif) or Exif()

    @property
    def turn(self) -> Transpose | None:
        """What brings the picture upright."""
        return _or_none(lambda: TURNS[self._exif[Base.Orientation]])

    @property
    def taken_at(self) -> datetime | None:
        """When the shutter clicked, by the camera's own clock."""
        return _or_none(lambda: _instant(self._exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal]))

    @property
    def place(self) -> tuple[float, float] | None:
        """Latitude and longitude, in degrees (WGS 84)."""
        return _or_none(lambda: _place(self._exif.get_ifd(IFD.GPSInfo)))


def _or_none(read: Callable[[], T]) -> T | None:
    """What is read, or None where the metadata is garbage in any of its many ways."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return read()
        except Exception:
            return None


def _instant(text: str) -> datetime:
    return datetime.strptime(text.strip("\0 ")[:19], "%Y:%m:%d %H:%M:%S")


def _place(gps: dict[int, Any]) -> tuple[float, float] | None:
    latitude = _degrees(gps[GPS.GPSLatitude], gps[GPS.GPSLatitudeRef], "S")
    longitude = _degrees(gps[GPS.GPSLongitude], gps[GPS.GPSLongitudeRef], "W")
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    # Phones that do not know where they are write zeros.
    return (latitude, longitude) if latitude or longitude else None


def _degrees(parts: tuple[Any, Any, Any], side: str, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    if not isfinite(value):
        raise ValueError("not a number of degrees")
    return -value if side.strip("\0 ").upper() == negative else value
