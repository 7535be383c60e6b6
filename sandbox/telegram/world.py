"""All that Telegram knows in the sandbox: who there is, what was said, what the bot has not heard yet."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from domain.calendar.clock import Clock
from sandbox.telegram.chats import Chat
from sandbox.telegram.client import Client
from sandbox.telegram.commands import Commands
from sandbox.telegram.errors import Json, bad_request
from sandbox.telegram.files import Files
from sandbox.telegram.flood import Flood
from sandbox.telegram.group import Group
from sandbox.telegram.params import Params
from sandbox.telegram.updates import Updates
from sandbox.telegram.webhook import Webhook

Gate = Callable[[str, Params], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Query:
    """A tap that waits for its answer."""

    user_id: int
    asked_at: datetime


class World:
    """One bot, the people it talks to, and the state of every chat; belongs to one event loop.

    `calls` counts calls by lower-case method name; `gate`, if set, is awaited before each call and may delay
    it or raise an ApiError in its place.
    """

    def __init__(
        self,
        clock: Clock,
        token: str,
        bot_username: str = "shiban_visit_bot",
        bot_name: str = "石板镇走访助手",
        flood: bool = True,
    ) -> None:
        self.clock = clock
        self.token = token
        self.bot: Json = {
            "id": _bot_id(token),
            "is_bot": True,
            "first_name": bot_name,
            "username": bot_username,
        }
        self.chats: dict[int, Chat] = {}
        self.clients: dict[int, Client] = {}
        self.groups: dict[int, Group] = {}
        self.files = Files()
        self.flood = Flood(on=flood)
        self.commands = Commands()
        self.menu_buttons: dict[int | None, Json] = {}
        self.queries: dict[str, Query] = {}
        self.updates = Updates()
        self.webhook = Webhook(self.updates)
        self.calls: Counter[str] = Counter()
        self.gate: Gate | None = None
        self._serial = count(1)

    def client(
        self, user_id: int, first_name: str = "", language_code: str = "zh-hans", phone: str = ""
    ) -> Client:
        """The phone of that person; the same one every time, and named by whoever asks first."""
        if user_id not in self.clients:
            self.clients[user_id] = Client(self, user_id, first_name or str(user_id), language_code, phone)
        return self.clients[user_id]

    def group(self, chat_id: int, title: str) -> Group:
        """A group chat (its id is negative) to which people may add the bot."""
        if chat_id not in self.groups:
            self.groups[chat_id] = Group(self, chat_id, title)
        return self.groups[chat_id]

    def inject(self, update: Json) -> int:
        """Queue a raw update, however malformed; it is given the next update_id if it has none. Its id."""
        return self.updates.inject(update)

    def repeat(self, update_id: int) -> None:
        """Deliver an update once more, confirmed or not; raises KeyError if it was never queued."""
        self.updates.repeat(update_id)

    def chat(self, params: Params) -> Chat:
        """The chat a call is about; raises if the bot has never met it."""
        if not params.text("chat_id"):
            raise bad_request("chat_id is empty")
        chat = self.chats.get(params.integer("chat_id") or 0)
        if chat is None or not chat.started:
            raise bad_request("chat not found")
        return chat

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

    async def close(self) -> None:
        """Stop delivering to a webhook."""
        await self.webhook.remove()


def _bot_id(token: str) -> int:
    number = token.partition(":")[0]
    return int(number) if number.isdigit() else 7_000_000_001
