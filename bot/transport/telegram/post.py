"""Delivering messages through the Bot API: cards edited or posted anew, answers, plain calls."""

import asyncio
from base64 import b64decode
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

import structlog
from telegram import InputFile, InputMediaPhoto
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError, TimedOut

from bot.transport.channel import Caps, Slot
from bot.transport.delivery import Delivery, Result
from bot.transport.telegram.api import BotApi, seconds_of
from bot.transport.telegram.http import CutOff
from locales.fit import cut
from storage.base.files import Stores
from storage.chat.outbox import ALBUM, CARD, FILE, LEAVE, MENU, NOTE, PICTURE, TOAST, VOICE, Outgoing

CAPS = Caps(
    editing="any time",
    per_row=2,
    label=16,
    label_in_row=8,
    text_length=4096,
    data_bytes=64,
    album=10,
    pace=30.0,
)
_FORMER = {"answer": TOAST, "text": NOTE, "document": FILE, "photo": PICTURE}
_FORMER_FIELDS = {"callback_query_id": "tap", "protect_content": "private", "disable_notification": "silent"}
UNCHANGED = "not modified"
NOBODY_THERE = (
    "chat not found",
    "user not found",
    "deactivated",
    "blocked",
    "peer_id_invalid",
    "user_id_invalid",
)
"""How a wrong call differs from a right one to an account that is gone: Telegram says 400 to both."""
log = structlog.get_logger()


class Call(Protocol):
    """A call of the Bot API, made within a slot; `burdens`: it counts against its chat."""

    async def __call__(self, method: str, fields: dict[str, Any], *, burdens: bool = True) -> Any:
        """The raw result."""
        ...


Say = Callable[[int, dict[str, Any], Call], Awaitable[None]]


class TelegramPost:
    """The Telegram side of the sender."""

    def __init__(self, api: BotApi, stores: Stores) -> None:
        self._api = api
        self._stores = stores

    async def deliver(self, message: Outgoing, card: str | None, slot: Slot) -> Delivery:
        """Send one message; never raises for what Telegram or the network says."""
        try:
            return Delivery(Result.SENT, await self._send(message, card, slot))
        except TelegramError as error:
            delivery = judged(error)
            if delivery.result is Result.FAILED:
                log.warning(
                    "Telegram refused a message", message=message.id, kind=message.kind, says=str(error)
                )
            return delivery

    async def show_typing(self, chat: int, slot: Slot) -> None:
        """Show "typing…"; failures are ignored."""
        try:
            async with slot(None):
                await self._api.call("sendChatAction", {"chat_id": chat, "action": "typing"})
        except TelegramError as error:
            log.debug("typing was not shown", says=str(error))

    async def _send(self, message: Outgoing, card: str | None, slot: Slot) -> str | None:
        kind, payload = in_our_words(message)

        async def call(method: str, fields: dict[str, Any], *, burdens: bool = True) -> Any:
            async with slot(message.chat_id if burdens else None):
                return await self._api.call(method, fields)

        if kind == CARD:
            return await _card(message, payload, card, call)
        if kind == TOAST:
            await self._toast(payload)
            return None
        said: dict[str, Say] = {
            NOTE: _note,
            FILE: self._file,
            ALBUM: self._album,
            VOICE: self._voice,
            PICTURE: self._picture,
            MENU: _menu,
            LEAVE: _leave,
        }
        await said[kind](message.chat_id, payload, call)
        return None

    async def _file(self, chat: int, payload: dict[str, Any], call: Call) -> None:
        """A file with personal data stays in the chat (threat 5), but for the clerk's own workbooks."""
        content = await asyncio.to_thread(self._stores.papers.get, payload["path"])
        fields = {
            "chat_id": chat,
            "document": InputFile(content, filename=payload["name"]),
            "protect_content": not payload.get("to_work_on"),
        }
        await call("sendDocument", fields | ({"caption": payload["caption"]} if payload["caption"] else {}))

    async def _album(self, chat: int, payload: dict[str, Any], call: Call) -> None:
        """Photos to look at, one or up to ten; they stay in the chat."""
        caption = payload.get("caption") or None
        files = [
            await asyncio.to_thread(self._stores.of(one.get("in", "")).get, one["file"])
            for one in payload["pictures"]
        ]
        fields: dict[str, Any] = {"chat_id": chat, "protect_content": True}
        if len(files) == 1:
            await call("sendPhoto", fields | {"photo": InputFile(files[0]), "caption": caption})
            return
        media = [InputMediaPhoto(one, caption=None if nth else caption) for nth, one in enumerate(files)]
        await call("sendMediaGroup", fields | {"media": media})

    async def _voice(self, chat: int, payload: dict[str, Any], call: Call) -> None:
        """A voice to listen to; it stays in the chat."""
        content = await asyncio.to_thread(self._stores.photos.get, payload["file"])
        fields = {
            "chat_id": chat,
            "voice": InputFile(content, filename="voice.oga"),
            "duration": payload["seconds"],
            "caption": payload.get("caption") or None,
            "protect_content": True,
        }
        await call("sendVoice", fields)

    async def _picture(self, chat: int, payload: dict[str, Any], call: Call) -> None:
        """A picture to be handed on, such as an invitation: its receiver may forward it."""
        picture = InputFile(b64decode(payload["content"]), filename=payload["name"])
        await call("sendPhoto", {"chat_id": chat, "photo": picture, "caption": payload["caption"]})

    async def _toast(self, payload: dict[str, Any]) -> None:
        """What stops the spinner on a button, with a word where there is one."""
        fields = {"callback_query_id": payload["tap"]}
        fields |= {"text": payload["text"]} if "text" in payload else {}
        try:
            await self._api.call("answerCallbackQuery", fields)
        except BadRequest as error:
            # Older than 150 seconds: the spinner has stopped by itself.
            log.debug("a tap could not be answered any more", says=str(error))


async def _note(chat: int, payload: dict[str, Any], call: Call) -> None:
    """Words without buttons; in several messages if they are long."""
    whole = payload["text"]
    # Telegram counts UTF-16 units, of which a character has two at most.
    half = CAPS.text_length // 2
    fields: dict[str, Any] = {"protect_content": True} if payload.get("private") else {}
    fields |= {"disable_notification": True} if payload.get("silent") else {}
    for at in range(0, len(whole), half):
        await call("sendMessage", {"chat_id": chat, "text": whole[at : at + half], **fields})


async def _menu(chat: int, payload: dict[str, Any], call: Call) -> None:
    """The commands of one person."""
    scope = {"type": "chat", "chat_id": chat}
    await call("setMyCommands", {"commands": listed(payload["commands"]), "scope": scope})


async def _leave(chat: int, _payload: dict[str, Any], call: Call) -> None:
    """A group that the bot has no business in."""
    await call("leaveChat", {"chat_id": chat})


async def _card(message: Outgoing, payload: dict[str, Any], card: str | None, call: Call) -> str:
    known = {int(one) for one in (card, payload.get("tapped")) if one is not None}
    live = max(known, default=None)
    for other in known - {live}:
        await _strip(message.chat_id, other, call)
    if live is not None and not message.posts and await _edit(message.chat_id, live, payload, call):
        return str(live)
    if live is not None:
        await _strip(message.chat_id, live, call)
    sent = await call("sendMessage", _fields(message.chat_id, payload))
    return str(sent["message_id"])


async def _edit(chat: int, card: int, payload: dict[str, Any], call: Call) -> bool:
    """Edit the card in place; False if the message is gone or too old to be edited."""
    try:
        await call("editMessageText", {**_fields(chat, payload), "message_id": card})
    except BadRequest as error:
        return UNCHANGED in str(error)
    return True


async def _strip(chat: int, card: int, call: Call) -> None:
    """Take the keyboard off a card that is no longer the live one."""
    try:
        await call("editMessageReplyMarkup", {"chat_id": chat, "message_id": card}, burdens=False)
    except BadRequest as error:
        log.debug("a keyboard was gone already", says=str(error))


def _fields(chat: int, payload: dict[str, Any]) -> dict[str, Any]:
    keyboard = [
        [{"text": one["label"], "callback_data": one["data"]} for one in row] for row in payload["rows"]
    ]
    return {
        "chat_id": chat,
        "text": cut(payload["text"], CAPS.text_length),
        "reply_markup": {"inline_keyboard": keyboard},
    }


def listed(commands: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Commands as the Bot API takes them."""
    return [{"command": one["name"], "description": one["words"]} for one in commands]


def in_our_words(message: Outgoing) -> tuple[str, dict[str, Any]]:
    """The kind and the payload of a message, also of one that an earlier version wrote."""
    kind, payload = _FORMER.get(message.kind, message.kind), dict(message.payload)
    if kind == CARD and "keyboard" in payload:
        rows = payload.pop("keyboard")
        payload["rows"] = [
            [{"label": one["text"], "data": one["callback_data"]} for one in row] for row in rows
        ]
    for former, ours in _FORMER_FIELDS.items():
        if former in payload:
            payload[ours] = payload.pop(former)
    if kind == "call":
        fields = payload["fields"]
        if payload["method"] == "leaveChat":
            return LEAVE, {}
        told = [{"name": one["command"], "words": one["description"]} for one in fields["commands"]]
        return MENU, {"commands": told}
    return kind, payload


def _has_nobody_there(error: TelegramError) -> bool:
    says = str(error).casefold()
    return isinstance(error, BadRequest) and any(words in says for words in NOBODY_THERE)


def judged(error: TelegramError) -> Delivery:
    """What an error means for the message."""
    if isinstance(error, RetryAfter):
        return Delivery(Result.LIMITED, pause=seconds_of(error))
    if isinstance(error, Forbidden) or _has_nobody_there(error):
        return Delivery(Result.BLOCKED)
    if isinstance(error, BadRequest):
        return Delivery(Result.FAILED)
    # An answer that is no answer (5xx) means that nothing was done; only silence leaves us unsure.
    return Delivery(Result.UNSURE if isinstance(error, TimedOut | CutOff) else Result.NOT_SENT)
