"""`talk`: the bot in a terminal, as one of the township's people."""

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from bot.commands.console import Refusal, spoken, why
from bot.desk.case import Standing
from bot.desk.slices import open_book
from bot.desk.terminal import TerminalDesk
from bot.flows.engine.port import say
from bot.office import Office
from bot.paperwork.handing import Made, Sheet, Words
from bot.paperwork.makers import makers
from bot.paperwork.room import Maker
from bot.transport.fetcher import Trouble
from bot.transport.intake import incoming_file
from bot.transport.terminal.channel import Keep, Terminal
from domain.paperwork import Paper
from domain.visits.visits import Picture
from locales.render import render
from storage.unit import Unit

FAREWELL = ("exit", "quit", ":q")


class NoFiles:
    """Nobody can send a file by typing."""

    async def fetch(self, file_ref: str) -> Trouble:
        """Always fails: there is no file to fetch."""
        return Trouble.FOR_GOOD


def open_terminal(office: Office, phone: str, keeps: Keep | None = None) -> Terminal:
    """The conversation of the person with that number; raises OperatorError if there is none."""
    with office.database.write() as unit:
        person = unit.people.by_phone(phone)
        account = unit.accounts.at_terminal(person.id, office.clock.now()) if person else 0
    if person is None:
        raise Refusal(say("cli.nobody", phone=phone))
    standing = Standing(office.policy, office.settings.locale, office.database.vault.index)
    nudges = (asyncio.Event(), asyncio.Event(), asyncio.Event())
    desk = TerminalDesk(office.database, open_book(), standing, office.clock, *nudges)
    desk.account = account
    return Terminal(desk.answer, account, office.clock, keeps or partial(_keep, office))


def _keep(office: Office, name: str) -> Picture:
    """A photo of this machine, left for the running bot to develop; raises OSError if it cannot be read."""
    content = Path(name).expanduser().read_bytes()
    unique = hashlib.sha256(content).hexdigest()
    waiting = incoming_file(office.database, unique)
    office.stores.photos.put(waiting, content)
    return Picture(unique, waiting)


async def talk(
    office: Office, phone: str, read: Callable[[], str | None], tell: Callable[[str], None]
) -> None:
    """Read lines and tell the answers until the input ends or somebody types `exit`."""
    terminal = open_terminal(office, phone)
    for line in await terminal.say("/start"):
        tell(line)
    by_paper = makers(office, NoFiles())
    while (typed := await asyncio.to_thread(read)) is not None and typed.strip() not in FAREWELL:
        try:
            told = await terminal.say(typed) if typed.strip() else []
        except (OSError, ValueError) as error:
            reason = why(error if isinstance(error, OSError) else OSError())
            told = [render(spoken(), say("cli.cannot_read_it", why=reason))]
        for line in told:
            tell(line)
        await _make_papers(office, terminal, by_paper, tell)


async def _make_papers(
    office: Office, terminal: Terminal, by_paper: Mapping[Paper, Maker], tell: Callable[[str], None]
) -> None:
    """What was asked for is made at once; files are left in the current folder."""
    for asked in await office.database.run(lambda unit: unit.paperwork.due(terminal.account)):
        made = await by_paper[asked.paper](asked)
        for handed in made.sheets:
            if isinstance(handed, Sheet):
                Path(handed.name).write_bytes(handed.content)
                tell(f"→ {handed.name} {handed.caption}".rstrip())
            else:
                # A terminal shows no pictures and plays no voices; their words it can tell.
                tell(f"→ {handed.text if isinstance(handed, Words) else handed.caption}")
        await office.database.run(partial(_done, asked.id, made))
        for line in await terminal.hand_over(asked.id):
            tell(line)


def _done(paper_id: int, made: Made, unit: Unit) -> None:
    unit.paperwork.done(paper_id, made.answer)


def read_line() -> str | None:
    """What is typed next; None: the input has ended."""
    try:
        return input("> ")
    except EOFError:
        return None
