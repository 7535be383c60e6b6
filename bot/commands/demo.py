"""`demo`: the bot as the sandbox starts it, on a fictional township and a folder that goes with it."""

import asyncio
import io
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.app import App
from bot.commands.demo_language import Speech
from bot.commands.invite import bot_name, invite
from bot.flows.home.language import LOCALES
from bot.office import open_office
from bot.paperwork.importing import write_register
from bot.settings import load_settings
from domain.calendar.clock import Clock
from domain.people.people import RoleKind
from domain.register.register import PersonEntry, Register
from ledger.sheets import writing

SHOWN = (RoleKind.RESPONSIBLE, RoleKind.CONTACT, RoleKind.TOWNSHIP_LEADER, RoleKind.CLERK)
FIRST_ACCOUNT = 1001


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody of the township who gets a phone on the demo's page."""

    name: str
    role: RoleKind
    account: int
    link: str


@dataclass(frozen=True, slots=True)
class Started:
    """Who was invited, and the bytes of the workbook that the clerk practises with."""

    invited: list[Invited]
    workbook: bytes


class DemoBot:
    """The bot of the demo, started and stopped in the event loop of its page."""

    def __init__(self, clock: Clock, township: str, register: Register, practice: Register) -> None:
        self._clock = clock
        self._township = township
        self._register = register
        self._practice = practice
        self._folder = tempfile.TemporaryDirectory(prefix="zoufang-demo-")
        self._app: App | None = None
        self._running: asyncio.Task[None] | None = None
        self._speech: Speech | None = None

    async def start(self, api_url: str, token: str) -> Started:
        """Import the township, run the bot against that Bot API, and invite one person of each role shown."""
        folder = Path(self._folder.name)
        policy = folder / "policy.toml"
        policy.write_text(f'[township]\nname = "{self._township}"\n', encoding="utf-8")
        given = {"TOKEN": token, "API_URL": api_url, "DATA_DIR": str(folder), "POLICY": str(policy)}
        settings = load_settings({f"ZOUFANG_{name}": value for name, value in given.items()})
        office = open_office(settings, self._clock)
        await asyncio.to_thread(write_register, office, self._register)
        username = await bot_name(office)
        people = [self._first(kind) for kind in SHOWN]
        invited = [
            Invited(one.name, kind, FIRST_ACCOUNT + at, invite(office, username, one.phone)[0].link)
            for at, (kind, one) in enumerate(zip(SHOWN, people, strict=True))
        ]
        self._speech = Speech(
            office, [(who.phone, one.account) for who, one in zip(people, invited, strict=True)]
        )
        workbook = await asyncio.to_thread(_workbook, self._practice)
        self._app = App(office)
        self._running = asyncio.create_task(self._app.run())
        return Started(invited, workbook)

    def _first(self, kind: RoleKind) -> PersonEntry:
        return next(one for one in self._register.people if kind in one.roles)

    async def speak(self, language: str) -> None:
        """Speak the language of the page, `zh` or `en`, to everybody who is on it."""
        if self._speech:
            await self._speech.speak(LOCALES[language])

    async def stop(self) -> None:
        """Drain the bot and remove its folder."""
        if self._app and self._running:
            self._app.stop.set()
            with suppress(Exception):
                await self._running
        self._folder.cleanup()


def _workbook(register: Register) -> bytes:
    written = io.BytesIO()
    writing.write_register(written, register)
    return written.getvalue()
