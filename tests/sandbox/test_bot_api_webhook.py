"""Updates delivered to the bot's own address."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from sandbox.telegram.caller import Caller
from sandbox.telegram.client import Client
from sandbox.telegram.errors import Json
from sandbox.telegram.webhook import SECRET_HEADER
from sandbox.telegram.world import World


class Bot:
    """A web server that takes updates, or not yet."""

    def __init__(self) -> None:
        self.url = ""
        self.taken: list[Json] = []
        self.refused: list[Json] = []
        self.secrets: set[str | None] = set()
        self.refuse_chats: set[int] = set()

    async def take(self, request: web.Request) -> web.Response:
        update: Json = await request.json()
        self.secrets.add(request.headers.get(SECRET_HEADER))
        if update["message"]["chat"]["id"] in self.refuse_chats:
            self.refused.append(update)
            return web.Response(status=500)
        self.taken.append(update)
        return web.Response()

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.taken]


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    taker = Bot()
    app = web.Application()
    app.router.add_post("/hook", taker.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    taker.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield taker
    await runner.cleanup()


async def soon(what: object, timeout: float = 3.0) -> None:
    """Wait until the callable is true."""
    assert callable(what)
    async with asyncio.timeout(timeout):
        while not what():
            await asyncio.sleep(0.01)


async def test_pending_and_new_updates_are_posted_in_order_with_the_secret(
    call: Caller, phone: Client, bot: Bot, world: World
) -> None:
    assert (await call("setWebhook", url=bot.url, secret_token="s3cret"))["ok"]
    for number in range(20):
        phone.send_text(str(number))
    await soon(lambda: len(bot.taken) == 21)
    assert bot.texts() == ["/start", *map(str, range(20))]
    assert bot.secrets == {"s3cret"}
    assert not world.updates.pending


async def test_a_refused_update_is_tried_again_and_holds_up_only_its_chat(
    call: Caller, phone: Client, bot: Bot, world: World
) -> None:
    bot.refuse_chats = {501}
    await call("setWebhook", url=bot.url)
    phone.send_text("后面")
    world.client(502, "刘波").start()
    await soon(lambda: len(bot.taken) == 1 and len(bot.refused) >= 2)
    assert bot.taken[0]["message"]["chat"]["id"] == 502
    assert {update["message"]["text"] for update in bot.refused} == {"/start"}
    info = (await call("getWebhookInfo"))["result"]
    assert info["pending_update_count"] == 2
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    bot.refuse_chats = set()
    await soon(lambda: len(bot.taken) == 3)
    assert bot.texts()[1:] == ["/start", "后面"]


async def test_polling_and_a_webhook_exclude_each_other(call: Caller, phone: Client, bot: Bot) -> None:
    bot.refuse_chats = {501}
    await call("setWebhook", url=bot.url, max_connections=3)
    refused = await call("getUpdates")
    assert refused["error_code"] == 409
    assert refused["description"].startswith("Conflict: can't use getUpdates method while webhook is active")
    assert (await call("getWebhookInfo"))["result"]["max_connections"] == 3
    await call("deleteWebhook")
    assert [update["message"]["text"] for update in await call.updates()] == ["/start"]
    assert (await call("getWebhookInfo"))["result"]["url"] == ""


async def test_setting_a_webhook_ends_a_waiting_poll(call: Caller, bot: Bot, world: World) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    await call("setWebhook", url=bot.url)
    assert (await asyncio.wait_for(poll, 2))["description"] == "Conflict: terminated by setWebhook request"


async def test_pending_updates_may_be_dropped_first(call: Caller, phone: Client, bot: Bot) -> None:
    await call("setWebhook", url=bot.url, drop_pending_updates=True)
    phone.send_text("新的")
    await soon(lambda: bot.taken)
    assert bot.texts() == ["新的"]


async def test_an_update_can_be_posted_twice(call: Caller, phone: Client, bot: Bot, world: World) -> None:
    await call("setWebhook", url=bot.url)
    await soon(lambda: len(bot.taken) == 1)
    world.repeat(bot.taken[0]["update_id"])
    await soon(lambda: len(bot.taken) == 2)
    assert bot.taken[0] == bot.taken[1]


async def test_an_address_or_secret_that_cannot_be_is_refused(call: Caller) -> None:
    no_url = await call("setWebhook", url="example")
    assert no_url["description"] == "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    odd = await call("setWebhook", url="http://127.0.0.1:9/", secret_token="a b")
    assert odd["description"] == "Bad Request: secret token contains unallowed characters"
