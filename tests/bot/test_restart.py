"""R3 and P6: a conversation goes on after the bot was stopped, struck down or moved to a webhook."""

import asyncio
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from domain.errors import OperatorError
from sandbox.clock import SettableClock
from tests.bot.photos import photo
from tests.bot.stage import Stage, button, card_of, staged
from tests.bot.township import head_of

WANG = head_of(0)


async def test_a_conversation_goes_on_after_the_bot_was_struck_down(stage: Stage) -> None:
    await stage.say("/visit")
    await stage.tap(f"{WANG} ")
    await stage.strike_down()
    phone = stage.phone()
    phone.send_photos([photo(), photo()])
    phone.send_text("屋顶漏雨")
    await stage.start()
    await phone.until(lambda seen: "备注：屋顶漏雨" in str(seen.last))
    await stage.quiet()
    await stage.tap("一切正常")
    (visit,) = stage.visits()
    assert (visit["photos"], visit["note"]) == (2, "屋顶漏雨")


async def test_what_was_taken_but_not_done_when_it_was_struck_down_is_done_afterwards(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path, people=8) as stage:
        phones = [stage.phone(one) for one in range(8)]
        for at, phone in enumerate(phones):
            phone.send_text("/visit")
            phone.send_text(head_of(at * 4))
            phone.send_text("正常")
        for delay in (0.01, 0.02, 0.0, 0.05):
            await asyncio.sleep(delay)
            await stage.strike_down()
            await stage.start()
        await stage.quiet()
        assert len(stage.visits()) == 8
        assert all("记好了" in str(phone.last) for phone in phones)


async def test_an_orderly_stop_finishes_what_it_has_taken(stage: Stage) -> None:
    await stage.say("/visit")
    stage.phone().send_text(WANG)
    stage.phone().send_text("正常")
    await stage.phone().until(lambda _: not stage.world.updates.pending)
    await stage.stop()
    assert "记好了" in card_of(stage.phone())


async def test_a_half_told_visit_is_offered_again_within_three_days(stage: Stage) -> None:
    await stage.say("/visit")
    await stage.tap(f"{WANG} ")
    await stage.say("屋顶漏雨")
    await stage.say("/mine")
    assert isinstance(stage.world.clock, SettableClock)
    stage.world.clock.advance(timedelta(hours=71))
    await stage.stop()
    await stage.start()
    await stage.say("/visit")
    assert f"上次{WANG}家记到一半，接着记吗？" in card_of(stage.phone())
    await stage.tap("接着记")
    assert "备注：屋顶漏雨" in card_of(stage.phone())


async def test_the_same_bot_takes_its_updates_by_webhook(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{probe.getsockname()[1]}"
    hook = {"WEBHOOK_URL": f"http://{listen}/hook", "WEBHOOK_LISTEN": listen}
    async with staged(tmp_path, settings=hook) as stage:
        await stage.say("/visit")
        await stage.tap(f"{WANG} ")
        await stage.send_album(2)
        await stage.strike_down()
        message, choice = button(stage.phone(), "一切正常")
        stage.phone().tap(message, choice)
        await stage.start()
        await stage.phone().until(lambda seen: "记好了" in str(seen.last))
        await stage.quiet()
        (visit,) = stage.visits()
        assert visit["photos"] == 2
        # And back: what a webhook leaves behind must not keep polling out for ever.
        await stage.stop()
        for name in hook:
            del stage.environ[f"ZOUFANG_{name}"]
        await stage.start()
        await stage.say("/mine")
        assert "您名下 4 户" in card_of(stage.phone())


async def test_a_second_run_on_the_same_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        second = Stage(stage.world, stage.server, stage.environ)
        with pytest.raises(OperatorError, match="already runs"):
            await second.start()
        second.office.database.close()
        await stage.say("/mine")
        assert "您名下 4 户" in card_of(stage.phone())
