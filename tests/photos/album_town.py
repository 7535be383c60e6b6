"""Two villages with an album of one household, and everybody who may or may not look at it."""

import asyncio
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import insert, select

from bot.office import Office, open_office
from bot.paperwork.album import Albums
from bot.paperwork.handing import Album, Copy, Made
from bot.paperwork.importing import write_register
from bot.settings import load_settings
from bot.transport.intake import Intake
from domain.paperwork import Paper
from domain.people.people import Duty
from domain.visits.visits import Mode, Picture, VisitRecorded, Voice
from storage.chat.paperwork import Asked
from storage.photos.fetches import Fetch
from storage.tables import audit, fetch, household, voice
from tests.pages.conftest import HE, NOW, WANG, small_register
from tests.photos.stage import Bench
from tests.pictures.scenes import house
from tests.pictures.shots import shot

VISITED = date(2026, 11, 12)


class Moving:
    """A clock that stands still until it is set."""

    at = NOW

    def now(self) -> datetime:
        return self.at


class Town:
    """何梅 has visited 王福生 and sent photos."""

    def __init__(self, folder: Path) -> None:
        self.watch = Moving()
        self.office: Office = open_office(load_settings({"ZOUFANG_DATA_DIR": str(folder)}), self.watch)
        write_register(self.office, small_register())
        self.home = self._home(WANG)
        self.visit = 0

    def _home(self, code: str) -> int:
        with self.office.database.read() as unit:
            found = unit.connection.scalar(select(household.c.id).where(household.c.code == code))
        assert found
        return int(found)

    def person(self, phone: str) -> int:
        with self.office.database.read() as unit:
            who = unit.people.by_phone(phone)
        assert who
        return who.id

    def record(self, *names: str, phone: str = HE, on: date = VISITED) -> int:
        """A visit with photos that are still on their way; its id."""
        self.watch.at += timedelta(seconds=1)
        now = self.watch.at
        with self.office.database.write() as unit:
            pictures = tuple(Picture(one, one) for one in names)
            visit = VisitRecorded(
                unit.ids.at(now), self.home, self.person(phone), Duty.RESPONSIBLE, Mode.HOME, on, now, True,
                "", pictures,
            )  # fmt: skip
            unit.records.write([visit])
            unit.fetches.add(pictures, unit.ids, now)
        self.visit = visit.visit_id
        return self.visit

    def arrive(self, *names: str, content: bytes | None = None) -> None:
        """These photos are downloaded and developed."""
        database = self.office.database
        intake = Intake(database, self.office.stores.photos, Bench(), self.watch, asyncio.Event())
        for number, one in enumerate(names):
            with database.read() as unit:
                which = unit.connection.scalar(select(fetch.c.id).where(fetch.c.unique_ref == one))
            assert which
            wanted = Fetch(which, one, one, 0, "voice" if content else "picture")
            asyncio.run(intake.take(wanted, content or shot(house(number, 0), quality=70)))

    def asked(self, paper: Paper, phone: str, **terms: object) -> Asked:
        return Asked(7, paper, self.person(phone), 4711, terms, 0)

    def look(self, phone: str, visit: int | None = None) -> Made:
        """The album as that person gets it."""
        asked = self.asked(Paper.ALBUM, phone, visit=visit or self.visit)
        return asyncio.run(Albums(self.office).make(asked))

    def say(self, unique: str, step: int | None = None) -> None:
        """A voice of the visit, or of a step of a need; still on its way."""
        with self.office.database.write() as unit:
            now = self.watch.at
            row: dict[str, Any] = {
                "id": unit.ids.at(now),
                "visit_id": None if step else self.visit,
                "need_step_id": step,
            }
            row |= {"unique_ref": unique, "seconds": 12, "added_at": now}
            unit.connection.execute(insert(voice), [row])
            unit.fetches.add([Voice(unique, unique, 12)], unit.ids, now)

    def refusals(self) -> int:
        with self.office.database.read() as unit:
            refused = select(audit.c.id).where(audit.c.kind == "access_refused")
            return len(unit.connection.execute(refused).all())


def pictures_of(made: Made) -> Album:
    (album,) = made.sheets
    assert isinstance(album, Album)
    return album


def size_of(copy: object) -> tuple[int, int]:
    assert isinstance(copy, Copy)
    return Image.open(BytesIO(copy.content)).size


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    one = Town(tmp_path)
    one.record("a", "b")
    yield one
    one.office.database.close()
