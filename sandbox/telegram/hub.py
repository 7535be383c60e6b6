"""What phones, groups and the Bot API share: the bot, its chats, and the updates that wait for it."""

from dataclasses import dataclass
from datetime import datetime
from itertools import count

from domain.calendar.clock import Clock
from sandbox.telegram.chats import Chat
from sandbox.telegram.commands import Commands
from sandbox.telegram.errors import Json
from sandbox.telegram.files import Files
from sandbox.telegram.updates import Updates


@dataclass(frozen=True, slots=True)
class Query:
    """A tap that waits for its answer."""

    user_id: int
    asked_at: datetime


class Hub:
    """One bot, its chats and its files; a message that is heard becomes an update."""

    def __init__(self, clock: Clock, token: str, bot_username: str, bot_name: str) -> None:
        self.clock = clock
        self.token = token
        self.bot: Json = {
            "id": _bot_id(token),
            "is_bot": True,
            "first_name": bot_name,
            "username": bot_username,
        }
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.commands = Commands()
        self.menu_buttons: dict[int | None, Json] = {}
        self.queries: dict[str, Query] = {}
        self.updates = Updates()
        self._serial = count(1)

    def heard(self, chat: Chat, sender: Json, content: Json) -> int:
        """A person's message reaches Telegram now; the id of its update."""
        chat.started = True
        message = self.message(chat, sender, content)
        chat.put(message)
        return self.updates.put("message", message)

    def message(self, chat: Chat, sender: Json, content: Json) -> Json:
        """A new message of that chat with its id and the server's time, not yet in it."""
        head = {"message_id": chat.next_id(), "from": sender, "chat": chat.info, "date": self.timestamp()}
        return head | content

    def ask(self, user_id: int) -> str:
        """A person tapped a button: the id under which the bot may answer, once."""
        query_id = self.serial()
        self.queries[query_id] = Query(user_id, self.clock.now())
        return query_id

    def timestamp(self) -> int:
        """Now, in seconds as the Bot API writes dates."""
        return int(self.clock.now().timestamp())

    def serial(self) -> str:
        """A number used for nothing else: the id of a tap, an album or a chat instance."""
        return str(7_000_000_000_000 + next(self._serial))


def _bot_id(token: str) -> int:
    number = token.partition(":")[0]
    return int(number) if number.isdigit() else 7_000_000_001
