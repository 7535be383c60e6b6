"""No token gets into the logs, whoever logs it and however (P12)."""

import io
import json
import logging
import re
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from telegram.error import InvalidToken, NetworkError
from telegram.request import HTTPXRequest

from bot.logs import HIDDEN, QUIET, configure_logs, redactor
from bot.transport.telegram.api import BotApi
from tests.edges.counter import TOKEN, Counter

SECRET = TOKEN.split(":")[1]


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    root, hook, handlers = logging.getLogger(), sys.excepthook, logging.getLogger().handlers[:]
    level = root.level
    root.handlers.clear()
    yield
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()


@pytest.fixture(params=[False, True], ids=["plain", "json"])
def lines(request: pytest.FixtureRequest) -> io.StringIO:
    stream = io.StringIO()
    configure_logs("DEBUG", as_json=request.param, secrets=[TOKEN, "pa$$word"], stream=stream)
    return stream


@pytest.fixture
def everything(lines: io.StringIO) -> Iterator[io.StringIO]:
    """As if somebody had turned on every library's DEBUG lines."""
    for name in (*QUIET, "asyncio"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield lines
    logging.getLogger("asyncio").setLevel(logging.NOTSET)


async def test_the_real_bot_at_debug_level_leaves_no_token(everything: io.StringIO, counter: Counter) -> None:
    wrong = "99887766:" + "x" * 35
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{one.getsockname()[1]}"
    async with (
        BotApi(TOKEN, counter.url) as good,
        BotApi(TOKEN, dead) as cut,
        BotApi(wrong, counter.url) as bad,
    ):
        await good.call("sendMessage", {"chat_id": 5, "text": "hello"})
        log = logging.getLogger("bot.test")
        for bot, kind in ((cut.bot, NetworkError), (bad.bot, InvalidToken)):
            try:
                await bot.initialize()
            except kind as error:
                log.exception("failed with %r for %s", error, bot)
                structlog.get_logger("bot.test").exception("failed", error=error, bot=bot)
    written = everything.getvalue()
    assert "Calling Bot API endpoint" in written
    assert "InvalidToken" in written
    assert "rejected by the server" in written
    assert SECRET not in written
    assert "x" * 35 not in written


async def test_the_stock_client_leaves_no_token_either(everything: io.StringIO, counter: Counter) -> None:
    request = HTTPXRequest()
    await request.initialize()
    await request.post(f"{counter.url}/bot{TOKEN}/getMe")
    await request.shutdown()
    written = everything.getvalue()
    assert f"/bot{HIDDEN}/getMe" in written
    assert SECRET not in written


async def test_libraries_that_log_addresses_and_updates_are_quiet(lines: io.StringIO, api: BotApi) -> None:
    await api.call("sendMessage", {"chat_id": 5, "text": "王福生"})
    assert "王福生" not in lines.getvalue()
    for name in ("httpx", "aiohttp.access", "telegram.Bot", "telegram.ext.Application"):
        assert logging.getLogger(name).getEffectiveLevel() >= logging.WARNING


@pytest.mark.parametrize(
    "say",
    [
        lambda log: log.error("at https://api.telegram.org/bot%s/getMe", TOKEN),
        lambda log: log.error("at %(url)s", {"url": f"https://h/file/bot{TOKEN}/a.jpg"}),
        lambda log: log.error({"token": TOKEN}),
        lambda log: log.error(ValueError(TOKEN)),
        lambda log: log.error("stack", stack_info=True, extra={"token": TOKEN}),
        lambda log: log.error("too few %s %s", TOKEN),
        lambda log: log.error("encoded bot%s", TOKEN.replace(":", "%3A")),
        lambda log: log.error("password %s", "pa$$word"),
    ],
)
def test_no_way_of_logging_lets_a_secret_through(lines: io.StringIO, say: Any) -> None:
    say(logging.getLogger("somebody.else"))
    assert lines.getvalue()
    assert SECRET not in lines.getvalue()
    assert "pa$$word" not in lines.getvalue()


def test_the_whole_chain_of_an_exception_is_clean(lines: io.StringIO) -> None:
    try:
        try:
            raise ValueError(f"inner https://h/bot{TOKEN}/x")
        except ValueError as inner:
            raise RuntimeError(f"outer {TOKEN}") from inner
    except RuntimeError:
        logging.getLogger("somebody.else").exception("it failed")
        structlog.get_logger("bot").exception("it failed", where=f"bot{TOKEN}")
    written = lines.getvalue()
    assert written.count(f"ValueError: inner https://h/bot{HIDDEN}") == 2
    assert written.count("RuntimeError") >= 2
    assert SECRET not in written


def test_what_nobody_catches_is_logged_without_secrets(lines: io.StringIO) -> None:
    error = InvalidToken(f"The token `{TOKEN}` was rejected by the server.")
    sys.excepthook(type(error), error, None)
    assert "crashed" in lines.getvalue()
    assert SECRET not in lines.getvalue()


def test_another_handler_sees_the_records_clean_after_ours(lines: io.StringIO) -> None:
    seen: list[logging.LogRecord] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(record)

    keep = Keep()
    logging.getLogger().addHandler(keep)
    logging.getLogger("somebody.else").error("at bot%s", TOKEN)
    assert SECRET not in seen[0].getMessage()


def test_json_lines_are_json_with_level_time_and_keys() -> None:
    stream = io.StringIO()
    configure_logs("INFO", as_json=True, secrets=[], stream=stream)
    structlog.get_logger("bot.sender").info("sent", count=3)
    structlog.get_logger("bot.sender").debug("not shown")
    logging.getLogger("somebody.else").warning("%d rows", 5)
    ours, theirs = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert (ours["event"], ours["level"], ours["count"], ours["logger"]) == ("sent", "info", 3, "bot.sender")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT.*Z", ours["timestamp"])
    assert (theirs["event"], theirs["level"]) == ("5 rows", "warning")


def test_logs_go_to_stderr_and_leave_stdout_to_json(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO", as_json=False, secrets=[])
    structlog.get_logger("bot").info("sent")
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "sent" in shown.err


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21T10:00:00",
        "photos/12:30.jpg",
        "robot7 is at 10:15",
        "127.0.0.1:8443",
        "N-0231: done",
    ],
)
def test_what_is_no_token_stays_readable(text: str) -> None:
    assert redactor([])(text) == text
