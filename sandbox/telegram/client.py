"""A person's phone: what their Telegram app sends when they type, tap, attach or lose the signal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sandbox.telegram.errors import Json
from sandbox.telegram.group import membership
from sandbox.telegram.hub import Hub
from sandbox.telegram.messages import typed
from sandbox.telegram.screen import Screen, buttons

ALBUM = 10
"""As many photos as Telegram's apps put into one album; more become several albums."""
SILENCE = b"OggS" + bytes(60)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Something on its way from the phone: kind is text, photos, document, voice, location or contact."""

    kind: str
    text: str
    deliver: Callable[[], list[int]] = field(repr=False, compare=False)
    photos: tuple[bytes, ...] = field(default=(), repr=False)


class Client(Screen):
    """One phone with one private chat; what it sends gives the ids of its updates, none while they wait.

    With `overtake`, photos that waited for a signal are still uploading when all the rest is through.
    """

    def __init__(self, hub: Hub, user_id: int, first_name: str, language_code: str, phone: str) -> None:
        user = {"id": user_id, "is_bot": False, "first_name": first_name, "language_code": language_code}
        super().__init__(hub, user)
        self.phone = phone or f"+86139{user_id % 10**8:08d}"
        self.waiting: list[Outgoing] = []
        self.overtake = False

    @property
    def online(self) -> bool:
        """Whether there is a signal. Without one, messages wait, taps are lost and nothing new is shown."""
        return self._frozen is None

    @online.setter
    def online(self, on: bool) -> None:
        if on == self.online:
            return
        self._frozen = None if on else dict(self.chat.messages)
        if on:
            waiting, self.waiting = self.waiting, []
            if self.overtake:
                waiting.sort(key=lambda outgoing: bool(outgoing.photos))
            for outgoing in waiting:
                outgoing.deliver()
        self._changed()

    def start(self, token: str | None = None) -> list[int]:
        """Press Start, perhaps after following a link; whoever had blocked the bot unblocks it by that."""
        unblocked = self.unblock() if self.blocked else []
        return unblocked + self.send_text(f"/start {token}" if token else "/start")

    def send_text(self, text: str) -> list[int]:
        """Type something and send it."""
        return self._send(Outgoing("text", text, partial(self._deliver, [typed("text", text)])))

    def send_photos(self, photos: Sequence[bytes], caption: str | None = None) -> list[int]:
        """Pick photos: one is a photo, several an album with the caption on its first."""
        deliver = partial(self._deliver_photos, tuple(photos), caption or "")
        return self._send(Outgoing("photos", caption or "", deliver, tuple(photos)))

    def send_document(self, name: str, content: bytes, caption: str | None = None) -> list[int]:
        """Send a file as it is."""

        def deliver() -> list[int]:
            kept = self._hub.files.add_document(name, content)
            return self._deliver([kept | typed("caption", caption or "")])

        return self._send(Outgoing("document", name, deliver))

    def send_voice(self, seconds: int) -> list[int]:
        """Record a voice message of that length; its sound is silence."""

        def deliver() -> list[int]:
            return self._deliver([self._hub.files.add_voice(seconds, SILENCE)])

        return self._send(Outgoing("voice", f"{seconds}s", deliver))

    def send_location(self, lat: float, lon: float) -> list[int]:
        """Send a pin, by the paper-clip."""
        pin = {"location": {"latitude": lat, "longitude": lon}}
        return self._send(Outgoing("location", f"{lat:.5f}, {lon:.5f}", partial(self._deliver, [pin])))

    def send_contact(self) -> list[int]:
        """Share one's own number."""
        own = {"phone_number": self.phone, "first_name": self.user["first_name"], "user_id": self.user["id"]}
        return self._send(Outgoing("contact", self.phone, partial(self._deliver, [{"contact": own}])))

    def edit_text(self, message_id: int, text: str) -> list[int]:
        """Correct a message of one's own; lost without a signal."""
        return self._edit(message_id, typed("text", text))

    def edit_caption(self, message_id: int, caption: str) -> list[int]:
        """Correct the words below a photo or a file, or add them; an empty caption takes them away."""
        return self._edit(message_id, typed("caption", caption) if caption else {})

    def _edit(self, message_id: int, words: dict[str, Any]) -> list[int]:
        if not self.online:
            return []
        gone = ("text", "entities", "caption", "caption_entities")
        before = {name: value for name, value in self.chat.messages[message_id].items() if name not in gone}
        changed = before | {"edit_date": self._hub.timestamp()} | words
        self.chat.put(changed)
        return [self._hub.updates.put("edited_message", changed)]

    def tap(self, message_id: int, callback_data: str) -> list[int]:
        """Tap an inline button, even one that is gone by now; lost without a signal."""
        if not self.online:
            return []
        if not self.chat.has_had(message_id):
            raise LookupError(f"there never was a message {message_id}")
        gone = {"message_id": message_id, "chat": self.chat.info, "date": 0}
        tapped = {
            "id": self._hub.ask(self.chat.id),
            "from": self.user,
            "message": self.chat.messages.get(message_id, gone),
            "chat_instance": str(-self.chat.id),
            "data": callback_data,
        }
        return [self._hub.updates.put("callback_query", tapped)]

    def tap_label(self, label: str) -> list[int]:
        """Tap the button so labelled on the newest message that has one."""
        for message in reversed(self.keyboards()):
            for button in buttons(message):
                if button["text"] == label and "callback_data" in button:
                    return self.tap(message["message_id"], button["callback_data"])
        raise LookupError(f"no button {label!r} among {self.labels()}")

    def block(self) -> list[int]:
        """Block the bot."""
        return self._become("member", "kicked", blocked=True)

    def unblock(self) -> list[int]:
        """Let the bot write again."""
        return self._become("kicked", "member", blocked=False)

    def _send(self, outgoing: Outgoing) -> list[int]:
        if self.blocked:
            raise PermissionError("a person who blocked the bot has to unblock it before writing")
        if self.online:
            return outgoing.deliver()
        self.waiting.append(outgoing)
        self._changed()
        return []

    def _deliver(self, contents: Sequence[Json]) -> list[int]:
        return [self._hub.heard(self.chat, self.user, content) for content in contents]

    def _deliver_photos(self, photos: tuple[bytes, ...], caption: str) -> list[int]:
        update_ids: list[int] = []
        for first in range(0, len(photos), ALBUM):
            album = photos[first : first + ALBUM]
            grouped = {"media_group_id": self._hub.serial()} if len(album) > 1 else {}
            contents = [grouped | self._hub.files.add_photo(photo) for photo in album]
            if first == 0:
                contents[0] |= typed("caption", caption)
            update_ids += self._deliver(contents)
        return update_ids

    def _become(self, old: str, new: str, *, blocked: bool) -> list[int]:
        if self.chat.blocked == blocked:
            return []
        self.chat.blocked = blocked
        self.chat.changed()
        changed = membership(self._hub, self.chat, self.user, old, new)
        return [self._hub.updates.put("my_chat_member", changed)]
