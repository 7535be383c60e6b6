"""Telegram's updates as the port's events."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from telegram import CallbackQuery, ChatMemberUpdated, Document, Message, PhotoSize

from bot.flows.engine.port import Event, Kind
from domain.duties.round import Place
from domain.paperwork import Attachment
from domain.visits.visits import Picture, Voice

PICTURE_TYPES = ("image/jpeg", "image/png", "image/webp")
PICTURE_NAMES = (".jpg", ".jpeg", ".png", ".webp")
HEIC_TYPES = ("image/heic", "image/heif", "image/avif")
HEIC_NAMES = (".heic", ".heif", ".hif", ".avif")
UNTYPED = (None, "", "application/octet-stream")
KEPT_FOR = timedelta(hours=48)
"""Telegram keeps messages a day; a server time older than two days, or ahead of ours, is not believed."""


def message_event(key: int, message: Message, received: datetime) -> Event | None:
    """A message of a private chat; None if nobody sent it, or it only tells what became of the chat."""
    if message.from_user is None or not (message.text or message.effective_attachment):
        return None
    sent = message.date
    at = sent if received - KEPT_FOR <= sent <= received + timedelta(minutes=1) else received
    kind, file = _content(message)
    return Event(
        kind,
        who=message.from_user.id,
        chat=message.chat.id,
        update=key,
        at=at,
        text=message.text or message.caption or "",
        picture=_picture(message, file) if kind is Kind.PHOTO and file else None,
        voice=_voice(message),
        group=message.media_group_id or "",
        media=_media(message) if kind is Kind.FILE else "",
        place=_place(message),
        attachment=_attachment(message),
        said=str(message.message_id),
        edits=message.edit_date is not None,
    )


def own_event(raw: Mapping[str, Any], update: int, received: datetime) -> Event:
    """An event of our own; it came through the inbox so that it has its turn."""
    chat = int(raw["chat"])
    usual = Event(Kind.ELAPSED, chat, chat, update, received)
    if "paperwork" in raw:
        return replace(usual, kind=Kind.PAPERWORK, paper=int(raw["paperwork"]))
    return replace(usual, kind=Kind.NOTICE, notice=int(raw["notice"])) if "notice" in raw else usual


def _attachment(message: Message) -> Attachment | None:
    document = message.document
    if document is None:
        return None
    return Attachment(document.file_unique_id, document.file_id, document.file_name or "")


def _content(message: Message) -> tuple[Kind, PhotoSize | Document | None]:
    if message.photo:
        return Kind.PHOTO, message.photo[-1]
    if message.document and _is_picture(message.document) and not message.animation:
        return Kind.PHOTO, message.document
    for kind, part in (
        (Kind.LOCATION, message.location),
        (Kind.TEXT, message.text),
        (Kind.VOICE, message.voice),
        (Kind.CONTACT, message.contact),
    ):
        if part:
            return kind, None
    return Kind.FILE, None


def _is_picture(document: Document) -> bool:
    """By its type; by its name where the phone says no type, as some do."""
    name = (document.file_name or "").casefold()
    return document.mime_type in PICTURE_TYPES or (
        document.mime_type in UNTYPED and name.endswith(PICTURE_NAMES)
    )


def _picture(message: Message, file: PhotoSize | Document) -> Picture:
    return Picture(file.file_unique_id, file.file_id, message.media_group_id or "")


def _voice(message: Message) -> Voice | None:
    voice = message.voice
    if voice is None:
        return None
    # The attribute is to become another type; what Telegram sends stays seconds.
    seconds = int(voice.to_dict()["duration"])
    return Voice(voice.file_unique_id, voice.file_id, seconds)


def _place(message: Message) -> Place | None:
    pin = message.location
    return Place(pin.latitude, pin.longitude) if pin else None


def _media(message: Message) -> str:
    """What kind of file it is, where a word about that helps; a workbook is the ledger's matter."""
    document, name = message.document, ""
    if document:
        name = (document.file_name or "").casefold()
    if document and (document.mime_type in HEIC_TYPES or name.endswith(HEIC_NAMES)):
        return "heic"
    is_film = document is not None and (document.mime_type or "").startswith("video/")
    if message.video or message.video_note or message.animation or is_film:
        return "video"
    return "other" if message.audio or (document and not name.endswith(".xlsx")) else ""


def tap_event(key: int, query: CallbackQuery, received: datetime) -> Event:
    """A button pressed; Telegram gives taps no time of their own."""
    chat = query.message.chat.id if query.message else query.from_user.id
    return Event(
        Kind.CHOICE,
        who=query.from_user.id,
        chat=chat,
        update=key,
        at=received,
        choice=query.data or "",
        message=str(query.message.message_id) if query.message else None,
        callback=query.id,
    )


def membership_event(key: int, change: ChatMemberUpdated | None, received: datetime) -> Event | None:
    """Somebody stopped the bot in the private chat, or started it again."""
    if change is None:
        return None
    kind = Kind.BLOCKED if change.new_chat_member.status in ("kicked", "left") else Kind.JOINED
    return Event(kind, change.from_user.id, change.chat.id, key, received)
