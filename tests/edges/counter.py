"""A small Bot API server on loopback that answers as each test tells it to."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "1234567890:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"

Answer = Callable[[dict[str, Any]], Awaitable[web.StreamResponse]]


def said(result: Any) -> web.Response:
    """A good answer."""
    return web.json_response({"ok": True, "result": result})


def refused(status: int, description: str, **parameters: Any) -> web.Response:
    """A refusal in Telegram's form."""
    body = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return web.json_response(body, status=status)


@dataclass
class Counter:
    """What was asked of the server, and what it answers by method; `{}` to a method nobody described."""

    url: str = ""
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    files: dict[str, Callable[[], web.StreamResponse]] = field(default_factory=dict)

    def methods(self) -> list[str]:
        """The names of the methods asked, in order."""
        return [method for method, _ in self.asked]

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Notes and answers one call."""
        if request.match_info["token"] != TOKEN:
            return refused(401, "Unauthorized")
        method = request.match_info["method"]
        fields = {
            name: value if isinstance(value, str) else (value.filename, value.file.read())
            for name, value in (await request.post()).items()
            if isinstance(value, str | web.FileField)
        }
        self.asked.append((method, fields))
        return await self.answers.get(method, _nothing)(fields)

    async def give(self, request: web.Request) -> web.StreamResponse:
        """Hands out one file."""
        give = self.files.get(request.match_info["path"])
        return give() if give else refused(404, "Not Found")


async def _nothing(_: dict[str, Any]) -> web.Response:
    return said({})


def fields_of(raw: str) -> Any:
    """What a JSON-encoded form field holds."""
    return json.loads(raw)
