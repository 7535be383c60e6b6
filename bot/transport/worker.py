"""The worker: one update a chat at a time, in order, chats side by side; the third failure is the last."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.flows.engine.port import Malformed
from bot.transport.nudge import nudged
from domain.calendar.clock import Clock
from storage.chat.inbox import Received
from storage.database import Database
from storage.unit import Unit

SIDE_BY_SIDE = 128
SILENT_AFTER = timedelta(seconds=60)
"""A claim this old is of a worker that died or stands still; the others take it over."""
LOOKS_EVERY = 1.0
log = structlog.get_logger()

Process = Callable[[Received], Awaitable[None]]
Apologise = Callable[[Unit, Received], None]


class Worker:
    """Drains the inbox. `name` is set where several processes share one database."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        arrived: asyncio.Event,
        process: Process,
        apologise: Apologise,
        name: str | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._arrived = arrived
        self._process = process
        self._apologise = apologise
        self._name = name
        self._at_work: dict[int, asyncio.Task[None]] = {}
        self._took_over_at: datetime | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`, then finish what has begun."""
        while not stop.is_set():
            self._arrived.clear()
            try:
                await self._take_over()
                begun = await self._begin()
            except Exception:
                log.exception("the inbox cannot be read; trying again")
                begun = 0
            if not begun:
                await nudged(self._arrived, stop, LOOKS_EVERY)
        if self._at_work:
            await asyncio.wait(self._at_work.values())

    async def _take_over(self) -> None:
        """Release the claims of the silent: all at the start if nobody else can run, else every minute."""
        now = self._clock.now()
        if self._took_over_at is None or (self._name and now - self._took_over_at >= SILENT_AFTER):
            silent_since = now - SILENT_AFTER if self._name else None
            await self._database.run(lambda unit: unit.inbox.take_over(silent_since))
            self._took_over_at = now

    async def _begin(self) -> int:
        room = SIDE_BY_SIDE - len(self._at_work)
        if room <= 0:
            await asyncio.wait(self._at_work.values(), return_when=asyncio.FIRST_COMPLETED)
            return 1
        limit = room if self._name else SIDE_BY_SIDE + len(self._at_work)
        found = await self._database.run(lambda unit: unit.inbox.next(self._clock.now(), limit, self._name))
        # Where there are claims all that is found is ours alone, and nobody else would ever come to it.
        fresh = found if self._name else [one for one in found if _lane(one) not in self._at_work][:room]
        for one in fresh:
            task = asyncio.create_task(self._one(one, self._at_work.get(_lane(one))))
            self._at_work[_lane(one)] = task
            task.add_done_callback(partial(self._finished, _lane(one)))
        return len(fresh)

    def _finished(self, lane: int, task: asyncio.Task[None]) -> None:
        if self._at_work[lane] is task:
            del self._at_work[lane]
        self._arrived.set()

    async def _one(self, received: Received, before: asyncio.Task[None] | None) -> None:
        if before:
            await asyncio.wait([before])
        try:
            await self._process(received)
        except Exception as error:
            # The error's text may quote what somebody wrote, so only its kind and place are logged.
            log.error("an update failed", update=received.id, kind=type(error).__name__, at=place_of(error))
            await self._put_off(received, final=isinstance(error, Malformed))

    async def _put_off(self, received: Received, *, final: bool) -> None:
        def work(unit: Unit) -> None:
            if unit.inbox.failed(received.id, self._clock.now(), final=final, worker=self._name):
                self._apologise(unit, received)

        try:
            await self._database.run(work)
        except Exception as error:
            log.error("a failure could not be noted", update=received.id, kind=type(error).__name__)


def _lane(received: Received) -> int:
    return received.chat_id if received.chat_id is not None else -received.id


def place_of(error: BaseException) -> str:
    """The file and line where an error was raised."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
