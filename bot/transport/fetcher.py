"""The fetcher: downloads what people sent, outside any transaction, with retries over hours."""

import asyncio
from datetime import timedelta
from enum import Enum, auto
from typing import Protocol

import structlog

from bot.transport.intake import Intake
from bot.transport.nudge import nudged
from domain.calendar.clock import Clock
from pictures.developed import Reason
from storage.database import Database
from storage.photos.fetches import Fetch

SIDE_BY_SIDE = 4
TRIES = 40
LOOKS_EVERY = 5.0
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
log = structlog.get_logger()


class Trouble(Enum):
    """Why a file could not be had."""

    FOR_NOW = auto()
    FOR_GOOD = auto()
    TOO_LARGE = auto()
    """Also for good: the channel does not hand out files of that size."""


SETTLED = {Trouble.FOR_GOOD: "failed", Trouble.TOO_LARGE: Reason.TOO_LARGE.value}


class Source(Protocol):
    """Where files come from."""

    async def fetch(self, file_ref: str) -> bytes | Trouble:
        """The file, or why not."""
        ...


class Fetcher:
    """Downloads due files and hands them to the intake; `wanted` nudges it."""

    def __init__(
        self, database: Database, source: Source, intake: Intake, clock: Clock, wanted: asyncio.Event
    ) -> None:
        self._database = database
        self._source = source
        self._intake = intake
        self._clock = clock
        self._wanted = wanted

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch until `stop`."""
        while not stop.is_set():
            self._wanted.clear()
            if not await self.fetch_due():
                await nudged(self._wanted, stop, LOOKS_EVERY)

    async def fetch_due(self) -> int:
        """Fetch the files that are due, a few at once; returns how many."""
        try:
            due = await self._database.run(lambda unit: unit.fetches.due(self._clock.now(), SIDE_BY_SIDE))
        except Exception as error:
            log.error("files cannot be fetched; trying again", kind=type(error).__name__)
            return 0
        tried = await asyncio.gather(*(self._one(one) for one in due))
        return sum(tried)

    async def _one(self, wanted: Fetch) -> bool:
        """False if our own side is in trouble: a full disk, a database away. Then nothing is given up."""
        try:
            content = await self._intake.kept(wanted)
            got = await self._source.fetch(wanted.file_ref) if content is None else content
            if isinstance(got, bytes):
                await self._intake.take(wanted, got)
            elif got in SETTLED or wanted.tries + 1 >= TRIES:
                log.warning("a file cannot be fetched", fetch=wanted.id, tries=wanted.tries + 1)
                status = SETTLED.get(got, "failed")
                await self._database.run(lambda unit: unit.fetches.settle(wanted.id, status))
            else:
                await self._put_off(wanted)
        except Exception as error:
            log.error("a file cannot be taken in; trying again", fetch=wanted.id, kind=type(error).__name__)
            return await self._has_put_off(wanted)
        return True

    async def _has_put_off(self, wanted: Fetch) -> bool:
        try:
            await self._put_off(wanted)
        except Exception:
            return False
        return True

    async def _put_off(self, wanted: Fetch) -> None:
        due_at = self._clock.now() + wait_after(wanted.tries)
        await self._database.run(lambda unit: unit.fetches.put_off(wanted.id, due_at))


def wait_after(tries: int) -> timedelta:
    """How long to wait after that many tries: 5 s, 10 s, 20 s … 1 h."""
    return min(FIRST_WAIT * int(2 ** min(tries, 16)), LONGEST_WAIT)
