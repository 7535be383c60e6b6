"""One phone on the page: draws the chat app on it and does with it what its holder would do."""

from collections.abc import Sequence
from datetime import datetime

from domain.people.people import RoleKind
from sandbox.page.chat_view import ChatView
from sandbox.page.clip_sheet import ClipSheet
from sandbox.page.clock_bar import ZONE
from sandbox.page.composer import Composer
from sandbox.page.conversation import entries, waiting
from sandbox.page.elements import tag
from sandbox.page.invitation import draw_invitation
from sandbox.page.menu_sheet import MenuSheet
from sandbox.page.phone import Phone
from sandbox.page.phone_head import PhoneHead
from sandbox.page.places import Place
from sandbox.page.practice import draw_practice
from sandbox.page.toast import Toast
from sandbox.page.words import Words
from sandbox.telegram.client import Client


class PhoneView:
    """`client` is the app on the phone; the view follows it for as long as it is watched."""

    def __init__(
        self,
        nth: int,
        phone: Phone,
        client: Client,
        bot_name: str,
        words: Words,
        places: Sequence[Place],
        workbook: bytes,
    ) -> None:
        self._phone = phone
        self._client = client
        self._words = words
        label = words("phone_of", name=phone.name)
        with tag("section", "phone", aria_label=label, data_testid=f"phone-{nth}") as self.element:
            self._head = PhoneHead(phone, bot_name, words, self._switch_signal)
            if phone.role is RoleKind.CLERK:
                draw_practice(words)
            with tag("div", "chat-room"):
                self._draw_chat(bot_name)
                self._toast = Toast()
            self._composer = Composer(
                words, self._start, self._send, lambda: self._menu.open(), lambda: self._clip.open()
            )
            self._menu = MenuSheet(words, client, self._send)
            practice = workbook if phone.role is RoleKind.CLERK else None
            self._clip = ClipSheet(words, places, client, practice, self._composer.take_caption)
        self._toasts = client.toasts
        self.show()

    @property
    def heard(self) -> int:
        """How many messages of the bot stand in the chat."""
        return sum(bool(message["from"]["is_bot"]) for message in self._client.messages)

    def show(self) -> None:
        """Bring the phone in line with what its app holds now."""
        app = self._client
        said = [*entries(app.messages, app.reactions, self._phone.user_id, ZONE), *waiting(app.waiting)]
        self._chat.show(said)
        self._composer.show(joined=bool(said))
        self._head.show(app.online)
        self._typing.set_visibility(app.action == "typing")
        if app.toasts != self._toasts:
            self._toasts = app.toasts
            if app.toast:
                self._toast.tell(app.toast)

    def stand(self, *, front: bool, beside: bool) -> None:
        """Whether a narrow screen shows this phone, and whether a screen with room for three does."""
        for name, shown in (("front", front), ("beside", beside)):
            self.element.classes(add=name if shown else "", remove="" if shown else name)

    def tick(self, local: datetime) -> None:
        """Let the phone's own clock go on."""
        self._head.tick(local)

    def _draw_chat(self, bot_name: str) -> None:
        words = self._words
        label = words("chat", bot=bot_name)
        with tag(
            "div",
            "chat",
            role="log",
            tabindex="0",
            lang=words.html_lang,
            aria_label=label,
            data_testid="chat",
        ):
            with tag("div", "bubbles") as bubbles:
                draw_invitation(self._phone, bot_name, words, self._start)
            self._chat = ChatView(bubbles, words, self._tap)
            self._typing = tag("div", "typing", words("typing"), data_testid="typing")

    def _switch_signal(self) -> None:
        self._client.online = not self._client.online
        self.show()

    async def _start(self) -> None:
        self._client.start(self._phone.invite_token)

    async def _send(self, text: str) -> None:
        self._client.send_text(text)

    async def _tap(self, message_id: int, callback_data: str) -> None:
        if not self._client.online:
            self._toast.tell(self._words("tap_lost"))
        self._client.tap(message_id, callback_data)
