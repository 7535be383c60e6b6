"""The fetcher over the real Bot API: whole files, private, tried again for hours but not for ever."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.transport.fetcher import TRIES, Fetcher, wait_after
from bot.transport.intake import Intake
from bot.transport.telegram.api import BotApi
from bot.transport.telegram.files import LARGEST_FILE, TelegramFiles
from domain.visits.visits import Picture
from sandbox.telegram.errors import ApiError
from sandbox.telegram.params import Params
from storage.base.files import SealedFolder
from storage.database import Database
from storage.tables import fetch, picture
from storage.unit import Unit
from tests.bot.township import TOKEN
from tests.photos.stage import Bench
from tests.pictures.shots import shot
from tests.transport.telegram_stage import Telegram, telegram

PHOTO = shot(kind="PNG")


class Stage:
    """A fetcher at work."""

    def __init__(self, database: Database, there: Telegram, folder: Path) -> None:
        self.database, self.telegram, self.folder = database, there, folder
        self.store = SealedFolder(folder, database.vault)
        self.wanted = asyncio.Event()

    async def want(self, *pictures: Picture) -> None:
        now = self.telegram.world.clock.now()
        await self.database.run(lambda unit: unit.fetches.add(pictures, unit.ids, now))
        self.wanted.set()

    def sent(self, unique: str) -> Picture:
        """A photo that somebody sent."""
        kept = self.telegram.world.files.add_photo(PHOTO)["photo"][-1]
        return Picture(unique, kept["file_id"])

    async def statuses(self) -> list[tuple[str, int]]:
        """Status and tries of every file, in the order they were wanted."""

        def look(unit: Unit) -> list[tuple[str, int]]:
            rows = unit.connection.execute(select(fetch.c.status, fetch.c.tries).order_by(fetch.c.id))
            return [(row.status, row.tries) for row in rows]

        return await self.database.run(look)

    async def settled(self) -> list[tuple[str, int]]:
        async with asyncio.timeout(60):
            while "due" in dict(found := await self.statuses()):
                await asyncio.sleep(0.02)
        return found


@asynccontextmanager
async def fetching(database: Database, folder: Path) -> AsyncIterator[Stage]:
    async with telegram() as there, BotApi(TOKEN, there.url) as api:
        stage, stop = Stage(database, there, folder / "photos"), asyncio.Event()
        clock = there.world.clock
        intake = Intake(database, stage.store, Bench(), clock, asyncio.Event())
        fetcher = Fetcher(database, TelegramFiles(api), intake, clock, stage.wanted)
        task = asyncio.create_task(fetcher.run(stop))
        try:
            yield stage
        finally:
            stop.set()
            await asyncio.wait_for(task, 5)


async def test_a_photo_lands_whole_and_private_in_the_data_directory(
    database: Database, tmp_path: Path
) -> None:
    async with fetching(database, tmp_path) as stage:
        await stage.want(*(stage.sent(f"u{at}") for at in range(6)))
        assert await stage.settled() == [("done", 0)] * 6
        files = [one for one in stage.folder.rglob("*") if one.is_file()]
        assert len(files) == 12, "each with a small one"
        assert all(one.stat().st_mode & 0o777 == 0o600 for one in files)
        assert not any(b"\xff\xd8\xff" in one.read_bytes()[:40] for one in files)
        with database.read() as unit:
            columns = (picture.c.original, picture.c.thumbnail)
            named = {name for row in unit.connection.execute(select(*columns)) for name in row}
        assert set(stage.store.names()) == named
        assert all(stage.store.get(one).startswith(b"\xff\xd8\xff") for one in named)
        assert not any("u1" in one.name for one in files), "no name that comes from outside"


async def test_a_sick_server_is_asked_again_later(sqlite: Database, tmp_path: Path) -> None:
    left = [502, 500]

    def trouble(method: str, params: Params) -> bool:
        if method == "getfile" and left:
            raise ApiError(left.pop(), "Bad Gateway")
        return False

    async with fetching(sqlite, tmp_path) as stage:
        stage.telegram.trouble = trouble
        await stage.want(stage.sent("u"))
        for tries in (1, 2):
            async with asyncio.timeout(60):
                while await stage.statuses() != [("due", tries)]:
                    await asyncio.sleep(0.02)
            stage.telegram.world.clock.advance(wait_after(tries))  # type: ignore[attr-defined]
            stage.wanted.set()
        assert await stage.settled() == [("done", 2)]


async def test_a_file_that_telegram_no_longer_has_is_given_up_and_holds_up_nothing(
    sqlite: Database, tmp_path: Path
) -> None:
    async with fetching(sqlite, tmp_path) as stage:
        await stage.want(Picture("gone", "no such file"), stage.sent("here"))
        assert sorted(await stage.settled()) == [("done", 0), ("failed", 0)]


async def test_a_file_over_20_megabytes_is_refused_before_it_is_downloaded(
    sqlite: Database, tmp_path: Path
) -> None:
    async with fetching(sqlite, tmp_path) as stage:
        large = stage.telegram.world.files.add_photo(PHOTO + bytes(LARGEST_FILE))["photo"][-1]
        asked: list[str] = []

        def watch(method: str, _params: Params) -> bool:
            asked.append(method)
            return False

        stage.telegram.trouble = watch
        await stage.want(Picture("large", large["file_id"]))
        assert await stage.settled() == [("too_large", 0)]
        assert asked == ["getfile"]


@pytest.mark.parametrize(("tries", "seconds"), [(0, 5), (1, 10), (4, 80), (10, 3600), (TRIES, 3600)])
def test_the_pauses_grow_up_to_an_hour(tries: int, seconds: int) -> None:
    assert wait_after(tries) == timedelta(seconds=seconds)
