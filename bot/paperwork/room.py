"""The paper room: makes what was asked for, one paper at a time, and tells the conversation so."""

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog

from bot.transport.nudge import nudged
from domain.clock import Clock
from domain.paperwork import Paper
from storage.database import Database
from storage.outbox import Outgoing
from storage.paperwork import Asked
from storage.unit import Unit

TRIES = 3
LOOKS_EVERY = 5.0
FAILED: Mapping[str, Any] = {"failed": True}
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file to hand out: its name, its bytes, and the words under it.

    `passes_on`: a picture for somebody else's eyes, which holds a secret. It may be forwarded, and it waits
    sealed in the outbox, not in a folder. `to_work_on`: a workbook that is of no use unless it can be saved.
    """

    name: str
    content: bytes
    caption: str = ""
    passes_on: bool = False
    to_work_on: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a paper: JSON values for the conversation, and files for the chat."""

    answer: Mapping[str, Any] = field(default_factory=dict)
    sheets: Sequence[Sheet] = ()


Maker = Callable[[Asked], Awaitable[Made]]


class PaperRoom:
    """Makes papers; `asked` nudges it, it nudges the worker (`arrived`) and the sender (`owed`)."""

    def __init__(
        self,
        database: Database,
        makers: Mapping[Paper, Maker],
        folder: Path,
        clock: Clock,
        *,
        asked: asyncio.Event,
        arrived: asyncio.Event,
        owed: asyncio.Event,
    ) -> None:
        self._database = database
        self._makers = makers
        self._folder = folder
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
        except Exception as error:
            log.error("a paper could not be made", paper=asked.paper.value, kind=type(error).__name__)
            if asked.tries + 1 < TRIES:
                return False
            made = Made(FAILED)
        files = [await asyncio.to_thread(self._file, asked, at, one) for at, one in enumerate(made.sheets)]
        await self._database.run(lambda unit: self._hand_out(unit, asked, made, files))
        self._arrived.set()
        self._owed.set()
        return True

    def _keep(self, asked: Asked, at: int, sheet: Sheet) -> str:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / f"{asked.id}-{at}"
        path.write_bytes(sheet.content)
        path.chmod(0o600)
        return path.name

    def _file(self, asked: Asked, at: int, sheet: Sheet) -> Outgoing:
        named = {"name": sheet.name, "caption": sheet.caption}
        if sheet.passes_on:
            content = base64.b64encode(sheet.content).decode()
            return Outgoing(asked.chat, "photo", named | {"content": content})
        kept = {"path": self._keep(asked, at, sheet), "to_work_on": sheet.to_work_on}
        return Outgoing(asked.chat, "document", named | kept)

    def _hand_out(self, unit: Unit, asked: Asked, made: Made, files: Sequence[Outgoing]) -> None:
        now = self._clock.now()
        if not unit.paperwork.done(asked.id, made.answer):
            return
        unit.outbox.add(files, unit.ids, now)
        told = {"update_id": -asked.id, "chat": asked.chat, "paperwork": asked.id}
        unit.inbox.add([(-asked.id, asked.chat, json.dumps(told))], now)
