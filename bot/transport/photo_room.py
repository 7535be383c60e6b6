"""The photo room: what is wanted is fetched and developed, what is developed is filed, each at its pace."""

import asyncio
from zoneinfo import ZoneInfo

import structlog

from bot.transport.fetcher import Fetcher, Source
from bot.transport.filing import Filing
from bot.transport.intake import Develops, Intake
from domain.calendar.clock import Clock
from storage.base.files import FileStore, Stores
from storage.database import Database

log = structlog.get_logger()


class PhotoRoom:
    """Fetcher and filing side by side; `wanted` nudges the one, `owed` the sender."""

    def __init__(
        self,
        database: Database,
        photos: FileStore,
        source: Source,
        darkroom: Develops,
        clock: Clock,
        zone: ZoneInfo,
        locale: str,
        *,
        wanted: asyncio.Event,
        owed: asyncio.Event,
    ) -> None:
        taken = asyncio.Event()
        self.fetcher = Fetcher(
            database, source, Intake(database, photos, darkroom, clock, taken), clock, wanted
        )
        self.filing = Filing(database, clock, zone, locale, taken, owed)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`."""
        await asyncio.gather(self.fetcher.run(stop), self.filing.run(stop))


async def seal_what_is_plain(database: Database, stores: Stores) -> None:
    """Earlier versions kept files in plain; photos among them are developed once they are sealed."""
    for store in (stores.photos, stores.papers):
        taken = await asyncio.to_thread(store.take_in)
        if taken:
            log.info("files of an earlier version are sealed", files=taken)
    await database.run(lambda unit: unit.fetches.take_up_kept())
