"""The demo: a loopback Bot API, the bot beside it in one event loop, and the page with the phones."""

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from secrets import token_hex

from fastapi import HTTPException, Response
from nicegui import app, ui

from sandbox.clock import SettableClock
from sandbox.page.clip_sheet import PHOTOS, PHOTOS_URL
from sandbox.page.clock_bar import ZONE
from sandbox.page.elements import tag
from sandbox.page.icons import LOGO
from sandbox.page.page import Page, dress
from sandbox.page.phone import Cast
from sandbox.page.places import village_places
from sandbox.page.practice import WORKBOOK_URL
from sandbox.page.words import LANGUAGES, Words
from sandbox.telegram.files import XLSX
from sandbox.telegram.server import Running, serve
from sandbox.telegram.world import World
from sandbox.township import TOWNSHIP_NAME, sample_register

HOST = "127.0.0.1"
BOT_ID = 7_000_000_001
APP_LANGUAGES = {"zh": "zh-hans", "en": "en"}

StartBot = Callable[[str, str], Awaitable[Cast]]
Speak = Callable[[str], Awaitable[None]]
"""Has the bot speak Chinese or English to everybody on the page (see LANGUAGES)."""
StopBot = Callable[[], Awaitable[None]]


class PortTaken(Exception):
    """Something else answers at this port already; choose another one with --port."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class Demo:
    """What stands behind the page from start-up to shutdown."""

    def __init__(
        self, port: int, clock: SettableClock, start_bot: StartBot, stop_bot: StopBot, speak: Speak
    ) -> None:
        self.world = World(clock, f"{BOT_ID}:{token_hex(18)}", "zoufang_demo_bot", f"{TOWNSHIP_NAME}走访助手")
        self.cast = Cast()
        self.ready = asyncio.Event()
        self.failure: Exception | None = None
        self._port = port
        self._start_bot = start_bot
        self._stop_bot = stop_bot
        self._speak = speak
        self._language = next(iter(LANGUAGES))
        self._speaking = asyncio.Lock()
        self._running: Running | None = None

    async def open(self) -> None:
        """Serve the world, start the bot, and say where the page is."""
        try:
            self._running = await serve(self.world, HOST, 0)
            self.cast = await self._start_bot(self._running.url, self.world.token)
            await _answering(self._port)
        except Exception as failure:  # the page must not stay up without a bot: tell it on the way out
            self.failure = failure
            app.shutdown()
            return
        self.ready.set()
        print(f"zoufang demo: http://{HOST}:{self._port}", flush=True)

    async def speak(self, language: str) -> None:
        """Let all phones be in the language of the page that was opened last."""
        async with self._speaking:
            if language == self._language:
                return
            self._language = language
            await self._speak(language)
            for phone in self.cast.phones:
                self.world.client(phone.user_id, phone.name).set_language(APP_LANGUAGES[language])

    async def close(self) -> None:
        """Stop the bot, then the world it talks to."""
        if self._running is None:
            return
        await self._stop_bot()
        await self._running.close()


def serve_demo(
    *,
    port: int,
    open_browser: bool,
    clock: SettableClock,
    start_bot: StartBot,
    stop_bot: StopBot,
    speak: Speak,
) -> None:
    """Block until the demo is stopped; raises PortTaken, or what kept the bot from starting."""
    _check_free(port)
    demo = Demo(port, clock, start_bot, stop_bot, speak)
    begins_at = clock.now()
    places = village_places(sample_register(clock.now().astimezone(ZONE).date()))

    async def root(lang: str = "zh") -> None:
        dress()
        words = Words(lang)
        if not demo.ready.is_set():
            await _wait(demo, words)
        await demo.speak(words.language)
        Page(demo.world, clock, demo.cast, places, words, begins_at)

    @app.get("/file/{file_id}")
    def file(file_id: str) -> Response:
        kept = demo.world.files.by_id(file_id)
        if kept is None:
            raise HTTPException(404)
        return Response(kept.content, media_type=_media_type(kept.content))

    @app.get(WORKBOOK_URL)
    def workbook() -> Response:
        return Response(demo.cast.workbook, media_type=XLSX)

    # NiceGUI takes a demo started from a test run for one of its own tests, and then wants a port of theirs
    os.environ.pop("PYTEST_CURRENT_TEST", None)
    app.add_static_files(PHOTOS_URL, PHOTOS)
    app.on_startup(demo.open)
    app.on_shutdown(demo.close)
    with suppress(KeyboardInterrupt):
        ui.run(
            root,
            host=HOST,
            port=port,
            title="走访 zoufang",
            favicon=LOGO,
            language="zh-CN",
            show=open_browser,
            reload=False,
            tailwind=False,
            show_welcome_message=False,
            timeout_graceful_shutdown=3,
        )
    if demo.failure is not None:
        raise demo.failure


async def _answering(port: int) -> None:
    # NiceGUI calls its start-up handlers before the port is open
    while True:
        try:
            _, writer = await asyncio.open_connection(HOST, port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return


def _check_free(port: int) -> None:
    # asked beforehand: uvicorn binds only after start-up, when the bot is already there
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as taken:
            raise PortTaken from taken


async def _wait(demo: Demo, words: Words) -> None:
    placeholder = tag("p", "preparing", words("preparing"), role="status")
    await ui.context.client.connected()
    await demo.ready.wait()
    placeholder.delete()


def _media_type(content: bytes) -> str:
    if content.startswith(b"\x89PNG"):
        return "image/png"
    return "image/jpeg" if content.startswith(b"\xff\xd8") else "application/octet-stream"
