"""Buttons that can be told from altered or borrowed ones: bound to the chat that they were sent to."""

from collections.abc import Callable

Index = Callable[[str], str]
"""A keyed digest of text."""

LONGEST_DATA = 64
MARK = 8


class ButtonTooLong(ValueError):
    """The callback data of a button does not fit into 64 bytes."""


def pack(index: Index, chat: int, data: str) -> str:
    """The callback data of a button for one chat; raises ButtonTooLong."""
    packed = f"{index(f'{chat}:{data}')[:MARK]}.{data}"
    if len(packed.encode()) > LONGEST_DATA:
        raise ButtonTooLong(packed)
    return packed


def unpack(index: Index, chat: int, packed: str) -> str | None:
    """What `pack` was given; None if the button was never sent to this chat."""
    mark, _, data = packed.partition(".")
    return data if mark == index(f"{chat}:{data}")[:MARK] else None
