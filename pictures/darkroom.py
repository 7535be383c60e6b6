"""The darkroom: develops strangers' pictures, and draws ours, in child processes that may die."""

import asyncio
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from pictures.developed import Developed, Reason, Unreadable
from pictures.font_file import font_path
from pictures.keeper import ChildGone, Keeper, OutOfTime
from pictures.messages import Garbled, Parts, banded, charted, developed
from pictures.wall_chart_value import Chart
from pictures.wall_chart_wire import as_bytes

CHILDREN = 2
SECONDS = 30.0
"""After so many a child that idles over a picture hangs; one that works is limited by its CPU time only."""
CPU_SECONDS = 10
"""For one picture; it is to blame if that is not enough, and is not tried again."""
TRIES = 2


class Darkroom:
    """A few child processes and who waits for them.

    Usage: `async with Darkroom() as darkroom: result = await darkroom.develop(content)`. Processes are
    started when they are first needed. Raises `ChildWillNotStart`, never for a picture's sake.
    """

    def __init__(
        self, children: int = CHILDREN, seconds: float = SECONDS, cpu_seconds: int = CPU_SECONDS
    ) -> None:
        """At most `children` processes; time limits for one picture."""
        self._free: asyncio.LifoQueue[Keeper] = asyncio.LifoQueue()
        self._keepers = tuple(Keeper(seconds, cpu_seconds) for _ in range(children))
        for keeper in self._keepers:
            self._free.put_nowait(keeper)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for keeper in self._keepers:
            await keeper.close()

    async def develop(self, content: bytes) -> Developed | Unreadable:
        """The picture as it is kept, or why it cannot be read."""
        try:
            return developed(await self._ask((b"develop", content)))
        except Unreadable as refused:
            return refused
        except Garbled:
            return Unreadable(Reason.FATAL)

    async def stamp(self, picture: bytes, lines: Sequence[str]) -> bytes:
        """A copy of a developed picture with these lines on a band below it; raises `Unreadable`."""
        order = (b"stamp", picture, *(line.encode(errors="replace") for line in lines))
        try:
            return banded(await self._ask(order))
        except Garbled:
            raise Unreadable(Reason.FATAL) from None

    async def draw(self, chart: Chart, paper: str = "phone") -> tuple[bytes, ...]:
        """A wall chart on "phone", "wall" or "wall_upright" as PNGs; raises `FontMissing`, `Unreadable`."""
        font_path()  # Asked here first: no process is started for nothing.
        content, name = as_bytes(chart), paper.encode()
        drawn: list[bytes] = []
        pages = 1
        while len(drawn) < pages:
            # A page an order: each has its own time, and none makes another's answer too long.
            try:
                picture, pages = charted(await self._ask((b"draw", content, name, b"%d" % len(drawn))))
            except Garbled:
                raise Unreadable(Reason.FATAL) from None
            drawn.append(picture)
        return tuple(drawn)

    async def _ask(self, order: Parts) -> Parts:
        """The answer of a child; when one dies over it, of another; then `Unreadable` is raised."""
        keeper = await self._free.get()
        try:
            for _ in range(TRIES):
                try:
                    return await keeper.ask(order)
                except OutOfTime as error:
                    ended = Unreadable(Reason.TOO_SLOW)
                    if error.cpu:
                        break
                except ChildGone:
                    ended = Unreadable(Reason.FATAL)
            raise ended
        finally:
            self._free.put_nowait(keeper)
