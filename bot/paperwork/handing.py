"""What a paper hands out, as messages for the chat: sheets, pictures for others, albums, voices, words."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from storage.base.files import FileStore
from storage.chat.outbox import ALBUM, FILE, INTERACTIVE, NOTE, PICTURE, VOICE, Outgoing
from storage.chat.paperwork import Asked

TRIES = 3
"""How often a paper is tried."""
MOST_IN_ALBUM = 10
"""Photos that a messenger takes as one album."""


class StillComing(Exception):
    """What the paper shows is on its way: worth another try."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file to hand out: its name, its bytes, and the words under it.

    `passes_on`: a picture for somebody else's eyes, which holds a secret. It may be forwarded, and it waits
    sealed in the outbox, not in a folder. `to_work_on`: a workbook that is of no use unless it can be saved.
    """

    name: str
    content: bytes
    caption: str = ""
    passes_on: bool = False
    to_work_on: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """A picture made for this one occasion."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture as it is kept: the name of its file among the photos."""

    file: str


@dataclass(frozen=True, slots=True)
class Album:
    """Pictures to look at, protected like every sheet; the words stand under the first."""

    pictures: Sequence[Copy | Kept]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A voice to listen to, protected; `file` is its name among the photos."""

    file: str
    seconds: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Something that is only said."""

    text: str


Handed = Sheet | Album | Spoken | Words


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a paper: JSON values for the conversation, and what goes to the chat."""

    answer: Mapping[str, Any] = field(default_factory=dict)
    sheets: Sequence[Handed] = ()


REFUSED = Made({"refused": True})
"""Whoever asked may not have it."""


def handed_out(asked: Asked, made: Made, papers: FileStore) -> list[Outgoing]:
    """The messages; files made for the occasion are kept among the papers until they are sent."""
    return [message for at, one in enumerate(made.sheets) for message in _messages(asked, at, one, papers)]


def _messages(asked: Asked, at: int, one: Handed, papers: FileStore) -> list[Outgoing]:
    if isinstance(one, Words):
        return [Outgoing(asked.chat, NOTE, {"text": one.text, "private": True}, INTERACTIVE)]
    if isinstance(one, Spoken):
        told = {"file": one.file, "seconds": one.seconds, "caption": one.caption}
        return [Outgoing(asked.chat, VOICE, told)]
    if isinstance(one, Album):
        files = [_picture(asked, f"{at}-{nth}", two, papers) for nth, two in enumerate(one.pictures)]
        parts = [files[start : start + MOST_IN_ALBUM] for start in range(0, len(files), MOST_IN_ALBUM)]
        return [
            Outgoing(asked.chat, ALBUM, {"pictures": part, "caption": "" if nth else one.caption})
            for nth, part in enumerate(parts)
        ]
    named = {"name": one.name, "caption": one.caption}
    if one.passes_on:
        content = base64.b64encode(one.content).decode()
        return [Outgoing(asked.chat, PICTURE, named | {"content": content})]
    kept = {"path": _keep(asked, str(at), one.content, papers), "to_work_on": one.to_work_on}
    return [Outgoing(asked.chat, FILE, named | kept)]


def _picture(asked: Asked, part: str, one: Copy | Kept, papers: FileStore) -> dict[str, str]:
    if isinstance(one, Kept):
        return {"file": one.file}
    return {"file": _keep(asked, part, one.content, papers), "in": "papers"}


def _keep(asked: Asked, part: str, content: bytes, papers: FileStore) -> str:
    name = f"{asked.id}-{part}"
    papers.put(name, content)
    return name
