"""The photo room of a conversation: what people sent is developed and compared, as beside the real bot."""

import asyncio
from functools import cache

from bot.office import Office
from bot.transport.fetcher import Trouble
from bot.transport.photo_room import PhotoRoom
from tests.photos.stage import Bench
from tests.pictures.scenes import house
from tests.pictures.shots import shot


@cache
def taken(name: str) -> bytes:
    """The photo of that name: `a` and `a2` show the same house, `b` another one; `broken` shows nothing."""
    if name == "broken":
        return b"\xff\xd8\xff\xe0 torn"
    return shot(house(ord(name[0]), 0), quality=60 + 10 * len(name))


class Phones:
    """Everybody's photos."""

    async def fetch(self, file_ref: str) -> bytes | Trouble:
        """The one of that name."""
        return taken(file_ref.removeprefix("file-"))


async def develop(office: Office) -> None:
    """Everything that is wanted arrives, and is compared with what was there."""
    room = PhotoRoom(
        office.database,
        office.stores.photos,
        Phones(),
        Bench(),
        office.clock,
        office.policy.township.time_zone,
        office.settings.locale,
        wanted=asyncio.Event(),
        owed=asyncio.Event(),
    )
    while await room.fetcher.fetch_due():
        pass
    while await room.filing.file_due():
        pass
