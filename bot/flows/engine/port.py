"""The port between conversations and channels: what comes in, what is said, and nothing of any channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.conversation import NO_ANSWERS, Draft
from domain.duties.round import Place
from domain.paperwork import Attachment
from domain.visits.visits import Picture, Voice


class Kind(StrEnum):
    """What an event is; the names are also the triggers of the flow tables."""

    TEXT = "text"
    CHOICE = "choice"
    PHOTO = "photo"
    VOICE = "voice"
    FILE = "file"
    LOCATION = "location"
    CONTACT = "contact"
    PAPERWORK = "paperwork"
    """Something the person asked for is made (domain.paperwork)."""
    JOINED = "joined"
    BLOCKED = "blocked"
    NOTICE = "notice"
    """A notice is due (domain.notices.notices)."""
    ELAPSED = "elapsed"
    """Nobody touched the conversation for as long as its state waits (State.elapses)."""


class Malformed(Exception):
    """No event can be made of what a channel received; trying again would change nothing."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something a person did; `at` is the server's time, `update` the key of the inbox row it came from."""

    kind: Kind
    who: int
    chat: int
    update: int
    at: datetime
    text: str = ""
    choice: str = ""
    message: str | None = None
    """What the channel calls the card that was tapped."""
    callback: str = ""
    picture: Picture | None = None
    voice: Voice | None = None
    group: str = ""
    """The album that a photo is part of, as the channel names it."""
    media: str = ""
    """What kind of file it is, if it is one that the bot can do nothing with: heic, video, other."""
    place: Place | None = None
    attachment: Attachment | None = None
    paper: int | None = None
    """The paperwork that is done."""
    notice: int | None = None
    """The notice that is due."""
    is_forged: bool = False
    """A button that was never sent to this chat."""
    said: str = ""
    """The channel's own id of the message; it stays when the message is edited."""
    edits: bool = False
    """The message came before, and now says something else."""
    order: str = ""
    """The command that the words mean wherever they are typed, unless the card has a label like that."""

    @property
    def ordered(self) -> str:
        """The command that is typed, by its name or by a label."""
        return self.command[0] if self.command else self.order

    @property
    def command(self) -> tuple[str, str] | None:
        """The command typed and what followed it: `/start@bot abc` → ("start", "abc")."""
        if self.kind is not Kind.TEXT or not self.text.startswith("/"):
            return None
        name, _, rest = self.text[1:].partition(" ")
        return name.partition("@")[0].casefold(), rest.strip()


@dataclass(frozen=True, slots=True)
class Say:
    """Words by their key in the locales; parameters may be text, numbers, days, or words again."""

    key: str
    params: Mapping[str, Any] = field(default_factory=lambda: NO_ANSWERS)


def say(key: str, **params: Any) -> Say:
    """Words, written shortly."""
    return Say(key, params)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: `name` is the trigger and, after a dash, its argument; `label` is what stands on it."""

    name: str
    label: Say

    def to(self, name: str) -> "Choice":
        """The same label on another button."""
        return Choice(name, self.label)


def choice(name: str, **params: Any) -> Choice:
    """A button whose label has the key `choice.<trigger>`."""
    return Choice(name, say(f"choice.{name.partition('-')[0]}", **params))


Rows = tuple[tuple[Choice, ...], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """The one live message of a chat: paragraphs and rows of at most two buttons (R1, R13)."""

    says: tuple[Say, ...]
    rows: Rows = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every button in reading order, which is also how they are numbered when typed (R5)."""
        return tuple(one for row in self.rows for one in row)


class Showing(StrEnum):
    """How a card reaches the chat: a tap edits it in place, a message or a receipt gets it below (R1)."""

    EDIT = "edit"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Turn:
    """The result of one event: the new draft, what is shown, and the facts."""

    draft: Draft
    card: Card
    showing: Showing
    toast: Say | None = None
    facts: tuple[object, ...] = ()
    settles: bool = False
    """More of the same may follow at once (an album): the card may wait for it."""
    note: Say | None = None
    """What stands above the card and is not to be lost if a later card takes its place unsent."""
    closes: bool = False
    """The card tells of something recorded, so a later card must neither swallow it nor take its place."""
