"""The paper room: makes what was asked for, one paper at a time, and tells the conversation so."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import structlog

from bot.paperwork.handing import TRIES, Made, StillComing, handed_out
from bot.transport.nudge import nudged
from domain.calendar.clock import Clock
from domain.paperwork import Paper
from storage.base.files import FileStore
from storage.chat.outbox import Outgoing
from storage.chat.paperwork import Asked
from storage.database import Database
from storage.unit import Unit

LOOKS_EVERY = 5.0
FAILED: Mapping[str, Any] = {"failed": True}
log = structlog.get_logger()


Maker = Callable[[Asked], Awaitable[Made]]


class PaperRoom:
    """Makes papers; `asked` nudges it, it nudges the worker (`arrived`) and the sender (`owed`)."""

    def __init__(
        self,
        database: Database,
        makers: Mapping[Paper, Maker],
        papers: FileStore,
        clock: Clock,
        *,
        asked: asyncio.Event,
        arrived: asyncio.Event,
        owed: asyncio.Event,
    ) -> None:
        self._database = database
        self._makers = makers
        self._papers = papers
        self._clock = clock
        self._asked = asked
        self._arrived = arrived
        self._owed = owed

    async def run(self, stop: asyncio.Event) -> None:
        """Make what is asked for until `stop`."""
        while not stop.is_set():
            self._asked.clear()
            try:
                made = await self.make_due()
            except Exception as error:
                log.error("paperwork cannot be done; trying again", kind=type(error).__name__)
                made = []
            if not all(made) or not made:
                await nudged(self._asked, stop, LOOKS_EVERY)

    async def make_due(self) -> list[bool]:
        """Make what is asked for now; False for what must be tried again."""
        due = await self._database.run(lambda unit: unit.paperwork.due())
        return [await self._make(one) for one in due]

    async def _make(self, asked: Asked) -> bool:
        """Make one paper; False if it must be tried again."""
        await self._database.run(lambda unit: unit.paperwork.tried(asked.id))
        try:
            # One that took the process down every time is not tried once more.
            made = await self._makers[asked.paper](asked) if asked.tries < TRIES else Made(FAILED)
        except StillComing:
            return False
        except Exception as error:
            log.error("a paper could not be made", paper=asked.paper.value, kind=type(error).__name__)
            if asked.tries + 1 < TRIES:
                return False
            made = Made(FAILED)
        files = await asyncio.to_thread(handed_out, asked, made, self._papers)
        await self._database.run(lambda unit: self._hand_out(unit, asked, made, files))
        self._arrived.set()
        self._owed.set()
        return True

    def _hand_out(self, unit: Unit, asked: Asked, made: Made, files: Sequence[Outgoing]) -> None:
        now = self._clock.now()
        if not unit.paperwork.done(asked.id, made.answer):
            return
        unit.outbox.add(files, unit.ids, now)
        unit.inbox.add_our_own([(f"paperwork:{asked.id}", asked.chat, {"paperwork": asked.id})], now)
