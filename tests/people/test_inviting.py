"""邀请: a link and its picture, made once, bound to one person, and told to the clerk when it is used."""

import base64
import re
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from domain.people.people import RoleKind
from pictures.qr import qr_png
from storage.chat.outbox import Outgoing
from storage.tables import invite, metadata
from tests.conversations.phone import Phone
from tests.people.street import ACCOUNTS, BOT, CLERK, HEAD, LI, WU, Street
from tests.people.test_handing_over import open_card

LINK = re.compile(r"https://t\.me/" + BOT + r"\?start=([\w-]+)")


async def invite_from_the_card(street: Street, who: str, name: str) -> str:
    """The token of the new link."""
    await open_card(street, who, name)
    assert "正在准备" in await street.tap(who, "邀请")
    await street.papers()
    picture = next(one for one in reversed(street.sent) if one.kind == "picture")
    assert picture.chat_id == ACCOUNTS[who]
    found = LINK.search(picture.payload["caption"])
    assert found
    link = found[0]
    assert base64.b64decode(picture.payload["content"]) == qr_png(link)
    return found[1]


async def test_a_link_and_its_picture_are_handed_out(street: Street) -> None:
    await invite_from_the_card(street, HEAD, WU)
    assert "链接和二维码发在上面了" in street.phones[HEAD].texts[max(street.phones[HEAD].texts)]
    (line,) = street.audited("person_invited")
    assert (line.actor, line.subject) == (street.id_of(HEAD), street.id_of(WU))


async def test_the_clerk_and_who_invited_are_told_who_joined(street: Street) -> None:
    token = await invite_from_the_card(street, HEAD, WU)
    await street.say(WU, f"/start {token}")
    await street.tap(WU, "是我")
    assert len(street.told(CLERK)) == len(street.told(HEAD)) == 1
    assert street.told(CLERK)[0].startswith("吴勇（联系人）加入了走访助手")
    assert street.told(WU) == []


async def test_a_new_link_voids_the_older_one(street: Street) -> None:
    first = await invite_from_the_card(street, CLERK, WU)
    second = await invite_from_the_card(street, CLERK, WU)
    assert "用过了或过期了" in await street.say(WU, f"/start {first}")
    assert "吴勇您好" in await street.say(WU, f"/start {second}")


async def test_a_change_of_account_leaves_the_old_one_a_stranger(street: Street) -> None:
    token = await invite_from_the_card(street, CLERK, LI)
    assert "本月" in await street.say(LI, "/visit")
    street.phones["new"] = Phone("new", 7001)
    with street.office.database.write() as unit:
        later = street.watch.now() + timedelta(days=1)
        queued = Outgoing(ACCOUNTS[LI], "note", {"text": "王福生"}, due_at=later)
        unit.outbox.add([queued], unit.ids, street.watch.now())
    await street.say("new", f"/start {token}")
    await street.tap("new", "是我")
    with street.office.database.read() as unit:
        assert unit.outbox.counts().get("due", 0) == 0
        assert unit.drafts.of([ACCOUNTS[LI]]) == {}
    told = await street.say(LI, "/mine")
    assert told.startswith("您好，这个助手只给本镇帮扶工作用")
    assert "王福生" in " ".join([await street.say("new", "/visit"), *street.labels("new")])


async def test_the_token_is_in_no_column_and_no_file_in_plain_text(lane: Street, tmp_path: Path) -> None:
    token = await invite_from_the_card(lane, CLERK, WU)
    with lane.office.database.read() as unit:
        for table in metadata.sorted_tables:
            for row in unit.connection.execute(select(table)):
                assert token not in " ".join(map(str, row)), table.name
        assert len(unit.connection.execute(select(invite)).all()) == 1
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert token.encode() not in path.read_bytes(), path.name
    assert not (tmp_path / "papers").exists()


async def test_who_lost_the_office_since_asking_gets_no_link(street: Street) -> None:
    await open_card(street, HEAD, WU)
    await street.tap(HEAD, "邀请")
    with street.office.database.write() as unit:
        unit.connection.exec_driver_sql(
            f"UPDATE role SET until = '2026-11-20' WHERE kind = '{RoleKind.VILLAGE_HEAD}'"
        )
    await street.papers()
    assert not [one for one in street.sent if one.kind == "picture"]
    with street.office.database.read() as unit:
        assert unit.connection.execute(select(invite)).all() == []


async def test_everybody_who_has_not_joined_gets_a_link_of_their_own(street: Street) -> None:
    assert "没加入" in await street.say(CLERK, "邀请")
    (label,) = [one for one in street.labels(CLERK) if one.startswith("全部邀请")]
    await street.tap(CLERK, label)
    await street.papers()
    pictures = [one for one in street.sent if one.kind == "picture" and one.chat_id == ACCOUNTS[CLERK]]
    tokens = {found[1] for one in pictures if (found := LINK.search(one.payload["caption"]))}
    assert len(tokens) == len(pictures) == int(label.partition("（")[2].split()[0])
    assert "发在上面了" in street.phones[CLERK].texts[max(street.phones[CLERK].texts)]


async def test_who_invites_nobody_is_told_so(street: Street) -> None:
    assert "由镇上的资料员和村负责人管理" in await street.say(LI, "/invite")
