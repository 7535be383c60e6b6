"""Telegram's updates as the port's events."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from telegram import CallbackQuery, Message, Update

from bot.flows.port import Event, Kind
from domain.paperwork import Attachment
from domain.round import Place
from domain.visits import Picture

PICTURE_TYPES = ("image/jpeg", "image/png", "image/webp")
KEPT_FOR = timedelta(hours=48)
"""Telegram keeps messages a day; a server time older than two days, or ahead of ours, is not believed."""


def message_event(update: Update, message: Message, received: datetime) -> Event | None:
    """A message of a private chat; None if nobody sent it."""
    if message.from_user is None:
        return None
    sent = message.date
    at = sent if received - KEPT_FOR <= sent <= received + timedelta(minutes=1) else received
    kind, picture, place = _content(message)
    return Event(
        kind,
        who=message.from_user.id,
        chat=message.chat.id,
        update=update.update_id,
        at=at,
        text=message.text or message.caption or "",
        picture=picture,
        place=place,
        attachment=_attachment(message),
    )


def paperwork_event(raw: Mapping[str, Any], received: datetime) -> Event:
    """Paperwork is done: not Telegram's update but ours, in the inbox so that it comes in its turn."""
    chat = int(raw["chat"])
    return Event(Kind.PAPERWORK, chat, chat, int(raw["update_id"]), received, paper=int(raw["paperwork"]))


def notice_event(raw: Mapping[str, Any], received: datetime) -> Event:
    """A notice is due; likewise ours."""
    chat = int(raw["chat"])
    return Event(Kind.NOTICE, chat, chat, int(raw["update_id"]), received, notice=int(raw["notice"]))


def elapsed_event(raw: Mapping[str, Any], received: datetime) -> Event:
    """A conversation goes on by itself; likewise ours."""
    chat = int(raw["chat"])
    return Event(Kind.ELAPSED, chat, chat, int(raw["update_id"]), received)


OWN_EVENTS = {"paperwork": paperwork_event, "notice": notice_event, "elapsed": elapsed_event}


def _attachment(message: Message) -> Attachment | None:
    document = message.document
    if document is None:
        return None
    return Attachment(document.file_unique_id, document.file_id, document.file_name or "")


def _content(message: Message) -> tuple[Kind, Picture | None, Place | None]:
    if message.photo:
        largest = message.photo[-1]
        return Kind.PHOTO, Picture(largest.file_unique_id, largest.file_id), None
    document = message.document
    if document and document.mime_type in PICTURE_TYPES:
        return Kind.PHOTO, Picture(document.file_unique_id, document.file_id), None
    if message.location:
        return Kind.LOCATION, None, Place(message.location.latitude, message.location.longitude)
    if message.text:
        return Kind.TEXT, None, None
    if message.voice:
        return Kind.VOICE, None, None
    return (Kind.CONTACT if message.contact else Kind.FILE), None, None


def tap_event(update: Update, query: CallbackQuery, received: datetime) -> Event:
    """A button pressed; Telegram gives taps no time of their own."""
    chat = query.message.chat.id if query.message else query.from_user.id
    return Event(
        Kind.CHOICE,
        who=query.from_user.id,
        chat=chat,
        update=update.update_id,
        at=received,
        choice=query.data or "",
        message=query.message.message_id if query.message else None,
        callback=query.id,
    )


def membership_event(update: Update, received: datetime) -> Event | None:
    """Somebody stopped the bot in the private chat, or started it again."""
    change = update.my_chat_member
    if change is None:
        return None
    kind = Kind.BLOCKED if change.new_chat_member.status in ("kicked", "left") else Kind.JOINED
    return Event(kind, change.from_user.id, change.chat.id, update.update_id, received)
