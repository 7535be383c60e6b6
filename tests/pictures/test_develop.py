"""A picture is developed: upright, reduced, without metadata, whatever it came as."""

import hashlib
from datetime import datetime
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pictures.develop import Developed, Reason, Unreadable, develop
from pictures.opening import LARGEST
from tests.pictures.scenes import house
from tests.pictures.shots import CANARIES, exif, shot, telling

AS_STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""Orientation → how the sensor's picture lies when the scene is upright."""


QUICK: dict[str, dict[str, Any]] = {"JPEG": {}, "PNG": {"compress_level": 1}, "WEBP": {"method": 0}}


def seen(picture: bytes) -> Image.Image:
    image = Image.open(BytesIO(picture))
    assert image.format == "JPEG"
    image.load()
    return image


def corners() -> Image.Image:
    """White, but for a red upper left and a blue upper right corner."""
    image = Image.new("RGB", (300, 200), "white")
    image.paste("red", (0, 0, 100, 60))
    image.paste("blue", (200, 0, 300, 60))
    return image


def is_near(image: Image.Image, at: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    pixel = image.convert("RGB").getpixel(at)
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_three_formats_are_developed_without_their_metadata(kind: str) -> None:
    came = telling(kind)
    assert any(canary in came for canary in CANARIES)
    kept = develop(came)
    assert (kept.width, kept.height) == seen(kept.picture).size == (640, 480)
    assert seen(kept.thumbnail).size == (320, 240)
    assert kept.sha256 == hashlib.sha256(came).hexdigest()
    assert kept.taken_at == datetime(2026, 10, 21, 9, 30)
    assert kept.place == pytest.approx((27.5, 106.25))
    for written in (kept.picture, kept.thumbnail):
        assert not [
            word for word in (*CANARIES, b"canary", b"Exif", b"ICC_PROFILE", b"xmp") if word in written
        ]
        # After the start of the image nothing but JFIF, tables, frame and scan: no APP1…15, no comment.
        assert set(segments(written)) <= {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}


def segments(written: bytes) -> list[int]:
    """The markers of a JPEG up to its scan."""
    found: list[int] = []
    at = 2
    while not found or found[-1] != 0xDA:
        found.append(written[at + 1])
        at += 2 + int.from_bytes(written[at + 2 : at + 4], "big")
    return found


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_brought_upright(orientation: int) -> None:
    turn = AS_STORED[orientation]
    image = corners() if turn is None else corners().transpose(turn)
    kept = develop(shot(image, exif=exif(orientation)))
    assert (kept.width, kept.height) == (300, 200)
    upright = seen(kept.picture)
    assert is_near(upright, (40, 30), (255, 0, 0))
    assert is_near(upright, (260, 30), (0, 0, 255))
    assert is_near(upright, (40, 170), (255, 255, 255))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_large_picture_is_reduced_to_1600_pixels(kind: str) -> None:
    kept = develop(shot(house(1, 0).resize((3600, 2700), 0), kind, **QUICK[kind]))
    assert (kept.width, kept.height) == seen(kept.picture).size == (1600, 1200)
    small = np.asarray(seen(kept.picture).resize((64, 48)), np.int16)
    assert abs(small - np.asarray(house(1, 0).resize((64, 48)), np.int16)).mean() < 3


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("CMYK", "JPEG"), ("L", "JPEG"), ("P", "PNG"), ("1", "PNG"), ("L", "PNG"), ("LA", "PNG"),
        ("RGBA", "PNG"), ("I;16", "PNG"), ("RGBA", "WEBP"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("size", [(300, 200), (3600, 2400)])
def test_every_kind_of_pixel_becomes_what_it_looks_like(mode: str, kind: str, size: tuple[int, int]) -> None:
    image = corners().convert("L").resize(size)
    given = Image.fromarray(np.asarray(image, np.uint16) * 257) if mode == "I;16" else image.convert(mode)
    kept = seen(develop(shot(given, kind)).picture)
    was = np.asarray(image.resize(kept.size).convert("1" if mode == "1" else "L").convert("L"), np.int16)
    # Dithering scatters dots over what was grey; seen from afar it is as grey as it was.
    assert abs(was.mean() - np.asarray(kept.convert("L"), np.int16).mean()) < 3
    assert mode == "1" or abs(was - np.asarray(kept.convert("L"), np.int16)).mean() < 3


@pytest.mark.parametrize(("mode", "clear"), [("RGBA", (0, 0, 0, 0)), ("LA", (0, 0))])
def test_what_is_transparent_becomes_white(mode: str, clear: tuple[int, ...]) -> None:
    image = Image.new(mode, (300, 200), clear)
    kept = seen(develop(shot(image, "PNG")).picture)
    assert is_near(kept, (150, 100), (255, 255, 255))


def test_a_transparent_palette_becomes_white() -> None:
    image = Image.new("P", (300, 200), 0)
    image.putpalette([0, 0, 0] * 256)
    assert is_near(seen(develop(shot(image, "PNG", transparency=0)).picture), (9, 9), (255, 255, 255))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_an_animation_the_first_picture_is_kept(kind: str) -> None:
    frames = [Image.new("RGB", (90, 60), colour) for colour in ("red", "blue", "lime")]
    kept = develop(shot(frames[0], kind, save_all=True, append_images=frames[1:], duration=50))
    assert is_near(seen(kept.picture), (40, 30), (255, 0, 0))


@pytest.mark.parametrize("size", [(1, 100_000), (100_000, 1), (1, 1), (1600, 1), (5000, 5000)])
def test_odd_proportions_are_harmless(size: tuple[int, int]) -> None:
    kept = develop(shot(Image.new("L", size, 200), "PNG"))
    assert max(kept.width, kept.height) == min(1600, max(size))
    assert min(kept.width, kept.height) >= 1


@pytest.mark.parametrize("kind", ["progressive", "PNG", "WEBP"])
def test_more_than_25_megapixels_are_refused_before_they_are_decoded(kind: str) -> None:
    image, kind = Image.new("L", (5001, 5000)), "JPEG" if kind == "progressive" else kind
    whole = shot(image, kind, **QUICK[kind], **({"progressive": True} if kind == "JPEG" else {}))
    assert refusal(whole) is Reason.TOO_LARGE
    # Decoded, half a picture would be called damaged. To say how large it is a WEBP has to be whole.
    assert kind == "WEBP" or refusal(whole[: len(whole) // 2]) is Reason.TOO_LARGE


@pytest.mark.parametrize("size", [(5001, 5000), (12_000, 9000), (9000, 12_000)])
def test_a_jpeg_of_any_size_is_read_at_a_fraction_of_it(size: tuple[int, int]) -> None:
    """108 megapixels come out of phones that are sold today."""
    kept = develop(shot(Image.new("RGB", size, (200, 40, 40)), "JPEG"))
    assert max(kept.width, kept.height) == 1600
    assert abs(kept.width / kept.height - size[0] / size[1]) < 0.01
    assert is_near(seen(kept.picture), (700, 700), (200, 40, 40))


@pytest.mark.parametrize(
    "start",
    [
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic",
        b"\0\0\0\x1cftypheix\0\0\0\0mif1heixmiaf",
        b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf",
        b"\0\0\0\x14ftypmsf1\0\0\0\0hevc",
        b"\0\0\0\x18ftypMiHB\0\0\0\0mif1MiHB",
    ],
)
def test_a_phones_own_format_is_known_by_its_bytes(start: bytes) -> None:
    assert refusal(start + bytes(400)) is Reason.HEIC
    assert refusal(start + bytes(LARGEST)) is Reason.HEIC


@pytest.mark.parametrize("brand", [b"mp42", b"isom", b"qt  ", b"M4V ", b"3gp4"])
def test_a_film_is_no_picture(brand: bytes) -> None:
    assert refusal(b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0isommp41" + bytes(99)) is Reason.NOT_A_PICTURE


def refusal(content: bytes) -> Reason:
    with pytest.raises(Unreadable) as refused:
        develop(content)
    return refused.value.reason


def test_more_than_20_megabytes_are_refused() -> None:
    assert refusal(shot() + bytes(LARGEST)) is Reason.TOO_LARGE


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "PPM", "ICO", "PDF", "JPEG2000"])
def test_other_formats_are_no_pictures(kind: str) -> None:
    assert refusal(shot(kind=kind)) is Reason.NOT_A_PICTURE


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_is_cut_short_is_refused(kind: str) -> None:
    whole = shot(kind=kind)
    for share in (0.1, 0.5, 0.95):
        assert refusal(whole[: int(len(whole) * share)]) is Reason.DAMAGED


@pytest.mark.parametrize(
    "garbage",
    [
        b"Exif\0\0" + bytes(range(256)),
        b"Exif\0\0II*\0\x08\0\0\0\xff\xff",
        exif(9),
        exif(taken="yesterday"),
        exif(taken="0000:00:00 00:00:00"),
        exif(GPSLatitude=(999.0, 0.0, 0.0)),
        exif(GPSLatitude=()),
        exif(GPSLatitudeRef=""),
        exif()[:90],
    ],
)  # fmt: skip
def test_garbage_in_the_metadata_counts_as_nothing(garbage: bytes) -> None:
    kept = develop(shot(exif=garbage))
    assert kept.width == 640
    assert kept.taken_at in (None, datetime(2026, 10, 21, 9, 30))
    assert kept.place is None or kept.place == pytest.approx((27.5, 106.25))


def facts(**told: Any) -> Developed:
    return develop(shot(exif=exif(**told)))


def test_the_southern_and_western_halves_are_negative() -> None:
    assert facts(GPSLatitudeRef="S", GPSLongitudeRef="W").place == pytest.approx((-27.5, -106.25))


def test_zeros_are_a_phone_that_does_not_know_where_it_is() -> None:
    assert facts(GPSLatitude=(0.0, 0.0, 0.0), GPSLongitude=(0.0, 0.0, 0.0)).place is None


def test_a_picture_without_metadata_tells_nothing() -> None:
    kept = develop(shot())
    assert (kept.taken_at, kept.place) == (None, None)
