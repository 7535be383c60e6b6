"""移交: pairings close and open, both are told, and every count is right for both."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import select

from domain.people.joining import LanguageChosen
from sandbox.township_households import HOMES, code_of
from sandbox.township_people import PHONES
from storage.tables import pairing
from tests.people.street import CLERK, HE, HEAD, LI, WU, ZHOU, Street, owed

CODES = {home.head: code_of(home) for home in HOMES}


async def open_card(street: Street, who: str, name: str) -> str:
    await street.say(who, "/people")
    await street.say(who, name)
    return await street.tap(who, f"{name} · ")


async def give_one(street: Street, who: str, giver: str, head: str, receiver: str, day: str) -> str:
    """Up to the check card."""
    await open_card(street, who, giver)
    await street.tap(who, "移交")
    while not any(one.startswith(head) for one in street.labels(who)):
        await street.tap(who, "更多")
    await street.tap(who, head)
    await street.say(who, receiver)
    await street.tap(who, f"{receiver} · ")
    return await (street.tap(who, day) if day in street.labels(who) else street.say(who, day))


def held(street: Street, head: str) -> list[tuple[str, str, str | None]]:
    """The responsible people of a household: phone, since, until."""
    return [
        (one["phone"], one["since"], one["until"])
        for one in street.state()["pairings"]
        if one["household_code"] == CODES[head] and one["duty"] == "responsible"
    ]


async def test_a_pairing_ends_the_day_before_and_another_begins(street: Street) -> None:
    before = held(street, "王福生")[-1]
    assert "请看一眼" in await give_one(street, CLERK, LI, "王福生", HE, "今天")
    assert "移交好了" in await street.tap(CLERK, "确认移交")
    assert held(street, "王福生")[-2:] == [
        (PHONES[LI], before[1], "2026-11-20"),
        (PHONES[HE], "2026-11-21", None),
    ]
    (line,) = street.audited("pairing_handed_over")
    assert line.actor == street.id_of(CLERK)


async def test_a_hand_over_in_mid_month_leaves_the_counts_right_for_both(street: Street) -> None:
    code = CODES["石光华"]
    assert owed(street, LI)[code] == "met"
    visits = street.state()["visits"]
    before = len(owed(street, LI)), len(owed(street, HE))
    await give_one(street, CLERK, LI, "石光华", HE, "今天")
    await street.tap(CLERK, "确认移交")
    assert (len(owed(street, LI)), len(owed(street, HE))) == (before[0], before[1] + 1)
    assert owed(street, LI)[code] == "met", "what was met while the pairing lasted is kept"
    assert owed(street, HE)[code] == "open"
    # Last month is as it was, and credit stays with whoever made the visits.
    assert owed(street, LI, "2026-10")[code] == "met"
    assert code not in owed(street, HE, "2026-10")
    assert street.state()["visits"] == visits
    # The receiver visits: that meets it, and only for the receiver.
    await street.say(HE, "/visit")
    await street.say(HE, "石光华")
    await street.tap(HE, "一切正常")
    assert owed(street, HE)[code] == "met"


async def test_both_are_told_and_the_receiver_gets_a_summary(street: Street) -> None:
    await give_one(street, CLERK, LI, "王福生", HE, "明天")
    await street.tap(CLERK, "确认移交")
    (given,), (received,) = street.told(LI), street.told(HE)
    assert given == "从11月22日起，王福生由何梅走访。您以前的走访都还算您的，谢谢您！"
    assert "从11月22日起，原来李国强负责的 1 户由您负责走访：" in received
    assert "王福生（石板村三组）上次10月21日" in received
    assert "没有未办完的事" in received
    protected = [one.payload.get("private") for one in street.sent if one.kind == "note"]
    assert protected == [True, True]


async def test_each_is_told_in_the_own_language(lane: Street) -> None:
    with lane.office.database.write() as unit:
        unit.people.speak([LanguageChosen(lane.id_of(HE), "en", lane.watch.now())])
    await give_one(lane, CLERK, LI, "王福生", HE, "明天")
    await lane.tap(CLERK, "确认移交")
    assert lane.told(LI)[0].startswith("从11月22日起")
    assert lane.told(HE)[0].startswith("From 22 Nov on you are responsible for 1 household of 李国强:")


async def test_of_two_who_confirm_at_the_same_moment_one_is_told_it_is_gone(street: Street) -> None:
    await give_one(street, CLERK, LI, "王福生", HE, "明天")
    await give_one(street, HEAD, LI, "王福生", WU, "明天")
    before = len(street.state()["pairings"])
    await asyncio.gather(street.press(CLERK, "确认移交"), street.press(HEAD, "确认移交"))
    street.deliver()
    assert len(street.state()["pairings"]) == before + 1
    assert len(street.audited("pairing_handed_over")) == 1
    cards = [street.phones[who].texts[max(street.phones[who].texts)] for who in (CLERK, HEAD)]
    assert sum("移交好了" in one for one in cards) == 1
    assert sum("不在这个人名下了" in one for one in cards) == 1


async def test_all_households_go_at_once_and_only_eight_are_named(street: Street) -> None:
    await open_card(street, CLERK, LI)
    await street.taps(CLERK, "移交", "全部负责的户")
    await street.say(CLERK, HE)
    await street.tap(CLERK, "何梅 · ")
    assert "等 12 户" in await street.tap(CLERK, "明天")
    assert "12 户" in await street.tap(CLERK, "确认移交")
    assert street.told(HE)[0].count("（石板村") == 8
    assert "等 12 户" in street.told(HE)[0]
    with street.office.database.read() as unit:
        ended = unit.connection.execute(select(pairing).where(pairing.c.until == date(2026, 11, 21)))
        assert len(ended.all()) == 12


async def test_a_village_head_hands_over_in_the_own_village_only(street: Street) -> None:
    told = await street.say(HEAD, "/people")
    assert "3 人" in told  # 李国强, 周敏 and 吴勇 are paired in 石板村
    assert not any("何梅" in one for one in street.labels(HEAD))
    await give_one(street, HEAD, LI, "王福生", WU, "明天")
    # 吴勇 is not a contact of 王福生's.
    told = await street.tap(HEAD, "确认移交")
    assert "移交好了" in told
    assert "吴勇还没加入" in told


async def test_the_two_duties_of_a_household_stay_with_two_people(lane: Street) -> None:
    told = await give_one(lane, CLERK, LI, "王福生", ZHOU, "明天")
    assert "两个人不能是同一位" in told
    assert "确认移交" not in lane.labels(CLERK)


async def test_a_day_before_the_last_visit_is_refused_with_the_earliest_possible_one(lane: Street) -> None:
    told = await give_one(lane, CLERK, LI, "石光华", HE, "11-01")
    assert "太早" in told
    assert "确认移交" not in lane.labels(CLERK)


async def test_handing_over_what_was_handed_over_meanwhile_changes_nothing(street: Street) -> None:
    await give_one(street, CLERK, LI, "王福生", HE, "明天")
    await give_one(street, HEAD, LI, "王福生", WU, "明天")
    await street.tap(HEAD, "确认移交")
    before = street.state()["pairings"]
    assert "确认移交" in street.labels(CLERK)
    told = await street.tap(CLERK, "确认移交")
    assert "不在这个人名下了" in told
    assert "确认移交" not in street.labels(CLERK)
    assert street.state()["pairings"] == before


async def test_a_receiver_suspended_meanwhile_takes_nothing_over(street: Street) -> None:
    await give_one(street, HEAD, LI, "王福生", WU, "明天")
    before = street.state()["pairings"]
    await open_card(street, CLERK, WU)
    await street.taps(CLERK, "停用", "确认停用")
    assert "已经停用" in await street.tap(HEAD, "确认移交")
    assert street.state()["pairings"] == before


async def test_a_head_out_of_office_can_press_nothing_any_more(street: Street) -> None:
    await give_one(street, HEAD, LI, "王福生", WU, "明天")
    with street.office.database.write() as unit:
        unit.connection.exec_driver_sql("UPDATE role SET until = '2026-11-20' WHERE kind = 'village_head'")
    before = street.state()["pairings"]
    told = await street.tap(HEAD, "确认移交")
    assert "李国强" not in told
    assert street.state()["pairings"] == before
    assert len(street.audited("access_refused")) == 1


@pytest.mark.parametrize("who", [LI, ZHOU])
async def test_who_looks_after_nobody_sees_nobody(lane: Street, who: str) -> None:
    told = await lane.say(who, "/people")
    assert told.startswith("人员由镇上的资料员和村负责人管理")
    assert lane.labels(who) == ["返回"]
    assert len(lane.audited("access_refused")) == 1
