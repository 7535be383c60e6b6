"""Photos, documents and albums, in both directions."""

import json

import aiohttp

from sandbox.telegram.caller import Caller
from sandbox.telegram.client import Client
from sandbox.telegram.files import DOWNLOAD_LIMIT
from sandbox.telegram.world import World


def form(**fields: str | bytes) -> aiohttp.FormData:
    """A multipart body; bytes are a file called after their field."""
    body = aiohttp.FormData()
    for name, value in fields.items():
        filename = f"{name}.png" if isinstance(value, bytes) else None
        body.add_field(name, value, filename=filename)
    return body


async def download(call: Caller, file_id: str) -> bytes:
    path = (await call("getFile", file_id=file_id))["result"]["file_path"]
    status, content = await call.get(f"/file/bot{call.token}/{path}")
    assert status == 200
    return content


async def test_a_persons_photo_can_be_fetched(call: Caller, phone: Client, png: bytes) -> None:
    phone.send_photos([png], "王福生 正常")
    message = (await call.updates(offset=-1))[0]["message"]
    assert message["caption"] == "王福生 正常"
    assert "media_group_id" not in message
    small, large = message["photo"]
    assert (small["width"], large["width"], large["height"]) == (320, 640, 480)
    assert small["file_unique_id"] != large["file_unique_id"]
    assert await download(call, large["file_id"]) == png


async def test_an_album_is_one_update_a_photo_with_the_caption_on_the_first(
    call: Caller, phone: Client, png: bytes
) -> None:
    ids = phone.send_photos([png, png + b"2", png + b"3"], "王福生")
    updates = (await call.updates())[1:]
    assert [update["update_id"] for update in updates] == ids
    messages = [update["message"] for update in updates]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["王福生", None, None]
    unique = {message["photo"][-1]["file_unique_id"] for message in messages}
    assert len(unique) == 3
    phone.send_photos([png, png])
    other = (await call.updates(offset=-1))[0]["message"]["media_group_id"]
    assert other != messages[0]["media_group_id"]


async def test_more_than_ten_photos_are_several_albums(call: Caller, phone: Client, png: bytes) -> None:
    phone.send_photos([png] * 12, "王福生")
    messages = [update["message"] for update in (await call.updates())[1:]]
    groups = [message["media_group_id"] for message in messages]
    assert ["caption" in message for message in messages] == [True] + [False] * 11
    assert [groups.count(group) for group in dict.fromkeys(groups)] == [10, 2]


async def test_a_document_keeps_its_name_and_bytes(call: Caller, phone: Client) -> None:
    phone.send_document("台账.xlsx", b"PK...", "导入")
    message = (await call.updates(offset=-1))[0]["message"]
    assert message["document"]["file_name"] == "台账.xlsx"
    assert message["document"]["mime_type"].endswith("spreadsheetml.sheet")
    assert await download(call, message["document"]["file_id"]) == b"PK..."


async def test_voice_location_and_contact_arrive(call: Caller, phone: Client) -> None:
    phone.send_voice(12)
    phone.send_location(26.6, 106.7)
    phone.send_contact()
    voice, place, contact = [update["message"] for update in (await call.updates())[1:]]
    assert voice["voice"]["duration"] == 12
    assert place["location"] == {"latitude": 26.6, "longitude": 106.7}
    assert contact["contact"]["user_id"] == 501


async def test_the_bot_sends_a_photo_and_once_more_by_its_id(call: Caller, phone: Client, png: bytes) -> None:
    sent = await call.form("sendPhoto", form(chat_id="501", photo=png, caption="挂图"))
    photo = sent["result"]["photo"][-1]
    again = await call("sendPhoto", chat_id=501, photo=photo["file_id"])
    assert again["result"]["photo"][-1] == photo
    assert "caption" not in again["result"]
    assert await download(call, photo["file_id"]) == png


async def test_a_caption_has_at_most_1024_characters(call: Caller, phone: Client, png: bytes) -> None:
    refused = await call.form("sendPhoto", form(chat_id="501", photo=png, caption="长" * 1025))
    assert refused["description"] == "Bad Request: message caption is too long"
    assert (await call.form("sendPhoto", form(chat_id="501", photo=png, caption="长" * 1024)))["ok"]


async def test_a_caption_can_be_edited_and_a_text_has_none(call: Caller, phone: Client, png: bytes) -> None:
    sent = (await call.form("sendPhoto", form(chat_id="501", photo=png, caption="一")))["result"]
    edit = {"chat_id": 501, "message_id": sent["message_id"]}
    assert (await call("editMessageCaption", **edit, caption="二"))["result"]["caption"] == "二"
    assert "is not modified" in (await call("editMessageCaption", **edit, caption="二"))["description"]
    no_text = await call("editMessageText", **edit, text="x")
    assert no_text["description"] == "Bad Request: there is no text in the message to edit"
    text = (await call("sendMessage", chat_id=501, text="x"))["result"]["message_id"]
    no_caption = await call("editMessageCaption", chat_id=501, message_id=text, caption="x")
    assert no_caption["description"] == "Bad Request: there is no caption in the message to edit"


async def test_what_is_no_picture_or_no_file_is_refused(call: Caller, phone: Client, png: bytes) -> None:
    not_a_picture = await call.form("sendPhoto", form(chat_id="501", photo=b"hello"))
    assert not_a_picture["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    nothing = await call("sendDocument", chat_id=501)
    assert nothing["description"] == "Bad Request: there is no document in the request"
    unknown = await call("sendDocument", chat_id=501, document="BQACxxxx")
    assert unknown["description"].startswith("Bad Request: wrong remote file identifier specified")
    sent = await call.form("sendDocument", form(chat_id="501", document=png))
    other = await call("sendPhoto", chat_id=501, photo=sent["result"]["document"]["file_id"])
    assert other["description"] == "Bad Request: can't use file of type Document as Photo"


async def test_the_bot_sends_an_album(call: Caller, phone: Client, png: bytes) -> None:
    media = [
        {"type": "photo", "media": "attach://a", "caption": "两张"},
        {"type": "photo", "media": "attach://b"},
    ]
    sent = await call.form("sendMediaGroup", form(chat_id="501", media=json.dumps(media), a=png, b=png))
    assert sent["result"] == phone.messages[-2:]
    assert sent["result"][0]["media_group_id"] == sent["result"][1]["media_group_id"]
    assert [message.get("caption") for message in sent["result"]] == ["两张", None]
    alone = await call.form("sendMediaGroup", form(chat_id="501", media=json.dumps(media[:1]), a=png))
    assert not alone["ok"]


async def test_an_album_has_no_buttons_and_is_protected_whole(
    call: Caller, phone: Client, png: bytes
) -> None:
    media = json.dumps([{"type": "photo", "media": f"attach://{name}"} for name in "ab"])
    keyboard = json.dumps({"inline_keyboard": [[{"text": "好", "callback_data": "a"}]]})
    asked = form(chat_id="501", media=media, a=png, b=png, reply_markup=keyboard, protect_content="true")
    sent = (await call.form("sendMediaGroup", asked))["result"]
    assert phone.keyboards() == []
    assert all(one["has_protected_content"] for one in sent)


async def test_an_album_refuses_what_telegram_refuses(call: Caller, phone: Client, png: bytes) -> None:
    def photos(*names: str) -> str:
        return json.dumps([{"type": "photo", "media": f"attach://{name}"} for name in names])

    for media in (
        photos(*"a" * 11),
        photos("a"),
        photos("a", "missing"),
        json.dumps([{"type": "voice"}] * 2),
    ):
        refused = await call.form("sendMediaGroup", form(chat_id="501", media=media, a=png))
        assert refused["error_code"] == 400
    assert not [one for one in phone.messages if "photo" in one]


async def test_the_bot_sends_a_voice_and_what_is_no_sound_arrives_as_a_file(
    call: Caller, phone: Client
) -> None:
    sound = form(chat_id="501", voice=b"OggS" + bytes(40), duration="12", caption="王福生家的语音")
    sent = (await call.form("sendVoice", sound))["result"]
    assert (sent["voice"]["duration"], sent["caption"]) == (12, "王福生家的语音")
    again = (await call("sendVoice", chat_id=501, voice=sent["voice"]["file_id"]))["result"]
    assert again["voice"] == sent["voice"]
    other = (await call.form("sendVoice", form(chat_id="501", voice=b"no sound at all")))["result"]
    assert "voice" not in other
    assert "document" in other
    nothing = await call("sendVoice", chat_id=501)
    assert nothing["description"] == "Bad Request: there is no voice in the request"


async def test_a_file_over_20_megabytes_cannot_be_fetched(call: Caller, phone: Client, world: World) -> None:
    phone.send_document("big.bin", bytes(DOWNLOAD_LIMIT + 1))
    file_id = (await call.updates(offset=-1))[0]["message"]["document"]["file_id"]
    assert (await call("getFile", file_id=file_id))["description"] == "Bad Request: file is too big"
    assert not (await call("getFile", file_id="nonsense"))["ok"]
    assert (await call.get(f"/file/bot{call.token}/photos/none.jpg"))[0] == 404
    assert (await call.get("/file/bot1:x/photos/none.jpg"))[0] == 401
