"""What is loaded for a message about duties: only what its reader may see, numbers included (R17)."""

from dataclasses import replace
from datetime import date

from bot.desk.loading.duties import DutyLook, duty_book
from bot.flows.engine.facts import Facts
from bot.office import Office
from domain.calendar.month import Month
from domain.duties.pages import DutyBook
from domain.people.access import Actor
from scheduler.reconciling import Reconciling
from storage.unit import Unit
from tests.conversations.duty_room import person
from tests.conversations.town import bind

TODAY = date(2026, 11, 23)
ASKING = DutyLook(asks_help=True)


def kept(office: Office) -> None:
    """How obligations stand is kept."""
    Reconciling(office.database, office.clock, office.policy).keep_up(office.clock.now())


def facts_of(unit: Unit, office: Office, name: str) -> Facts:
    who = person(unit, name)
    roles = unit.people.roles_of([who.id]).get(who.id, ())
    paired = tuple(one.pairing for one in unit.rounds.of([who.id], TODAY)[who.id])
    zone = office.policy.township.time_zone
    return Facts(office.clock.now(), zone, office.policy, 1, who, Actor(who, roles, paired), roles)


def book_of(unit: Unit, office: Office, name: str, look: DutyLook) -> DutyBook:
    return duty_book(unit, facts_of(unit, office, name), look, TODAY)


def open_of(unit: Unit, name: str) -> tuple[int, ...]:
    who = person(unit, name).id
    return tuple(one.pairing_id for one in unit.duty_pages.open_of([who], Month.of(TODAY), TODAY, who))


def test_who_is_above_sees_the_number_and_others_see_nothing(office: Office) -> None:
    kept(office)
    with office.database.read() as unit:
        look = DutyLook(open_of(unit, "李国强"))
        assert look.pairings
        for name in ("周敏", "石明亮", "罗建华"):
            asked = book_of(unit, office, name, look).asked
            assert asked
            assert {one.phone for one in asked} == {person(unit, "李国强").phone}
        for name in ("何梅", "向东"):
            assert book_of(unit, office, name, look).asked == ()


def test_ones_own_open_duties_are_not_told_as_somebody_elses(office: Office) -> None:
    kept(office)
    with office.database.read() as unit:
        assert book_of(unit, office, "李国强", DutyLook(open_of(unit, "李国强"))).asked == ()


def test_help_is_asked_of_the_next_one_up_who_can_be_reached(office: Office) -> None:
    kept(office)
    with office.database.read() as unit:
        assert book_of(unit, office, "李国强", ASKING).above == ()
    bind(office, "石明亮", 4)
    with office.database.read() as unit:
        (village,) = book_of(unit, office, "李国强", ASKING).above
        assert village.name == "石明亮"
    bind(office, "周敏", 5)
    with office.database.read() as unit:
        above = {one.name: one.households for one in book_of(unit, office, "李国强", ASKING).above}
        assert set(above) <= {"周敏", "石明亮"}
        assert above["周敏"]


def test_gaps_are_told_as_far_as_an_office_reaches(office: Office) -> None:
    kept(office)
    october = Month(2026, 10)
    with office.database.read() as unit:
        whole = book_of(unit, office, "罗建华", DutyLook(gaps_of=october)).gaps
        stone = book_of(unit, office, "石明亮", DutyLook(gaps_of=october)).gaps
        nobody = book_of(unit, office, "何梅", DutyLook(gaps_of=october)).gaps
    assert {one.village for one in stone} <= {"石板村"}
    assert {one.pairing_id for one in stone} == {one.pairing_id for one in whole if one.village == "石板村"}
    assert len(stone) < len(whole)
    assert nobody == ()


def test_a_leader_without_gaps_is_told_none(office: Office) -> None:
    kept(office)
    with office.database.read() as unit:
        look = replace(DutyLook(), gaps_of=Month(2020, 1))
        assert book_of(unit, office, "罗建华", look).gaps == ()
