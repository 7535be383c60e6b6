"""Asks for papers as a conversation would, and lets the paper room make them."""

import asyncio
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from bot.office import Office
from bot.paperwork.makers import makers
from bot.paperwork.room import PaperRoom
from bot.transport.fetcher import Trouble
from domain.paperwork import Paper, PaperworkAsked
from storage.tables import outbox

CLERK = "10000000003"


@dataclass
class Phone:
    """What can be downloaded."""

    content: bytes | Trouble

    async def fetch(self, file_ref: str) -> bytes | Trouble:
        """The one file there is."""
        return self.content


class Desk:
    """Asks for papers as the conversation would, and lets the room make them."""

    def __init__(self, office: Office, content: bytes | Trouble) -> None:
        self.office = office
        self.phone = Phone(content)
        self.room = self.new_room()

    def new_room(self) -> PaperRoom:
        """The room of a process that has just started."""
        events = {name: asyncio.Event() for name in ("asked", "arrived", "owed")}
        office = self.office
        by_paper = makers(office, self.phone)
        return PaperRoom(office.database, by_paper, office.stores.papers, office.clock, **events)

    def ask(self, paper: Paper, phone: str = CLERK, **terms: object) -> int:
        """Ask for it; the paper's id."""
        with self.office.database.write() as unit:
            person = unit.people.by_phone(phone)
            assert person
            now = self.office.clock.now()
            asked = PaperworkAsked(unit.ids.at(now), paper, person.id, 1000 + person.id % 7, terms, now)
            unit.records.write([asked])
        return asked.paper_id

    async def make(self, paper: Paper, phone: str = CLERK, **terms: object) -> dict[str, Any]:
        """Ask, make, and give what came of it."""
        paper_id = self.ask(paper, phone, **terms)
        await self.room.make_due()
        return self.answer(paper_id)

    def answer(self, paper_id: int) -> dict[str, Any]:
        """What came of a paper."""
        with self.office.database.read() as unit:
            return dict(unit.paperwork.answers([paper_id])[paper_id])

    def files(self) -> list[str]:
        """The names in the folder of papers."""
        return sorted(self.office.stores.papers.names())

    def sent(self) -> int:
        """How many messages are owed."""
        with self.office.database.read() as unit:
            return len(unit.connection.execute(select(outbox.c.id)).all())
