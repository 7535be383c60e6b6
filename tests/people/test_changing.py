"""换号码, 改户主, 搬家: what changes, what is refused, and what history keeps."""

from sqlalchemy import select

from sandbox.township_people import PHONES
from storage.households.past import Past
from storage.tables import household_past
from tests.people.street import CLERK, HEAD, LI, ZHOU, Street
from tests.people.test_handing_over import CODES, open_card


async def test_a_new_number_is_found_and_the_old_one_is_not(street: Street) -> None:
    card = await open_card(street, CLERK, LI)
    assert PHONES[LI] in card
    await street.tap(CLERK, "换号码")
    assert "不像电话号码" in await street.say(CLERK, "一二三")
    assert "已经有人用了" in await street.say(CLERK, PHONES[ZHOU])
    assert "改成 13900001111" in await street.say(CLERK, "139 0000 1111")
    assert "改好了" in await street.tap(CLERK, "确认换号码")
    with street.office.database.read() as unit:
        found = unit.people.by_phone("13900001111")
        assert found is not None
        assert found.name == LI
        assert unit.people.by_phone(PHONES[LI]) is None
    (line,) = street.audited("phone_changed")
    assert (line.actor, line.subject) == (street.id_of(CLERK), street.id_of(LI))
    # The account stays bound.
    assert "本月" in await street.say(LI, "/visit")


async def test_a_number_given_to_somebody_meanwhile_is_refused(lane: Street) -> None:
    await open_card(lane, CLERK, LI)
    await lane.tap(CLERK, "换号码")
    await lane.say(CLERK, "13900001111")
    await open_card(lane, HEAD, ZHOU)
    await lane.tap(HEAD, "换号码")
    await lane.say(HEAD, "13900001111")
    await lane.tap(HEAD, "确认换号码")
    assert "已经有人用了" in await lane.tap(CLERK, "确认换号码")


async def test_a_village_head_sees_numbers_masked(lane: Street) -> None:
    card = await open_card(lane, HEAD, LI)
    assert PHONES[LI] not in card
    assert "***" in card
    # Nor does a search by digits tell anything.
    await lane.say(HEAD, "/people")
    assert "没找到" in await lane.say(HEAD, PHONES[LI])
    await lane.say(CLERK, "/people")
    assert "没找到" not in await lane.say(CLERK, PHONES[LI])


async def open_home(street: Street, who: str, name: str, head: str) -> str:
    await open_card(street, who, name)
    await street.tap(who, "名下的户")
    while not any(one.startswith(head) for one in street.labels(who)):
        await street.tap(who, "更多")
    return await street.tap(who, head)


async def test_a_change_of_head_closes_a_row_and_opens_another(street: Street) -> None:
    visits = street.state()["visits"]
    await open_home(street, HEAD, LI, "王福生")
    await street.tap(HEAD, "改户主")
    assert "30 个字以内" in await street.say(HEAD, "龘" * 31)
    assert "从王福生改成<b>王&小明" in await street.say(HEAD, "<b>王&小明")
    assert "户主改成<b>王&小明了" in await street.tap(HEAD, "确认改户主")
    with street.office.database.read() as unit:
        (past,) = unit.connection.execute(select(household_past)).all()
        assert past.until.isoformat() == "2026-11-20"
        kept = Past(unit).heads_of(past.household_id)
        assert [name for name, _ in kept] == ["王福生"]
    assert street.state()["visits"] == visits
    assert any(one.startswith("<b>王&小明") for one in await labels_of_visit(street))
    (line,) = street.audited("head_changed")
    assert (line.actor, line.subject) == (street.id_of(HEAD), past.household_id)


async def labels_of_visit(street: Street) -> list[str]:
    await street.say(LI, "/visit")
    return street.labels(LI)


async def test_a_village_head_moves_no_household(lane: Street) -> None:
    await open_home(lane, HEAD, LI, "王福生")
    assert "搬家" not in lane.labels(HEAD)


async def test_a_household_moves_and_its_pairing_stays(street: Street) -> None:
    pairings = street.state()["pairings"]
    await open_home(street, CLERK, LI, "王福生")
    await street.taps(CLERK, "搬家", "高岩村", "二组")
    assert "不能晚于今天" in await street.say(CLERK, "明天")
    assert "11月15日" in await street.say(CLERK, "11-15")
    assert "现在在高岩村二组" in await street.tap(CLERK, "确认搬家")
    assert street.state()["pairings"] == pairings
    with street.office.database.read() as unit:
        (past,) = unit.connection.execute(select(household_past)).all()
        homes = unit.rounds.of([street.id_of(LI)], street.office.today)[street.id_of(LI)]
        moved = next(one for one in homes if one.code == CODES["王福生"])
    assert past.until.isoformat() == "2026-11-14"
    assert (moved.village, moved.group) == ("高岩村", "二组")
    (line,) = street.audited("household_moved")
    assert line.actor == street.id_of(CLERK)
