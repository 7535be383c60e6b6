"""The Bot API over HTTP on loopback: calls at /bot<token>/METHOD, files at /file/bot<token>/PATH."""

import json
from dataclasses import dataclass

from aiohttp import web

from sandbox.telegram.control import add_control
from sandbox.telegram.errors import ApiError, bad_request, conflict
from sandbox.telegram.methods import call
from sandbox.telegram.params import Params, Upload
from sandbox.telegram.world import World

BODY_LIMIT = 64 * 1024 * 1024
WORLD = web.AppKey("world", World)


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers at `url` until it is closed."""

    url: str
    world: World
    runner: web.AppRunner

    async def close(self) -> None:
        """Stop answering, end the request that waits for updates, and stop delivering."""
        self.world.updates.terminate(conflict("terminated by shutdown"))
        await self.runner.cleanup()
        await self.world.close()


def make_app(world: World, control: bool = False) -> web.Application:
    """The Bot API of that world; with `control`, also the phones (sandbox.telegram.control)."""
    app = web.Application(client_max_size=BODY_LIMIT)
    app[WORLD] = world
    app.router.add_route("GET", "/file/bot{token}/{path:.+}", _download)
    app.router.add_route("*", "/bot{token}/{method}", _call)
    if control:
        add_control(app, world)
    return app


async def serve(world: World, host: str = "127.0.0.1", port: int = 0, control: bool = False) -> Running:
    """Answer at that address; port 0 takes a free one."""
    runner = web.AppRunner(make_app(world, control), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    await site.start()
    return Running(f"http://{host}:{runner.addresses[0][1]}", world, runner)


async def _call(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    try:
        if request.match_info["token"] != world.token:
            raise ApiError(401, "Unauthorized")
        result = await call(world, request.match_info["method"], await _params(request))
    except ApiError as refusal:
        return _json(refusal.body(), refusal.code)
    return _json({"ok": True, "result": result}, 200)


async def _download(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    if request.match_info["token"] != world.token:
        return _json(ApiError(401, "Unauthorized").body(), 401)
    kept = world.files.by_path(request.match_info["path"])
    if kept is None:
        return _json(ApiError(404, "Not Found").body(), 404)
    return web.Response(body=kept.content, content_type="application/octet-stream")


async def _params(request: web.Request) -> Params:
    values: dict[str, object] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        return Params(values | body if isinstance(body, dict) else values)
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            values[name] = Upload(value.filename, value.file.read())
        else:
            values[name] = value.decode() if isinstance(value, (bytes, bytearray)) else value
    return Params(values)


def _json(body: object, status: int) -> web.Response:
    return web.json_response(text=json.dumps(body), status=status)
