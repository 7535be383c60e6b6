"""Three processes on one PostgreSQL, one of them killed: nobody hears twice, nobody is missed (P3)."""

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.joining import PersonJoined
from domain.people import Duty, RoleKind
from domain.policy import Policy
from domain.register import HouseholdEntry, PairingEntry, PersonEntry, Register, VillageEntry
from storage.database import Database
from storage.keys import load_keys
from storage.tables import mark, notice
from storage.vault import Vault
from tests.conftest import Make
from tests.duties.hillside import Hillside, at

PEOPLE = 500
TICK = ("-m", "bot", "tick", "--at", "2026-11-02T09:00")


def register() -> Register:
    """So many people, each with a household of their own."""
    people = tuple(PersonEntry(f"干部{one}", f"1{one:010}", (RoleKind.RESPONSIBLE,)) for one in range(PEOPLE))
    homes = tuple(HouseholdEntry(f"{one:010}", f"户主{one}", "000101") for one in range(PEOPLE))
    pairs = (
        PairingEntry(home.code, who.phone, Duty.RESPONSIBLE, date(2026, 1, 1))
        for home, who in zip(homes, people, strict=True)
    )
    return Register((VillageEntry("000101", "石板村"),), people, homes, (), tuple(pairs))


def open_town(database: Database) -> None:
    """Everybody has joined."""
    town = Hillside(database, date(2026, 11, 1), Policy())
    town.enter(register())
    with database.write() as unit:
        unit.people.join(
            [PersonJoined(1, one.id, nth, at(town.today)) for nth, one in enumerate(unit.people.all(), 1)]
        )


def start(folder: Path, address: str) -> subprocess.Popen[bytes]:
    given = {"DATABASE_URL": address, "DATA_DIR": str(folder), "KEYS": str(folder / "keys")}
    env = {f"ZOUFANG_{name}": value for name, value in given.items()}
    return subprocess.Popen([sys.executable, *TICK], env=os.environ | env, stderr=subprocess.DEVNULL)


@pytest.mark.parametrize("killed_after", [0.05])
def test_each_of_500_people_is_owed_one_message(postgres: Make, tmp_path: Path, killed_after: float) -> None:
    with postgres() as address:
        database = Database(address, Vault(load_keys(tmp_path / "keys")))
        open_town(database)
        several = [start(tmp_path, address) for _ in range(3)]
        while not _written(database):
            time.sleep(0.01)
        time.sleep(killed_after)
        several[0].kill()
        assert [one.wait(60) for one in several[1:]] == [0, 0]
        several[0].wait(60)
        people, keys = _written(database), _marks(database)
        assert (len(people), set(people.values())) == (PEOPLE, {1})
        assert len(keys) == PEOPLE
        database.close()


def _written(database: Database) -> Counter[int]:
    with database.read() as unit:
        return Counter(unit.connection.scalars(select(notice.c.person_id)))


def _marks(database: Database) -> list[int]:
    with database.read() as unit:
        return list(unit.connection.scalars(select(mark.c.notice_id)))
