"""What a channel is: what it can show, and how it delivers; the one page to read before writing another."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.transport.delivery import Delivery
from storage.chat.outbox import Outgoing


@dataclass(frozen=True, slots=True)
class Caps:
    """What a channel can do; a card that asks for more is fitted to it (bot.transport.fit)."""

    editing: Literal["any time", "once", "never"] = "any time"
    buttons: bool = True
    """Whether a choice can be pressed; else choices are numbered and typed."""
    per_row: int = 2
    rows: int = 8
    label: int = 16
    """Chinese characters on a button that stands alone."""
    label_in_row: int = 8
    text_length: int = 4096
    data_bytes: int = 64
    """Bytes that a button may send."""
    album: int = 10
    """Pictures that leave as one message."""
    toasts: bool = True
    protects: bool = True
    """Whether what is private can be kept from being passed on."""
    silent: bool = True
    menu: Literal["person", "all", "none"] = "person"
    pace: float = 30.0
    """Messages a second that the channel takes from one bot."""


class Slot(Protocol):
    """Room for one call; None: a call that burdens no chat."""

    def __call__(self, chat: int | None) -> AbstractAsyncContextManager[None]:
        """Begins when the call may leave; to be held until its answer."""
        ...


class Post(Protocol):
    """How a channel delivers one message."""

    async def deliver(self, message: Outgoing, card: str | None, slot: Slot) -> Delivery:
        """Send it; `card` is the chat's live card; all but answers to taps are called within a slot."""
        ...

    async def show_typing(self, chat: int, slot: Slot) -> None:
        """Show that a reply is on its way."""
        ...
