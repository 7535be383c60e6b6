"""The sample township with everybody joined, and a desk whose answers are looked at instead of sent."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from bot.desk.case import Standing
from bot.desk.desk import Desk
from bot.desk.slices import open_book
from bot.flows.engine.port import Event, Kind
from bot.office import Office, open_office
from bot.paperwork.importing import write_register
from bot.settings import load_settings
from domain.people.joining import PersonJoined
from domain.register.register import Register
from storage.chat.outbox import Outgoing
from storage.unit import Unit

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
FIRST_ACCOUNT = 5_000
STRANGER = 4_999


@dataclass
class StandingClock:
    """A clock that moves only when it is told to."""

    instant: datetime = NOW

    def now(self) -> datetime:
        return self.instant

    def pass_seconds(self, seconds: float) -> None:
        self.instant += timedelta(seconds=seconds)


class ListeningDesk(Desk):
    """Keeps what it would send, chat by chat."""

    heard: list[Outgoing]

    def _close(self, unit: Unit, updates: Sequence[int]) -> None:
        pass

    def _owe(self, unit: Unit, messages: Sequence[Outgoing], now: datetime) -> None:
        self.heard = [*getattr(self, "heard", []), *messages]


@dataclass
class Town:
    """Accounts by phone number, and what a person can do: type and press."""

    office: Office
    clock: StandingClock
    desk: ListeningDesk
    accounts: dict[str, int]
    _updates: "count[int]" = field(default_factory=lambda: count(1))

    async def write(self, account: int, text: str) -> list[Outgoing]:
        return await self._do(account, Kind.TEXT, text=text)

    async def press(self, account: int, data: str, message: int = 1) -> list[Outgoing]:
        return await self._do(account, Kind.CHOICE, choice=data, message=message, callback="q")

    async def _do(self, account: int, kind: Kind, **given: object) -> list[Outgoing]:
        self.clock.pass_seconds(1)
        self.desk.heard = []
        event = Event(kind, account, account, next(self._updates), self.clock.now())
        await self.desk.take(replace(event, **given))  # type: ignore[arg-type]
        return [one for one in self.desk.heard if one.chat_id == account]


def open_town(folder: Path, register: Register) -> Town:
    """Import the register, let everybody join."""
    clock = StandingClock()
    office = open_office(load_settings({"ZOUFANG_DATA_DIR": str(folder)}), clock)
    write_register(office, register)
    with office.database.write() as unit:
        people = unit.people.all()
        accounts = {one.phone: FIRST_ACCOUNT + at for at, one in enumerate(people)}
        unit.people.join([PersonJoined(0, one.id, accounts[one.phone], clock.now()) for one in people])
    standing = Standing(office.policy, "zh_CN", office.database.vault.index)
    nudges = (asyncio.Event(), asyncio.Event(), asyncio.Event())
    desk = ListeningDesk(office.database, open_book(), standing, clock, *nudges)
    return Town(office, clock, desk, accounts)


def buttons(messages: Sequence[Outgoing]) -> list[tuple[str, str]]:
    """Label and callback data of every button of the newest card."""
    cards = [one for one in messages if one.kind == "card"]
    rows = cards[-1].payload["rows"] if cards else []
    return [(one["label"], one["data"]) for row in rows for one in row]


def words(messages: Sequence[Outgoing]) -> str:
    """Everything that can be read in these messages."""
    return "\n".join(
        [str(one.payload.get("text", "")) for one in messages] + [label for label, _ in buttons(messages)]
    )
