"""Raw calls over aiohttp: results, errors, uploads and what surely did not arrive."""

import asyncio
import socket
import traceback
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from telegram import InputFile
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.transport.telegram.api import ApiUnreachable, BotApi, TokenRejected, seconds_of
from bot.transport.telegram.http import AiohttpRequest, CutOff, NotSent, delivery_failure
from tests.edges.counter import TOKEN, Counter, fields_of, refused, said


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def all_text(error: BaseException) -> str:
    return "".join(traceback.format_exception(error)) + repr(error.__context__) + repr(error.__cause__)


async def test_a_call_sends_form_fields_and_gives_the_raw_result(api: BotApi, counter: Counter) -> None:
    async def answer(_: dict[str, Any]) -> web.Response:
        return said({"message_id": 7, "chat": {"id": 5}})

    counter.answers["sendMessage"] = answer
    rows = {"inline_keyboard": [[{"text": "一切正常", "callback_data": "a"}]]}
    result = await api.call("sendMessage", {"chat_id": 5, "text": "记好了", "reply_markup": rows, "x": None})
    assert result == {"message_id": 7, "chat": {"id": 5}}
    method, fields = counter.asked[0]
    assert (method, fields["chat_id"], fields["text"]) == ("sendMessage", "5", "记好了")
    assert fields_of(fields["reply_markup"]) == rows
    assert "x" not in fields


async def test_a_call_leaves_the_fields_it_was_given_alone(api: BotApi) -> None:
    fields = {"chat_id": 5, "text": None}
    await api.call("sendMessage", fields)
    assert fields == {"chat_id": 5, "text": None}


async def test_files_go_as_multipart_with_their_chinese_names(api: BotApi, counter: Counter) -> None:
    document = InputFile(b"\x00\xff rows", filename='台账 "11月".xlsx')
    await api.call("sendDocument", {"chat_id": 5, "document": document, "caption": "十一月"})
    _, fields = counter.asked[0]
    assert fields["document"] == ('台账 "11月".xlsx', b"\x00\xff rows")
    assert (fields["chat_id"], fields["caption"]) == ("5", "十一月")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequest),
        (401, InvalidToken),
        (403, Forbidden),
        (404, InvalidToken),
        (409, Conflict),
        (500, NetworkError),
        (502, NetworkError),
        (302, NetworkError),
    ],
)
@pytest.mark.parametrize("initialised", [False, True])
async def test_a_refusal_becomes_the_librarys_error(
    api: BotApi, counter: Counter, status: int, kind: type[Exception], initialised: bool
) -> None:
    async def answer(_: dict[str, Any]) -> web.Response:
        return refused(status, "No")

    if initialised:

        async def me(_: dict[str, Any]) -> web.Response:
            return said({"id": 1, "is_bot": True, "first_name": "x"})

        counter.answers["getMe"] = me
        await api.bot.initialize()
    counter.answers["sendMessage"] = answer
    with pytest.raises(kind) as failure:
        await api.call("sendMessage", {})
    assert type(failure.value) is kind


async def test_flood_control_tells_its_seconds(api: BotApi, counter: Counter) -> None:
    async def answer(_: dict[str, Any]) -> web.Response:
        return refused(429, "Too Many Requests", retry_after=17)

    counter.answers["sendMessage"] = answer
    with pytest.raises(RetryAfter) as failure:
        await api.call("sendMessage", {})
    assert seconds_of(failure.value) == 17.0


async def test_an_answer_that_is_not_json_is_a_network_error_or_worse_but_never_a_crash(
    api: BotApi, counter: Counter
) -> None:
    async def answer(_: dict[str, Any]) -> web.Response:
        return web.Response(status=502, text="<html>Bad Gateway</html>")

    counter.answers["sendMessage"] = answer
    with pytest.raises(NetworkError):
        await api.call("sendMessage", {})


async def test_a_closed_port_is_surely_not_sent(closed_port: int) -> None:
    async with BotApi(TOKEN, f"http://127.0.0.1:{closed_port}") as api:
        with pytest.raises(NotSent) as failure:
            await api.call("sendMessage", {})
    assert TOKEN not in all_text(failure.value)


async def test_waiting_for_a_free_connection_in_vain_is_surely_not_sent(counter: Counter) -> None:
    async def hang(_: dict[str, Any]) -> web.Response:
        await asyncio.sleep(0.3)
        return said(True)

    counter.answers["sendMessage"] = hang
    url = f"{counter.url}/bot{TOKEN}/sendMessage"
    async with AiohttpRequest(connections=1, connect_timeout=0.05, pool_timeout=0.05) as request:
        first = asyncio.create_task(request.do_request(url, "POST"))
        await asyncio.sleep(0.05)
        with pytest.raises(NotSent):
            await request.do_request(url, "POST")
        assert (await first)[0] == 200
    assert counter.methods() == ["sendMessage"]


KEY: Any = SimpleNamespace(host="h", port=1, is_ssl=True, ssl=True)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (aiohttp.ClientConnectorDNSError(KEY, socket.gaierror(-2, "Name or service not known")), NotSent),
        (aiohttp.ClientConnectorError(KEY, OSError(111, "Connection refused")), NotSent),
        (aiohttp.ClientHttpProxyError(KEY, (), status=407, message=TOKEN), NotSent),
        (aiohttp.ConnectionTimeoutError(TOKEN), NotSent),
        (aiohttp.InvalidURL(TOKEN), NotSent),
        (aiohttp.SocketTimeoutError(TOKEN), TimedOut),
        (TimeoutError(TOKEN), TimedOut),
        (aiohttp.ServerDisconnectedError(TOKEN), CutOff),
        (aiohttp.ClientPayloadError(TOKEN), CutOff),
        (aiohttp.ClientOSError(104, "Connection reset by peer"), CutOff),
        (ValueError(TOKEN), CutOff),
    ],
)
def test_only_what_fails_before_the_first_byte_is_surely_not_sent(
    error: Exception, kind: type[Exception]
) -> None:
    failure = delivery_failure(error)
    assert type(failure) is kind
    assert TOKEN not in str(failure)


async def test_a_dead_proxy_is_surely_not_sent(closed_port: int, counter: Counter) -> None:
    async with BotApi(TOKEN, counter.url, proxy=f"http://127.0.0.1:{closed_port}") as api:
        with pytest.raises(NotSent, match="ClientProxyConnectionError"):
            await api.call("sendMessage", {})
    assert counter.asked == []


async def test_an_address_that_is_none_is_surely_not_sent() -> None:
    async with BotApi(TOKEN, "http://[::1") as api:
        with pytest.raises(NotSent) as failure:
            await api.call("sendMessage", {})
    assert TOKEN not in all_text(failure.value)


async def test_a_pool_that_is_not_open_is_surely_not_sent(counter: Counter) -> None:
    with pytest.raises(NotSent, match="not open"):
        await BotApi(TOKEN, counter.url).call("sendMessage", {})


async def test_a_connection_cut_after_the_request_may_have_arrived(cut_server: str) -> None:
    async with BotApi(TOKEN, cut_server) as api:
        with pytest.raises(NetworkError) as failure:
            await api.call("sendMessage", {})
    assert not isinstance(failure.value, NotSent)
    assert TOKEN not in all_text(failure.value)


async def test_a_late_answer_may_have_arrived(api: BotApi, counter: Counter) -> None:
    async def answer(_: dict[str, Any]) -> web.Response:
        await asyncio.sleep(5)
        return said(True)

    counter.answers["sendMessage"] = answer
    with pytest.raises(TimedOut) as failure:
        await api.call("sendMessage", {}, read_timeout=0.05)
    assert not isinstance(failure.value, NotSent)
    assert TOKEN not in all_text(failure.value)
    assert counter.methods() == ["sendMessage"]


async def test_connections_are_kept_and_a_pool_can_be_opened_again(counter: Counter) -> None:
    request = AiohttpRequest(read_timeout=3.0)
    assert request.read_timeout == 3.0
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        assert (await request.do_request(f"{counter.url}/bot{TOKEN}/getMe", "POST"))[0] == 200
        await request.shutdown()


async def test_the_bot_introduces_itself(api: BotApi, counter: Counter) -> None:
    async def me(_: dict[str, Any]) -> web.Response:
        return said({"id": 1, "username": "zoufang_bot"})

    counter.answers["getMe"] = me
    assert (await api.introduce())["username"] == "zoufang_bot"


async def test_a_wrong_token_is_one_plain_sentence_without_it(counter: Counter) -> None:
    wrong = "99:wrong-token-but-still-secret"
    async with BotApi(wrong, counter.url) as api:
        with pytest.raises(TokenRejected, match="rejected; copy it again from @BotFather") as failure:
            await api.introduce()
    assert wrong not in all_text(failure.value)


async def test_an_unreachable_server_is_one_plain_sentence(closed_port: int) -> None:
    async with BotApi(TOKEN, f"http://127.0.0.1:{closed_port}") as api:
        with pytest.raises(ApiUnreachable, match=r"cannot be reached \(.*\); mend the network") as failure:
            await api.introduce()
    assert TOKEN not in all_text(failure.value)
