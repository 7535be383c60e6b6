"""The sender over the real Bot API: order, limits, what is repeated and what never is."""

import asyncio
import itertools
import time
from collections import Counter
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.people.joining import PersonJoined
from domain.register.register import PersonEntry, Register
from sandbox.telegram.errors import ApiError, bad_request, forbidden, too_many_requests
from sandbox.telegram.params import Params
from storage.chat.outbox import NOTICE, Outgoing
from storage.database import Database
from storage.register.ledger import Ledger
from storage.register.writing import write
from tests.edges.test_pacer import most_in_a_second
from tests.transport.telegram_stage import card, sending, words


async def test_a_chat_gets_its_messages_in_the_order_they_were_owed(database: Database) -> None:
    async with sending(database) as stage:
        for at in range(0, 60, 6):
            await stage.owe(*(words(str(at + each), 1 + each % 3) for each in range(6)))
        assert await stage.settled() == {"sent": 60}
        for chat in (1, 2, 3):
            texts = [int(one.text) for one in stage.telegram.sent() if one.chat == chat]
            assert texts == sorted(texts)
            assert len(texts) == 20


async def test_never_more_than_thirty_leave_in_any_second_nor_a_burst_to_one_chat(sqlite: Database) -> None:
    async with sending(sqlite, fast=False, flood=True) as stage:
        await stage.owe(*(words(str(at)) for at in range(5)), *(words("一", chat) for chat in range(2, 80)))
        assert await stage.settled() == {"sent": 83}
        assert most_in_a_second([one.at for one in stage.telegram.sent()]) <= 30
        to_one = [one.at for one in stage.telegram.sent() if one.chat == 1]
        assert all(late - early > 1.0 for early, late in zip(to_one, to_one[3:], strict=False))
        assert stage.telegram.world.flood.refused == 0


async def test_edits_count_too_and_a_machine_that_stands_still_makes_no_burst(sqlite: Database) -> None:
    async def stand_still() -> None:
        for pause in itertools.cycle((0.3, 0.02, 0.5, 0.1)):
            time.sleep(pause)
            await asyncio.sleep(0.05)

    async with sending(sqlite, fast=False, flood=True) as stage:
        people = range(1, 40)
        await stage.owe(*(card("一", chat) for chat in people))
        assert await stage.settled() == {"sent": 39}
        cards = {chat: stage.telegram.world.client(chat).messages[-1]["message_id"] for chat in people}
        hindrance = asyncio.create_task(stand_still())
        await stage.owe(*(card("二", chat, tapped=cards[chat]) for chat in people))
        await stage.owe(*(words("三", chat) for chat in range(40, 90)))
        assert await stage.settled() == {"sent": 39 + 89}
        hindrance.cancel()
        assert len(stage.telegram.sent("editmessagetext")) == 39
        times = [one.at for one in stage.telegram.sent("sendmessage", "editmessagetext", "sendchataction")]
        assert most_in_a_second(times) <= 30
        assert stage.telegram.world.flood.refused == 0


async def test_the_dots_that_a_reply_is_being_written_take_a_slot_and_give_it_back(sqlite: Database) -> None:
    async with sending(sqlite, fast=False) as stage:
        await stage.owe(
            *(words(str(at), 1) for at in range(7)), *(words("一", chat) for chat in range(2, 60))
        )
        assert await stage.settled() == {"sent": 65}
        every = stage.telegram.sent("sendmessage", "sendchataction")
        assert {one.method for one in every} == {"sendmessage", "sendchataction"}
        assert most_in_a_second([one.at for one in every]) <= 30


async def test_a_reply_overtakes_the_notices_that_wait(sqlite: Database) -> None:
    async with sending(sqlite, fast=False) as stage:
        await stage.owe(*(words("通知", chat, lane=NOTICE) for chat in range(10, 80)))
        while len(stage.telegram.sent()) < 30:
            await asyncio.sleep(0.01)
        await stage.owe(words("回复", 5))
        assert await stage.settled() == {"sent": 71}
        texts = [one.text for one in stage.telegram.sent()]
        assert texts.index("回复") < 65, "it waits for a slot, but for no notice that has none yet"


async def test_while_telegram_wants_quiet_everybody_waits(sqlite: Database) -> None:
    refused_at: list[float] = []

    def trouble(method: str, params: Params) -> bool:
        if method == "sendmessage" and not refused_at:
            refused_at.append(time.monotonic())
            raise too_many_requests(1)
        return False

    async with sending(sqlite) as stage:
        stage.telegram.trouble = trouble
        await stage.owe(words("一", 1))
        while not refused_at:
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.05)
        await stage.owe(words("二", 2), words("三", 1))
        assert await stage.settled() == {"sent": 3}
        later = stage.telegram.sent()[1:]
        assert min(one.at for one in later) - refused_at[0] >= 1.0
        assert [one.text for one in later if one.chat == 1] == ["一", "三"]


async def test_what_a_sick_server_did_not_take_is_sent_again(sqlite: Database) -> None:
    async with sending(sqlite) as stage:
        left = [502, 500]

        def trouble(method: str, params: Params) -> bool:
            if left:
                raise ApiError(left.pop(), "Internal Server Error")
            return False

        stage.telegram.trouble = trouble
        await stage.owe(words("一"), words("二"))
        assert await stage.settled() == {"sent": 2}
        assert [one.text for one in stage.telegram.sent()] == ["一", "一", "一", "二"]
        assert [one["text"] for one in stage.telegram.world.client(1).messages] == ["一", "二"]


async def test_a_message_whose_answer_was_cut_off_is_repeated_once_at_the_most(sqlite: Database) -> None:
    async with sending(sqlite) as stage:
        stage.telegram.trouble = lambda _method, params: params.text("text") == "一"
        await stage.owe(words("一"), words("二"))
        assert await stage.settled() == {"unknown": 1, "sent": 1}
        assert Counter(one["text"] for one in stage.telegram.world.client(1).messages) == {"一": 2, "二": 1}


async def test_one_message_that_telegram_refuses_does_not_hold_up_the_next(sqlite: Database) -> None:
    async with sending(sqlite) as stage:
        await stage.owe(
            Outgoing(1, "card", {"text": "一", "rows": [[{"label": "好", "data": "长" * 22}]]}), words("二")
        )
        assert await stage.settled() == {"failed": 1, "sent": 1}


async def test_words_that_are_too_long_for_one_message_come_in_several(sqlite: Database) -> None:
    async with sending(sqlite) as stage:
        await stage.owe(words("长" * 5000))
        assert await stage.settled() == {"sent": 1}
        assert [len(one["text"]) for one in stage.telegram.world.client(1).messages] == [2048, 2048, 904]


def someone(database: Database, account: int) -> int:
    """The only person there is, who has joined from that account."""
    now = datetime(2026, 11, 21, 4, tzinfo=UTC)
    with database.write() as unit:
        ledger = Ledger(unit, now.date(), now, ZoneInfo("Asia/Shanghai"))
        write(ledger, Register(people=(PersonEntry("周敏", "10000000002", ()),)))
        (who,) = unit.people.all()
        unit.people.join([PersonJoined(0, who.id, account, now)])
        return who.id


@pytest.mark.parametrize("kind", ["note", "card"])
@pytest.mark.parametrize(
    "refusal",
    [
        forbidden("bot was blocked by the user"),
        forbidden("user is deactivated"),
        forbidden("bot can't initiate conversation with a user"),
        bad_request("chat not found"),
        bad_request("user not found"),
        bad_request("PEER_ID_INVALID"),
        bad_request("INPUT_USER_DEACTIVATED"),
    ],
    ids=str,
)
async def test_who_stopped_the_bot_or_is_gone_is_remembered_and_gets_nothing_more(
    sqlite: Database, refusal: ApiError, kind: str
) -> None:
    def trouble(method: str, params: Params) -> bool:
        if params.integer("chat_id") == 1:
            raise refusal
        return False

    async with sending(sqlite) as stage:
        person_id = someone(sqlite, account=1)
        stage.telegram.trouble = trouble
        await stage.owe(words("一") if kind == "text" else card("一"), words("二"), words("别人", 2))
        assert await stage.settled() == {"held": 2, "sent": 1}
        assert len([one for one in stage.telegram.sent() if one.chat == 1]) == 1
        with sqlite.read() as unit:
            blocked = {one.id for one in unit.people.all() if one.blocked_at}
        assert blocked == {person_id}


async def test_an_answer_to_a_tap_waits_for_nothing(sqlite: Database) -> None:
    async with sending(sqlite, fast=False) as stage:
        phone = stage.telegram.world.client(1)
        await stage.owe(*(words(str(at)) for at in range(4)))
        while len(stage.telegram.sent()) < 3:
            await asyncio.sleep(0.01)
        query = stage.telegram.world.ask(1)
        await stage.owe(Outgoing(1, "toast", {"tap": query, "text": "这一步已过"}))
        await stage.settled()
        assert phone.toast == "这一步已过"
        methods = [one.method for one in stage.telegram.arrived]
        assert methods.index("answercallbackquery") < len(methods) - 1, "before the fourth message"


async def test_a_tap_too_old_to_be_answered_is_no_failure(sqlite: Database) -> None:
    async with sending(sqlite) as stage:
        await stage.owe(Outgoing(1, "toast", {"tap": "long ago"}))
        assert await stage.settled() == {"sent": 1}
