"""The other end of the wire: calls a Bot API as a bot would, for tests and for load."""

from typing import Any, Self

import aiohttp

from sandbox.telegram.errors import Json


class Caller:
    """`await call("sendMessage", chat_id=7, text="…")` gives the whole answer, refusals too."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.token = token
        self._session = aiohttp.ClientSession()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def __call__(self, method: str, **params: Any) -> Json:
        """Call with a JSON body."""
        async with self._session.post(f"{self.url}/bot{self.token}/{method}", json=params) as answer:
            body: Json = await answer.json()
            assert body["ok"] or body["error_code"] == answer.status
            return body

    async def form(self, method: str, data: aiohttp.FormData | dict[str, str]) -> Json:
        """Call with an urlencoded or multipart body."""
        async with self._session.post(f"{self.url}/bot{self.token}/{method}", data=data) as answer:
            body: Json = await answer.json()
            return body

    async def get(self, path: str) -> tuple[int, bytes]:
        """Status and body at any path of the server."""
        async with self._session.get(self.url + path) as answer:
            return answer.status, await answer.read()

    async def updates(self, offset: int = 0, timeout: float = 0, **params: Any) -> list[Json]:
        """What getUpdates gives."""
        answer = await self("getUpdates", offset=offset, timeout=timeout, **params)
        assert answer["ok"], answer
        return list(answer["result"])
