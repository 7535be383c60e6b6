"""The longest time for which the event loop is held while a hundred photos are developed.

`python -m benchmarks.event_loop [--photos N]` prints how late a task woke that sleeps a millisecond at a
time, and how much CPU the loop's thread spent between: the first counts what a busy machine takes from us,
the second does not. With nothing to do, with the darkroom's children, and with the work in a thread instead.
"""

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable
from statistics import quantiles

from benchmarks.picture_pipeline import photo
from pictures.darkroom import Darkroom
from pictures.develop import Developed, develop

BREATH = 0.001
SIDE_BY_SIDE = 4
"""As many as the fetcher hands over at a time."""


async def lateness(work: Awaitable[object]) -> list[tuple[float, float]]:
    """While that was done, for each short sleep: milliseconds it lasted too long, milliseconds of CPU."""
    late: list[tuple[float, float]] = []
    task = asyncio.ensure_future(work)
    while not task.done():
        began, cpu = time.perf_counter(), time.thread_time()
        await asyncio.sleep(BREATH)
        over = time.perf_counter() - began - BREATH
        late.append((over * 1000, (time.thread_time() - cpu) * 1000))
    await task
    return late


async def each(photos: list[bytes], do: Callable[[bytes], Awaitable[object]]) -> None:
    """All photos, a few at a time."""
    room = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(content: bytes) -> None:
        async with room:
            assert isinstance(await do(content), Developed)

    await asyncio.gather(*(one(content) for content in photos))


async def report(name: str, work: Awaitable[object]) -> None:
    """One line."""
    began = time.perf_counter()
    late = await lateness(work)
    took = time.perf_counter() - began
    for what, values in zip(("late by", "CPU"), zip(*late, strict=True), strict=True):
        p99 = quantiles(values, n=100)[98]
        print(f"{name:20} {what:8} {max(values):6.1f} ms at most, p99 {p99:5.1f} ms; {took:5.1f} s in all")


async def main() -> None:
    """Nothing, children, a thread."""
    options = argparse.ArgumentParser()
    options.add_argument("--photos", type=int, default=100)
    content = photo()
    # No two are the same bytes, as no two photos are.
    photos = [content + bytes([n % 256]) for n in range(options.parse_args().photos)]
    print(f"{len(photos)} photos of {len(content) / 1e6:.1f} MB (the loop is to be held 20 ms at most)")
    await report("nothing", asyncio.sleep(2))
    async with Darkroom() as darkroom:
        await report("children, with start", each(photos, darkroom.develop))
    few = photos[: len(photos) // 5]
    await report(f"a thread, {len(few)} photos", each(few, lambda one: asyncio.to_thread(develop, one)))


if __name__ == "__main__":
    asyncio.run(main())
