"""Filing: photos of recorded visits are compared with earlier ones; who sent an unreadable one is told."""

import asyncio
from zoneinfo import ZoneInfo

import structlog

from bot.flows.engine.port import say
from bot.transport.comparing import Comparing
from bot.transport.nudge import nudged
from domain.calendar.clock import Clock
from locales.render import known, render
from pictures.developed import Reason
from storage.chat.outbox import NOTE, NOTICE, Outgoing
from storage.database import Database
from storage.locks import FilingSeat
from storage.photos.likenesses import Lost
from storage.unit import Unit

AT_ONCE = 10
"""Photos compared in one transaction: a look-up among a million keeps the storage thread for 2 ms."""
LOOKS_EVERY = 5.0
TOLD = {
    "failed": "photo.failed",
    Reason.HEIC: "photo.heic",
    Reason.TOO_LARGE: "photo.too_large",
    Reason.NOT_A_PICTURE: "photo.not_a_picture",
    Reason.TOO_SLOW: "photo.too_slow",
    Reason.FATAL: "photo.too_slow",
}
"""Why, and what to do about it; whatever is not named here may be whole when it comes again."""
log = structlog.get_logger()


class Filing:
    """Files photos, one process at a time; `taken` nudges it, it nudges the sender (`owed`)."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        zone: ZoneInfo,
        locale: str,
        taken: asyncio.Event,
        owed: asyncio.Event,
    ) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._locale = locale
        self._taken = taken
        self._owed = owed
        self._seat = FilingSeat(database)
        self._comparing: Comparing | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """File until `stop`."""
        try:
            while not stop.is_set():
                self._taken.clear()
                filed = 0
                try:
                    filed = await self.file_due()
                except Exception as error:
                    log.error("photos cannot be filed; trying again", kind=type(error).__name__)
                if filed < AT_ONCE:
                    await nudged(self._taken, stop, LOOKS_EVERY)
        finally:
            self.leave()

    async def file_due(self) -> int:
        """File what is to be filed now, at most so much at once; how many photos it was."""
        comparing = self._comparing
        if comparing is None:
            comparing = self._comparing = await self._database.beside(self._begin)
        filed = await self._database.run(lambda unit: self._file(unit, comparing))
        if filed:
            self._owed.set()
        return filed

    def leave(self) -> None:
        """Let another process file."""
        self._seat.leave()

    def _begin(self) -> Comparing:
        with self._database.read() as unit:
            return Comparing(unit.pictures.hashes(), self._zone)

    def _file(self, unit: Unit, comparing: Comparing) -> int:
        if not self._seat.take():
            return 0
        now = self._clock.now()
        waiting, lost = unit.likenesses.waiting(AT_ONCE), unit.likenesses.lost(AT_ONCE)
        if waiting:
            comparing.learn(unit)
        for one in waiting:
            # One by one, in the order of their coming: the second of two twins finds the first.
            comparing.compare(unit, one, now)
        unit.outbox.add([said for one in lost for said in told(one, self._locale)], unit.ids, now)
        unit.likenesses.compared([one.photo_id for one in lost], now)
        return len(waiting) + len(lost)


def told(lost: Lost, usual_locale: str) -> list[Outgoing]:
    """Plain words that a photo cannot be had or read, and that the visit stands."""
    if lost.chat is None:
        return []
    words = say(
        TOLD.get(lost.status, "photo.unreadable"), head=lost.head, day=lost.visited_on, nth=lost.number
    )
    payload = {"text": render(known(lost.locale, usual_locale), words), "private": True}
    return [Outgoing(lost.chat, NOTE, payload, NOTICE)]
