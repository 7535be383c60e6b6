"""The menu button: the commands that the bot offers on this phone, to send by a tap."""

from collections.abc import Awaitable, Callable
from functools import partial

from sandbox.page.elements import tag
from sandbox.page.icons import ICONS
from sandbox.page.sheet import Sheet
from sandbox.page.words import Words
from sandbox.telegram.client import Client


class MenuSheet(Sheet):
    """Drawn anew whenever it is opened, since the bot may have set other commands."""

    def __init__(self, words: Words, client: Client, send: Callable[[str], Awaitable[None]]) -> None:
        super().__init__(words("menu_title"), words, "menu-sheet")
        self._nothing = words("menu_empty")
        self._client = client
        self._send = send

    def open(self) -> None:
        """Show the commands of this moment."""
        self.body.clear()
        with self.body:
            for command in self._client.commands:
                name = f"/{command['command']}"
                drawing = command["command"] if command["command"] in ICONS else "menu"
                self.offer(drawing, command["description"], name, partial(self._send, name), "command")
            if not self._client.commands:
                tag("p", "nothing", self._nothing)
        super().open()
