"""A group chat, enough of one to see that a bot which was added to it takes its leave."""

from sandbox.telegram.chats import Chat
from sandbox.telegram.errors import Json
from sandbox.telegram.hub import Hub
from sandbox.telegram.messages import typed
from sandbox.telegram.screen import Screen


class Group:
    """People add the bot and talk; `left` says whether it has gone again."""

    def __init__(self, hub: Hub, chat_id: int, title: str) -> None:
        if chat_id >= 0:
            raise ValueError("the id of a group is negative")
        info = {"id": chat_id, "title": title, "type": "supergroup"}
        self._hub = hub
        self.chat = hub.chats[chat_id] = Chat(chat_id, info, left=True)

    @property
    def left(self) -> bool:
        """Whether the bot is not, or no longer, a member."""
        return self.chat.left

    @property
    def messages(self) -> list[Json]:
        """All messages, in order."""
        return list(self.chat.messages.values())

    def add_bot(self, by: Screen) -> list[int]:
        """Somebody adds the bot: a my_chat_member update and the service message. Their update ids."""
        self.chat.started, self.chat.left = True, False
        changed = self._hub.updates.put(
            "my_chat_member", membership(self._hub, self.chat, by.user, "left", "member")
        )
        bot = self._hub.bot
        content = {"new_chat_members": [bot], "new_chat_member": bot, "new_chat_participant": bot}
        return [changed, self._hub.heard(self.chat, by.user, content)]

    def send_text(self, by: Screen, text: str) -> list[int]:
        """Somebody says something; the bot hears it if it is there. The update ids."""
        if not self.chat.left:
            return [self._hub.heard(self.chat, by.user, typed("text", text))]
        self.chat.put(self._hub.message(self.chat, by.user, typed("text", text)))
        return []


def membership(hub: Hub, chat: Chat, by: Json, old: str, new: str) -> Json:
    """The content of a my_chat_member update: what the bot was in the chat and what it is now."""

    def member(status: str) -> Json:
        banned = {"until_date": 0} if status == "kicked" else {}
        return {"user": hub.bot, "status": status} | banned

    return {
        "chat": chat.info,
        "from": by,
        "date": hub.timestamp(),
        "old_chat_member": member(old),
        "new_chat_member": member(new),
    }
