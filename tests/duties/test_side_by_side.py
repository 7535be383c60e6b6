"""Three ticks at once on one PostgreSQL, one killed, one stopped a while: each is owed one message (P3)."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select

from domain.policy.policy import Policy
from scheduler.reconciling import Reconciling
from scheduler.waking import wake
from storage.base.keys import load_keys
from storage.base.vault import Vault
from storage.database import Database
from storage.tables import mark, notice
from tests.conftest import Make
from tests.duties.crowd import open_town
from tests.duties.hillside import Stopped

PEOPLE = int(os.environ.get("SOAK_PEOPLE", "500"))
NINE = datetime(2026, 11, 2, 1, tzinfo=UTC)
TICK = ("-m", "bot", "tick", "--at", "2026-11-02T09:00")


def start(folder: Path, address: str) -> subprocess.Popen[bytes]:
    given = {"DATABASE_URL": address, "DATA_DIR": str(folder), "KEYS": str(folder / "keys")}
    env = {f"ZOUFANG_{name}": value for name, value in given.items()}
    return subprocess.Popen([sys.executable, *TICK], env=os.environ | env, stderr=subprocess.DEVNULL)


def test_each_is_owed_one_message_though_one_tick_is_killed_and_one_stands_still(
    postgres: Make, tmp_path: Path
) -> None:
    with postgres() as address:
        database = Database(address, Vault(load_keys(tmp_path / "keys")))
        open_town(database, PEOPLE)
        several = [start(tmp_path, address) for _ in range(3)]
        while not _written(database):
            time.sleep(0.01)
        time.sleep(0.02)
        several[0].kill()
        print(f"{len(_written(database))} of {PEOPLE} were written when one was killed")
        several[1].send_signal(signal.SIGSTOP)
        time.sleep(1)
        several[1].send_signal(signal.SIGCONT)
        assert [one.wait(60) for one in several[1:]] == [0, 0]
        several[0].wait(60)
        people, keys = _written(database), _marks(database)
        assert (len(people), set(people.values())) == (PEOPLE, {1})
        assert len(keys) == PEOPLE
        database.close()


def test_what_one_process_is_waking_no_other_wakes(postgres: Make, tmp_path: Path) -> None:
    with postgres() as address:
        one, other = (Database(address, Vault(load_keys(tmp_path / "keys"))) for _ in range(2))
        open_town(one, 3)
        assert Reconciling(one, Stopped(NINE), Policy()).run() == 3
        with one.write() as first:
            assert wake(first, NINE) == 3
            with other.write() as second:
                assert second.notices.due(NINE, 3, date(2026, 11, 2)) == ()
        one.close()
        other.close()


def _written(database: Database) -> Counter[int]:
    with database.read() as unit:
        return Counter(unit.connection.scalars(select(notice.c.person_id)))


def _marks(database: Database) -> list[int]:
    with database.read() as unit:
        return list(unit.connection.scalars(select(mark.c.notice_id)))
