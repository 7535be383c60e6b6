"""Buttons in the wrong hands: a great many borrowed, replayed and altered presses, and none of them works."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from domain.people.people import RoleKind
from domain.register.register import Register
from sandbox.township import sample_register
from storage.tables import audit, feedback, household, pairing, paperwork, person, role, visit
from tests.access.town import NOW, STRANGER, Town, buttons, open_town, words
from tests.examples import examples

SEED = 20261121
PRESSES = examples(1_200)
STEPS = 40
ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789.-"
REGISTER: Register = sample_register(NOW.date())
COMMANDS = ("/start", "/visit", "/mine", "/people", "/import", "/export", "/feedback", "/lang", "/help")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    opened = open_town(tmp_path, REGISTER)
    yield opened
    opened.office.database.close()


def one_of_each_role(town: Town) -> dict[RoleKind, int]:
    return {
        kind: town.accounts[next(one.phone for one in REGISTER.people if kind in one.roles)]
        for kind in RoleKind
    }


async def harvest(town: Town, account: int, chance: random.Random) -> set[str]:
    """Every button that a person sees on a long walk through the bot."""
    seen: set[str] = set()
    shown = buttons(await town.write(account, "/start"))
    for step in range(STEPS):
        seen |= {data for _, data in shown}
        if not shown or step % 5 == 4:
            shown = buttons(await town.write(account, chance.choice(COMMANDS)))
            continue
        _, data = chance.choice(shown)
        shown = buttons(await town.press(account, data)) or shown
    return seen


def altered(data: str, chance: random.Random) -> str:
    """The same button with one character changed, or with the tail of its name replaced."""
    at = chance.randrange(len(data))
    other = chance.choice(ALPHABET.replace(data[at], ""))
    return data[:at] + other + data[at + 1 :]


def everything_that_stands(town: Town) -> tuple[int, ...]:
    with town.office.database.read() as unit:
        tables = (visit, pairing, person, role, household, feedback, paperwork)
        counts = [unit.connection.scalar(select(func.count()).select_from(one)) or 0 for one in tables]
        undone = unit.connection.scalar(select(func.count(visit.c.undone_at))) or 0
        ended = unit.connection.scalar(select(func.count(pairing.c.until))) or 0
        suspended = unit.connection.scalar(select(func.count(person.c.suspended_at))) or 0
    return (*counts, undone, ended, suspended)


def refusals(town: Town) -> int:
    with town.office.database.read() as unit:
        counted = select(func.count()).select_from(audit).where(audit.c.kind == "access_refused")
        return unit.connection.scalar(counted) or 0


async def test_no_borrowed_or_altered_button_works_and_each_refusal_is_noted(town: Town) -> None:
    chance = random.Random(SEED)
    actors = one_of_each_role(town)
    harvested = {kind: sorted(await harvest(town, account, chance)) for kind, account in actors.items()}
    assert all(len(found) >= 10 for found in harvested.values())
    for account in actors.values():
        await town.write(account, "/start")
    before, noted = everything_that_stands(town), refusals(town)
    for _ in range(PRESSES):
        owner, presser = chance.sample(list(RoleKind), 2)
        data = chance.choice(harvested[owner])
        if chance.random() < 0.3:
            presser, data = owner, altered(data, chance)
        told = await town.press(actors[presser], data)
        toasts = [one.payload.get("text") for one in told if one.kind == "toast"]
        assert toasts in (["这一步已过"], ["That step has passed"]), data
    assert everything_that_stands(town) == before
    assert refusals(town) == noted + PRESSES


async def test_a_stranger_who_presses_anything_reads_no_name(town: Town) -> None:
    chance = random.Random(SEED)
    actors = one_of_each_role(town)
    names = {one.name for one in REGISTER.people} | {one.head for one in REGISTER.households}
    noted = refusals(town)
    harvested = [data for account in actors.values() for data in await harvest(town, account, chance)]
    pressed = chance.sample(harvested, min(200, len(harvested)))
    for data in pressed:
        told = words(await town.press(STRANGER, data))
        assert told.count("这个助手只给本镇帮扶工作用") == 1
        assert not any(name in told for name in names)
    assert refusals(town) >= noted + len(pressed)
