"""Retention: photos go when the township no longer wants them kept, originals first, thumbnails later."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from domain.calendar.clock import Clock
from domain.policy.policy import Photos
from storage.base.files import FileStore
from storage.database import Database

EVERY = timedelta(hours=1)
"""Hourly, not daily: a bot that is restarted every night would never get there."""
CHUNK = 200
log = structlog.get_logger()
Limits = tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True)
class Shed:
    """How many originals and thumbnails went (or would go), and how many bytes they took up."""

    originals: int = 0
    thumbnails: int = 0
    size: int = 0

    def and_one(self, column: str, size: int) -> "Shed":
        """One file more."""
        is_original = column == "original"
        return Shed(self.originals + is_original, self.thumbnails + (not is_original), self.size + size)


class Retention:
    """Sheds what is past its time; of visits with an open question or an open need nothing goes."""

    def __init__(self, database: Database, photos: FileStore, clock: Clock, policy: Photos) -> None:
        self._database = database
        self._photos = photos
        self._clock = clock
        self._policy = policy

    async def sweep(self) -> None:
        """Shed what is past its time."""
        shed = await self._database.beside(self.shed)
        if shed.originals or shed.thumbnails:
            log.info("photos past their time are gone", originals=shed.originals)

    def shed(self, *, dry_run: bool = False, progress: Callable[[int], None] = lambda _: None) -> Shed:
        """Do it, or with `dry_run` only count; `progress` hears of every chunk how many files it was."""
        shed = Shed()
        for column, before in self._limits():
            after = 0
            while chunk := self._chunk(column, before, after, dry_run=dry_run):
                for _, size in chunk:
                    shed = shed.and_one(column, size)
                after = chunk[-1][0]
                progress(len(chunk))
        return shed

    def _limits(self) -> Limits:
        days = (
            ("original", self._policy.keep_originals_days),
            ("thumbnail", self._policy.keep_thumbnails_days),
        )
        return tuple((column, self._clock.now() - timedelta(days=kept)) for column, kept in days if kept)

    def _chunk(self, column: str, before: datetime, after: int, *, dry_run: bool) -> list[tuple[int, int]]:
        """Ids and bytes of some files; they are deleted before it is written down, so none is forgotten."""
        with self._database.read() as unit:
            expired = unit.shedding.expired(column, before, after, CHUNK)
        told = [(one.picture_id, self._photos.size(one.file)) for one in expired]
        if expired and not dry_run:
            for one in expired:
                self._photos.delete(one.file)
            with self._database.write() as unit:
                unit.shedding.forget(expired, column)
        return told
