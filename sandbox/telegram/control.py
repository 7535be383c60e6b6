"""The phones over HTTP, for tests that run the sandbox in a process of its own.

POST /control/<what> takes JSON: `user` (an id) and the arguments of the Client method of that name; photos
and documents travel as base64. The answer is `{"updates": [...]}`, the ids of the updates that it caused.
"""

import base64
from collections.abc import Callable
from datetime import datetime, timedelta

from aiohttp import web

from sandbox.clock import SettableClock
from sandbox.telegram.client import Client
from sandbox.telegram.errors import Json
from sandbox.telegram.world import World


def _online(phone: Client, asked: Json) -> list[int]:
    phone.online = bool(asked["online"])
    return []


def _document(phone: Client, asked: Json) -> list[int]:
    return phone.send_document(asked["name"], base64.b64decode(asked["content"]), asked.get("caption"))


def _photos(phone: Client, asked: Json) -> list[int]:
    return phone.send_photos([base64.b64decode(one) for one in asked["photos"]], asked.get("caption"))


ACTIONS: dict[str, Callable[[Client, Json], list[int]]] = {
    "client": lambda phone, asked: [],
    "start": lambda phone, asked: phone.start(asked.get("token")),
    "send_text": lambda phone, asked: phone.send_text(asked["text"]),
    "send_photos": _photos,
    "send_document": _document,
    "send_voice": lambda phone, asked: phone.send_voice(int(asked["seconds"])),
    "send_location": lambda phone, asked: phone.send_location(asked["lat"], asked["lon"]),
    "send_contact": lambda phone, asked: phone.send_contact(),
    "edit_text": lambda phone, asked: phone.edit_text(int(asked["message_id"]), asked["text"]),
    "edit_caption": lambda phone, asked: phone.edit_caption(int(asked["message_id"]), asked["caption"]),
    "tap": lambda phone, asked: phone.tap(int(asked["message_id"]), asked["callback_data"]),
    "tap_label": lambda phone, asked: phone.tap_label(asked["label"]),
    "block": lambda phone, asked: phone.block(),
    "unblock": lambda phone, asked: phone.unblock(),
    "online": _online,
}


def add_control(app: web.Application, world: World) -> None:
    """Add the control routes to the app of that world."""

    def phone_of(asked: Json) -> Client:
        return world.client(
            int(asked["user"]), asked.get("first_name", ""), asked.get("language_code", "zh-hans")
        )

    async def act(request: web.Request) -> web.Response:
        asked = await request.json()
        action = ACTIONS.get(request.match_info["action"])
        if action is None:
            return web.json_response({"error": "no such action"}, status=404)
        try:
            return web.json_response({"updates": action(phone_of(asked), asked)})
        except (LookupError, PermissionError, ValueError) as wrong:
            return web.json_response({"error": str(wrong)}, status=400)

    async def messages(request: web.Request) -> web.Response:
        return web.json_response(world.client(int(request.match_info["user"])).messages)

    async def phone(request: web.Request) -> web.Response:
        return web.json_response(_screen(world.client(int(request.match_info["user"]))))

    async def inject(request: web.Request) -> web.Response:
        return web.json_response({"updates": [world.inject(await request.json())]})

    async def repeat(request: web.Request) -> web.Response:
        world.repeat(int((await request.json())["update_id"]))
        return web.json_response({"updates": []})

    async def clock(request: web.Request) -> web.Response:
        asked = await request.json()
        if isinstance(world.clock, SettableClock):
            if "set" in asked:
                world.clock.set(datetime.fromisoformat(asked["set"]))
            world.clock.advance(timedelta(seconds=asked.get("advance", 0)))
        return web.json_response({"now": world.clock.now().isoformat()})

    async def counts(_: web.Request) -> web.Response:
        pending, refused = len(world.updates.pending), world.flood.refused
        return web.json_response({"pending": pending, "refused": refused, "calls": world.calls})

    app.router.add_post("/control/inject", inject)
    app.router.add_post("/control/repeat", repeat)
    app.router.add_post("/control/clock", clock)
    app.router.add_post("/control/{action}", act)
    app.router.add_get("/control/chat/{user}", messages)
    app.router.add_get("/control/phone/{user}", phone)
    app.router.add_get("/control/counts", counts)


def _screen(phone: Client) -> Json:
    return {
        "messages": phone.messages,
        "toast": phone.toast,
        "commands": phone.commands,
        "blocked": phone.blocked,
        "online": phone.online,
        "waiting": [{"kind": one.kind, "text": one.text} for one in phone.waiting],
    }
