"""Two thousand broken pictures hurt nobody."""

import asyncio
import os
from collections import Counter
from io import BytesIO

from PIL import Image

from pictures.darkroom import Darkroom
from pictures.develop import Developed
from tests.pictures.broken import Outcome, broken
from tests.pictures.children import children, resident
from tests.pictures.shots import CANARIES, shot

COUNT = 2000
SIDE_BY_SIDE = 8


def weight() -> float:
    """Megabytes that we and our children hold."""
    return sum(resident(pid) for pid in (os.getpid(), *children()))


async def test_two_thousand_broken_pictures_hurt_nobody() -> None:
    wrong: Counter[tuple[str, str]] = Counter()
    heaviest = before = weight()
    room = asyncio.Semaphore(SIDE_BY_SIDE)
    async with Darkroom() as darkroom:

        async def send(kind: str, content: bytes, may_become: Outcome) -> None:
            result = await darkroom.develop(content)
            room.release()
            became = None if isinstance(result, Developed) else result.reason
            if became not in may_become or (isinstance(result, Developed) and not is_clean(result)):
                wrong[kind, str(became)] += 1

        async with asyncio.TaskGroup() as group:
            for number, one in enumerate(broken(COUNT)):
                await room.acquire()
                group.create_task(send(*one))
                heaviest = heaviest if number % 20 else max(heaviest, weight())
        assert not wrong
        assert isinstance(await darkroom.develop(shot()), Developed)
    assert not children()
    assert heaviest - before < 300


def is_clean(kept: Developed) -> bool:
    """Whether what is kept can be read, is not too large, and tells nothing of what came with it."""
    image = Image.open(BytesIO(kept.picture), formats=("JPEG",))
    image.load()
    return max(image.size) <= 1600 and not any(
        one in kept.picture + kept.thumbnail for one in (*CANARIES, b"Exif")
    )
