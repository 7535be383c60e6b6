"""A need from its report to its confirmation, over three phones and through the whole bot."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands.state import state
from sandbox.clock import SettableClock
from sandbox.telegram.client import Client
from sandbox.telegram.server import serve
from sandbox.telegram.world import World
from tests.bot.photos import photo
from tests.bot.stage import Stage, card_of
from tests.bot.township import TOKEN
from tests.needs.hamlet import CONTACT, HEAD, LEADER, RESPONSIBLE, settle_hamlet, working_environment


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A running bot with one household, both its duty holders, and the leader."""
    world = World(SettableClock(), TOKEN, flood=False)
    server = await serve(world)
    environ = working_environment(tmp_path, server.url)
    settle_hamlet(environ).database.close()
    stage = Stage(world, server, environ)
    try:
        await stage.start()
        yield stage
        await stage.stop()
    finally:
        await stage.strike_down()
        await server.close()


async def sees(phone: Client, words: str) -> None:
    """The phone shows these words, sooner or later."""
    await phone.until(lambda seen: any(words in str(one.get("text")) for one in seen.messages), timeout=60)


async def test_an_urgent_need_is_reported_taken_on_solved_and_confirmed(stage: Stage) -> None:
    responsible, contact, leader = (stage.phone(one) for one in (RESPONSIBLE, CONTACT, LEADER))
    await stage.say("/need")
    await stage.tap(f"{HEAD} ")
    await stage.tap("住房")
    responsible.send_voice(9)
    await sees(responsible, "语音 9 秒")
    await stage.tap("很急，马上转镇上")
    assert "已上报，编号 N-0001，已转镇上" in card_of(responsible)

    await sees(leader, f"有件急事请您看看：N-0001 {HEAD}家")
    await stage.tap("我来接手", LEADER)
    await sees(responsible, "罗建华接手")

    await stage.tap("看看这件事")
    await stage.tap("办好了")
    responsible.send_photos([photo()], "屋顶已换新瓦")
    await sees(responsible, "N-0001 已办结：屋顶已换新瓦。会请联系人周敏回访一句。")

    # From half past two in the afternoon people may be asked something.
    assert isinstance(stage.world.clock, SettableClock)
    stage.world.clock.advance(timedelta(minutes=31))
    await sees(contact, "办好了：屋顶已换新瓦、照片 1 张。您下次去看看是否属实？")
    await stage.tap("属实", CONTACT)
    assert "N-0001 属实，办结了" in card_of(contact)
    await sees(responsible, "周敏看过，属实，办结")
    (need,) = state(stage.office)["needs"]
    assert (need["number"], need["status"], need["urgent"]) == ("N-0001", "confirmed", True)


async def test_of_two_who_solve_it_at_once_one_does_and_the_other_is_told_so(stage: Stage) -> None:
    responsible, contact = stage.phone(RESPONSIBLE), stage.phone(CONTACT)
    await stage.say("/need")
    await stage.tap(f"{HEAD} ")
    await stage.tap("饮水")
    await stage.tap("跳过")
    await stage.tap("确认上报")
    for one in (RESPONSIBLE, CONTACT):
        await stage.say("/mine", one)
        await stage.tap("有 1 件事在办", one)
        await stage.tap("N-0001", one)
        await stage.tap("办好了", one)
    # Both lines wait together, so that one batch decides on both.
    responsible.send_text("水管换好了")
    contact.send_text("我换好了水管")
    await stage.quiet()
    # Among all messages: the question whether it is so may have come below already.
    said = ["\n".join(str(each.get("text")) for each in one.messages) for one in (responsible, contact)]
    assert sorted("已办结" in one for one in said) == [False, True]
    assert ["刚有人动过" in one for one in said] == ["已办结" not in one for one in said]
    with stage.office.database.read() as unit:
        (need,) = unit.needs.by_number([1]).values()
    assert [one.act for one in need.history] == ["report", "solve"]
