"""The same picture is found again; an honest picture of the same place hardly ever is taken for it."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image, ImageEnhance

from pictures.likeness import ALIKE
from pictures.opening import fitting, smaller
from pictures.phash import hashed
from tests.pictures import scenes
from tests.pictures.scenes import house, night, room, wall

Scene = Callable[[int, int], Image.Image]
Change = Callable[[Image.Image], Image.Image]
COUNT = 12
DAYS = 4


def seen(image: Image.Image) -> tuple[int, bool]:
    """What is made of the thumbnail."""
    return hashed(smaller(image, fitting(image.size, 320)))


@cache
def phash(scene: Scene, number: int, day: int = 0) -> int:
    return seen(scene(number, day))[0]


def apart(one: int, other: int) -> int:
    return (one ^ other).bit_count()


def compressed(quality: int, size: tuple[int, int] = scenes.SIZE) -> Change:
    def change(image: Image.Image) -> Image.Image:
        written = BytesIO()
        image.resize(size).save(written, "JPEG", quality=quality)
        return Image.open(BytesIO(written.getvalue()))

    return change


def brighter(factor: float) -> Change:
    return lambda image: ImageEnhance.Brightness(image).enhance(factor)


def cropped(share: float) -> Change:
    def change(image: Image.Image) -> Image.Image:
        x, y = round(image.width * share), round(image.height * share)
        return image.crop((x, y, image.width - x // 2, image.height - y // 2))

    return change


CHANGES = {
    "compressed": compressed(80),
    "compressed much": compressed(40),
    "smaller": compressed(70, (320, 240)),
    "larger": compressed(60, (1280, 960)),
    "brighter": brighter(1.1),
    "darker": brighter(0.9),
    "cropped": cropped(0.01),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_same_picture_is_found_again(change: Change) -> None:
    for scene in (house, room):
        for number in range(COUNT):
            found, is_plain = seen(change(scene(number, 0)))
            assert not is_plain
            assert apart(phash(scene, number), found) <= ALIKE


@pytest.mark.parametrize("scene", [house, room])
def test_another_day_at_the_same_place_is_another_picture(scene: Scene) -> None:
    pairs = [(n, one, other) for n in range(COUNT) for one, other in combinations(range(DAYS), 2)]
    taken_for_it = [
        pair for pair in pairs if apart(phash(scene, *pair[:2]), phash(scene, pair[0], pair[2])) <= ALIKE
    ]
    assert len(taken_for_it) <= len(pairs) * 0.02


@pytest.mark.parametrize("scene", [house, room])
def test_different_places_are_different_pictures(scene: Scene) -> None:
    assert min(apart(phash(scene, a), phash(scene, b)) for a, b in combinations(range(COUNT), 2)) > ALIKE


def test_walls_and_dark_photos_are_plain() -> None:
    for number in range(COUNT):
        assert seen(wall(number, 0))[1]
        assert seen(ImageEnhance.Brightness(night(number, 0)).enhance(0.4))[1]
    assert seen(Image.new("RGB", scenes.SIZE, "white"))[1]
    assert seen(Image.new("RGB", (1, 1600), "white"))[1]


def test_houses_and_rooms_are_not_plain() -> None:
    assert not [1 for scene in (house, room) for number in range(COUNT) if seen(scene(number, 0))[1]]


def test_the_hash_of_a_picture_stays_what_it_was() -> None:
    """Kept hashes are compared with new ones: who changes the way they are made has to make them all anew."""
    image = Image.new("L", (320, 240))
    image.paste(255, (0, 0, 110, 200))
    image.paste(120, (150, 90, 300, 160))
    # Not to the bit: a coefficient next to the middle may fall to either side on another processor.
    assert apart(seen(image)[0], 17642061799860212202) <= 1
