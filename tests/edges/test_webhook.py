"""The webhook: secret first, stored before 200, and nothing a stranger sends can crash it."""

import asyncio
import io
import json
import socket
from collections.abc import AsyncIterator, Sequence
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.transport.telegram.api import BotApi, TokenRejected
from bot.transport.telegram.polling import ALLOWED_UPDATES
from bot.transport.telegram.webhook import (
    LARGEST_BODY,
    SECRET_HEADER,
    hook_secret,
    register_webhook,
    serve_webhook,
)
from domain.errors import OperatorError
from tests.edges.counter import TOKEN, Counter, fields_of, refused, said

SECRET = hook_secret(TOKEN)


class Inbox:
    """What has been stored, or what goes wrong instead."""

    def __init__(self) -> None:
        self.stored: list[dict[str, Any]] = []
        self.trouble: Exception | None = None

    async def store(self, updates: Sequence[dict[str, Any]]) -> None:
        """Commits, or fails."""
        await asyncio.sleep(0.01)
        if self.trouble:
            raise self.trouble
        self.stored.extend(updates)


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def hook(inbox: Inbox) -> AsyncIterator[str]:
    runner = await serve_webhook(("127.0.0.1", 0), "/hook", SECRET, inbox.store)
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


async def posted(url: str, body: Any, secret: str | None = SECRET) -> int:
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as answer:
        return answer.status


async def test_an_update_is_stored_before_telegram_hears_200(hook: str, inbox: Inbox) -> None:
    update = {"update_id": 5, "message": {"text": "王福生 正常"}}
    assert await posted(hook, json.dumps(update)) == 200
    assert inbox.stored == [update]


async def test_a_store_that_fails_makes_telegram_repeat(hook: str, inbox: Inbox) -> None:
    inbox.trouble = OSError("disk full")
    assert await posted(hook, b'{"update_id": 5}') == 503
    inbox.trouble = None
    assert await posted(hook, b'{"update_id": 5}') == 200
    assert inbox.stored == [{"update_id": 5}]


@pytest.mark.parametrize("secret", [None, "", "x", SECRET[:-1], SECRET + "x", SECRET.upper(), "密码"])
async def test_a_wrong_secret_is_refused_unread(hook: str, inbox: Inbox, secret: str | None) -> None:
    assert await posted(hook, b'{"update_id": 5}', secret) == 403
    assert inbox.stored == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'"text"',
        b"{}",
        b'{"update_id": "5"}',
        b'{"update_id": true}',
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b"[" * 200_000,
    ],
)
async def test_a_body_that_is_no_update_is_refused_and_the_next_is_taken(
    hook: str, inbox: Inbox, body: bytes
) -> None:
    assert await posted(hook, body) == 400
    assert await posted(hook, b'{"update_id": 6}') == 200
    assert inbox.stored == [{"update_id": 6}]


async def test_a_body_over_a_megabyte_is_refused(hook: str, inbox: Inbox) -> None:
    assert await posted(hook, io.BytesIO(b" " * (LARGEST_BODY + 1))) == 413
    assert inbox.stored == []


async def test_other_paths_and_methods_lead_nowhere(hook: str) -> None:
    assert await posted(hook + "x", b'{"update_id": 5}') == 404
    async with aiohttp.ClientSession() as session, session.get(hook) as answer:
        assert answer.status == 405


async def test_a_port_in_use_is_one_plain_sentence(inbox: Inbox) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OperatorError, match=r"ZOUFANG_WEBHOOK_LISTEN 127\.0\.0\.1:\d+ cannot be used"):
            await serve_webhook(taken.getsockname(), "/hook", SECRET, inbox.store)


async def test_registration_is_tried_until_telegram_hears(
    api: BotApi, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [refused(502, "Bad Gateway"), refused(429, "Slow down", retry_after=9), said(True)]
    pauses: list[float] = []

    async def answer(_: dict[str, Any]) -> web.Response:
        return answers.pop(0)

    async def rest(_: asyncio.Event, seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr("bot.transport.telegram.webhook.rest", rest)
    counter.answers["setWebhook"] = answer
    assert await register_webhook(api, "https://bot.example.org/hook", SECRET, asyncio.Event())
    assert pauses == [1.0, 9.0]
    _, fields = counter.asked[-1]
    assert (fields["url"], fields["secret_token"]) == ("https://bot.example.org/hook", SECRET)
    assert fields_of(fields["allowed_updates"]) == ALLOWED_UPDATES


async def test_an_address_that_telegram_refuses_is_one_plain_sentence(api: BotApi, counter: Counter) -> None:
    async def answer(_: dict[str, Any]) -> web.Response:
        return refused(400, "Bad Request: bad webhook: HTTPS url must be provided for webhook")

    counter.answers["setWebhook"] = answer
    with pytest.raises(OperatorError, match=r"does not accept ZOUFANG_WEBHOOK_URL \(.*https"):
        await register_webhook(api, "http://h/hook", SECRET, asyncio.Event())


async def test_registration_with_a_rejected_token_ends(counter: Counter) -> None:
    async with BotApi("99:wrong", counter.url) as api:
        with pytest.raises(TokenRejected):
            await register_webhook(api, "https://h/hook", SECRET, asyncio.Event())


async def test_registration_ends_when_the_process_stops(api: BotApi, counter: Counter) -> None:
    async def answer(_: dict[str, Any]) -> web.Response:
        return refused(502, "Bad Gateway")

    counter.answers["setWebhook"] = answer
    stop = asyncio.Event()
    registering = asyncio.create_task(register_webhook(api, "https://h/hook", SECRET, stop))
    await asyncio.sleep(0.05)
    stop.set()
    assert await asyncio.wait_for(registering, 1) is False


def test_a_secret_nobody_set_is_stable_and_tells_nothing_of_the_token() -> None:
    assert SECRET == hook_secret(TOKEN) != hook_secret(TOKEN + "x")
    assert len(SECRET) == 64
    assert TOKEN.split(":")[1] not in SECRET
