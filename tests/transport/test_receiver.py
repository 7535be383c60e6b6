"""The receiver: on disk before anybody hears that it arrived, whatever its form."""

from typing import Any

import pytest

from bot.transport.receiver import Receiver, chat_of
from sandbox.clock import SettableClock
from storage.database import Database

ODD: list[dict[str, Any]] = [
    {"update_id": 1},
    {"update_id": 2, "message": "no message"},
    {"update_id": 3, "message": {"chat": 7}},
    {"update_id": 4, "message": {"chat": {"id": "seven"}}},
    {"update_id": 5, "message": {"chat": {"id": True}}},
    {"update_id": 6, "callback_query": None},
    {"update_id": 7, "callback_query": {"message": None}},
    {"update_id": 8, "poll": {"id": "1"}},
    {"update_id": 9, "message": {"text": "\ud800 half a character, \x00"}},
    {"update_id": 10, "message": {"chat": {"id": 2**70}}},
]


async def test_what_has_been_stored_is_there_and_the_worker_is_told(database: Database) -> None:
    receiver = Receiver(database, SettableClock())
    await receiver.store([])
    assert not receiver.arrived.is_set()
    await receiver.store([{"update_id": 7, "message": {"chat": {"id": 1}, "text": "王福生 正常"}}])
    assert receiver.arrived.is_set()
    with database.write() as unit:
        (kept,) = unit.inbox.next(receiver._clock.now(), 10, None)
    assert (kept.channel, kept.external, kept.chat_id, "王福生 正常" in kept.raw) == (
        "telegram",
        "7",
        1,
        True,
    )


async def test_no_form_of_an_update_keeps_the_others_from_being_stored(database: Database) -> None:
    receiver = Receiver(database, SettableClock())
    await receiver.store([*ODD, {"update_id": 99, "message": {"chat": {"id": 1}}}])
    with database.read() as unit:
        assert unit.inbox.counts() == {"pending": len(ODD) + 1}


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"message": {"chat": {"id": 7}}}, 7),
        ({"edited_message": {"chat": {"id": -7}}}, -7),
        ({"my_chat_member": {"chat": {"id": 7}}}, 7),
        ({"callback_query": {"from": {"id": 8}, "message": {"chat": {"id": 7}}}}, 7),
        ({"callback_query": {"from": {"id": 8}, "inline_message_id": "x"}}, 8),
    ],
)
def test_every_kind_of_update_has_its_chat(update: dict[str, Any], chat: int) -> None:
    assert chat_of({"update_id": 1, **update}) == chat


def test_an_update_of_no_known_form_has_no_chat() -> None:
    assert [chat_of(one) for one in ODD[:8]] == [None] * 8
