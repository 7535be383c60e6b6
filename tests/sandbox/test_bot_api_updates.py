"""How updates are waited for, confirmed, fought over and repeated."""

import asyncio
import time

from sandbox.telegram.caller import Caller
from sandbox.telegram.client import Client
from sandbox.telegram.world import World


async def test_updates_stay_until_a_higher_offset_confirms_them(call: Caller, phone: Client) -> None:
    phone.send_text("一")
    phone.send_text("二")
    first = await call.updates()
    assert [update["message"]["text"] for update in first] == ["/start", "一", "二"]
    ids = [update["update_id"] for update in first]
    assert ids == list(range(ids[0], ids[0] + 3))
    assert await call.updates() == first
    assert await call.updates(offset=ids[1]) == first[1:]
    assert await call.updates(offset=ids[2] + 1) == []
    assert await call.updates() == []


async def test_a_limit_holds_and_a_negative_offset_forgets_all_but_the_last(
    call: Caller, phone: Client
) -> None:
    for text in "一二三四":
        phone.send_text(text)
    assert len(await call.updates(limit=2)) == 2
    kept = await call.updates(offset=-2)
    assert [update["message"]["text"] for update in kept] == ["三", "四"]
    assert await call.updates() == kept


async def test_a_waiting_poll_returns_at_once_when_something_comes(call: Caller, world: World) -> None:
    phone = world.client(501, "何梅")
    poll = asyncio.create_task(call.updates(timeout=20))
    await asyncio.sleep(0.1)
    assert not poll.done()
    phone.send_text("到了")
    updates = await asyncio.wait_for(poll, 15)
    assert updates[0]["message"]["text"] == "到了"


async def test_a_poll_that_waits_in_vain_returns_nothing(call: Caller, world: World) -> None:
    began = time.monotonic()
    assert await call.updates(timeout=0.3) == []
    assert time.monotonic() - began > 0.25


async def test_a_second_poller_ends_the_first(call: Caller, world: World) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(call("getUpdates", timeout=20))
    refused = await asyncio.wait_for(first, 2)
    assert refused["error_code"] == 409
    assert refused["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    world.client(501, "何梅").start()
    assert len((await asyncio.wait_for(second, 2))["result"]) == 1


async def test_only_the_kinds_asked_for_arrive(call: Caller, phone: Client) -> None:
    await call.updates(offset=-1)
    seen = await call.updates(allowed_updates=["my_chat_member"])
    before = len(seen)
    phone.send_text("不要")
    phone.block()
    assert [[*update][1] for update in await call.updates()][before:] == ["my_chat_member"]
    phone.unblock()
    await call.updates(allowed_updates=[])
    phone.send_text("要")
    assert (await call.updates())[-1]["message"]["text"] == "要"


async def test_an_update_can_come_again_after_it_was_confirmed(call: Caller, world: World) -> None:
    (update_id,) = world.client(501, "何梅").send_text("一")
    (update,) = await call.updates()
    assert await call.updates(offset=update_id + 1) == []
    world.repeat(update_id)
    assert await call.updates(offset=update_id + 1) == [update]
    assert await call.updates(offset=update_id + 1) == []


async def test_malformed_updates_are_delivered_among_the_others(
    call: Caller, phone: Client, world: World
) -> None:
    update_id = world.inject({"message": {"chat": "nonsense"}})
    (after,) = phone.send_text("后面")
    assert after == update_id + 1
    updates = await call.updates()
    assert updates[1] == {"update_id": update_id, "message": {"chat": "nonsense"}}


async def test_after_a_quiet_week_ids_may_be_smaller(call: Caller, phone: Client, world: World) -> None:
    (last,) = await call.updates()
    assert await call.updates(offset=last["update_id"] + 1) == []
    world.updates.renumber(500)
    assert phone.send_text("一周后") == [500]
    (update,) = await call.updates(offset=last["update_id"] + 1)
    assert update["update_id"] == 500
    assert await call.updates(offset=501) == []


async def test_pending_updates_can_be_dropped(call: Caller, phone: Client) -> None:
    assert (await call("deleteWebhook", drop_pending_updates=True))["ok"]
    assert await call.updates() == []


async def test_thousands_of_updates_are_quick(call: Caller, phone: Client) -> None:
    for number in range(5000):
        phone.send_text(str(number))
    began, offset, taken = time.process_time(), 0, 0
    while batch := await call.updates(offset=offset):
        offset = batch[-1]["update_id"] + 1
        taken += len(batch)
    assert taken == 5001
    assert time.process_time() - began < 5
