"""What becomes of a picture: a developed one, or the reason why it cannot be read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reason(StrEnum):
    """Why a picture cannot be read."""

    NOT_A_PICTURE = "not_a_picture"
    """Neither JPEG nor PNG nor WEBP, whatever its name says."""
    HEIC = "heic"
    """A phone's own format, HEIC or AVIF, whatever its name says; sent as a photo it comes as a JPEG."""
    TOO_LARGE = "too_large"
    """More bytes, more pixels or more memory than a picture may take; sent as a photo it comes smaller."""
    DAMAGED = "damaged"
    """Cut short, or broken inside."""
    TOO_SLOW = "too_slow"
    """Not done within the time a picture may take."""
    FATAL = "fatal"
    """The process that read it died, twice."""


class Unreadable(Exception):
    """This picture cannot be read; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Developed:
    """A picture as it is kept: upright, reduced, a JPEG without metadata; and what was in its metadata."""

    picture: bytes
    """JPEG, longest side at most 1,600 pixels."""
    thumbnail: bytes
    """JPEG, longest side at most 320 pixels."""
    width: int
    """Width of `picture` in pixels."""
    height: int
    sha256: str
    """SHA-256 of the bytes that came in, 64 hexadecimal digits."""
    phash: int
    """64 bits, unsigned; `pictures.likeness.signed` makes it a number that a database takes."""
    is_plain: bool
    """Too little is seen for the pHash to tell such pictures apart: only exact reuse counts."""
    taken_at: datetime | None
    """By the camera's own clock, without a zone."""
    place: tuple[float, float] | None
    """Latitude and longitude, in degrees (WGS 84)."""
