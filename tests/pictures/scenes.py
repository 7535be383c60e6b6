"""Scenes drawn in code: houses, rooms and walls as photos of visits show them, on one day and on another."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.random import Generator, default_rng
from PIL import Image, ImageEnhance
from PIL.ImageDraw import Draw, ImageDraw

SIZE = (640, 480)
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Camera:
    """Where the camera stands that day: pixels to the side and up, and how near."""

    right: float
    down: float
    near: float

    def at(self, *points: float) -> list[float]:
        """Drawn coordinates (x, y, x, y …) as this camera sees them."""
        shift = (self.right, self.down)
        middle = (SIZE[0] / 2, SIZE[1] / 2)
        return [(p - middle[n % 2]) * self.near + middle[n % 2] + shift[n % 2] for n, p in enumerate(points)]


def another_day(rng: Generator) -> Camera:
    """Somebody comes again and stands about where one stands: a few steps aside, nearer or farther."""
    aside = rng.uniform(25, 90) * rng.choice([-1, 1])
    return Camera(aside, rng.uniform(-30, 30), rng.uniform(0.85, 1.25))


@cache
def house(number: int, occasion: int) -> Image.Image:
    """A house with its yard, on an occasion: another camera, another light, somebody in front."""
    is_of, day = default_rng([1, number]), default_rng([2, number, occasion])
    camera = another_day(day)
    image = Image.new("RGB", SIZE, _shade(day, (170, 190, 215), 40))
    pen = Draw(image)
    _ground(pen, is_of, camera)
    left, right = is_of.uniform(40, 200), is_of.uniform(420, 600)
    eaves, foot = is_of.uniform(150, 230), is_of.uniform(350, 400)
    pen.rectangle(camera.at(left, eaves, right, foot), _shade(is_of, (190, 180, 165), 50))
    ridge = eaves - is_of.uniform(40, 110)
    roof = camera.at(left - 25, eaves, (left + right) / 2, ridge, right + 25, eaves)
    pen.polygon(roof, _shade(is_of, (95, 75, 70), 30))
    for at in np.linspace(left + 30, right - 70, int(is_of.integers(2, 5))):
        is_door = is_of.random() < 0.4
        top = eaves + (40 if is_door else 55)
        low = foot if is_door else top + is_of.uniform(40, 70)
        pen.rectangle(camera.at(at, top, at + is_of.uniform(30, 60), low), _shade(is_of, (80, 70, 80), 40))
    _people(pen, day, int(day.integers(1, 4)))
    return lit(image, day)


@cache
def room(number: int, occasion: int) -> Image.Image:
    """A living room, on an occasion."""
    is_of, day = default_rng([3, number]), default_rng([4, number, occasion])
    camera = another_day(day)
    image = Image.new("RGB", SIZE, _shade(is_of, (200, 195, 185), 30))
    pen = Draw(image)
    pen.rectangle(camera.at(-300, is_of.uniform(300, 360), 940, 800), _shade(is_of, (120, 100, 85), 30))
    for _ in range(int(is_of.integers(5, 9))):
        x, y = is_of.uniform(-40, 600), is_of.uniform(60, 380)
        wide, high = is_of.uniform(40, 200), is_of.uniform(30, 140)
        pen.rectangle(camera.at(x, y, x + wide, y + high), _shade(is_of, (120, 110, 110), 90))
    _people(pen, day, int(day.integers(1, 4)))
    return lit(image, day)


@cache
def wall(number: int, occasion: int = 0) -> Image.Image:
    """A wall with nothing on it but the light and the camera's noise."""
    is_of, day = default_rng([5, number]), default_rng([6, number, occasion])
    return lit(Image.new("RGB", SIZE, _shade(is_of, (205, 205, 200), 35)), day)


@cache
def night(number: int, occasion: int = 0) -> Image.Image:
    """A house after dark without a flash: hardly anything."""
    return ImageEnhance.Brightness(house(number, occasion)).enhance(0.04)


def lit(image: Image.Image, day: Generator) -> Image.Image:
    """The scene in the light of a day, with the noise of a cheap camera."""
    width, height = SIZE
    x, y = np.mgrid[-1 : 1 : width * 1j, -1 : 1 : height * 1j]
    slope = day.uniform(-0.15, 0.15, 2)
    light = day.uniform(0.75, 1.1) * (1 + slope[0] * x + slope[1] * y - 0.08 * (x**2 + y**2))
    pixels = np.asarray(image) * light.T[:, :, None] + day.normal(0, 4, (height, width, 3))
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def _ground(pen: ImageDraw, is_of: Generator, camera: Camera) -> None:
    hills = [(x, is_of.uniform(140, 260)) for x in range(-300, 1000, 100)]
    pen.polygon(
        camera.at(-300, 900, *(c for hill in hills for c in hill), 1000, 900),
        _shade(is_of, (110, 140, 100), 25),
    )
    pen.rectangle(camera.at(-400, is_of.uniform(340, 390), 1040, 900), _shade(is_of, (150, 140, 120), 30))
    for _ in range(int(is_of.integers(0, 4))):
        x, y, r = is_of.uniform(0, 640), is_of.uniform(120, 300), is_of.uniform(30, 80)
        pen.ellipse(camera.at(x - r, y - r, x + r, y + r), _shade(is_of, (70, 110, 60), 30))


def _people(pen: ImageDraw, day: Generator, count: int) -> None:
    for _ in range(count):
        x, tall = day.uniform(80, 560), day.uniform(170, 290)
        foot, wide = day.uniform(400, 470), tall * 0.28
        pen.rounded_rectangle(
            (x, foot - tall * 0.85, x + wide, foot), wide / 3, _shade(day, (100, 90, 100), 80)
        )
        head = wide * 0.32
        pen.ellipse(
            (x + wide / 2 - head, foot - tall, x + wide / 2 + head, foot - tall * 0.8),
            _shade(day, (190, 150, 125), 20),
        )


def _shade(rng: Generator, colour: Colour, spread: int) -> Colour:
    red, green, blue = (int(np.clip(one + rng.integers(-spread, spread + 1), 0, 255)) for one in colour)
    return red, green, blue
