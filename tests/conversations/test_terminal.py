"""The same transcripts through the terminal channel: buttons by number, words the same."""

import asyncio
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.commands.talk import open_terminal
from bot.transport.terminal.channel import Terminal
from domain.people.joining import LanguageChosen
from domain.visits.visits import Picture
from sandbox.township_people import PHONES
from tests.conversations import town as at
from tests.conversations.conftest import Theatre
from tests.conversations.script import SAID_BY_HAND, Script, read_script, scripts
from tests.conversations.stage import set_time

# What nobody can type, or what is a messenger's own: files, old cards, other phones, joining by link.
BEYOND_TYPING = re.compile(
    r"> \((old|twice|voice|video|heic|due|developed|photo@|album@|sticker|file|papers?|contact|blocks|returns"
    r"|document|workbook)"
    r"|\{|^as |^\$|^! |not joined|stranger",
    re.MULTILINE,
)
SENT = re.compile(r"\((photo|album|location) ([^)]*)\)(.*)")
LABELS = re.compile(r"\[([^\]]*)\]")


def typed_scripts() -> list[Path]:
    return [path for path in scripts() if not BEYOND_TYPING.search(path.read_text(encoding="utf-8"))]


def turns(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Every line done by hand, with the lines that followed."""
    body = path.read_text(encoding="utf-8").partition("\n\n")[2]
    done, came = "", list[str]()
    for line in body.splitlines():
        if line.startswith(SAID_BY_HAND):
            yield done, came
            done, came = line, []
        elif line:
            came.append(line)
    yield done, came


def as_typed(lines: list[str]) -> list[str]:
    """The lines of a messenger's card as a terminal shows them: without marks, choices by number."""
    shown, numbers, is_mine = [], count(1), True
    for line in lines:
        text = line[2:]
        if line[0] in "+~*!":
            # Another phone's message begins with its name, a menu is a messenger's.
            is_mine = not text.startswith("(") and line[0] != "*"
        if not is_mine:
            continue
        if text.startswith("["):
            shown.append("  ".join(f"{next(numbers)} {label}" for label in LABELS.findall(text)))
        else:
            shown.append(text.rstrip())
    return shown


def number_of(label: str, shown: list[str]) -> str:
    """The number that stands before a label."""
    found = [choice for line in shown for choice in line.split("  ") if choice.endswith(f" {label}")]
    return found[-1].partition(" ")[0]


def typed_lines(words: str, shown: list[str]) -> list[str]:
    """What is typed for it: the number of a button, a line for each photo, or the words themselves."""
    pressed, sent = LABELS.fullmatch(words), SENT.fullmatch(words)
    if pressed:
        return [number_of(pressed[1], shown)]
    if sent and sent[1] == "location":
        return [f":place {sent[2]}"]
    if sent:
        first, *others = sent[2].split()
        return [f":photo {first} {sent[3]}", *(f":photo {name}" for name in others)]
    return [words.replace("\\n", "\n")]


async def replay(terminal: Terminal, watch: at.Watch, path: Path) -> None:
    shown: list[str] = []
    for done, came in turns(path):
        mark, _, words = done.partition(" ")
        if mark == "@":
            set_time(watch, words)
        if mark != ">":
            continue
        for typed in typed_lines(words, shown):
            told = await terminal.say(typed)
        assert [line.rstrip() for line in told] == as_typed(came), f"{path.stem}: {done}"
        shown = told


@pytest.mark.parametrize("path", typed_scripts(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_terminal_tells_the_same(path: Path, theatre: Theatre, tmp_path: Path) -> None:
    script: Script = read_script(path)
    theatre.town.copy_to(tmp_path, script.starts, script.renamed())
    watch = at.Watch(script.starts.replace(tzinfo=at.ZONE))
    policy = script.get("policy") == "phone counts"
    office = at.open_town(tmp_path, watch, phone_counts=policy)
    phone = PHONES[script.get("person").partition(" ")[0]]
    with office.database.write() as unit:
        person = unit.people.by_phone(phone)
        assert person is not None
        unit.people.speak([LanguageChosen(person.id, script.locale, watch.now())])
    terminal = open_terminal(office, phone, lambda name: Picture(f"unique-{name}", f"file-{name}"))
    try:
        asyncio.run(replay(terminal, watch, path))
    finally:
        office.database.close()


def test_many_conversations_can_be_typed() -> None:
    assert len(typed_scripts()) * 3 > len(scripts())
