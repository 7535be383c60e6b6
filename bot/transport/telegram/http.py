"""HTTP for python-telegram-bot on aiohttp, which costs a fifth of the CPU of the default one."""

import os
from functools import lru_cache
from typing import Any

import aiohttp
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

# Without it python-telegram-bot warns of a deprecation whenever it makes a RetryAfter.
os.environ.setdefault("PTB_TIMEDELTA", "true")

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CHUNK = 64 * 1024
# Below what servers and their proxies allow, so that a kept connection is seldom cut under a request.
KEEP_ALIVE = 20.0

# What aiohttp raises before the first byte of the request has left.
UNSENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ServerFingerprintMismatch,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)


class NotSent(NetworkError):
    """The request certainly did not reach the server: no name, no connection or no proxy."""


class CutOff(NetworkError):
    """The connection broke after the request had left: the server may have done what it says."""


class FileTooLarge(TelegramError):
    """A file is larger than we are willing to take."""


class AiohttpRequest(BaseRequest):
    """One connection pool; timeouts are seconds, None for none. No error it raises contains the token."""

    __slots__ = ("_connections", "_proxy", "_session", "_timeouts")

    def __init__(
        self,
        *,
        proxy: str | None = None,
        connections: int = 64,
        read_timeout: float | None = 10.0,
        write_timeout: float | None = 30.0,
        connect_timeout: float | None = 10.0,
        pool_timeout: float | None = 10.0,
    ) -> None:
        self._proxy = proxy
        self._connections = connections
        self._timeouts = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer where a call does not say otherwise."""
        return self._timeouts[0]

    async def initialize(self) -> None:
        """Opens the pool; may be called again after shutdown()."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEEP_ALIVE),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=self._proxy,
                trust_env=False,
            )

    async def shutdown(self) -> None:
        """Closes the pool."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Sends one request; raises NotSent, or TimedOut or NetworkError where it may have arrived."""
        given = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        timeout = _timeout(*(_first(one, usual) for one, usual in zip(given, self._timeouts, strict=True)))
        body, headers = _body(request_data)
        try:
            async with self._open().request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            failure = delivery_failure(error)
        # Raised outside `except`, so that no context carries the address, and with it the token, along.
        raise failure

    async def fetch(self, url: str, limit_bytes: int) -> bytes:
        """The file at that address; raises BadRequest if it is gone, FileTooLarge at the first byte over."""
        try:
            async with self._open().get(
                url, timeout=_timeout(*self._timeouts, None), allow_redirects=False
            ) as answer:
                _check_file(answer.status, answer.content_length, limit_bytes)
                return await _read(answer.content, limit_bytes)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            failure = delivery_failure(error)
        raise failure

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            raise NotSent("The connection pool is not open")
        return self._session


def delivery_failure(error: Exception) -> NetworkError:
    """What an error of aiohttp means for the request, in words that hold no address."""
    says = type(error).__name__
    if isinstance(error, OSError) and error.strerror:
        says = f"{says}: {error.strerror}"
    if isinstance(error, UNSENT):
        return NotSent(says)
    return TimedOut(says) if isinstance(error, TimeoutError) else CutOff(says)


def _first(given: Any, usual: float | None) -> float | None:
    return usual if given is BaseRequest.DEFAULT_NONE else given


@lru_cache(maxsize=64)
def _timeout(
    read: float | None, write: float | None, connect: float | None, pool: float | None, *no_total: None
) -> aiohttp.ClientTimeout:
    # aiohttp cannot time the writing alone; the sum bounds it, and a large file has no bound but its reads.
    parts = (read, write, connect, pool)
    known = [part for part in parts if part is not None]
    total = None if no_total or len(known) < len(parts) else sum(known)
    return aiohttp.ClientTimeout(
        total=total,
        connect=None if connect is None or pool is None else connect + pool,
        sock_connect=connect,
        sock_read=read,
    )


def _body(request_data: RequestData | None) -> tuple[aiohttp.FormData | bytes | None, dict[str, str] | None]:
    if request_data is None:
        return None, None
    if not request_data.contains_files:
        # yarl (which aiohttp is built on) quotes in C; Chinese text is mostly quoting.
        return URL.build(query=request_data.json_parameters).raw_query_string.encode(), FORM
    # Unquoted, for Telegram shows a percent-encoded file name as it stands.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form, None


def _check_file(status: int, length: int | None, limit_bytes: int) -> None:
    if status == 429:
        raise RetryAfter(30)
    if 400 <= status < 500:
        raise BadRequest(f"The file cannot be had any more ({status})")
    if status != 200:
        raise NetworkError(f"The file server answered {status}")
    if length is not None and length > limit_bytes:
        raise FileTooLarge(f"A file of {length} bytes is over the limit of {limit_bytes}")


async def _read(content: aiohttp.StreamReader, limit_bytes: int) -> bytes:
    taken = bytearray()
    async for chunk in content.iter_chunked(CHUNK):
        taken += chunk
        if len(taken) > limit_bytes:
            raise FileTooLarge(f"A file is over the limit of {limit_bytes} bytes")
    return bytes(taken)
