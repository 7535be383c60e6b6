"""CPU a form step: this bot, durable, against ConversationHandler in memory, in one run.

`python -m benchmarks.form_step [--chats N] [--visits N]` prints CPU an update (user + system) and the ratio.
Both bots are processes that poll the same loopback Bot API; policy raises the limits of sending for this.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bot.office import open_office
from bot.paperwork.importing import write_register
from bot.settings import load_settings
from domain.people.joining import PersonJoined
from domain.people.people import Duty, RoleKind
from domain.register.register import HouseholdEntry, PairingEntry, PersonEntry, Register, VillageEntry
from sandbox.clock import SettableClock
from sandbox.telegram.client import Client
from sandbox.telegram.server import serve
from sandbox.telegram.world import World

TOKEN = "1000000:benchmark-benchmark-benchmark-bench"
STEPS = ("/visit", "1", "the roof is mended", "正常")
HOUSEHOLDS = 12
FIRST_ACCOUNT = 1000


def township(chats: int) -> Register:
    """So many responsible persons with a dozen households each."""
    people = tuple(
        PersonEntry(f"干部{n}", str(10_000_000_000 + n), (RoleKind.RESPONSIBLE,)) for n in range(chats)
    )
    households = tuple(
        HouseholdEntry(f"H{n:06}", f"户主{n}", "V1", "一组") for n in range(chats * HOUSEHOLDS)
    )
    pairings = tuple(
        PairingEntry(one.code, people[at // HOUSEHOLDS].phone, Duty.RESPONSIBLE, date(2020, 1, 1))
        for at, one in enumerate(households)
    )
    return Register((VillageEntry("V1", "石板村", ("一组",)),), people, households, (), pairings)


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(command: list[str], env: dict[str, str], chats: list[Client], visits: int) -> float:
    """Microseconds of CPU an update, after a warm-up of one visit a chat."""
    bot = subprocess.Popen([sys.executable, "-m", *command], env=os.environ | env)
    try:
        await asyncio.gather(*(visit(one, 1) for one in chats))
        began, wall = cpu_seconds(bot.pid), time.monotonic()
        await asyncio.gather(*(visit(one, visits) for one in chats))
        used, took = cpu_seconds(bot.pid) - began, time.monotonic() - wall
        updates = len(chats) * visits * len(STEPS)
        print(
            f"{command[0]:22} {used / updates * 1e6:7.0f} µs CPU an update, {updates / took:6.0f} updates/s"
        )
        return used / updates
    finally:
        bot.terminate()
        bot.wait(30)


async def visit(client: Client, times: int) -> None:
    """Type the four steps, each after the answer to the one before."""
    for _ in range(times):
        for words in STEPS:
            seen = answers(client)
            client.send_text(words)
            await client.until(lambda c, seen=seen: answers(c) > seen, timeout=120)  # type: ignore[misc]


def answers(client: Client) -> int:
    """How many messages the bot has sent to that chat."""
    return sum(1 for one in client.messages if one["from"].get("is_bot"))


async def main() -> None:
    """Both bots, one after the other, on the same load."""
    options = argparse.ArgumentParser()
    options.add_argument("--chats", type=int, default=100)
    options.add_argument("--visits", type=int, default=10)
    chosen = options.parse_args()
    results = {}
    for command in (["bot", "run"], ["benchmarks.peer_bot"]):
        with tempfile.TemporaryDirectory() as folder:
            world = World(SettableClock(), TOKEN, flood=False)
            running = await serve(world)
            env = prepare(Path(folder), running.url, chosen.chats)
            chats = [world.client(FIRST_ACCOUNT + n, f"c{n}") for n in range(chosen.chats)]
            results[command[0]] = await measure(command, env, chats, chosen.visits)
            await running.close()
    print(f"ratio {results['bot'] / results['benchmarks.peer_bot']:.2f}")


def prepare(folder: Path, url: str, chats: int) -> dict[str, str]:
    """A township whose people have joined, and limits of sending that do not bound the measurement."""
    policy = folder / "policy.toml"
    policy.write_text(
        "[sending]\nper_second = 10000\nper_chat_per_second = 10000.0\nper_chat_burst = 10000\n"
    )
    given = {
        "TOKEN": TOKEN,
        "API_URL": url,
        "DATA_DIR": str(folder),
        "POLICY": str(policy),
        "LOG_LEVEL": "ERROR",
    }
    env = {f"ZOUFANG_{name}": value for name, value in given.items()}
    office = open_office(load_settings(env))
    write_register(office, township(chats))
    now = office.clock.now()
    with office.database.write() as unit:
        people = unit.people.all()
        unit.people.join([PersonJoined(0, one.id, FIRST_ACCOUNT + n, now) for n, one in enumerate(people)])
    office.database.close()
    return env


if __name__ == "__main__":
    asyncio.run(main())
