"""The composition root: builds everything the bot is made of, runs it, and drains it."""

import asyncio
import os
import socket
import time
from collections.abc import Callable, Collection
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

import structlog

from bot.desk.case import Standing
from bot.desk.desk import Desk
from bot.desk.messages import commands, text
from bot.desk.slices import open_book
from bot.flows.engine.port import say
from bot.handlers.telegram import Handlers
from bot.office import Office
from bot.paperwork.makers import makers
from bot.paperwork.room import PaperRoom
from bot.transport.health import serve_health
from bot.transport.pacer import Pacer
from bot.transport.photo_room import PhotoRoom, seal_what_is_plain
from bot.transport.receiver import Receiver
from bot.transport.sender import Sender
from bot.transport.telegram.api import BotApi
from bot.transport.telegram.files import TelegramFiles
from bot.transport.telegram.menu import publish_menu
from bot.transport.telegram.polling import Polling
from bot.transport.telegram.post import TelegramPost
from bot.transport.telegram.webhook import hook_secret, register_webhook, serve_webhook
from bot.transport.worker import Worker
from locales.catalog import LOCALES
from pictures.darkroom import Darkroom
from scheduler import minutely, need_closing, retention, waking
from scheduler.housekeeping import EVERY, Housekeeping
from scheduler.minutely import Minutely
from scheduler.need_closing import NeedClosing
from scheduler.reconciling import Reconciling
from scheduler.retention import Retention
from scheduler.ticker import Ticker
from scheduler.waking import Waking
from scheduler.waste_paper import WastePaper
from storage.chat.inbox import Received
from storage.locks import RunLock, SenderSeat
from storage.unit import Unit

ROLES = ("receiver", "worker", "sender", "scheduler")
SILENT_AFTER = 60.0
"""Seconds without a word from Telegram after which we are not ready (P17)."""
DRAINS_WITHIN = 7.0
log = structlog.get_logger()


class App:
    """A running bot. `stop` asks it to end; `ready` is set once updates are taken."""

    def __init__(self, office: Office, roles: Collection[str] = ROLES) -> None:
        self._office = office
        self._roles = roles
        self.stop = asyncio.Event()
        self.ready = asyncio.Event()
        self._owed = asyncio.Event()
        self._wanted = asyncio.Event()
        self._asked = asyncio.Event()
        self._last_contact: Callable[[], float | None] = time.monotonic

    async def run(self) -> None:
        """Run until `stop`; raises OperatorError for what the operator must mend."""
        office, settings = self._office, self._office.settings
        async with AsyncExitStack() as stack:
            stack.enter_context(RunLock(office.database))
            stack.callback(office.database.close)
            await seal_what_is_plain(office.database, office.stores)
            token, proxy = settings.require_token(), settings.proxy
            api = await stack.enter_async_context(BotApi(token, settings.api_url, proxy))
            await api.introduce()
            log.info("the bot starts", roles=list(self._roles))
            if settings.health_listen:
                health = await serve_health(settings.health_listen, self._reasons)
                stack.push_async_callback(health.cleanup)
            await self._run_parts(api, stack)

    async def _run_parts(self, api: BotApi, stack: AsyncExitStack) -> None:
        office, settings = self._office, self._office.settings
        receiver = Receiver(office.database, office.clock)
        stop_work, stop_sending = asyncio.Event(), asyncio.Event()
        parts: list[asyncio.Task[None]] = []
        if "sender" in self._roles:
            parts.append(asyncio.create_task(self._send(api, stop_sending)))
        if "worker" in self._roles:
            parts.append(asyncio.create_task(self._work(api, receiver.arrived, stop_work, stack)))
            files, darkroom = TelegramFiles(api), await stack.enter_async_context(Darkroom())
            photos = PhotoRoom(
                office.database,
                office.stores.photos,
                files,
                darkroom,
                office.clock,
                office.policy.township.time_zone,
                settings.locale,
                wanted=self._wanted,
                owed=self._owed,
            )
            parts.append(asyncio.create_task(photos.run(stop_work)))
            room = PaperRoom(
                office.database,
                makers(office, files, api.introduce, darkroom),
                office.stores.papers,
                office.clock,
                asked=self._asked,
                arrived=receiver.arrived,
                owed=self._owed,
            )
            parts.append(asyncio.create_task(room.run(stop_work)))
        if "scheduler" in self._roles:
            ticker = self._ticker(receiver.arrived)
            ticker.start()
            stack.callback(ticker.stop)
        if "receiver" in self._roles:
            parts.append(asyncio.create_task(self._receive(api, receiver, stack)))
            by_language = {locale[:2]: commands(locale) for locale in LOCALES}
            usual = commands(office.settings.locale)
            parts.append(asyncio.create_task(publish_menu(api, usual, by_language)))
        else:
            self.ready.set()
        stopping = asyncio.create_task(self.stop.wait())
        try:
            await self._until_stopped(parts, stopping)
            await self._drain(stop_work, stop_sending)
        finally:
            for one in (stop_work, stop_sending, self.stop):
                one.set()
            _, late = await asyncio.wait(parts, timeout=4.0)
            for task in late:
                task.cancel()
            await asyncio.gather(*parts, return_exceptions=True)

    def _ticker(self, arrived: asyncio.Event) -> Ticker:
        """Everything that time alone makes happen."""
        office, ticker = self._office, Ticker()
        ticker.every(EVERY, Housekeeping(office.database, office.clock).sweep)
        ticker.every(EVERY, WastePaper(office.stores.papers, office.clock).sweep)
        kept = Retention(office.database, office.stores.photos, office.clock, office.policy.photos)
        ticker.every(retention.EVERY, kept.sweep)
        ticker.every(need_closing.EVERY, NeedClosing(office.database, office.clock, office.policy).sweep)
        owing = Reconciling(office.database, office.clock, office.policy)
        ticker.every(minutely.LOOKS_EVERY, Minutely(office.clock, owing.sweep).sweep)
        ticker.every(waking.EVERY, Waking(office.database, office.clock, arrived, office.policy).sweep)
        return ticker

    async def _until_stopped(self, parts: list[asyncio.Task[None]], stopping: asyncio.Task[bool]) -> None:
        running: set[asyncio.Task[None] | asyncio.Task[bool]] = {*parts, stopping}
        while not stopping.done():
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()

    async def _drain(self, stop_work: asyncio.Event, stop_sending: asyncio.Event) -> None:
        """Handle what has been taken, then send what is owed for it; what is left waits on disk."""
        if "worker" in self._roles:
            await self._settle(lambda unit: unit.inbox.counts().get("pending", 0) == 0)
        stop_work.set()
        if "sender" in self._roles:
            await self._settle(lambda unit: not unit.outbox.heads(1))
        stop_sending.set()

    async def _settle(self, is_settled: Callable[[Unit], bool]) -> None:
        until = time.monotonic() + DRAINS_WITHIN
        while time.monotonic() < until:
            if await self._office.database.run(is_settled):
                return
            await asyncio.sleep(0.05)

    async def _receive(self, api: BotApi, receiver: Receiver, stack: AsyncExitStack) -> None:
        settings = self._office.settings
        if not settings.webhook_url:
            polling = Polling(api, receiver.store)
            self._last_contact = lambda: polling.last_contact
            self.ready.set()
            await polling.run(self.stop)
            return
        given = settings.webhook_secret
        secret = given.get_secret_value() if given else hook_secret(settings.require_token())
        path = urlsplit(settings.webhook_url).path
        hook = await serve_webhook(settings.webhook_listen, path, secret, receiver.store)
        self._last_contact = lambda: None
        try:
            if await register_webhook(api, settings.webhook_url, secret, self.stop):
                self._last_contact = time.monotonic
                self.ready.set()
            await self.stop.wait()
        finally:
            await hook.cleanup()

    async def _work(
        self, api: BotApi, arrived: asyncio.Event, stop: asyncio.Event, stack: AsyncExitStack
    ) -> None:
        office = self._office
        name = None if office.database.is_sqlite else f"{socket.gethostname()}-{os.getpid()}"
        standing = Standing(office.policy, office.settings.locale, office.database.vault.index)
        nudges = (self._owed, self._wanted, self._asked)
        desk = Desk(office.database, open_book(), standing, office.clock, *nudges, name)
        handlers = Handlers(desk)
        # Its shutdown closes the bot's connections, over which the sender still sends what is owed.
        application = await stack.enter_async_context(handlers.application(api.bot))
        worker = Worker(
            office.database,
            office.clock,
            arrived,
            lambda received: handlers.process(application, received),
            self._apologise,
            name,
        )
        await worker.run(stop)

    def _apologise(self, unit: Unit, received: Received) -> None:
        """A failure leaves the person a plain sentence."""
        if received.chat_id is None or received.chat_id < 0:
            return
        words = text(received.chat_id, self._office.settings.locale, say("trouble"))
        unit.outbox.add([words], unit.ids, self._office.clock.now())
        self._owed.set()

    async def _send(self, api: BotApi, stop: asyncio.Event) -> None:
        office, limits = self._office, self._office.policy.sending
        pacer = Pacer(limits.per_second, limits.per_chat_per_second, limits.per_chat_burst)
        seat = SenderSeat(office.database)
        sender = Sender(
            office.database, TelegramPost(api, office.stores), pacer, office.clock, self._owed, seat
        )
        try:
            await sender.run(stop)
        finally:
            seat.leave()

    def _reasons(self) -> list[str]:
        """Why no updates are taken at present, in words for the operator; none if they are."""
        if self.stop.is_set():
            return ["stopping"]
        if not self.ready.is_set():
            return ["starting"]
        heard = self._last_contact()
        if heard is None:
            return ["no answer from the Bot API yet"]
        silent = time.monotonic() - heard
        return [f"no answer from the Bot API for {silent:.0f} s"] if silent > SILENT_AFTER else []
