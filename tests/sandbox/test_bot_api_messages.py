"""What Telegram takes and refuses when a bot sends, edits and deletes."""

import json
from datetime import timedelta

import aiohttp
import pytest

from sandbox.clock import SettableClock
from sandbox.telegram.caller import Caller
from sandbox.telegram.client import Client
from sandbox.telegram.world import World

BUTTON = {"inline_keyboard": [[{"text": "记走访", "callback_data": "v"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


def keyboard(**button: str) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": "好", **button}]]}


async def refusal(call: Caller, method: str, **params: object) -> str:
    answer = await call(method, **params)
    assert not answer["ok"], answer
    return f"{answer['error_code']} {answer['description']}"


async def test_a_message_arrives_with_its_buttons(call: Caller, phone: Client) -> None:
    answer = await call("sendMessage", chat_id=501, text="您好", reply_markup=BUTTON)
    assert answer["result"] == phone.last
    assert phone.last is not None
    assert phone.last["text"] == "您好"
    assert phone.last["from"]["is_bot"]
    assert phone.labels() == ["记走访"]


async def test_bodies_may_be_forms_multipart_or_query_and_names_of_any_case(
    call: Caller, phone: Client
) -> None:
    await call.form("SENDMESSAGE", {"chat_id": "501", "text": "一", "reply_markup": json.dumps(BUTTON)})
    multipart = aiohttp.FormData(default_to_multipart=True)
    multipart.add_field("chat_id", "501")
    multipart.add_field("text", "二")
    await call.form("sendmessage", multipart)
    await call.get(f"/bot{call.token}/sendMessage?chat_id=501&text=三")
    assert [message["text"] for message in phone.messages] == ["/start", "一", "二", "三"]


@pytest.mark.parametrize("length", [1, 64])
async def test_callback_data_of_up_to_64_bytes_is_taken(call: Caller, phone: Client, length: int) -> None:
    answer = await call(
        "sendMessage", chat_id=501, text="x", reply_markup=keyboard(callback_data="a" * length)
    )
    assert answer["ok"]


@pytest.mark.parametrize("data", ["", "a" * 65, "走" * 22])
async def test_other_callback_data_is_refused(call: Caller, phone: Client, data: str) -> None:
    refused = await refusal(
        call, "sendMessage", chat_id=501, text="x", reply_markup=keyboard(callback_data=data)
    )
    assert refused == "400 Bad Request: BUTTON_DATA_INVALID"


async def test_a_button_that_does_nothing_is_refused(call: Caller, phone: Client) -> None:
    refused = await refusal(call, "sendMessage", chat_id=501, text="x", reply_markup=keyboard())
    assert "Text buttons are unallowed in the inline keyboard" in refused


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "message text is empty"),
        ("  \n", "message text is empty"),
        ("走" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
    ],
)
async def test_text_that_is_empty_or_too_long_is_refused(
    call: Caller, phone: Client, text: str, why: str
) -> None:
    assert await refusal(call, "sendMessage", chat_id=501, text=text) == f"400 Bad Request: {why}"


async def test_text_is_measured_after_its_tags_are_gone(call: Caller, phone: Client) -> None:
    answer = await call("sendMessage", chat_id=501, text="<b>" + "走" * 4096 + "</b>", parse_mode="HTML")
    assert answer["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


async def test_tags_become_entities_and_escapes_become_text(call: Caller, phone: Client) -> None:
    text = 'a<b>😀<i>&lt;b&gt;</i></b> &amp; <a href="https://t.me/x?a=1&amp;b=2">去</a>'
    message = (await call("sendMessage", chat_id=501, text=text, parse_mode="HTML"))["result"]
    assert message["text"] == "a😀<b> & 去"
    assert message["entities"] == [
        {"type": "bold", "offset": 1, "length": 5},
        {"type": "italic", "offset": 3, "length": 3},
        {"type": "text_link", "offset": 9, "length": 1, "url": "https://t.me/x?a=1&b=2"},
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a<x>b</x>", 'Unsupported start tag "x" at byte offset 1'),
        ("<b>&_*", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("走 < 3", "Unclosed start tag at byte offset 4"),
    ],
)
async def test_a_name_that_was_not_escaped_is_refused(
    call: Caller, phone: Client, text: str, why: str
) -> None:
    refused = await refusal(call, "sendMessage", chat_id=501, text=text, parse_mode="HTML")
    assert refused == f"400 Bad Request: can't parse entities: {why}"


async def test_somebody_who_never_pressed_start_is_not_found(call: Caller, world: World) -> None:
    world.client(777, "刘波")
    for chat_id in (777, 778, "@nobody"):
        assert (
            await refusal(call, "sendMessage", chat_id=chat_id, text="x") == "400 Bad Request: chat not found"
        )
    assert await refusal(call, "sendMessage", text="x") == "400 Bad Request: chat_id is empty"


async def test_an_edit_changes_the_message_in_place(call: Caller, phone: Client) -> None:
    sent = (await call("sendMessage", chat_id=501, text="一", reply_markup=BUTTON))["result"]
    await call("sendMessage", chat_id=501, text="后面")
    edited = await call("editMessageText", chat_id=501, message_id=sent["message_id"], text="二")
    assert edited["result"]["edit_date"] >= sent["date"]
    assert [message["text"] for message in phone.messages] == ["/start", "二", "后面"]
    assert phone.keyboards() == []


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("editMessageText", {"text": "一", "reply_markup": BUTTON}),
        ("editMessageReplyMarkup", {"reply_markup": BUTTON}),
    ],
)
async def test_an_edit_that_changes_nothing_is_refused(
    call: Caller, phone: Client, method: str, params: dict[str, object]
) -> None:
    sent = (await call("sendMessage", chat_id=501, text="一", reply_markup=BUTTON))["result"]
    refused = await refusal(call, method, chat_id=501, message_id=sent["message_id"], **params)
    assert refused == f"400 {NOT_MODIFIED}"


async def test_only_the_bots_own_messages_can_be_edited(call: Caller, phone: Client) -> None:
    assert phone.last is not None
    theirs = phone.last["message_id"]
    refused = await refusal(call, "editMessageText", chat_id=501, message_id=theirs, text="x")
    assert refused == "400 Bad Request: message can't be edited"
    refused = await refusal(call, "editMessageText", chat_id=501, message_id=99, text="x")
    assert refused == "400 Bad Request: message to edit not found"
    refused = await refusal(call, "editMessageText", chat_id=501, text="x")
    assert refused == "400 Bad Request: message identifier is not specified"


async def test_buttons_can_be_taken_from_a_message(call: Caller, phone: Client) -> None:
    sent = (await call("sendMessage", chat_id=501, text="一", reply_markup=BUTTON))["result"]
    answer = await call("editMessageReplyMarkup", chat_id=501, message_id=sent["message_id"])
    assert "reply_markup" not in answer["result"]
    assert answer["result"]["text"] == "一"
    assert phone.keyboards() == []


async def test_a_deleted_message_is_gone(call: Caller, phone: Client) -> None:
    sent = (await call("sendMessage", chat_id=501, text="一", reply_markup=BUTTON))["result"]
    assert (await call("deleteMessage", chat_id=501, message_id=sent["message_id"]))["result"] is True
    assert [message["text"] for message in phone.messages] == ["/start"]
    assert phone.keyboards() == []
    refused = await refusal(call, "deleteMessage", chat_id=501, message_id=sent["message_id"])
    assert refused == "400 Bad Request: message to delete not found"


async def test_after_two_days_a_message_stays(call: Caller, phone: Client, clock: SettableClock) -> None:
    sent = (await call("sendMessage", chat_id=501, text="一"))["result"]
    clock.advance(timedelta(hours=49))
    refused = await refusal(call, "deleteMessage", chat_id=501, message_id=sent["message_id"])
    assert refused == "400 Bad Request: message can't be deleted for everyone"


async def test_a_blocked_bot_hears_so(call: Caller, phone: Client) -> None:
    sent = (await call("sendMessage", chat_id=501, text="一"))["result"]
    phone.block()
    blocked = "403 Forbidden: bot was blocked by the user"
    assert await refusal(call, "sendMessage", chat_id=501, text="x") == blocked
    assert await refusal(call, "sendChatAction", chat_id=501, action="typing") == blocked
    edit = {"chat_id": 501, "message_id": sent["message_id"], "text": "x"}
    assert await refusal(call, "editMessageText", **edit) == blocked
    phone.unblock()
    assert (await call("sendMessage", chat_id=501, text="二"))["ok"]


async def test_replies_need_something_to_reply_to(call: Caller, phone: Client) -> None:
    reply = await call("sendMessage", chat_id=501, text="x", reply_parameters={"message_id": 1})
    assert reply["result"]["reply_to_message"]["text"] == "/start"
    refused = await refusal(call, "sendMessage", chat_id=501, text="x", reply_parameters={"message_id": 9})
    assert refused == "400 Bad Request: message to be replied not found"


async def test_a_wrong_token_is_unauthorized_and_an_unknown_method_not_found(
    call: Caller, phone: Client
) -> None:
    assert await refusal(call, "sendPizza") == "404 Not Found"
    call.token = "7000000001:other"
    assert await call("getMe") == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_a_place_is_sent_and_an_impossible_one_refused(call: Caller, phone: Client) -> None:
    await call("sendLocation", chat_id=501, latitude=26.6, longitude=106.7)
    assert phone.last is not None
    assert phone.last["location"] == {"latitude": 26.6, "longitude": 106.7}
    assert not (await call("sendLocation", chat_id=501, latitude=96.6, longitude=106.7))["ok"]
