"""One chat as Telegram's servers hold it: its messages, which of them have buttons, and who is watching."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.telegram.errors import Json, forbidden

Watcher = Callable[[], None]

TYPING_SECONDS = 5.0


@dataclass
class Chat:
    """A private chat (its id is the person's) or a group (its id is negative)."""

    id: int
    info: Json
    messages: dict[int, Json] = field(default_factory=dict)
    keyboards: dict[int, Json] = field(default_factory=dict)
    reactions: dict[int, list[str]] = field(default_factory=dict)
    reply_keyboard: Json | None = None
    action: str | None = None
    started: bool = False
    blocked: bool = False
    left: bool = False
    watchers: list[Watcher] = field(default_factory=list)
    _last_id: int = 0
    _fade: asyncio.TimerHandle | None = None

    def next_id(self) -> int:
        """A message id that this chat has not used."""
        self._last_id += 1
        return self._last_id

    def has_had(self, message_id: int) -> bool:
        """Whether there ever was such a message, deleted or not."""
        return 0 < message_id <= self._last_id

    def check_writable(self) -> None:
        """Raise what Telegram says to a bot that may not write here."""
        if self.blocked:
            raise forbidden("bot was blocked by the user")
        if self.left:
            raise forbidden("bot is not a member of the group chat")

    def put(self, message: Json) -> None:
        """Add a message at the end, or put a changed one in the old one's place."""
        message_id = message["message_id"]
        self.messages[message_id] = message
        self.keyboards.pop(message_id, None)
        if message.get("reply_markup"):
            self.keyboards[message_id] = message
        self.changed()

    def remove(self, message_id: int) -> None:
        """Delete a message for everybody."""
        del self.messages[message_id]
        self.keyboards.pop(message_id, None)
        self.changed()

    def act(self, action: str | None) -> None:
        """Show that the bot is doing something; it fades by itself, as Telegram's does."""
        if self._fade is not None:
            self._fade.cancel()
            self._fade = None
        if action is not None:
            self._fade = asyncio.get_running_loop().call_later(TYPING_SECONDS, self.act, None)
        self.action = action
        self.changed()

    def changed(self) -> None:
        """Tell whoever is watching."""
        for watcher in tuple(self.watchers):
            watcher()
