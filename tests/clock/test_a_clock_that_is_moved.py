"""The system's clock is moved under a running bot: what people hear follows it, on and back, once each."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from sandbox.clock import SettableClock
from sandbox.telegram.server import serve
from sandbox.telegram.world import World
from storage.database import Database
from storage.tables import notice
from tests.bot.township import TOKEN
from tests.duties.crowd import open_town

ROOT = Path(__file__).parents[2]
POLICY = "[township]\nstarts_on = 2026-11-01\n"
PATIENCE = 90.0


@dataclass
class Machine:
    """Where `python -m bot` runs, by a clock that the test moves."""

    folder: Path
    library: Path
    api_url: str = ""
    running: list[asyncio.subprocess.Process] = field(default_factory=list)

    def move(self, local: str) -> None:
        """Let it be that instant in Shanghai; the clock runs on from there."""
        ahead = datetime.fromisoformat(f"{local}+08:00").timestamp() - time.time()
        (self.folder / "clock.part").write_text(f"{ahead:+.0f}\n", encoding="utf-8")
        (self.folder / "clock.part").replace(self.folder / "clock")

    @property
    def environ(self) -> dict[str, str]:
        ours = {
            "TOKEN": TOKEN,
            "API_URL": self.api_url,
            "DATA_DIR": self.folder,
            "POLICY": self.folder / "policy",
        }
        inherited = {name: one for name, one in os.environ.items() if not name.startswith("ZOUFANG_")}
        moved = {
            "LD_PRELOAD": str(self.library),
            "FAKETIME_TIMESTAMP_FILE": str(self.folder / "clock"),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        return inherited | moved | {f"ZOUFANG_{name}": str(one) for name, one in ours.items()}

    def ask(self, *arguments: str) -> str:
        """What a command prints."""
        command = [sys.executable, "-m", "bot", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environ, check=True, capture_output=True, text=True
        ).stdout

    async def run(self) -> None:
        """Start the bot."""
        with (self.folder / "bot.log").open("ab") as log:
            self.running.append(
                await asyncio.create_subprocess_exec(
                    sys.executable, "-m", "bot", "run", cwd=ROOT, env=self.environ, stdout=log, stderr=log
                )
            )


@pytest.fixture
async def machine(sqlite: Database, tmp_path: Path, libfaketime: Path) -> AsyncIterator[Machine]:
    (tmp_path / "policy").write_text(POLICY, encoding="utf-8")
    found = Machine(tmp_path, libfaketime)
    yield found
    for one in found.running:
        one.kill()
        await one.wait()


def test_a_tick_as_of_an_instant_is_the_same_whatever_time_it_is(machine: Machine, sqlite: Database) -> None:
    open_town(sqlite, 3)
    machine.move("2031-05-06T03:00")
    assert json.loads(machine.ask("state", "--json"))["now"].startswith("2031-05-05T19:00")
    machine.ask("tick", "--at", "2026-11-02T09:00")
    with sqlite.read() as unit:
        found = unit.connection.execute(select(notice.c.kind, notice.c.due_at, notice.c.made_at)).all()
    opens, ticked = (datetime.fromisoformat(f"2026-11-02T{one}:00+08:00") for one in ("08:30", "09:00"))
    assert {tuple(one) for one in found} == {("month_plan", opens, ticked)}
    assert len(found) == 3


async def test_people_hear_by_the_clock_of_the_machine_on_and_back(
    machine: Machine, sqlite: Database
) -> None:
    open_town(sqlite, 1)
    machine.move("2026-11-01T20:00")
    world = World(SettableClock(datetime.fromisoformat("2026-11-01T20:00+08:00")), TOKEN, flood=False)
    world.client(1).chat.started = True
    running = await serve(world)
    machine.api_url = running.url
    heard = world.client(1).chat.messages
    await machine.run()

    async def hears(messages: int) -> None:
        until = time.monotonic() + PATIENCE
        while len(heard) < messages and time.monotonic() < until:
            await asyncio.sleep(0.1)
        await asyncio.sleep(1.2)
        assert len(heard) == messages, (machine.folder / "bot.log").read_text()

    while not world.calls["getupdates"]:
        await asyncio.sleep(0.1)
    machine.move("2026-11-02T10:31")
    await hears(1)
    machine.move("2026-11-02T08:31")
    await asyncio.sleep(1.2)
    await hears(1)
    machine.move("2026-11-20T09:00")
    await hears(2)
    assert "7 个工作日" in str([*heard.values()][-1]["text"])
    await running.close()
