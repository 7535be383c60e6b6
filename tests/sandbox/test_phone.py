"""A person's phone: without a signal, blocked, watched, and in a group."""

import asyncio
from datetime import timedelta

import pytest

from sandbox.clock import SettableClock
from sandbox.telegram.caller import Caller
from sandbox.telegram.client import Client
from sandbox.telegram.world import World

CARD = {"inline_keyboard": [[{"text": "一切正常", "callback_data": "ok"}]]}


async def texts(call: Caller) -> list[str]:
    """What the bot hears, a word a message."""
    messages = [update["message"] for update in await call.updates()]
    return [message.get("text") or message.get("caption") or "photo" for message in messages]


async def test_the_same_person_has_the_same_phone(world: World) -> None:
    assert world.client(501, "何梅") is world.client(501, "别名")


async def test_start_with_a_token_is_a_command(call: Caller, world: World) -> None:
    world.client(501, "何梅").start("abc")
    message = (await call.updates())[0]["message"]
    assert message["text"] == "/start abc"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["chat"] == {"id": 501, "first_name": "何梅", "type": "private"}
    assert message["from"]["language_code"] == "zh-hans"


async def test_without_a_signal_messages_wait_taps_are_lost_and_nothing_new_is_shown(
    call: Caller, phone: Client, png: bytes
) -> None:
    card = (await call("sendMessage", chat_id=501, text="王福生家", reply_markup=CARD))["result"]
    phone.online = False
    await call("editMessageText", chat_id=501, message_id=card["message_id"], text="改了")
    await call("sendMessage", chat_id=501, text="新的")
    phone.send_text("到了")
    phone.send_photos([png, png], "王福生")
    phone.send_location(26.6, 106.7)
    assert phone.tap_label("一切正常") == []
    assert [message["text"] for message in phone.messages] == ["/start", "王福生家"]
    assert [(one.kind, one.text) for one in phone.waiting] == [
        ("text", "到了"),
        ("photos", "王福生"),
        ("location", "26.60000, 106.70000"),
    ]
    assert phone.waiting[1].photos == (png, png)
    assert await texts(call) == ["/start"]

    phone.online = True
    assert phone.waiting == []
    assert await texts(call) == ["/start", "到了", "王福生", "photo", "photo"]
    assert [message.get("text") for message in phone.messages[:4]] == ["/start", "改了", "新的", "到了"]
    assert len(phone.messages) == 7


async def test_photos_may_be_overtaken_while_they_upload(call: Caller, phone: Client, png: bytes) -> None:
    phone.online, phone.overtake = False, True
    phone.send_photos([png], "先拍的")
    phone.send_text("后写的")
    phone.online = True
    assert await texts(call) == ["/start", "后写的", "先拍的"]


async def test_what_waited_is_dated_when_it_arrives(
    call: Caller, phone: Client, clock: SettableClock
) -> None:
    phone.online = False
    phone.send_text("上午写的")
    clock.advance(timedelta(hours=8))
    phone.online = True
    first, late = [update["message"]["date"] for update in await call.updates()]
    assert late - first >= 8 * 3600


async def test_blocking_and_coming_back_are_told(call: Caller, phone: Client) -> None:
    phone.block()
    assert phone.blocked
    assert phone.block() == []
    with pytest.raises(PermissionError):
        phone.send_text("x")
    phone.start()
    assert not phone.blocked
    blocked, back, start = (await call.updates())[1:]
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert back["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert start["message"]["text"] == "/start"


async def test_a_corrected_message_arrives_as_edited(call: Caller, phone: Client) -> None:
    phone.send_text("王富生")
    phone.edit_text(2, "王福生")
    edited = (await call.updates(offset=-1))[0]["edited_message"]
    assert (edited["message_id"], edited["text"]) == (2, "王福生")
    assert [message["text"] for message in phone.messages] == ["/start", "王福生"]


async def test_watchers_hear_of_every_change_until_they_leave(call: Caller, phone: Client) -> None:
    news = 0

    def heard() -> None:
        nonlocal news
        news += 1

    phone.watch(heard)
    for _ in range(3):
        phone.send_text("一起")
    assert news == 0, "watchers are called from the loop, not from within"
    await asyncio.sleep(0)
    assert news == 1
    await call("sendMessage", chat_id=501, text="二")
    await call("sendChatAction", chat_id=501, action="typing")
    assert news == 3
    await call("setMyCommands", commands=[{"command": "visit", "description": "记走访"}])
    assert news == 4
    phone.online = False
    await asyncio.sleep(0)
    await call("sendMessage", chat_id=501, text="三")
    assert news == 5
    phone.unwatch(heard)
    phone.online = True
    await asyncio.sleep(0)
    assert news == 5


async def test_one_can_wait_for_what_should_appear(call: Caller, phone: Client) -> None:
    answer = asyncio.create_task(phone.until(lambda seen: "记好了" in str(seen.last), timeout=60))
    await asyncio.sleep(0)
    await call("sendMessage", chat_id=501, text="记好了")
    await answer
    with pytest.raises(TimeoutError):
        await phone.until(lambda seen: False, timeout=0.05)


async def test_a_bot_that_was_added_to_a_group_can_leave_it(
    call: Caller, phone: Client, world: World
) -> None:
    group = world.group(-1001, "石板村群")
    assert group.left
    group.add_bot(phone)
    group.send_text(phone, "大家好")
    member, service, message = (await call.updates())[1:]
    assert member["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert service["message"]["new_chat_members"][0]["username"] == "shiban_visit_bot"
    assert message["message"]["chat"]["type"] == "supergroup"
    assert (await call("leaveChat", chat_id=-1001))["ok"]
    assert group.left
    assert (await call.updates(offset=-1))[0]["my_chat_member"]["new_chat_member"]["status"] == "left"
    refused = await call("sendMessage", chat_id=-1001, text="x")
    assert refused["description"] == "Forbidden: bot is not a member of the group chat"
    assert group.send_text(phone, "走了") == []
    assert not (await call("leaveChat", chat_id=501))["ok"]
