"""A voice note survives kill -9 between its update and its download (P1)."""

import asyncio
from functools import partial
from pathlib import Path

from bot.office import Office, open_office
from bot.settings import load_settings
from sandbox.clock import SettableClock
from sandbox.telegram.client import Client
from sandbox.telegram.params import Params
from sandbox.telegram.screen import buttons
from sandbox.telegram.server import serve
from sandbox.telegram.world import World
from tests.bot.township import FIRST_ACCOUNT, TOKEN
from tests.crash.mortal_bot import MortalBot
from tests.needs.hamlet import HEAD, settle_hamlet, working_environment


class Line:
    """The line to Telegram, on which downloads can be made to hang."""

    def __init__(self) -> None:
        self.is_asked, self.goes_on = asyncio.Event(), asyncio.Event()

    async def gate(self, method: str, _: Params) -> None:
        """Stands before every call."""
        if method == "getfile":
            self.is_asked.set()
            await self.goes_on.wait()


async def test_a_voice_is_there_although_the_bot_was_killed_while_it_downloaded(tmp_path: Path) -> None:
    world, line = World(SettableClock(), TOKEN, flood=False), Line()
    world.gate = line.gate
    running = await serve(world)
    environ = working_environment(tmp_path, running.url)
    settle_hamlet(environ).database.close()
    phone, bot = world.client(FIRST_ACCOUNT), MortalBot(environ, tmp_path / "bot.log")
    phone.chat.started = True
    try:
        async with asyncio.timeout(60):
            await bot.start()
            phone.send_voice(9)
            await line.is_asked.wait()
            await phone.until(lambda seen: "语音 9 秒" in str(seen.last), timeout=60)
            await bot.kill()
            line.goes_on.set()
            await bot.start()
            for label in (f"{HEAD} ", "住房", "跳过", "确认上报"):
                await phone.until(partial(_shows, label), timeout=60)
                phone.tap_label(_labels(phone.last, label)[0])
            await phone.until(lambda seen: "N-0001" in str(seen.last), timeout=60)
            await _downloaded(environ)
        assert await bot.stop() == 0, (tmp_path / "bot.log").read_text()
    finally:
        await bot.stop()
        await running.close()
    office = _open(environ)
    with office.database.read() as unit:
        (need,) = unit.needs.by_number([1]).values()
        assert need.voice is not None
        (spoken,) = unit.albums.spoken(need.voice.unique)
    assert (need.voice.seconds, spoken.is_kept) == (9, True)
    office.database.close()


def _shows(label: str, seen: Client) -> bool:
    return bool(_labels(seen.last, label))


def _labels(message: object, begins: str) -> list[str]:
    shown = buttons(message) if isinstance(message, dict) else []
    return [one["text"] for one in shown if one["text"].startswith(begins)]


def _open(environ: dict[str, str]) -> Office:
    return open_office(load_settings(environ))


async def _downloaded(environ: dict[str, str]) -> None:
    office = _open(environ)
    while await office.database.run(lambda unit: unit.fetches.due(office.clock.now(), 1)):
        await asyncio.sleep(0.05)
    office.database.close()
