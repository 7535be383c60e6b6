"""The child processes of a process, and what they weigh, as the kernel tells it."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path


def children(of: int | None = None) -> set[int]:
    """Process ids of those that run `pictures.child` for us, or for that process."""
    parent = os.getpid() if of is None else of
    return {
        int(folder.name)
        for folder in Path("/proc").glob("[0-9]*")
        if _text(folder / "stat").rpartition(")")[2].split()[1:2] == [str(parent)]
        and "pictures.child" in _text(folder / "cmdline")
    }


def resident(pid: int) -> float:
    """Megabytes in memory."""
    pages = (_text(Path(f"/proc/{pid}/statm")) or "0 0").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def is_gone(pid: int) -> bool:
    """Whether it has ended; it may still wait for somebody to ask what became of it."""
    return _text(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()[:1] in ([], ["Z"])


async def until(come: Callable[[], object], seconds: float = 60) -> None:
    """Wait until that is so; raises `TimeoutError`."""
    async with asyncio.timeout(seconds):
        while not come():
            await asyncio.sleep(0.01)


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
