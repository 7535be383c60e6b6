"""停用 and 恢复: at the next update, with nothing left in the queue; in the chat and on the command line."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.commands.suspend import suspend
from domain.errors import OperatorError
from domain.people.people import RoleKind
from sandbox.township_people import PHONES
from storage.chat.outbox import Outgoing
from storage.tables import outbox, paperwork
from tests.people.street import ACCOUNTS, CLERK, HE, HEAD, LI, WU, Street
from tests.people.test_handing_over import open_card


def queue(street: Street, name: str, kind: str = "note") -> None:
    with street.office.database.write() as unit:
        message = Outgoing(ACCOUNTS[name], kind, {"text": "王福生"}, due_at=street.watch.now())
        unit.outbox.add([message], unit.ids, street.watch.now())


def queued(street: Street, name: str) -> int:
    with street.office.database.read() as unit:
        rows = select(outbox).where(outbox.c.chat_id == ACCOUNTS[name], outbox.c.status != "sent")
        return len(unit.connection.execute(rows).all())


async def shut_out(street: Street, who: str, name: str) -> str:
    await open_card(street, who, name)
    return await street.taps(who, "停用", "确认停用")


async def test_a_suspended_person_is_refused_at_the_next_update(street: Street) -> None:
    assert "本月" in await street.say(LI, "/visit")
    assert "李国强已停用" in await shut_out(street, HEAD, LI)
    visits = len(street.state()["visits"])
    told = await street.tap(LI, "王福生")
    assert told.strip().startswith("您好，这个助手只给本镇帮扶工作用")
    assert "王福生" not in told
    assert len(street.state()["visits"]) == visits
    (line,) = street.audited("person_suspended")
    assert (line.actor, line.subject) == (street.id_of(HEAD), street.id_of(LI))
    assert len(street.audited("access_refused")) == 1


async def test_what_is_queued_to_a_suspended_person_is_purged(street: Street) -> None:
    await open_card(street, CLERK, LI)
    await street.tap(CLERK, "停用")
    queue(street, LI)
    queue(street, HE)
    street.sent.clear()
    await street.tap(CLERK, "确认停用")
    assert [one.chat_id for one in street.sent if one.kind == "note"] == [ACCOUNTS[HE]]
    assert queued(street, LI) == 0


async def test_what_is_decided_beside_the_suspension_is_not_sent_either(street: Street) -> None:
    await open_card(street, CLERK, LI)
    await street.tap(CLERK, "停用")
    await asyncio.gather(street.press(CLERK, "确认停用"), street.write(LI, "/visit"))
    assert queued(street, LI) == 0


async def test_paperwork_of_a_suspended_person_is_never_made(street: Street) -> None:
    with street.office.database.write() as unit:
        clerks = [one for one in unit.people.all() if one.name == HE]
        unit.connection.exec_driver_sql(
            f"UPDATE role SET kind = '{RoleKind.CLERK}' WHERE person_id = {clerks[0].id}"
        )
    await street.say(HE, "/export")
    await shut_out(street, CLERK, HE)
    with street.office.database.read() as unit:
        assert unit.connection.execute(select(paperwork)).all() == []


async def test_who_is_restored_goes_on(street: Street) -> None:
    await shut_out(street, CLERK, LI)
    await street.tap(CLERK, "接着办")
    assert "邀请" not in street.labels(CLERK)
    assert "已恢复" in await street.tap(CLERK, "恢复")
    assert "本月" in await street.say(LI, "/visit")
    assert len(street.audited("person_restored")) == 1


async def test_nobody_suspends_oneself(lane: Street) -> None:
    await open_card(lane, CLERK, CLERK)
    assert "停用" not in lane.labels(CLERK)


async def test_a_village_head_suspends_no_official(lane: Street) -> None:
    with lane.office.database.write() as unit:
        officials = [one for one in unit.people.all() if one.name == WU]
        unit.connection.exec_driver_sql(
            f"UPDATE role SET kind = 'township_leader' WHERE person_id = {officials[0].id}"
        )
    told = await open_card(lane, HEAD, WU)
    assert "镇领导" in told
    assert lane.labels(HEAD) == ["返回", "取消"]


async def test_an_open_link_of_a_suspended_person_is_void_for_ever(lane: Street) -> None:
    with lane.office.database.write() as unit:
        token = unit.invites.issue([lane.id_of(WU)], unit.ids, lane.watch.now())[lane.id_of(WU)]
    await shut_out(lane, CLERK, WU)
    await lane.taps(CLERK, "接着办", "恢复")
    assert "用过了或过期了" in await lane.say(WU, f"/start {token}")


def test_the_command_does_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lane: Street) -> None:
    queue(lane, LI)
    monkeypatch.setenv("ZOUFANG_DATA_DIR", str(lane.office.settings.data_dir))
    done = CliRunner().invoke(cli, ["suspend", PHONES[LI]])
    assert done.exit_code == 0, done.output
    assert queued(lane, LI) == 0
    (line,) = lane.audited("person_suspended")
    assert (line.actor, line.subject) == (None, lane.id_of(LI))
    suspend(lane.office, PHONES[LI], restore=True)
    assert len(lane.audited("person_restored")) == 1
    with pytest.raises(OperatorError):
        suspend(lane.office, "10009999999")
