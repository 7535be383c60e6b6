"""What a phone shows of the chat with the bot, and how one is told that it has changed."""

import asyncio
from collections.abc import Callable
from typing import Self

from sandbox.telegram.chats import Chat, Watcher
from sandbox.telegram.errors import Json
from sandbox.telegram.hub import Hub


class Screen:
    """A view of one private chat; without a signal it stays as it was."""

    def __init__(self, hub: Hub, user: Json) -> None:
        self._hub = hub
        self.user = user
        info = {"id": user["id"], "first_name": user["first_name"], "type": "private"}
        self.chat = hub.chats[user["id"]] = Chat(user["id"], info)
        self.chat.watchers.append(self._chat_changed)
        self.toast: str | None = None
        self.toast_is_alert = False
        self.toasts = 0
        self._frozen: dict[int, Json] | None = None
        self._watchers: list[Watcher] = []
        self._news_due = False

    @property
    def messages(self) -> list[Json]:
        """The messages on the screen in order, as Bot API objects; not to be changed."""
        return list(self._shown().values())

    @property
    def last(self) -> Json | None:
        """The newest message on the screen."""
        return next(reversed(self._shown().values()), None)

    @property
    def commands(self) -> list[Json]:
        """The bot's commands in this chat and this app language."""
        return self._hub.commands.seen_by(self.chat.id, self.user["language_code"])

    @property
    def menu_button(self) -> Json:
        """What stands beside the input field."""
        general = self._hub.menu_buttons.get(None, {"type": "default"})
        return self._hub.menu_buttons.get(self.chat.id, general)

    @property
    def blocked(self) -> bool:
        """Whether this person has blocked the bot."""
        return self.chat.blocked

    @property
    def action(self) -> str | None:
        """What the bot is said to be doing, such as `typing`; fades after five seconds."""
        return self.chat.action if self._frozen is None else None

    @property
    def reactions(self) -> dict[int, list[str]]:
        """The bot's emoji by message id."""
        return self.chat.reactions

    def keyboards(self) -> list[Json]:
        """The messages on the screen that have inline buttons, oldest first."""
        if self._frozen is not None:
            return [message for message in self._frozen.values() if message.get("reply_markup")]
        return [self.chat.keyboards[message_id] for message_id in sorted(self.chat.keyboards)]

    def labels(self) -> list[str]:
        """What all inline buttons on the screen say, from top to bottom."""
        return [button["text"] for message in self.keyboards() for button in buttons(message)]

    def watch(self, callback: Watcher) -> None:
        """Call it, in the event loop and soon after, whenever anything visible has changed."""
        self._watchers.append(callback)

    def unwatch(self, callback: Watcher) -> None:
        """Stop calling it."""
        self._watchers.remove(callback)

    async def until(self, seen: Callable[[Self], object], timeout: float = 60.0) -> None:
        """Return as soon as `seen(self)` is true; raises TimeoutError if it is not in so many seconds."""
        changed = asyncio.Event()
        self.watch(changed.set)
        try:
            async with asyncio.timeout(timeout):
                while not seen(self):
                    changed.clear()
                    await changed.wait()
        finally:
            self.unwatch(changed.set)

    def set_language(self, language_code: str) -> None:
        """Set the language of the app, by which it chooses among the bot's commands."""
        self.user["language_code"] = language_code
        self._changed()

    def answered(self, text: str | None, is_alert: bool) -> None:
        """The bot answered a tap; a phone without a signal never learns of it."""
        if self._frozen is None:
            self.toast, self.toast_is_alert, self.toasts = text, is_alert, self.toasts + 1
            self._changed()

    def _shown(self) -> dict[int, Json]:
        return self.chat.messages if self._frozen is None else self._frozen

    def _chat_changed(self) -> None:
        if self._frozen is None:
            self._changed()

    def _changed(self) -> None:
        """Many changes in one turn of the loop are one call of each watcher."""
        if not self._news_due and self._watchers:
            self._news_due = True
            asyncio.get_running_loop().call_soon(self._tell)

    def _tell(self) -> None:
        self._news_due = False
        for watcher in tuple(self._watchers):
            watcher()


def buttons(message: Json) -> list[Json]:
    """The inline buttons of a message, row by row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
