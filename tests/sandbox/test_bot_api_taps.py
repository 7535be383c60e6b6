"""Taps and their answers, reactions, chat actions, commands and the menu button."""

from datetime import timedelta

import pytest

from sandbox.clock import SettableClock
from sandbox.telegram.caller import Caller
from sandbox.telegram.client import Client
from sandbox.telegram.world import World

CARD = {
    "inline_keyboard": [[{"text": "对", "callback_data": "y"}], [{"text": "换一户", "callback_data": "n"}]]
}
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def tapped(call: Caller, phone: Client) -> str:
    """A card is sent and 换一户 tapped; the id of the query."""
    await call("sendMessage", chat_id=501, text="对吗？", reply_markup=CARD)
    phone.tap_label("换一户")
    query = (await call.updates(offset=-1))[0]["callback_query"]
    assert query["data"] == "n"
    assert query["message"] == phone.last
    assert query["from"]["id"] == 501
    return str(query["id"])


async def test_a_tap_is_answered_once_with_a_toast(call: Caller, phone: Client, world: World) -> None:
    query_id = await tapped(call, phone)
    assert list(world.queries) == [query_id]
    assert (await call("answerCallbackQuery", callback_query_id=query_id, text="这一步已过"))["ok"]
    assert (phone.toast, phone.toasts, world.queries) == ("这一步已过", 1, {})
    assert (await call("answerCallbackQuery", callback_query_id=query_id))["description"] == TOO_OLD
    assert (await call("answerCallbackQuery", callback_query_id="1"))["description"] == TOO_OLD


async def test_after_150_seconds_a_tap_cannot_be_answered(
    call: Caller, phone: Client, clock: SettableClock
) -> None:
    query_id = await tapped(call, phone)
    clock.advance(timedelta(seconds=151))
    assert (await call("answerCallbackQuery", callback_query_id=query_id))["description"] == TOO_OLD


async def test_a_toast_has_at_most_200_characters(call: Caller, phone: Client) -> None:
    query_id = await tapped(call, phone)
    assert not (await call("answerCallbackQuery", callback_query_id=query_id, text="长" * 201))["ok"]
    assert (await call("answerCallbackQuery", callback_query_id=query_id, text="长" * 200))["ok"]


async def test_a_stale_tap_still_carries_what_is_left_of_its_message(call: Caller, phone: Client) -> None:
    sent = (await call("sendMessage", chat_id=501, text="对吗？", reply_markup=CARD))["result"]
    await call("editMessageText", chat_id=501, message_id=sent["message_id"], text="记好了")
    phone.tap(sent["message_id"], "y")
    assert (await call.updates(offset=-1))[0]["callback_query"]["message"]["text"] == "记好了"
    await call("deleteMessage", chat_id=501, message_id=sent["message_id"])
    phone.tap(sent["message_id"], "y")
    gone = (await call.updates(offset=-1))[0]["callback_query"]["message"]
    assert gone == {"message_id": sent["message_id"], "chat": phone.chat.info, "date": 0}


async def test_a_label_that_is_not_shown_cannot_be_tapped(call: Caller, phone: Client) -> None:
    await call("sendMessage", chat_id=501, text="对吗？", reply_markup=CARD)
    with pytest.raises(LookupError, match=r"no button '确认' among .*'对', '换一户'"):
        phone.tap_label("确认")
    with pytest.raises(LookupError):
        phone.tap(99, "y")


async def test_the_newest_of_two_equal_labels_is_tapped(call: Caller, phone: Client) -> None:
    for _ in range(2):
        last = (await call("sendMessage", chat_id=501, text="对吗？", reply_markup=CARD))["result"]
    phone.tap_label("对")
    query = (await call.updates(offset=-1))[0]["callback_query"]
    assert query["message"]["message_id"] == last["message_id"]


async def test_a_reaction_is_one_of_telegrams_own(call: Caller, phone: Client) -> None:
    react = {"chat_id": 501, "message_id": 1}
    thumb = [{"type": "emoji", "emoji": "👍"}]
    assert (await call("setMessageReaction", **react, reaction=thumb))["ok"]
    assert phone.reactions == {1: ["👍"]}
    no_such = await call("setMessageReaction", **react, reaction=[{"type": "emoji", "emoji": "✅"}])
    assert no_such["description"] == "Bad Request: REACTION_INVALID"
    gone = await call("setMessageReaction", chat_id=501, message_id=9, reaction=thumb)
    assert gone["description"] == "Bad Request: message to react not found"
    await call("setMessageReaction", **react, reaction=[])
    assert phone.reactions == {1: []}


async def test_typing_shows_until_a_message_comes(call: Caller, phone: Client) -> None:
    assert (await call("sendChatAction", chat_id=501, action="typing"))["ok"]
    assert phone.action == "typing"
    await call("sendMessage", chat_id=501, text="x")
    assert phone.action is None
    wrong = await call("sendChatAction", chat_id=501, action="thinking")
    assert wrong["description"] == "Bad Request: wrong parameter action in request"


async def test_the_narrowest_list_of_commands_is_seen(call: Caller, phone: Client) -> None:
    def listed(text: str) -> list[dict[str, str]]:
        return [{"command": "visit", "description": text}]

    assert phone.commands == []
    for text, where in (
        ("Log visit", {}),
        ("记走访", {"language_code": "zh"}),
        ("我的", {"scope": {"type": "chat", "chat_id": 501}, "language_code": "zh"}),
    ):
        assert (await call("setMyCommands", commands=listed(text), **where))["ok"]
        assert phone.commands == listed(text)
    assert (await call("getMyCommands", language_code="zh"))["result"] == listed("记走访")
    await call("deleteMyCommands", scope={"type": "chat", "chat_id": 501}, language_code="zh")
    assert phone.commands == listed("记走访")


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ({"command": "Visit", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "v" * 33, "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "visit", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_commands_are_checked(call: Caller, command: dict[str, str], why: str) -> None:
    assert (await call("setMyCommands", commands=[command]))["description"] == f"Bad Request: {why}"


async def test_the_menu_button_is_kept(call: Caller, phone: Client) -> None:
    assert (await call("setChatMenuButton", menu_button={"type": "commands"}))["ok"]
    assert phone.menu_button == {"type": "commands"}
    assert (await call("getChatMenuButton", chat_id=501))["result"] == {"type": "commands"}


async def test_the_bot_knows_itself_and_its_chats(call: Caller, phone: Client) -> None:
    me = (await call("getMe"))["result"]
    assert (me["username"], me["first_name"]) == ("shiban_visit_bot", "石板镇走访助手")
    chat = (await call("getChat", chat_id=501))["result"]
    assert (chat["type"], chat["first_name"]) == ("private", "何梅")
