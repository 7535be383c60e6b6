"""The phones over HTTP, from another process."""

import asyncio
import base64
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox.telegram.caller import Caller
from sandbox.telegram.server import Running, serve
from sandbox.telegram.world import World

ROOT = Path(__file__).parents[2]
CARD = {"inline_keyboard": [[{"text": "对", "callback_data": "y"}]]}


@pytest.fixture
async def http(running: Running) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(running.url) as session:
        yield session


async def act(http: aiohttp.ClientSession, what: str, **asked: Any) -> Any:
    async with http.post(f"/control/{what}", json=asked) as answer:
        return await answer.json()


async def see(http: aiohttp.ClientSession, what: str) -> Any:
    async with http.get(f"/control/{what}") as answer:
        return await answer.json()


async def test_a_conversation_can_be_driven_from_outside(
    http: aiohttp.ClientSession, call: Caller, png: bytes
) -> None:
    started = await act(http, "start", user=501, first_name="何梅", token="abc")
    await call("sendMessage", chat_id=501, text="对吗？", reply_markup=CARD)
    await act(http, "tap_label", user=501, label="对")
    photo = base64.b64encode(png).decode()
    await act(http, "online", user=501, online=False)
    await act(http, "send_photos", user=501, photos=[photo, photo], caption="王福生")
    waiting = (await see(http, "phone/501"))["waiting"]
    assert waiting == [{"kind": "photos", "text": "王福生"}]
    await act(http, "online", user=501, online=True)
    updates = await call.updates()
    assert [update["update_id"] for update in updates][:1] == started["updates"]
    assert [[*update][1] for update in updates] == ["message", "callback_query", "message", "message"]
    messages = await see(http, "chat/501")
    assert [message.get("text") or message.get("caption") for message in messages] == [
        "/start abc", "对吗？", "王福生", None,
    ]  # fmt: skip
    assert (await see(http, "counts"))["calls"]["sendmessage"] == 1


async def test_raw_updates_repeats_and_the_clock(http: aiohttp.ClientSession, call: Caller) -> None:
    (update_id,) = (await act(http, "inject", message={"nonsense": True}))["updates"]
    await act(http, "repeat", update_id=update_id)
    assert len(await call.updates()) == 2
    now = await act(http, "clock", set="2026-11-21T08:00:00+08:00", advance=60)
    assert now["now"].startswith("2026-11-21T00:01:00")


async def test_what_cannot_be_done_is_said(http: aiohttp.ClientSession) -> None:
    assert (await act(http, "dance", user=501)) == {"error": "no such action"}
    assert "no button" in (await act(http, "tap_label", user=501, label="对"))["error"]


async def test_there_are_no_such_routes_unless_asked_for(world: World) -> None:
    plain = await serve(world)
    async with aiohttp.ClientSession() as session, session.get(f"{plain.url}/control/counts") as answer:
        assert answer.status == 404
    await plain.close()


async def test_it_runs_as_a_process_of_its_own() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox.telegram", "--no-flood", stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    said = json.loads(await asyncio.wait_for(process.stdout.readline(), 10))
    async with Caller(said["url"], said["token"]) as call:
        assert (await call("getMe"))["ok"]
    process.terminate()
    await asyncio.wait_for(process.wait(), 60)
