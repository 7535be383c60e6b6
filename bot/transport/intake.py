"""The intake: a picture is developed, a voice kept as it is; its files are sealed, then its row is written.

A process killed in between takes it in once more: names follow from what the channel calls a file.
"""

import asyncio
from datetime import datetime
from typing import Protocol

import structlog

from domain.calendar.clock import Clock
from pictures.developed import Developed, Unreadable
from pictures.likeness import signed
from storage.base.files import FileGone, FileStore
from storage.database import Database
from storage.photos.fetches import VOICE, Fetch
from storage.photos.pictures import KeptPicture
from storage.unit import Unit

log = structlog.get_logger()


class Develops(Protocol):
    """What makes a `Developed` of the bytes that came: the darkroom."""

    async def develop(self, content: bytes) -> Developed | Unreadable:
        """The picture as it is kept, or why it cannot be read."""
        ...


class Intake:
    """Takes in what was downloaded; `taken` nudges who files it."""

    def __init__(
        self, database: Database, store: FileStore, darkroom: Develops, clock: Clock, taken: asyncio.Event
    ) -> None:
        self._database = database
        self._store = store
        self._darkroom = darkroom
        self._clock = clock
        self._taken = taken

    async def kept(self, wanted: Fetch) -> bytes | None:
        """The file as it came, if it is in the store already; None: it must be downloaded."""
        if wanted.kept is None:
            return None
        try:
            return await asyncio.to_thread(self._store.get, wanted.kept)
        except FileGone:
            return None

    async def take(self, wanted: Fetch, content: bytes) -> None:
        """Take it in; raises what the disk, the database or the darkroom raises, and may be called again."""
        if wanted.kind == VOICE:
            await asyncio.to_thread(self._store.put, voice_file(self._database, wanted.unique_ref), content)
            await self._settle(wanted, None)
            return
        developed = await self._darkroom.develop(content)
        if isinstance(developed, Unreadable):
            why = developed.reason.value
            log.warning("a photo cannot be read", fetch=wanted.id, reason=why)
            await self._database.run(lambda unit: unit.fetches.settle(wanted.id, why))
        else:
            kept = _described(self._database, wanted.unique_ref, developed)
            await asyncio.to_thread(self._store.put, kept.original, developed.picture)
            await asyncio.to_thread(self._store.put, kept.thumbnail, developed.thumbnail)
            await self._settle(wanted, kept)
        await self._clear(wanted)
        self._taken.set()

    async def _settle(self, wanted: Fetch, kept: KeptPicture | None) -> None:
        now = self._clock.now()

        def work(unit: Unit) -> None:
            if kept:
                unit.pictures.add(kept, unit.ids, now)
            unit.fetches.settle(wanted.id, "done")

        await self._database.run(work)

    async def _clear(self, wanted: Fetch) -> None:
        """What was kept as it came goes, with all that its camera wrote into it."""
        if wanted.kept is not None:
            await asyncio.to_thread(self._store.delete, wanted.kept)
            await self._database.run(lambda unit: unit.fetches.forget_kept(wanted.id))


def voice_file(database: Database, unique: str) -> str:
    """The name under which a voice is kept."""
    return database.vault.index(f"voice/{unique}")


def incoming_file(database: Database, unique: str) -> str:
    """The name under which a picture waits that did not come through a channel."""
    return database.vault.index(f"incoming/{unique}")


def _described(database: Database, unique: str, developed: Developed) -> KeptPicture:
    name = database.vault.index
    return KeptPicture(
        unique,
        developed.sha256,
        signed(developed.phash),
        developed.is_plain,
        developed.width,
        developed.height,
        _instant(developed.taken_at),
        ",".join(str(one) for one in developed.place) if developed.place else None,
        name(f"original/{unique}"),
        name(f"thumbnail/{unique}"),
    )


def _instant(taken_at: datetime | None) -> str | None:
    return taken_at.isoformat() if taken_at else None
