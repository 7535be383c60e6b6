"""Telegram's updates as events, as the real python-telegram-bot reads what the sandbox's phones send."""

from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot, Update

from bot.flows.engine.port import Event, Kind
from bot.handlers.events import membership_event, message_event, tap_event
from domain.duties.round import Place
from sandbox.clock import SettableClock
from sandbox.telegram.client import Client
from sandbox.telegram.world import World

TOKEN = "7000000001:not-a-real-token"
NOW = datetime(2026, 11, 21, 4, 0, 30, tzinfo=UTC)
JPEG = b"\xff\xd8\xff\xe0" + bytes(64)


@pytest.fixture
async def phone() -> Client:
    world = World(SettableClock(NOW), TOKEN)
    return world.client(501, "何梅")


def _heard(phone: Client) -> list[Event]:
    """Everything the phone has sent, as the bot hears it."""
    return [one for raw in phone._hub.updates.pending.values() if (one := _event(raw, NOW))]


def _event(raw: dict[str, object], received: datetime) -> Event | None:
    update = Update.de_json(raw, Bot(TOKEN))
    if update.callback_query:
        return tap_event(update.update_id, update.callback_query, received)
    if update.my_chat_member:
        return membership_event(update.update_id, update.my_chat_member, received)
    assert update.message
    return message_event(update.update_id, update.message, received)


async def test_words_are_words_and_know_their_command(phone: Client) -> None:
    phone.send_text("王福生 正常")
    phone.send_text("/start@shiban_visit_bot  TOKEN ")
    words, start = _heard(phone)
    assert (words.kind, words.text, words.who, words.chat) == (Kind.TEXT, "王福生 正常", 501, 501)
    assert (words.command, start.command) == (None, ("start", "TOKEN"))
    assert start.update == words.update + 1


async def test_an_album_is_one_photo_an_event_and_the_caption_comes_with_one(phone: Client) -> None:
    phone.send_photos([JPEG, JPEG], "王福生 正常")
    first, second = _heard(phone)
    assert (first.kind, second.kind) == (Kind.PHOTO, Kind.PHOTO)
    assert (first.text, second.text) == ("王福生 正常", "")
    assert first.picture
    assert second.picture
    assert first.picture.unique != second.picture.unique
    assert first.picture.album == second.picture.album == first.group != ""
    assert phone._hub.files.content(first.picture.file) == JPEG, "the largest size, not a thumbnail"


async def test_a_picture_sent_as_a_file_is_a_photo_and_any_other_file_is_none(phone: Client) -> None:
    phone.send_document("屋顶.jpg", JPEG)
    phone.send_document("台账.xlsx", b"PK")
    picture, sheet = _heard(phone)
    assert (picture.kind, sheet.kind, sheet.picture) == (Kind.PHOTO, Kind.FILE, None)


def _sent(**content: object) -> Event:
    chat = {"id": 501, "type": "private", "first_name": "何梅"}
    said = {"message_id": 1, "date": int(NOW.timestamp()), "chat": chat, "from": chat | {"is_bot": False}}
    event = _event({"update_id": 1, "message": said | content}, NOW)
    assert event
    return event


def _file(**content: object) -> dict[str, object]:
    return {"file_id": "f", "file_unique_id": "u"} | content


@pytest.mark.parametrize(
    ("document", "kind", "media"),
    [
        ({"file_name": "屋顶.JPG"}, Kind.PHOTO, ""),
        ({"file_name": "a.webp", "mime_type": "application/octet-stream"}, Kind.PHOTO, ""),
        ({"file_name": "a.png", "mime_type": "image/png"}, Kind.PHOTO, ""),
        ({"mime_type": "image/jpeg"}, Kind.PHOTO, ""),
        ({"file_name": "a.jpg", "mime_type": "application/pdf"}, Kind.FILE, "other"),
        ({"file_name": "IMG_1.HEIC"}, Kind.FILE, "heic"),
        ({"file_name": "IMG_1", "mime_type": "image/heif"}, Kind.FILE, "heic"),
        ({"file_name": "IMG_1.avif", "mime_type": "image/avif"}, Kind.FILE, "heic"),
        ({"file_name": "a.mp4", "mime_type": "video/mp4"}, Kind.FILE, "video"),
        ({"file_name": "说明.pdf", "mime_type": "application/pdf"}, Kind.FILE, "other"),
        ({"file_name": "台账.xlsx"}, Kind.FILE, ""),
    ],
)
def test_files_are_photos_by_type_or_name_and_of_the_rest_it_is_known_what_they_are(
    document: dict[str, object], kind: Kind, media: str
) -> None:
    event = _sent(document=_file(**document))
    assert (event.kind, event.media, event.picture is not None) == (kind, media, kind is Kind.PHOTO)


def test_moving_pictures_and_sounds_are_no_photos() -> None:
    film = _file(width=1, height=1, duration=3)
    assert _sent(video=film).media == "video"
    assert _sent(video_note=_file(length=1, duration=3)).media == "video"
    moving = _sent(animation=film, document=_file(file_name="a.mp4", mime_type="video/mp4"))
    assert (moving.kind, moving.media) == (Kind.FILE, "video")
    assert _sent(audio=_file(duration=3)).media == "other"
    sticker = _file(width=1, height=1, is_animated=False, is_video=False, type="regular")
    assert _sent(sticker=sticker).media == ""


async def test_a_voice_message_is_kept_by_its_reference_and_length(phone: Client) -> None:
    phone.send_voice(12)
    (voice,) = _heard(phone)
    assert voice.voice
    assert (voice.kind, voice.voice.seconds) == (Kind.VOICE, 12)


async def test_the_other_kinds_are_told_apart(phone: Client) -> None:
    phone.send_voice(12)
    phone.send_location(27.3, 106.5)
    phone.send_contact()
    voice, pin, contact = _heard(phone)
    assert [one.kind for one in (voice, pin, contact)] == [Kind.VOICE, Kind.LOCATION, Kind.CONTACT]
    assert pin.place == Place(27.3, 106.5)


async def test_a_tap_knows_its_message_and_how_to_be_answered(phone: Client) -> None:
    phone.send_text("/visit")
    phone.tap(1, "abc.list.pick-7")
    _, tap = _heard(phone)
    assert (tap.kind, tap.choice, tap.message, tap.chat) == (Kind.CHOICE, "abc.list.pick-7", "1", 501)
    assert tap.callback in phone._hub.queries


async def test_stopping_the_bot_and_coming_back_are_told_apart(phone: Client) -> None:
    phone.send_text("/visit")
    phone.block()
    phone.unblock()
    assert [one.kind for one in _heard(phone)[1:]] == [Kind.BLOCKED, Kind.JOINED]


@pytest.mark.parametrize(
    ("sent_ago", "is_believed"),
    [
        (timedelta(0), True),
        (timedelta(hours=47), True),
        (timedelta(hours=49), False),
        (timedelta(seconds=-50), True),
        (timedelta(minutes=-2), False),
    ],
)
async def test_the_servers_time_is_believed_within_reason(
    phone: Client, sent_ago: timedelta, is_believed: bool
) -> None:
    phone.send_text("王福生 正常")
    (raw,) = phone._hub.updates.pending.values()
    received = NOW + sent_ago
    event = _event(raw, received)
    assert event
    assert event.at == (NOW if is_believed else received)
