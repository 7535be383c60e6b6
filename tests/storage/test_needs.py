"""Needs stand as they were told and moved, under numbers that never come again, on both databases."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import select, update

from domain.calendar.working_days import WorkingDays
from domain.needs.life import report, reported, step, with_step
from domain.needs.needs import Act, Need, NeedMoved, NeedReported, NeedStatus
from domain.needs.orders import NeedOrder, NeedScene, NeedTold
from domain.notices.notices import Notice, NoticeDropped, NoticeKind, NoticeTold
from domain.people.access import Actor
from domain.people.people import TOWNSHIP, Rung
from domain.register.register import Register
from domain.visits.visits import Picture, Voice
from storage.base.repository import Overtaken
from storage.database import Database
from storage.state import State
from storage.tables import audit, fetch, need_step, person
from storage.unit import Unit
from tests.storage.conftest import LI, TODAY, WANG, ZHAO, ZHOU, Enter
from tests.storage.contents import as_stolen

CALENDAR = WorkingDays()
Report = Callable[..., Need]


@pytest.fixture
def township(database: Database, enter: Enter, register: Register) -> Database:
    enter(register)
    return database


def person_of(unit: Unit, phone: str) -> int:
    found = unit.people.by_phone(phone)
    assert found is not None
    return found.id


def home_of(unit: Unit, code: str, phone: str = LI) -> int:
    who = person_of(unit, phone)
    return next(one.id for one in unit.rounds.of([who], TODAY)[who] if one.code == code)


def scene_of(unit: Unit, phone: str, home: int, now: datetime, today: date = TODAY) -> NeedScene:
    who = unit.people.by_phone(phone)
    assert who is not None
    roles = unit.people.roles_of([who.id]).get(who.id, ())
    pairings = tuple(one.pairing for one in unit.rounds.of([who.id], today)[who.id])
    ladder = unit.ladders.of([home], today)[home]
    return NeedScene(Actor(who, roles, pairings), ladder, now, today, CALENDAR)


@pytest.fixture
def told(township: Database, now: datetime) -> Report:
    """Reports a need of 王福生 and gives it as the domain has it."""

    def tell(
        category: str = "housing",
        code: str = WANG,
        *,
        today: date = TODAY,
        words: str = "屋顶漏雨",
        **more: object,
    ) -> Need:
        with township.write() as unit:
            home = home_of(unit, code)
            scene = scene_of(unit, LI, home, now, today)
            told = replace(NeedTold(home, category, words=words), **more)  # type: ignore[arg-type]
            village = "000101" if code == WANG else "000102"
            fact = report(told, unit.ids.at(now), unit.needs.next_number(), village, scene)
            assert isinstance(fact, NeedReported)
            unit.records.write([fact])
        return reported(fact, village)

    return tell


def moved(database: Database, need: Need, order: NeedOrder, phone: str, at: datetime) -> NeedMoved:
    """What somebody decides on the need as it was seen then."""
    with database.read() as unit:
        fact = step(need, order, scene_of(unit, phone, need.household_id, at))
    assert isinstance(fact, NeedMoved), fact
    return fact


def write(database: Database, facts: Sequence[object]) -> None:
    with database.write() as unit:
        unit.records.write(facts)


def stored(database: Database, need: Need) -> Need:
    with database.read() as unit:
        return unit.needs.of([need.id])[need.id]


def test_a_need_is_read_back_as_it_was_reported(township: Database, told: Report, now: datetime) -> None:
    spoken = Voice("voice-1", "file-v", 12)
    shown = (Picture("unique-1", "file-1"), Picture("unique-2", "file-2"))
    with township.write() as unit:
        unit.fetches.add(shown, unit.ids, now)
        row = {
            "id": 1,
            "unique_ref": "voice-1",
            "file_ref": "file-v",
            "status": "due",
            "tries": 0,
            "due_at": now,
        }
        unit.connection.execute(fetch.insert(), [unit.vault.seal_row(fetch, row)])
    need = told(voice=spoken, pictures=shown)
    assert (need.label, need.words) == ("N-0001", "屋顶漏雨")
    assert stored(township, need) == need
    with township.read() as unit:
        assert unit.needs.by_number([1, 2]) == {1: need}
        trail = unit.connection.execute(select(audit.c.kind, audit.c.actor, audit.c.subject)).all()
        assert trail[-1] == ("need_reported", need.reporter_id, need.id)


def test_every_step_of_a_life_is_read_back(township: Database, told: Report, now: datetime) -> None:
    need = told()
    orders = (
        (LI, NeedOrder(Act.ACCEPT, 1)),
        (LI, NeedOrder(Act.MORE_TIME, 2, words="等瓦", reason="materials", working_days=3)),
        (LI, NeedOrder(Act.SOLVE, 3, words="屋顶已换新瓦", pictures=(Picture("after", ""),))),
        (ZHOU, NeedOrder(Act.REOPEN, 4, words="还在漏")),
        (LI, NeedOrder(Act.SOLVE, 5)),
        (ZHOU, NeedOrder(Act.CONFIRM, 6)),
    )
    for hours, (phone, order) in enumerate(orders, 1):
        fact = moved(township, need, order, phone, now + timedelta(hours=hours))
        need = with_step(need, fact)
        write(township, [fact])
        assert stored(township, need) == need
    assert need.status is NeedStatus.CONFIRMED
    with township.read() as unit:
        kinds = unit.connection.scalars(select(audit.c.kind).where(audit.c.subject == need.id)).all()
    assert kinds == ["need_reported"] + ["need_moved"] * 6


def test_two_people_move_one_need_at_once_and_the_second_decides_anew(
    township: Database, told: Report, now: datetime
) -> None:
    need = told()
    first = moved(township, need, NeedOrder(Act.SOLVE, 1, words="修好了"), LI, now)
    second = moved(township, need, NeedOrder(Act.SOLVE, 1), ZHOU, now)
    write(township, [first])
    with pytest.raises(Overtaken):
        write(township, [second])
    assert stored(township, need) == with_step(need, first)
    with township.read() as unit:
        assert len(unit.connection.execute(select(need_step)).all()) == 2


def test_nothing_of_a_batch_is_left_if_one_need_in_it_moved_on(
    township: Database, told: Report, now: datetime
) -> None:
    need, other = told(), told("water")
    facts = [
        moved(township, other, NeedOrder(Act.ACCEPT, 1), LI, now),
        moved(township, need, NeedOrder(Act.ACCEPT, 1), LI, now),
        moved(township, need, NeedOrder(Act.SOLVE, 1), LI, now),
    ]
    with pytest.raises(Overtaken):
        write(township, facts)
    assert (stored(township, need), stored(township, other)) == (need, other)


def test_numbers_rise_and_a_withdrawn_one_never_comes_again(
    township: Database, told: Report, now: datetime
) -> None:
    told()
    last = told("water")
    write(township, [moved(township, last, NeedOrder(Act.WITHDRAW, 1), LI, now)])
    assert told("school").label == "N-0003"


def test_a_number_that_is_taken_is_not_given_again(township: Database, told: Report, now: datetime) -> None:
    need = told()
    with township.write() as unit:
        scene = scene_of(unit, LI, need.household_id, now)
        fact = report(NeedTold(need.household_id, "water"), unit.ids.at(now), need.number, "000101", scene)
        with pytest.raises(Overtaken):
            unit.records.write([fact])
    assert stored(township, need) == need


def test_two_who_report_at_the_same_moment_get_two_numbers(
    township: Database, told: Report, now: datetime
) -> None:
    home = told().household_id
    given: list[int] = []

    def tell() -> None:
        for _ in range(20):
            try:
                with township.write() as unit:
                    number = unit.needs.next_number()
                    scene = scene_of(unit, LI, home, now)
                    fact = report(NeedTold(home, "water"), unit.ids.at(now), number, "000101", scene)
                    unit.records.write([fact])
            except Overtaken:
                continue
            given.append(number)
            return

    together = [Thread(target=tell) for _ in range(4)]
    for one in together:
        one.start()
    for one in together:
        one.join()
    assert sorted(given) == [2, 3, 4, 5]


def test_what_is_open_is_told_by_household_by_holder_and_by_reporter(
    township: Database, told: Report, now: datetime
) -> None:
    late, soon, done = told("housing"), told("water"), told("food_clothes")
    elsewhere = told("school", ZHAO)
    solved = moved(township, soon, NeedOrder(Act.SOLVE, 1), LI, now)
    write(township, [solved, moved(township, done, NeedOrder(Act.WITHDRAW, 1), LI, now)])
    with township.read() as unit:
        needs, home = unit.needs, late.household_id
        assert [one.number for one in needs.open_of_households([home])[home]] == [soon.number, late.number]
        assert needs.open_of_households([home], with_solved=False) == {home: (late,)}
        assert len(needs.of_households([home])[home]) == 3
        assert needs.held_by([late.holder_id]) == {late.holder_id: (elsewhere, late)}
        assert [one.number for one in needs.reported_by([late.reporter_id])[late.reporter_id]] == [2, 4, 1]
        assert (needs.held_by([]), needs.of([]), needs.by_number([]), needs.open_of_households([])) == (
            {},
        ) * 4
        assert solved.confirm_by is not None
        assert needs.lapsed(solved.confirm_by) == ()
        assert [one.number for one in needs.lapsed(solved.confirm_by + timedelta(days=1))] == [soon.number]


def test_nobody_who_takes_the_disk_reads_what_was_told(township: Database, told: Report) -> None:
    told(words="这句话谁也不该读到")
    assert "这句话谁也不该读到".encode() not in as_stolen(township)


def test_officials_see_counts_and_pages_of_their_areas_alone(township: Database, told: Report) -> None:
    early = told("housing", today=date(2026, 10, 19))
    housing, water, school = told("housing"), told("water"), told("school", ZHAO)
    with township.read() as unit:
        lists = unit.need_lists
        counts = lists.book({TOWNSHIP}, TODAY, CALENDAR, limit=2)
        assert [(one.key, one.open, one.late) for one in counts.villages] == [
            ("000101", 3, 1),
            ("000102", 1, 0),
        ]
        assert {one.key: (one.open, one.late) for one in counts.categories} == {
            "housing": (2, 1),
            "school": (1, 0),
            "water": (1, 0),
        }
        assert [one.key for one in lists.book({"000102"}, TODAY, CALENDAR).villages] == ["000102"]
        page = lists.page({TOWNSHIP}, TODAY, CALENDAR)
        assert (counts.lines, counts.has_more) == (page[:2], True)
        assert counts.names == {"000101": "石板村", "000102": "柳坪村"}
        assert lists.book({TOWNSHIP}, TODAY, CALENDAR, offset=2, limit=2).has_more is False
        assert lists.book({"000102"}, TODAY, CALENDAR).names == {"000102": "柳坪村"}
        assert [one.number for one in page] == [early.number, water.number, school.number, housing.number]
        assert [one.working_days_late > 0 for one in page] == [True, False, False, False]
        assert (page[0].head, page[0].village) == ("王福生", "石板村")
        assert lists.page({TOWNSHIP}, TODAY, CALENDAR, offset=1, limit=2) == page[1:3]
        assert lists.page({TOWNSHIP}, TODAY, CALENDAR, category="water") == (page[1],)
        assert lists.page({TOWNSHIP}, TODAY, CALENDAR, village="000102") == (page[2],)
        assert lists.page({"000101"}, TODAY, CALENDAR, village="000102") == ()


def test_a_need_is_late_from_the_first_working_day_after_its_date(township: Database, told: Report) -> None:
    due = told("water").due_on
    assert due.isoweekday() == 5
    with township.read() as unit:
        counted = [
            unit.need_lists.book({TOWNSHIP}, due + timedelta(days=after), CALENDAR) for after in (0, 1, 2, 3)
        ]
    assert [one.late for one in counted] == [0, 0, 0, 1]
    assert [one.lines[0].working_days_late for one in counted] == [0, 0, 0, 1]


def test_whoever_is_suspended_stands_on_no_rung(township: Database, now: datetime) -> None:
    with township.write() as unit:
        home, li = home_of(unit, WANG), person_of(unit, LI)
        unit.connection.execute(update(person).where(person.c.id == li).values(suspended_at=now))
        assert unit.ladders.of([home], TODAY)[home].on(Rung.RESPONSIBLE) == ()


def test_the_ladder_of_a_household_is_who_stands_there_today(township: Database) -> None:
    with township.read() as unit:
        li, zhou = person_of(unit, LI), person_of(unit, ZHOU)
        wang, zhao = home_of(unit, WANG), home_of(unit, ZHAO)
        ladders = unit.ladders.of([wang, zhao], TODAY)
        assert unit.ladders.of([wang], date(2025, 1, 1))[wang].everybody == frozenset({zhou})
    assert (ladders[wang].on(Rung.RESPONSIBLE), ladders[wang].on(Rung.CONTACT)) == ((li,), (zhou,))
    assert (ladders[wang].on(Rung.VILLAGE), ladders[zhao].on(Rung.VILLAGE)) == ((zhou,), ())
    assert ladders[wang].on(Rung.TOWNSHIP) == ()


def test_a_need_is_told_with_its_household_and_the_names_of_all_who_have_a_part(
    township: Database, told: Report, now: datetime
) -> None:
    need, other = told(), told("water", ZHAO)
    fact = moved(township, need, NeedOrder(Act.SOLVE, 1), ZHOU, now)
    write(township, [fact])
    with township.read() as unit:
        pages = unit.need_homes.pages([with_step(need, fact), other], TODAY)
        assert unit.need_homes.pages([], TODAY) == {}
    page = pages[need.id]
    assert (page.home.head, page.home.village, page.home.group) == ("王福生", "石板村", "一组")
    assert (page.name(need.reporter_id), page.name(fact.person_id), page.name(None)) == ("李国强", "周敏", "")
    assert (pages[other.id].home.village_code, pages[other.id].home.group) == ("000102", "")


def test_the_state_tells_the_needs(township: Database, told: Report, now: datetime) -> None:
    told("water", urgent=True)
    need = told()
    write(township, [moved(township, need, NeedOrder(Act.ACCEPT, 1), LI, now)])
    with township.read() as unit:
        needs = State(unit).needs()
    assert needs[1] == {
        "number": "N-0002",
        "household_code": WANG,
        "category": "housing",
        "status": "accepted",
        "due_on": need.due_on.isoformat(),
        "urgent": False,
    }
    assert (needs[0]["number"], needs[0]["urgent"]) == ("N-0001", True)


def test_a_notice_leaves_no_trail_and_is_due_until_it_has_left(township: Database, now: datetime) -> None:
    with township.write() as unit:
        li = person_of(unit, LI)
        owed = [
            Notice(at, li, NoticeKind.URGENT, "need", f"urgent.{at}", now, rung="township")
            for at in (1, 2, 3)
        ]
        unit.records.write(owed)
        unit.records.write([NoticeTold(1, li, now), NoticeDropped(2, li, now)])
    with township.read() as unit:
        told = State(unit).notices()
        assert unit.connection.scalars(select(audit.c.kind)).all() == []
    assert told[0] == {
        "phone": LI,
        "kind": "urgent",
        "period": "",
        "rung": "township",
        "due_at": now.isoformat(),
        "status": "due",
    }
    assert [one["status"] for one in told] == ["due", "dropped", "due"]
