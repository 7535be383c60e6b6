"""The fetcher: downloads what people sent into the data directory, outside any transaction, with retries."""

import asyncio
import hashlib
import os
from datetime import timedelta
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

import structlog

from bot.transport.nudge import nudged
from domain.clock import Clock
from storage.database import Database
from storage.fetches import Fetch

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


class Source(Protocol):
    """Where files come from."""

    async def fetch(self, file_ref: str) -> bytes | Trouble:
        """The file, or why not."""
        ...


class Fetcher:
    """Downloads due files; `wanted` nudges it."""

    def __init__(
        self, database: Database, source: Source, folder: Path, clock: Clock, wanted: asyncio.Event
    ) -> None:
        self._database = database
        self._source = source
        self._folder = folder
        self._clock = clock
        self._wanted = wanted

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch until `stop`."""
        while not stop.is_set():
            self._wanted.clear()
            due: tuple[Fetch, ...] = ()
            try:
                due = await self._database.run(lambda unit: unit.fetches.due(self._clock.now(), SIDE_BY_SIDE))
                await asyncio.gather(*(self._one(one) for one in due))
            except Exception as error:
                log.error("files cannot be fetched; trying again", kind=type(error).__name__)
                due = ()
            if not due:
                await nudged(self._wanted, stop, LOOKS_EVERY)

    async def _one(self, wanted: Fetch) -> None:
        got = await self._source.fetch(wanted.file_ref)
        if isinstance(got, bytes):
            path = await asyncio.to_thread(keep, self._folder, wanted.unique_ref, got)
            await self._database.run(lambda unit: unit.fetches.done(wanted.id, path))
        elif got is Trouble.FOR_GOOD or wanted.tries + 1 >= TRIES:
            log.warning("a file cannot be fetched", fetch=wanted.id, tries=wanted.tries + 1)
            await self._database.run(lambda unit: unit.fetches.give_up(wanted.id))
        else:
            due_at = self._clock.now() + wait_after(wanted.tries)
            await self._database.run(lambda unit: unit.fetches.put_off(wanted.id, due_at))


def wait_after(tries: int) -> timedelta:
    """How long to wait after that many tries: 5 s, 10 s, 20 s … 1 h."""
    return min(FIRST_WAIT * int(2 ** min(tries, 16)), LONGEST_WAIT)


def keep(folder: Path, unique_ref: str, content: bytes) -> str:
    """Write a file whole or not at all, readable by us alone; its path below the folder."""
    name = hashlib.sha256(unique_ref.encode()).hexdigest()
    path = folder / name[:2] / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    return str(path.relative_to(folder))
