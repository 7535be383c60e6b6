"""People, their dated roles and their rounds, as a conversation finds them."""

from datetime import date, datetime, timedelta

import pytest

from domain.duties.round import Place
from domain.people.joining import LanguageChosen, PersonBlocked, PersonReturned
from domain.people.people import Duty, RoleKind
from domain.register.register import Register
from domain.visits.visits import Mode, VisitRecorded
from storage.database import Database
from storage.tables import pairing, person
from tests.bot.township import bind_accounts
from tests.storage.conftest import CLERK, HE, LI, TODAY, WANG, ZHAO, ZHOU, Enter


@pytest.fixture
def township(database: Database, enter: Enter, register: Register, now: datetime) -> Database:
    enter(register)
    bind_accounts(database, {LI: 501, ZHOU: 502, CLERK: 504}, now)
    return database


def _id(database: Database, phone: str) -> int:
    with database.read() as unit:
        found = unit.people.by_phone(phone)
        assert found is not None
        return found.id


def test_a_person_is_found_by_account_and_by_phone(township: Database, now: datetime) -> None:
    with township.read() as unit:
        li = unit.people.by_account([501, 999])[501]
        assert (li.name, li.phone, li.joined_at) == ("李国强", LI, now)
        assert unit.people.by_phone(LI) == li
        wide = LI.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)})
        assert unit.people.by_phone(f"\u200b+86 {wide[:3]}-{wide[3:]}\u2069") == li
        assert unit.people.by_phone("19900000000") is None
        assert [one.phone for one in unit.people.all()] == [LI, ZHOU, HE, CLERK], "in ledger order"


def test_roles_are_dated_and_say_for_which_area(township: Database) -> None:
    who = _id(township, ZHOU)
    with township.read() as unit:
        held = unit.people.roles_of([who])[who]
        assert unit.people.roles_of([]) == {}
    assert {(one.kind, one.area_code) for one in held} == {
        (RoleKind.CONTACT, "000101"),
        (RoleKind.VILLAGE_HEAD, "000101"),
    }
    assert all(one.holds_on(TODAY) for one in held)


def test_a_clerk_is_reachable_until_the_bot_is_stopped_and_again_after(
    township: Database, now: datetime
) -> None:
    who = _id(township, CLERK)

    def reachable() -> list[int]:
        with township.read() as unit:
            return [one.chat for one in unit.people.reachable(RoleKind.CLERK)]

    assert reachable() == [504]
    for fact, expected in ((PersonBlocked(who, now), []), (PersonReturned(who, now), [504])):
        with township.write() as unit:
            unit.records.write([fact])
        assert reachable() == expected
    with township.write() as unit:
        unit.accounts.refused([504], now)
    assert reachable() == []


def test_a_suspended_clerk_is_told_nothing(township: Database, now: datetime) -> None:
    with township.write() as unit:
        unit.connection.execute(person.update().values(suspended_at=now))
    with township.read() as unit:
        assert unit.people.reachable(RoleKind.CLERK) == ()


def test_the_language_chosen_is_remembered(township: Database, now: datetime) -> None:
    who = _id(township, LI)
    with township.write() as unit:
        unit.records.write([LanguageChosen(who, "en", now)])
    with township.read() as unit:
        assert unit.people.by_account([501])[501].locale == "en"


def test_a_round_tells_every_household_of_today_as_the_ledger_has_it(township: Database) -> None:
    who = _id(township, LI)
    with township.read() as unit:
        wang, zhao = unit.rounds.of([who], TODAY)[who]
    assert (wang.code, wang.head, wang.village, wang.group) == (WANG, "王福生", "石板村", "一组")
    assert (zhao.code, zhao.head, zhao.village, zhao.group) == (ZHAO, "赵桂兰", "柳坪村", "")
    assert (wang.away, zhao.away) == (False, True)
    assert (wang.place, zhao.place) == (Place(27.3, 106.5), None)
    assert (wang.last_home_on, zhao.last_home_on) == (date(2026, 10, 21), None)
    assert [one.mode for one in wang.visits] == [Mode.HOME]
    assert wang.pairing.duty is Duty.RESPONSIBLE


def test_a_round_holds_ones_own_visits_and_nobody_elses(township: Database, now: datetime) -> None:
    li, zhou = _id(township, LI), _id(township, ZHOU)
    with township.read() as unit:
        home = unit.rounds.of([li], TODAY)[li][0].id
    visit = VisitRecorded(unit.ids.at(now), home, li, Duty.RESPONSIBLE, Mode.HOME, TODAY, now, False)
    with township.write() as unit:
        unit.records.write([visit])
    with township.read() as unit:
        rounds = unit.rounds.of([li, zhou], TODAY)
    assert rounds[li][0].last_home_on == TODAY
    assert [one.visit_id for one in rounds[li][0].visits][-1] == visit.visit_id
    assert rounds[zhou][0].visits == ()


def test_a_household_leaves_the_round_the_day_after_its_pairing_ends(township: Database) -> None:
    who = _id(township, LI)
    with township.write() as unit:
        unit.connection.execute(pairing.update().values(until=TODAY))
    with township.read() as unit:
        assert len(unit.rounds.of([who], TODAY)[who]) == 2
        assert unit.rounds.of([who], TODAY + timedelta(days=1)) == {who: ()}
        assert unit.rounds.of([who], date(2025, 12, 31)) == {who: ()}, "nor was it there before"
        assert unit.rounds.duties_of([who], TODAY) == {who: {Duty.RESPONSIBLE}}
        assert unit.rounds.duties_of([who], TODAY + timedelta(days=1)) == {}
        assert (unit.rounds.of([], TODAY), unit.rounds.duties_of([], TODAY)) == ({}, {})
