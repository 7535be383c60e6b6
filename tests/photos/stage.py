"""A township whose people send photos: what is downloaded, developed and filed, step by step."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.transport.fetcher import Fetcher, Trouble
from bot.transport.filing import Filing
from bot.transport.intake import Intake
from domain.people.joining import PersonJoined
from domain.people.people import Duty
from domain.visits.visits import Mode, Picture, VisitRecorded, VisitUndone, Voice
from pictures.develop import develop
from pictures.developed import Developed, Unreadable
from storage.base.files import SealedFolder
from storage.chat.outbox import Outgoing
from storage.database import Database
from storage.register.ledger import Ledger
from storage.register.writing import write
from storage.tables import fetch, household, metadata, outbox, person, photo
from tests.bot.township import township

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)
LI, HE = "帮扶00", "帮扶01"


@dataclass
class Watch:
    """A clock that stands still until it is set."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at


@dataclass
class Phone:
    """The channel's files by their references; while `trouble` says so they cannot be had."""

    files: dict[str, bytes | Trouble] = field(default_factory=dict)
    trouble: Trouble | None = None
    asked: int = 0

    async def fetch(self, file_ref: str) -> bytes | Trouble:
        self.asked += 1
        return self.files.get(file_ref, Trouble.FOR_GOOD) if self.trouble is None else self.trouble


class Bench:
    """Develops in this process: quicker than a darkroom for pictures that are known to be good."""

    async def develop(self, content: bytes) -> Developed | Unreadable:
        try:
            return develop(content)
        except Unreadable as refused:
            return refused


class Stage:
    """Two people with two households each."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.filing: Filing | None = None
        self.watch, self.phone, self.bench = Watch(), Phone(), Bench()
        self.store = SealedFolder(folder / "photos", database.vault)
        with database.write() as unit:
            today = NOON.astimezone(ZONE).date()
            write(Ledger(unit, today, NOON, ZONE), township(2, 2, today))
            people = {one.name: one.id for one in unit.people.all()}
            unit.people.join(
                [PersonJoined(0, people[name], at, NOON) for at, name in enumerate((LI, HE), 71)]
            )
            self.homes = list(unit.connection.scalars(select(household.c.id).order_by(household.c.position)))
        self.people = people
        self.open()

    def open(self) -> None:
        """As after a start of the bot."""
        self.close()
        nudge = asyncio.Event()
        intake = Intake(self.database, self.store, self.bench, self.watch, nudge)
        self.fetcher = Fetcher(self.database, self.phone, intake, self.watch, nudge)
        self.filing = Filing(self.database, self.watch, ZONE, "zh_CN", nudge, nudge)

    def close(self) -> None:
        """As when a process ends."""
        if self.filing:
            self.filing.leave()

    def send(self, content: bytes | Trouble, unique: str, *, voice: bool = False) -> Picture:
        """Somebody sends a file; it is wanted from then on."""
        self.phone.files[unique] = content
        with self.database.write() as unit:
            wanted = Voice(unique, unique, 12) if voice else Picture(unique, unique)
            unit.fetches.add([wanted], unit.ids, self.watch.now())
        return Picture(unique, unique)

    def record(self, *pictures: Picture, home: int = 0, who: str = LI, on: date | None = None) -> int:
        """A visit is recorded; its id."""
        now = self.watch.now()
        with self.database.write() as unit:
            visit = VisitRecorded(
                unit.ids.at(now), self.homes[home], self.people[who], Duty.RESPONSIBLE, Mode.HOME,
                on or now.astimezone(ZONE).date(), now, False, "", pictures, True,
            )  # fmt: skip
            unit.records.write([visit])
        self.watch.at += timedelta(seconds=1)
        return visit.visit_id

    def undo(self, visit: int, who: str = LI) -> None:
        with self.database.write() as unit:
            unit.records.write([VisitUndone(visit, self.people[who], self.watch.now())])

    def put_off(self, unique: str, by: timedelta) -> None:
        """Its download does not work for so long."""
        with self.database.write() as unit:
            later = fetch.update().where(fetch.c.unique_ref == unique)
            unit.connection.execute(later.values(due_at=self.watch.at + by))

    async def settle(self) -> None:
        """Download, develop and file all that can be now."""
        while await self.fetcher.fetch_due():
            pass
        while self.filing and await self.filing.file_due():
            pass

    def rows(self, name: str) -> list[dict[str, object]]:
        """A table, oldest row first."""
        table = metadata.tables[name]
        with self.database.read() as unit:
            return [
                dict(row) for row in unit.connection.execute(select(table).order_by(table.c.id)).mappings()
            ]

    def told(self) -> list[Outgoing]:
        """What is owed to people, oldest first."""
        with self.database.read() as unit:
            ids = list(unit.connection.scalars(select(outbox.c.id).order_by(outbox.c.id)))
            return sorted(unit.outbox.whole(ids), key=lambda one: one.id)

    def asked(self) -> list[tuple[str, str, int]]:
        """Who is asked about which photo: name, its visit's photo and how many bits apart."""
        names = {number: name for name, number in self.people.items()}
        with self.database.read() as unit:
            unique = dict(unit.connection.execute(select(photo.c.id, photo.c.unique_ref)).all())
        return [
            (names[int(str(one["person_id"]))], unique[int(str(one["photo_id"]))], int(str(one["distance"])))
            for one in self.rows("likeness")
        ]

    def counted(self) -> list[int]:
        """Photos of every visit that was told through the bot, as everybody counts them."""
        with self.database.read() as unit:
            visits = [int(str(one["id"])) for one in self.rows("visit")]
            albums = unit.pictures.of_visits(visits)
        return [len(albums[one]) for one in visits if one in albums]

    def silence(self, who: str) -> None:
        with self.database.write() as unit:
            gone = person.update().where(person.c.id == self.people[who])
            unit.connection.execute(gone.values(suspended_at=NOON))
