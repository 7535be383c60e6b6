"""All that Telegram knows in the sandbox: who there is, what was said, what the bot has not heard yet."""

from collections import Counter
from collections.abc import Awaitable, Callable

from domain.calendar.clock import Clock
from sandbox.telegram.chats import Chat
from sandbox.telegram.client import Client
from sandbox.telegram.errors import Json, bad_request
from sandbox.telegram.flood import Flood
from sandbox.telegram.group import Group
from sandbox.telegram.hub import Hub
from sandbox.telegram.params import Params
from sandbox.telegram.webhook import Webhook

Gate = Callable[[str, Params], Awaitable[None]]


class World(Hub):
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
        super().__init__(clock, token, bot_username, bot_name)
        self.clients: dict[int, Client] = {}
        self.groups: dict[int, Group] = {}
        self.flood = Flood(on=flood)
        self.webhook = Webhook(self.updates)
        self.calls: Counter[str] = Counter()
        self.gate: Gate | None = None

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

    async def close(self) -> None:
        """Stop delivering to a webhook."""
        await self.webhook.remove()
