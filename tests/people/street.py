"""The sample township on a desk of its own, with a phone for everybody who takes part in a test."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.commands.state import state
from bot.desk.case import Standing
from bot.desk.desk import Desk
from bot.desk.slices import open_book
from bot.flows.engine.port import Event, Kind
from bot.office import Office, open_office
from bot.paperwork.importing import write_register
from bot.paperwork.makers import makers
from bot.paperwork.room import PaperRoom
from bot.settings import load_settings
from bot.transport.fetcher import Trouble
from domain.calendar.month import Month
from sandbox.township import sample_register
from sandbox.township_people import PEOPLE, PHONES
from storage.chat.outbox import Outgoing, Sent
from storage.tables import audit
from tests.arrivals import arrived, keys_of, open_paper
from tests.conversations.phone import Phone
from tests.conversations.town import ZONE, Watch, bind

STARTS = datetime(2026, 11, 21, 9, tzinfo=ZONE)
ACCOUNTS = {one.name: 1001 + number for number, one in enumerate(PEOPLE)} | {"stranger": 999}
CLERK, HEAD, LI, HE, ZHOU, WU = "杨晓芸", "石明亮", "李国强", "何梅", "周敏", "吴勇"
BOT = "zoufang_bot"


class NoFiles:
    """Nobody sends a file here."""

    async def fetch(self, file_ref: str) -> Trouble:
        return Trouble.FOR_GOOD


async def introduce() -> Mapping[str, Any]:
    return {"username": BOT}


@dataclass
class Street:
    """Phones, a desk, a paper room; what is delivered to whom is kept."""

    office: Office
    watch: Watch
    locale: str = "zh_CN"
    phones: dict[str, Phone] = field(default_factory=dict)
    sent: list[Outgoing] = field(default_factory=list)
    updates: int = 0

    def __post_init__(self) -> None:
        nobody = asyncio.Event()
        standing = Standing(self.office.policy, self.locale, self.office.database.vault.index)
        self.desk = Desk(self.office.database, open_book(), standing, self.watch, nobody, nobody, nobody)
        self.phones = {name: Phone(name, account) for name, account in ACCOUNTS.items()}

    def join(self, *names: str) -> None:
        for name in names:
            bind(self.office, name, ACCOUNTS[name])

    async def say(self, who: str, text: str) -> str:
        """Type something; what the person then sees."""
        return await self._take(who, Kind.TEXT, text=text)

    async def tap(self, who: str, label: str, *, old: bool = False) -> str:
        """Press the button with that label, or the first whose label begins so."""
        phone = self.phones[who]
        labels = [one.label for one in (phone.shown if old else phone.live)]
        full = next((one for one in labels if one == label or one.startswith(label)), label)
        button = phone.button(full, old=old)
        return await self._take(who, Kind.CHOICE, choice=button.sends, message=button.message, callback="c")

    async def press(self, who: str, label: str) -> None:
        """Press a button and wait for nothing to be delivered."""
        phone = self.phones[who]
        button = phone.button(label, old=False)
        await self.desk.take(
            self._event(phone, Kind.CHOICE, choice=button.sends, message=button.message, callback="c")
        )

    def _event(self, phone: Phone, kind: Kind, **given: Any) -> Event:
        self.updates += 1
        with self.office.database.write() as unit:
            unit.inbox.add([arrived(self.updates, phone.account)], self.watch.now())
            (key,) = keys_of(unit, self.updates)
        return Event(kind, phone.account, phone.account, key, self.watch.now(), **given)

    async def write(self, who: str, text: str) -> None:
        """Type something and wait for nothing to be delivered."""
        await self.desk.take(self._event(self.phones[who], Kind.TEXT, text=text))

    async def taps(self, who: str, *labels: str) -> str:
        told = ""
        for label in labels:
            told = await self.tap(who, label)
        return told

    async def papers(self) -> None:
        """Make what was asked for and let the conversations know, as the paper room and the worker do."""
        nobody = asyncio.Event()
        office = self.office
        room = PaperRoom(
            office.database,
            makers(office, NoFiles(), introduce),
            office.stores.papers,
            office.clock,
            asked=nobody,
            arrived=nobody,
            owed=nobody,
        )
        for asked in await office.database.run(lambda unit: unit.paperwork.due()):
            await room._make(asked)
            with office.database.read() as unit:
                told = open_paper(unit, asked.id)
            if told:
                event = Event(Kind.PAPERWORK, asked.chat, asked.chat, told, self.watch.now(), paper=asked.id)
                await self.desk.take(event)
        self.deliver()

    async def _take(self, who: str, kind: Kind, **given: Any) -> str:
        self.watch.at += timedelta(seconds=1)
        phone = self.phones[who]
        if kind is not Kind.CHOICE:
            phone.take_id()
        await self.desk.take(self._event(phone, kind, **given))
        before = len(self.sent)
        self.deliver()
        own = [one for one in self.sent[before:] if one.chat_id == phone.account]
        return "\n".join(str(one.payload.get("text", "")) for one in own)

    def deliver(self) -> None:
        """Everything that is due arrives."""
        with self.office.database.write() as unit:
            for message in unit.outbox.whole([head.id for head in unit.outbox.heads(500)]):
                self.sent.append(message)
                phone = next(one for one in self.phones.values() if one.account == message.chat_id)
                if message.kind != "picture":
                    card, _ = phone.receive(message, unit.drafts.cards_of([phone.account]).get(phone.account))
                    if card is not None:
                        unit.drafts.show({phone.account: card})
                unit.outbox.mark([Sent(message.id, "sent", 1, self.watch.now())])

    def told(self, who: str) -> list[str]:
        """The notices that this person has got."""
        account = ACCOUNTS[who]
        return [
            str(one.payload["text"]) for one in self.sent if one.chat_id == account and one.kind == "note"
        ]

    def labels(self, who: str) -> list[str]:
        return [one.label for one in self.phones[who].live]

    def state(self, month: str = "2026-11") -> dict[str, Any]:
        return state(self.office, Month.parse(month))

    def audited(self, kind: str) -> list[Any]:
        with self.office.database.read() as unit:
            rows = unit.connection.execute(select(audit).where(audit.c.kind == kind).order_by(audit.c.id))
            return list(rows)

    def id_of(self, name: str) -> int:
        with self.office.database.read() as unit:
            return next(one.id for one in unit.people.all() if one.name == name)


def open_street(folder: Path, database_url: str = "") -> Street:
    """The sample township on the morning of 21 November 2026, the work begun a month before."""
    given = {"ZOUFANG_DATA_DIR": str(folder)} | (
        {"ZOUFANG_DATABASE_URL": database_url} if database_url else {}
    )
    watch = Watch(STARTS.replace(day=1) - timedelta(days=1))
    office = open_office(load_settings(given), watch)
    write_register(office, sample_register(STARTS.date()))
    watch.at = STARTS
    return Street(office, watch)


def owed(street: Street, name: str, month: str = "2026-11") -> dict[str, str]:
    """Household code to status of what that person owes in a month."""
    listed = street.state(month)["obligations"]
    return {one["household_code"]: one["status"] for one in listed if one["phone"] == PHONES[name]}
