"""The sender: drains the outbox, each chat in order, within the limits, at least once."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.transport.channel import Post
from bot.transport.delivery import Delivery, Result, after
from bot.transport.departures import Departures
from bot.transport.nudge import nudged
from bot.transport.pacer import Pacer
from bot.transport.queueing import Choice, Room, choose
from domain.calendar.clock import Clock
from storage.chat.outbox import CARD, INTERACTIVE, TOAST, Outgoing, Sent
from storage.database import Database
from storage.locks import SenderSeat
from storage.unit import Unit

LOOKS_EVERY = 1.0
READS = 500
PATIENCE = 1.5
"""Seconds after which a person who waits for a reply is shown that it is being written."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Loaded:
    messages: tuple[Outgoing, ...]
    cards: dict[int, str]
    wait: float
    patient: tuple[int, ...] = ()


NOTHING = _Loaded((), {}, LOOKS_EVERY)


class Sender:
    """Sends what is owed; `owed` nudges it."""

    def __init__(
        self,
        database: Database,
        post: Post,
        pacer: Pacer,
        clock: Clock,
        owed: asyncio.Event,
        seat: SenderSeat,
    ) -> None:
        self._database = database
        self._post = post
        self._pacer = pacer
        self._departures = Departures(pacer)
        self._clock = clock
        self._owed = owed
        self._seat = seat
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._promised: set[int] = set()
        self._chats: set[int] = set()
        self._results: list[tuple[Outgoing, Delivery]] = []
        self._typing: set[int] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop`; what is on its way then is finished, the rest stays owed."""
        while not stop.is_set():
            self._owed.clear()
            try:
                loaded = await self._exchange()
            except Exception as error:
                log.error("the outbox cannot be read; trying again", kind=type(error).__name__)
                await nudged(self._owed, stop, LOOKS_EVERY)
                continue
            for message in loaded.messages:
                self._start(message, loaded.cards.get(message.chat_id))
            self._show_patience(loaded.patient)
            if not loaded.messages and not self._results:
                await nudged(self._owed, stop, min(loaded.wait, LOOKS_EVERY))
        if self._busy:
            await asyncio.wait(self._busy.values())
        await self._exchange(loads=False)

    async def _exchange(self, *, loads: bool = True) -> _Loaded:
        """Write down what became of messages, and fetch the next ones, in one transaction."""
        results, self._results = self._results, []
        busy = frozenset(self._busy) - {message.id for message, _ in results}
        chats = frozenset(self._chats) - {message.chat_id for message, _ in results if _keeps_order(message)}

        room = self._room()

        def work(unit: Unit) -> _Loaded:
            self._write(unit, results)
            return self._load(unit, busy, chats, room) if loads else NOTHING

        try:
            loaded = await self._database.run(work)
        except Exception:
            self._results = results + self._results
            raise
        for message, _ in results:
            del self._busy[message.id]
            self._typing.discard(message.chat_id)
        self._chats.difference_update(message.chat_id for message, _ in results if _keeps_order(message))
        return loaded

    def _room(self) -> Room:
        promised = len(self._promised)
        return Room(
            self._departures.room(promised),
            full_for=self._pacer.wait(None, time.monotonic()),
            look_in=self._departures.look_in(promised),
        )

    def _load(self, unit: Unit, busy: frozenset[int], chats: frozenset[int], room: Room) -> _Loaded:
        if not self._seat.take():
            return NOTHING
        chosen: Choice = choose(
            unit.outbox.heads(READS),
            busy=busy,
            chats=chats,
            now=self._clock.now(),
            pacer=self._pacer,
            monotonic=time.monotonic(),
            room=room,
            patience=PATIENCE,
        )
        messages = unit.outbox.whole(chosen.ids)
        cards = unit.drafts.cards_of([one.chat_id for one in messages if one.kind == CARD])
        return _Loaded(messages, cards, chosen.wait, chosen.patient)

    def _start(self, message: Outgoing, card: str | None) -> None:
        if _keeps_order(message):
            self._chats.add(message.chat_id)
            self._promised.add(message.id)
        task = asyncio.create_task(self._one(message, card))
        self._busy[message.id] = task

    async def _one(self, message: Outgoing, card: str | None) -> None:
        try:
            delivery = await self._post.deliver(message, card, partial(self._slot, message))
        except Exception as error:
            log.error("a message could not be made", message=message.id, kind=type(error).__name__)
            delivery = Delivery(Result.FAILED)
        if delivery.result is Result.LIMITED:
            self._pacer.pause(time.monotonic() + delivery.pause)
        self._promised.discard(message.id)
        self._results.append((message, delivery))
        self._owed.set()

    def _slot(self, message: Outgoing, chat: int | None) -> AbstractAsyncContextManager[None]:
        # From here on it is in the queue of those who depart, or beyond.
        self._promised.discard(message.id)
        return self._departures.slot(chat, message.lane)

    def _write(self, unit: Unit, results: Sequence[tuple[Outgoing, Delivery]]) -> None:
        now = self._clock.now()
        unit.outbox.mark(_sent(message, delivery, now) for message, delivery in results)
        unit.notices.settle(
            {m.notice_id: after(d, m.tries)[0] for m, d in results if m.notice_id is not None}
        )
        unit.drafts.show({m.chat_id: d.card for m, d in results if d.card is not None})
        blocked = [message.chat_id for message, delivery in results if delivery.result is Result.BLOCKED]
        if blocked:
            unit.outbox.hold(blocked)
            unit.accounts.refused(blocked, now)

    def _show_patience(self, chats: Sequence[int]) -> None:
        for chat in set(chats) - self._typing:
            if self._promised or not self._departures.is_spare():
                # A slot for the dots is a slot less for the replies that others wait for.
                return
            self._typing.add(chat)
            task = asyncio.create_task(self._type(chat))
            task.add_done_callback(lambda _: None)

    async def _type(self, chat: int) -> None:
        await self._post.show_typing(chat, lambda which: self._departures.slot(which, INTERACTIVE))


def _keeps_order(message: Outgoing) -> bool:
    """Answers to taps overtake everything; all else keeps the order of its chat."""
    return message.kind != TOAST


def _sent(message: Outgoing, delivery: Delivery, now: datetime) -> Sent:
    status, wait = after(delivery, message.tries)
    tries = message.tries + (delivery.result is not Result.LIMITED)
    return Sent(message.id, status, tries, now + timedelta(seconds=wait))
