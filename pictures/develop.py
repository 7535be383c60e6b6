"""Develops a picture: bytes in, a `Developed` out; it belongs in a child process, see `Darkroom`."""

import hashlib
from io import BytesIO
from warnings import catch_warnings, filterwarnings

from PIL.Image import Image

from pictures.developed import Developed, Reason, Unreadable
from pictures.metadata import Metadata
from pictures.opening import LONGEST, fitting, opened, reduced, smaller
from pictures.phash import hashed

__all__ = ["Developed", "Reason", "Unreadable", "develop", "jpeg"]

THUMBNAIL = 320
QUALITY = 85


def develop(content: bytes) -> Developed:
    """The picture as it is kept; raises `Unreadable`."""
    try:
        with catch_warnings(action="error"):
            # The reader of EXIF: a picture is not damaged because its metadata is.
            filterwarnings("ignore", module=r"PIL\.TiffImagePlugin")
            return _developed(content)
    except Unreadable:
        raise
    except MemoryError as error:
        raise Unreadable(Reason.TOO_LARGE) from error
    except Exception as error:
        raise Unreadable(Reason.DAMAGED) from error


def _developed(content: bytes) -> Developed:
    image = opened(content)
    picture = reduced(image, LONGEST)
    metadata = Metadata(image)
    picture = picture if metadata.turn is None else picture.transpose(metadata.turn)
    small = smaller(picture, fitting(picture.size, THUMBNAIL))
    phash, is_plain = hashed(small)
    return Developed(
        picture=jpeg(picture),
        thumbnail=jpeg(small),
        width=picture.width,
        height=picture.height,
        sha256=hashlib.sha256(content).hexdigest(),
        phash=phash,
        is_plain=is_plain,
        taken_at=metadata.taken_at,
        place=metadata.place,
    )


def jpeg(image: Image) -> bytes:
    """A JPEG without any metadata."""
    # Pillow writes a comment that it finds here.
    image.info = {}
    written = BytesIO()
    image.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()
