"""CPU time of a 12-megapixel photo through the whole pipeline, against the same steps in pyvips, in one run.

`python -m benchmarks.picture_pipeline [--rounds N]` prints milliseconds of CPU a picture (all threads), the
ratio, and the peak memory of the child that developed it. `pyvips[binary]` is needed for the ratio only.
"""

import argparse
import asyncio
import hashlib
import importlib.util
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from PIL.ExifTags import IFD, Base

from pictures.darkroom import Darkroom
from pictures.develop import QUALITY, THUMBNAIL, Developed, develop
from pictures.opening import LONGEST
from pictures.phash import SIDE, hashed

SIZE = (4032, 3024)
TEXTURE = ((6, 60), (40, 30), (300, 20), (1500, 14))
"""Cells across the picture, and by how much they differ: from fields and walls down to leaves and gravel."""


def photo() -> bytes:
    """A JPEG of 3 to 5 MB, as a phone writes it."""
    chance = np.random.default_rng(1)
    pixels = np.full((SIZE[1], SIZE[0], 3), 128, np.float32) + chance.normal(0, 5, (SIZE[1], SIZE[0], 3))
    for cells, differ in TEXTURE:
        coarse = chance.normal(0, differ, (3, cells * 3 // 4, cells)).astype(np.float32)
        for colour in range(3):
            smooth = Image.fromarray(coarse[colour]).resize(SIZE, Image.Resampling.BILINEAR)
            pixels[:, :, colour] += np.asarray(smooth)
    exif = Image.Exif()
    exif[Base.Orientation] = 1
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = "2026:10:21 09:30:00"
    written = BytesIO()
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(written, "JPEG", quality=90, exif=exif)
    return written.getvalue()


def with_vips(vips: Any, content: bytes) -> tuple[bytes, bytes, str, str, tuple[int, bool]]:
    """The same steps: reduce upright, strip, thumbnail, SHA-256, when it was taken, pHash."""
    # A copy in memory, or every later step would decode the original again.
    image = vips.Image.thumbnail_buffer(content, LONGEST, height=LONGEST, size="down").copy_memory()
    small = image.thumbnail_image(THUMBNAIL, height=THUMBNAIL).copy_memory()
    tiny = small.colourspace("b-w").resize(SIDE / small.width, vscale=SIDE / small.height).numpy()
    picture = image.jpegsave_buffer(Q=QUALITY, keep="none")
    thumbnail = small.jpegsave_buffer(Q=QUALITY, keep="none")
    taken_at = image.get("exif-ifd2-DateTimeOriginal")
    return picture, thumbnail, hashlib.sha256(content).hexdigest(), taken_at, hashed(Image.fromarray(tiny))


def milliseconds(step: Callable[[], object]) -> float:
    """CPU time of all our threads."""
    began = time.process_time()
    step()
    return (time.process_time() - began) * 1000


async def peak(content: bytes) -> int:
    """Megabytes that a child held at most, after developing it three times."""
    async with Darkroom(children=1) as darkroom:
        for _ in range(3):
            assert isinstance(await darkroom.develop(content), Developed)
        (child,) = [
            folder
            for folder in Path("/proc").glob("[0-9]*")
            if b"pictures.child" in (folder / "cmdline").read_bytes()
        ]
        status = dict(line.split(":\t") for line in (child / "status").read_text().splitlines())
        return int(status["VmHWM"].split()[0]) // 1024


def main() -> None:
    """Both, turn by turn, so that a busy machine is unfair to neither."""
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=20)
    rounds = options.parse_args().rounds
    content = photo()
    print(f"a JPEG of {SIZE[0]} x {SIZE[1]}, {len(content) / 1e6:.1f} MB; CPU a picture, median of {rounds}")
    print(f"peak memory of the child  {asyncio.run(peak(content)):6} MB   (at most 150)")
    steps: dict[str, Callable[[], object]] = {"pictures.develop": lambda: develop(content)}
    if importlib.util.find_spec("pyvips"):
        import pyvips

        steps["pyvips"] = lambda: with_vips(pyvips, content)
    else:
        print("pyvips is missing: `pip install 'pyvips[binary]'` in an environment of its own for the ratio")
    for step in steps.values():
        step()
    times = [[milliseconds(step) for step in steps.values()] for _ in range(rounds)]
    medians = dict(zip(steps, np.median(times, axis=0), strict=True))
    for name, median in medians.items():
        print(f"{name:25} {median:6.1f} ms")
    if "pyvips" in medians:
        ratio = medians["pictures.develop"] / medians["pyvips"]
        print(f"ratio                     {ratio:6.2f}      (at most 0.90)")


if __name__ == "__main__":
    main()
