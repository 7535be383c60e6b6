"""Files are fetched up to a limit, and one that is gone is told from a server in trouble."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from telegram.error import BadRequest, NetworkError

from bot.transport.fetcher import Trouble
from bot.transport.telegram.api import BotApi
from bot.transport.telegram.files import LARGEST_FILE, TelegramFiles
from bot.transport.telegram.http import FileTooLarge
from tests.edges.counter import Counter, said


async def test_a_file_is_downloaded_up_to_its_limit_and_no_further(api: BotApi, counter: Counter) -> None:
    counter.files["photos/a b.jpg"] = lambda: web.Response(body=b"x" * 1000)
    assert await api.download("photos/a b.jpg", 1000) == b"x" * 1000
    with pytest.raises(FileTooLarge, match="1000 bytes is over the limit of 999"):
        await api.download("photos/a b.jpg", 999)


async def test_a_file_that_hides_its_length_is_cut_off_at_the_limit(api: BotApi, counter: Counter) -> None:
    def endless() -> web.Response:
        async def chunks() -> AsyncIterator[bytes]:
            while True:
                yield b"x" * 65536

        return web.Response(body=chunks())

    counter.files["endless"] = endless
    with pytest.raises(FileTooLarge, match="over the limit of 300000"):
        await api.download("endless", 300_000)


async def test_a_file_that_is_gone_is_told_from_a_server_in_trouble(api: BotApi, counter: Counter) -> None:
    counter.files["broken"] = lambda: web.Response(status=503)
    with pytest.raises(BadRequest, match="404"):
        await api.download("gone", 10)
    with pytest.raises(NetworkError, match="503"):
        await api.download("broken", 10)


@pytest.mark.parametrize(("over", "got"), [(0, b"x"), (1, Trouble.TOO_LARGE)])
async def test_a_file_that_says_to_be_too_large_is_not_downloaded(
    api: BotApi, counter: Counter, over: int, got: bytes | Trouble
) -> None:
    """A Bot API server of one's own has no limit of 20 MB."""

    async def found(_: dict[str, Any]) -> web.Response:
        return said({"file_id": "f", "file_path": "large", "file_size": LARGEST_FILE + over})

    counter.answers["getFile"] = found
    counter.files["large"] = lambda: web.Response(body=b"x")
    assert await TelegramFiles(api).fetch("f") == got


@pytest.mark.parametrize(
    ("says", "got"), [("file is too big", Trouble.TOO_LARGE), ("wrong file_id", Trouble.FOR_GOOD)]
)
async def test_a_file_that_telegram_keeps_for_its_size_is_told_from_one_it_does_not_know(
    api: BotApi, counter: Counter, says: str, got: Trouble
) -> None:
    async def refused(_: dict[str, Any]) -> web.Response:
        body = {"ok": False, "error_code": 400, "description": f"Bad Request: {says}"}
        return web.json_response(body, status=400)

    counter.answers["getFile"] = refused
    assert await TelegramFiles(api).fetch("f") is got
