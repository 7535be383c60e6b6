"""What a chat shows, as values: messages of the Bot API folded into days and bubbles."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.telegram.client import Outgoing

Message = Mapping[str, Any]
Reactions = Mapping[int, Sequence[str]]
FILE_URL = "/file/{}"


@dataclass(frozen=True, slots=True)
class Key:
    """An inline button."""

    label: str
    callback_data: str


@dataclass(frozen=True, slots=True)
class Day:
    """A separator: what follows was said on that day."""

    key: str
    on: date


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture: where to load it from, and its width over its height."""

    address: str
    ratio: float = 4 / 3


@dataclass(frozen=True, slots=True)
class Document:
    """A file: its name, where to download it from once it has arrived, and its size in bytes."""

    name: str
    address: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Bubble:
    """One thing said; an album is one bubble.

    `at` is None while it waits for signal.
    """

    key: str
    message_id: int
    mine: bool
    text: str
    at: time | None
    photos: tuple[Photo, ...] = ()
    document: Document | None = None
    location: tuple[float, float] | None = None
    voice_seconds: int | None = None
    reactions: tuple[str, ...] = ()
    keyboard: tuple[tuple[Key, ...], ...] = ()


Entry = Day | Bubble


def entries(messages: Sequence[Message], reactions: Reactions, me: int, zone: ZoneInfo) -> Iterator[Entry]:
    """The chat from its first day to its newest bubble."""
    shown: date | None = None
    for _, group in groupby(messages, key=_together):
        album = list(group)
        said_at = datetime.fromtimestamp(album[0]["date"], zone)
        if said_at.date() != shown:
            shown = said_at.date()
            # named after the message: the clock may be turned back, so a day can come twice
            yield Day(f"day-{album[0]['message_id']}", shown)
        yield _bubble(album, reactions, me, said_at.time())


def waiting(outgoing: Iterable[Outgoing]) -> Iterator[Bubble]:
    """What stands below the chat until there is signal, with a clock instead of a time."""
    for nth, one in enumerate(outgoing):
        yield Bubble(
            key=f"waiting-{nth}",
            message_id=0,
            mine=True,
            text="" if one.kind == "document" else _as_shown(one.text),
            at=None,
            document=Document(one.text) if one.kind == "document" else None,
            photos=tuple(
                Photo(f"data:image/jpeg;base64,{b64encode(photo).decode()}") for photo in one.photos
            ),
        )


def _together(message: Message) -> str:
    return str(message.get("media_group_id") or message["message_id"])


def _bubble(album: Sequence[Message], reactions: Reactions, me: int, said_at: time) -> Bubble:
    first = album[0]
    texts = (message.get("text") or message.get("caption") for message in album)
    document = first.get("document")
    spot = first.get("location")
    return Bubble(
        key=f"message-{first['message_id']}",
        message_id=first["message_id"],
        mine=first["from"]["id"] == me,
        text="\n".join(_as_shown(text) for text in texts if text),
        at=said_at,
        photos=tuple(_photo(message["photo"][-1]) for message in album if message.get("photo")),
        document=_document(document) if document else None,
        location=(spot["latitude"], spot["longitude"]) if spot else None,
        voice_seconds=first["voice"]["duration"] if first.get("voice") else None,
        reactions=tuple(one for message in album for one in reactions.get(message["message_id"], ())),
        keyboard=_keyboard(album[-1]),
    )


def _photo(size: Message) -> Photo:
    return Photo(_address(size), size["width"] / size["height"])


def _document(file: Message) -> Document:
    return Document(file.get("file_name", ""), _address(file), file.get("file_size", 0))


def _as_shown(text: str) -> str:
    # Telegram's apps keep the token of an invite link to themselves, too
    return "/start" if text.startswith("/start ") else text


def _address(file: Message) -> str:
    return FILE_URL.format(file["file_id"])


def _keyboard(message: Message) -> tuple[tuple[Key, ...], ...]:
    rows = (message.get("reply_markup") or {}).get("inline_keyboard") or ()
    return tuple(tuple(Key(key["text"], key.get("callback_data", "")) for key in row) for row in rows)
