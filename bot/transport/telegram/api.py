"""The Bot API with plain dictionaries: what python-telegram-bot sends and reports, without its objects."""

from datetime import timedelta
from types import TracebackType
from typing import Any
from urllib.parse import quote

from telegram import Bot
from telegram.error import EndPointNotFound, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.transport.telegram.http import AiohttpRequest
from domain.errors import OperatorError

DEFAULT_API_URL = "https://api.telegram.org"


class TokenRejected(OperatorError):
    """The bot token was rejected; copy it again from @BotFather into ZOUFANG_TOKEN."""


class ApiUnreachable(OperatorError):
    """The Bot API server gave no proper answer."""


class BotApi:
    """One bot at one Bot API server; `bot` is python-telegram-bot's view of the same connections."""

    def __init__(
        self, token: str, api_url: str = DEFAULT_API_URL, proxy: str | None = None, connections: int = 64
    ) -> None:
        self.api_url = api_url
        self._files = f"{api_url}/file/bot{token}"
        self._requests = AiohttpRequest(proxy=proxy, connections=connections)
        # A long poll must never wait for a free connection behind messages.
        self._polls = AiohttpRequest(proxy=proxy, connections=2)
        self.bot = Bot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=self._requests,
            get_updates_request=self._polls,
        )

    async def __aenter__(self) -> "BotApi":
        await self._requests.initialize()
        await self._polls.initialize()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._requests.shutdown()
        await self._polls.shutdown()

    async def call(self, method: str, fields: dict[str, Any], *, read_timeout: float | None = None) -> Any:
        """The raw `result` of a method; raises telegram.error.*, and NotSent where nothing arrived.

        A field may also be a telegram.InputFile or InputMedia; fields that are None are left out.
        """
        try:
            # The underscore is dropped on the way; with it `do_api_request`, the public door for raw calls,
            # finds no method of Bot by that name to recommend in a warning at every call.
            return await self.bot.do_api_request(
                f"{method}_",
                api_kwargs=fields,
                read_timeout=BaseRequest.DEFAULT_NONE if read_timeout is None else read_timeout,
            )
        except EndPointNotFound:
            # What it makes of 401 and 404 alike; we call no method that does not exist.
            failure = InvalidToken("Either the token was rejected or the method is not known there")
        raise failure

    async def download(self, file_path: str, limit_bytes: int) -> bytes:
        """The file that getFile called `file_path`; raises FileTooLarge, BadRequest if it is gone."""
        return await self._requests.fetch(f"{self._files}/{quote(file_path)}", limit_bytes)

    async def introduce(self) -> dict[str, Any]:
        """What getMe says, to be asked before anything else; raises TokenRejected or ApiUnreachable."""
        problem: OperatorError
        try:
            me: dict[str, Any] = await self.call("getMe", {})
            return me
        except InvalidToken:
            problem = TokenRejected()
        except TelegramError as error:
            problem = ApiUnreachable(
                f"The Bot API at {self.api_url} cannot be reached ({error}); "
                "mend the network, ZOUFANG_API_URL or ZOUFANG_PROXY.",
                url=self.api_url,
            )
        raise problem


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants us to be silent, in seconds."""
    pause = error.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
