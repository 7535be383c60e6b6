"""Where calls wait for a slot on the event loop: each leaves when one is free, replies before notices."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from itertools import count

from bot.transport.pacer import Pacer

AHEAD = 0.25
"""Seconds before its slot is free that a message is fetched, so that no slot waits for the database."""

LEAST = 0.02
"""Seconds between two looks for more."""

Waiting = tuple[int, int, asyncio.Future[None]]


class Departures:
    """Gives the slots of a pacer to those who wait for one."""

    def __init__(self, pacer: Pacer) -> None:
        self._pacer = pacer
        self._queue: list[Waiting] = []
        self._numbers = count()
        self._timer: asyncio.TimerHandle | None = None

    def room(self, promised: int) -> int:
        """How many more messages to fetch now, when so many are on their way to this queue."""
        return max(0, self._pacer.room(time.monotonic() + AHEAD) - len(self._queue) - promised)

    def look_in(self, promised: int) -> float:
        """After how many seconds it is worth while to fetch more, if there is no room now."""
        wait = self._pacer.wait(None, time.monotonic())
        # Those that are fetched already leave first, and their answers are heard.
        return max(LEAST, wait if self._queue or promised else wait - AHEAD)

    def is_spare(self) -> bool:
        """Whether there is a slot that nobody waits for."""
        return not self._queue and self._pacer.wait(None, time.monotonic()) <= 0

    @asynccontextmanager
    async def slot(self, chat: int | None, lane: int) -> AsyncIterator[None]:
        """For one call: begins when it may leave, and is to end with its answer."""
        while (pause := self._pacer.wait_of_chat(chat, time.monotonic())) > 0:
            await asyncio.sleep(pause)
        await self._turn(lane)
        try:
            yield
        finally:
            self._give_back(chat)

    async def _turn(self, lane: int) -> None:
        turn = asyncio.get_running_loop().create_future()
        heappush(self._queue, (lane, next(self._numbers), turn))
        self._serve()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give_back(None)
            raise

    def _give_back(self, chat: int | None) -> None:
        self._pacer.answered(chat, time.monotonic())
        self._serve()

    def _serve(self) -> None:
        """Give free slots to the first in the queue, and come back when the next one is free."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while self._queue:
            turn = self._queue[0][-1]
            if not turn.done():
                now = time.monotonic()
                if (pause := self._pacer.wait(None, now)) > 0:
                    self._timer = asyncio.get_running_loop().call_later(pause, self._serve)
                    return
                self._pacer.take(now)
                turn.set_result(None)
            heappop(self._queue)
