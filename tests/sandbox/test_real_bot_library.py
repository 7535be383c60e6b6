"""python-telegram-bot's own Bot talks to the sandbox as it would to Telegram."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter
from telegram.request import HTTPXRequest

from sandbox.telegram.client import Client
from sandbox.telegram.server import Running
from sandbox.telegram.world import World

CARD = InlineKeyboardMarkup([[InlineKeyboardButton("一切正常", callback_data="ok")]])


def bot_at(running: Running, token: str) -> Bot:
    direct = {"trust_env": False}
    return Bot(
        token,
        base_url=f"{running.url}/bot",
        base_file_url=f"{running.url}/file/bot",
        request=HTTPXRequest(httpx_kwargs=direct),
        get_updates_request=HTTPXRequest(httpx_kwargs=direct),
    )


@pytest.fixture
async def bot(running: Running) -> AsyncIterator[Bot]:
    async with bot_at(running, running.world.token) as real:
        yield real


async def test_a_whole_conversation(bot: Bot, phone: Client, world: World, png: bytes) -> None:
    assert bot.username == "shiban_visit_bot"
    (start,) = await bot.get_updates(timeout=1)
    assert start.message is not None
    assert start.message.text == "/start"

    card = await bot.send_message(501, "王福生家", reply_markup=CARD)
    phone.tap_label("一切正常")
    (tap,) = await bot.get_updates(offset=start.update_id + 1, timeout=1)
    assert tap.callback_query is not None
    assert tap.callback_query.data == "ok"
    assert await tap.callback_query.answer("好")
    assert phone.toast == "好"
    await tap.callback_query.edit_message_text("<b>记好了</b>", parse_mode="HTML")
    assert phone.last is not None
    assert phone.last["text"] == "记好了"
    with pytest.raises(BadRequest, match="Message is not modified"):
        await card.edit_text("<b>记好了</b>", parse_mode="HTML")

    phone.send_photos([png, png + b"2"], "王福生")
    album = await bot.get_updates(offset=tap.update_id + 1)
    second = album[1].message
    assert second is not None
    file = await second.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == png + b"2"

    await bot.send_photo(501, png, caption="挂图")
    await bot.send_document(501, png, filename="周报.xlsx")
    assert phone.last["document"]["file_name"] == "周报.xlsx"


async def test_albums_commands_and_the_rest(bot: Bot, phone: Client, png: bytes) -> None:
    sent = await bot.send_media_group(501, [InputMediaPhoto(png), InputMediaPhoto(png)], caption="两张")
    assert [message.caption for message in sent] == ["两张", None]
    assert await bot.set_my_commands([BotCommand("visit", "记走访")], language_code="zh")
    assert phone.commands == [{"command": "visit", "description": "记走访"}]
    assert await bot.set_chat_menu_button(501)
    assert await bot.send_chat_action(501, "typing")
    assert await bot.set_message_reaction(501, 1, "👍")
    assert await bot.send_location(501, 26.6, 106.7)
    assert await bot.delete_message(501, sent[0].message_id)
    assert (await bot.get_chat(501)).first_name == "何梅"
    assert (await bot.get_webhook_info()).url == ""


async def test_refusals_are_the_errors_the_library_knows(
    bot: Bot, phone: Client, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(999, "x")
    for _ in range(5):
        await bot.send_message(501, "x")
    with pytest.raises(RetryAfter) as wait:
        await bot.send_message(501, "x")
    assert wait.value.retry_after == timedelta(seconds=1)
    phone.block()
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(501, "x")
    wrong = bot_at(running, "7000000001:wrong")
    with pytest.raises(InvalidToken):
        await wrong.initialize()
    await wrong.shutdown()
