"""Whoever stands in has the households on the round, and a visit made then meets the duty."""

from datetime import date, timedelta

from bot.office import Office
from domain.calendar.month import Month
from domain.duties.leave import LeaveEnded, LeaveTaken, StandInAnswered
from domain.duties.obligations import Status
from domain.duties.round import PairedHousehold
from domain.people.access import Action, Actor, Subject, may
from domain.people.people import Duty
from domain.visits.visits import Mode, VisitRecorded
from storage.unit import Unit
from tests.conversations.duty_room import person

TODAY = date(2026, 11, 23)
NEVER_PAIRED = "石明亮"


def away(unit: Unit, office: Office, stand_in: str, *, agrees: bool = True) -> int:
    """李国强 is on leave until the end of the month."""
    who, other, at = person(unit, "李国强"), person(unit, stand_in), office.clock.now()
    leave_id = unit.ids.at(at)
    taken = LeaveTaken(leave_id, who.id, TODAY, date(2026, 11, 30), other.id, "", at)
    unit.records.write([taken, StandInAnswered(leave_id, other.id, agrees, at)])
    return leave_id


def round_of(unit: Unit, name: str, day: date = TODAY) -> dict[str, PairedHousehold]:
    who = person(unit, name)
    return {one.head: one for one in unit.rounds.of([who.id], day)[who.id]}


def test_the_stand_in_gets_the_households_for_the_days_of_the_leave(office: Office) -> None:
    with office.database.write() as unit:
        away(unit, office, NEVER_PAIRED)
        home = round_of(unit, NEVER_PAIRED)["王福生"]
        assert home.stands_in_for == "李国强"
        assert (home.pairing.duty, home.pairing.since) == (Duty.RESPONSIBLE, TODAY)
        assert home.pairing.until == date(2026, 11, 30)
        assert len(round_of(unit, NEVER_PAIRED)) == 12
        assert round_of(unit, NEVER_PAIRED, date(2026, 12, 1)) == {}


def test_who_has_not_agreed_stands_in_for_nobody(office: Office) -> None:
    with office.database.write() as unit:
        away(unit, office, NEVER_PAIRED, agrees=False)
        assert round_of(unit, NEVER_PAIRED) == {}


def test_who_is_back_is_stood_in_for_no_more(office: Office) -> None:
    with office.database.write() as unit:
        leave_id = away(unit, office, NEVER_PAIRED)
        who, at = person(unit, "李国强"), office.clock.now()
        unit.records.write([LeaveEnded(leave_id, who.id, TODAY - timedelta(days=1), at)])
        assert round_of(unit, NEVER_PAIRED) == {}


def test_a_stand_in_may_see_and_record_what_strangers_may_not(office: Office) -> None:
    with office.database.write() as unit:
        away(unit, office, NEVER_PAIRED)
        home = round_of(unit, NEVER_PAIRED)["王福生"]
        actor = Actor(person(unit, NEVER_PAIRED), (), (home.pairing,))
        for action in (Action.RECORD_VISIT, Action.SEE_HOUSEHOLD):
            assert may(actor, action, Subject(home.id), TODAY)
            assert not may(actor, action, Subject(home.id), date(2026, 12, 1))


def test_a_visit_of_the_stand_in_meets_the_duty_on_both_rounds(office: Office) -> None:
    with office.database.write() as unit:
        away(unit, office, NEVER_PAIRED)
        home, other, at = (
            round_of(unit, NEVER_PAIRED)["王福生"],
            person(unit, NEVER_PAIRED),
            office.clock.now(),
        )
        month, duty = Month.of(TODAY), home.pairing.duty
        assert home.status_in(month, phone_counts=False) is Status.OPEN
        made = VisitRecorded(unit.ids.at(at), home.id, other.id, duty, Mode.HOME, TODAY, at, late=False)
        unit.records.write([made])
        for name in (NEVER_PAIRED, "李国强"):
            assert round_of(unit, name)["王福生"].status_in(month, phone_counts=False) is Status.MET


def test_ones_own_duty_to_the_same_household_comes_first(office: Office) -> None:
    with office.database.write() as unit:
        away(unit, office, "周敏")
        contact = round_of(unit, "周敏")["王福生"]
        assert (contact.pairing.duty, contact.stands_in_for) == (Duty.CONTACT, "")
        zhou, at = person(unit, "周敏"), office.clock.now()
        made = VisitRecorded(
            unit.ids.at(at), contact.id, zhou.id, Duty.CONTACT, Mode.HOME, TODAY, at, late=False
        )
        unit.records.write([made])
        after = round_of(unit, "周敏")["王福生"]
        assert (after.pairing.duty, after.stands_in_for) == (Duty.RESPONSIBLE, "李国强")
        assert after.status_in(Month.of(TODAY), phone_counts=False) is Status.OPEN
