"""`make walk`: in how many modules any function runs for a tap, a need, a photo, a tick and a digest.

From the receipt of an update to the last call that answers it, without the sandbox and the tests.
"""

import argparse
import asyncio
import sys
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from bot.commands.tick import tick
from tests.bot.stage import Stage, staged

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "domain", "ledger", "locales", "pictures", "scheduler", "storage")
LIMITS = {"tap": 60, "need": 80}
"""How many modules a reader should at most have to open."""


class Trail:
    """The modules in which a function was called."""

    def __init__(self) -> None:
        self.modules: set[str] = set()
        self._files: dict[str, str | None] = {}

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        """What the interpreter tells of every call."""
        if event == "call" and frame.f_code.co_name != "<module>":
            module = self._module(frame.f_code.co_filename)
            if module:
                self.modules.add(module)

    def _module(self, name: str) -> str | None:
        if name not in self._files:
            path = Path(name)
            inside = path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in ROOMS
            self._files[name] = str(path.relative_to(ROOT)) if inside else None
        return self._files[name]


@contextmanager
def _followed() -> Iterator[Trail]:
    trail = Trail()
    threading.setprofile(trail)
    sys.setprofile(trail)
    try:
        yield trail
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


async def _tap(stage: Stage) -> None:
    await stage.tap("一切正常")


async def _need(stage: Stage) -> None:
    await stage.tap("有事要报")
    await stage.tap("住房")
    await stage.say("屋顶漏雨")
    await stage.tap("确认上报")


async def _photo(stage: Stage) -> None:
    await stage.send_album(1)


async def _tick(stage: Stage) -> None:
    await asyncio.to_thread(tick, stage.office, stage.office.clock.now().isoformat())


async def _digest(stage: Stage) -> None:
    await stage.say("/digest")


WALKS: dict[str, Callable[[Stage], Awaitable[None]]] = {
    "tap": _tap,
    "need": _need,
    "photo": _photo,
    "tick": _tick,
    "digest": _digest,
}
_BEGIN_AT_A_HOUSEHOLD = ("tap", "need", "photo")


async def walk(name: str) -> set[str]:
    """The modules of one walk, each on a bot of its own whose imports and first steps are behind it."""
    with tempfile.TemporaryDirectory() as folder:
        return await _walked(name, Path(folder))


async def _walked(name: str, folder: Path) -> set[str]:
    with _followed() as trail:
        async with staged(folder, people=1) as stage:
            await stage.say("/visit")
            if name in _BEGIN_AT_A_HOUSEHOLD:
                await stage.tap(_first_household(stage))
            trail.modules.clear()
            await WALKS[name](stage)
            return set(trail.modules)


def _first_household(stage: Stage) -> str:
    from sandbox.telegram.screen import buttons

    return next(str(one["text"]) for one in buttons(stage.phone().keyboards()[-1]) if " · " in one["text"])


def main() -> None:
    """Print each count, and with `--list` the modules."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="name the modules")
    asked = parser.parse_args()
    over = False
    for name in WALKS:
        modules = asyncio.run(walk(name))
        limit = LIMITS.get(name)
        over |= limit is not None and len(modules) > limit
        print(f"{name:8} {len(modules):4} modules" + (f" (at most {limit})" if limit else ""))
        if asked.list:
            print("\n".join(f"    {one}" for one in sorted(modules)))
    sys.exit(1 if over else 0)


if __name__ == "__main__":
    main()
