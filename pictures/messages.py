"""What the bot and a picture process say to each other: plain bytes, so that neither unpickles anything."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from struct import Struct
from typing import Any, BinaryIO

from domain.errors import OperatorError
from pictures.developed import Developed, Reason, Unreadable
from pictures.font_file import FontMissing

NUMBER = Struct(">I")
Parts = tuple[bytes, ...]


class Garbled(Exception):
    """What came is no message: the other side has lost its mind."""


def packed(parts: Sequence[bytes]) -> Iterator[bytes]:
    """A message in pieces ready to be written: how many parts, and each with its length before it."""
    yield NUMBER.pack(len(parts))
    for part in parts:
        yield NUMBER.pack(len(part))
        yield part


def read(stream: BinaryIO) -> Parts:
    """The next message; raises `EOFError` when there will be none."""

    def exactly(size: int) -> bytes:
        got = stream.read(size)
        if len(got) < size:
            raise EOFError
        return got

    def number() -> int:
        return int(NUMBER.unpack(exactly(NUMBER.size))[0])

    return tuple(exactly(number()) for _ in range(number()))


def refused(error: Unreadable | OperatorError) -> Parts:
    """That it cannot be done, as a message."""
    if isinstance(error, Unreadable):
        return (json.dumps({"unreadable": error.reason}).encode(),)
    kind = {"font": True} if isinstance(error, FontMissing) else {}
    return (json.dumps({"to_mend": str(error), **kind}).encode(),)


def done(result: Developed) -> Parts:
    """A developed picture, as a message."""
    facts = asdict(result) | {"taken_at": result.taken_at and result.taken_at.isoformat()}
    picture, thumbnail = facts.pop("picture"), facts.pop("thumbnail")
    return json.dumps(facts).encode(), picture, thumbnail


def stamped(picture: bytes) -> Parts:
    """A picture with its band, as a message."""
    return b"{}", picture


def drawn(picture: bytes, pages: int) -> Parts:
    """A page of a wall chart and how many pages there are, as a message."""
    return json.dumps({"pages": pages}).encode(), picture


def developed(answer: Parts) -> Developed:
    """The developed picture of an answer; raises `Unreadable`, `OperatorError` or `Garbled`."""
    facts, pictures = _accepted(answer)
    try:
        picture, thumbnail = pictures
        taken_at, place = facts.pop("taken_at"), facts.pop("place")
        return Developed(
            picture=picture,
            thumbnail=thumbnail,
            taken_at=datetime.fromisoformat(taken_at) if taken_at else None,
            place=(float(place[0]), float(place[1])) if place else None,
            **facts,
        )
    except (ValueError, TypeError, LookupError) as error:
        raise Garbled from error


def banded(answer: Parts) -> bytes:
    """The picture with its band; raises `Unreadable`, `OperatorError` or `Garbled`."""
    _, pictures = _accepted(answer)
    if len(pictures) != 1:
        raise Garbled
    return pictures[0]


def charted(answer: Parts) -> tuple[bytes, int]:
    """The page and how many there are; raises `FontMissing`, `OperatorError` or `Garbled`."""
    facts, pictures = _accepted(answer)
    try:
        (picture,), pages = pictures, int(facts["pages"])
        return picture, pages
    except (ValueError, TypeError, LookupError) as error:
        raise Garbled from error


def _accepted(answer: Parts) -> tuple[dict[str, Any], Parts]:
    try:
        facts = json.loads(answer[0])
        if "unreadable" in facts:
            raise Unreadable(Reason(facts["unreadable"]))
        if "to_mend" in facts:
            raise (FontMissing if "font" in facts else OperatorError)(facts["to_mend"])
        return dict(facts), answer[1:]
    except (ValueError, TypeError, LookupError) as error:
        raise Garbled from error
