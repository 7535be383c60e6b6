"""What a pairing owes in a month, to whom a visit is credited, and what is kept when a pairing ends."""

from datetime import UTC, date, datetime

import pytest

from domain.calendar.month import Month
from domain.duties.cadence import MONTHLY, Cadence
from domain.duties.leave import Excuse, ExcuseKind, Leave
from domain.duties.obligations import Obligation, PastVisit, Status, obligation
from domain.people.people import Duty, Pairing
from domain.visits.visits import Mode

NOVEMBER = Month(2026, 11)
LI, HE, ZHOU = 2, 3, 4
END = date(2026, 11, 30)
LEAVE = Leave(LI, date(2026, 11, 18), date(2026, 12, 4), HE, datetime(2026, 11, 17, tzinfo=UTC))


def pairing(since: date = date(2026, 1, 1), until: date | None = None) -> Pairing:
    return Pairing(1, LI, Duty.RESPONSIBLE, since, until)


def visit(day: int, person: int | None = LI, mode: Mode = Mode.HOME, month: int = 11) -> PastVisit:
    return PastVisit(day, mode, date(2026, month, day), person)


def owed(*visits: PastVisit, cadence: Cadence = MONTHLY, leaves: tuple[Leave, ...] = ()) -> Obligation:
    found = obligation(pairing(), NOVEMBER, visits, cadence=cadence, leaves=leaves)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("made", "stands"),
    [
        ((), Status.OPEN),
        ((visit(12),), Status.MET),
        ((visit(12, None),), Status.MET),
        ((visit(12, HE),), Status.OPEN),
        ((visit(12, mode=Mode.PHONE),), Status.OPEN),
        ((visit(12, mode=Mode.NOBODY),), Status.OPEN),
        ((visit(31, month=10),), Status.OPEN),
    ],
)
def test_the_holders_own_visit_of_the_month_meets_it(made: tuple[PastVisit, ...], stands: Status) -> None:
    assert owed(*made).status(END) is stands


def test_a_stand_ins_visit_during_the_leave_meets_it_and_is_shown_as_such() -> None:
    found = owed(visit(20, HE), leaves=(LEAVE,))
    assert (found.status(END), found.made, found.stood_in) == (Status.MET, 1, 1)
    assert owed(visit(17, HE), leaves=(LEAVE,)).status(END) is Status.OPEN
    assert owed(visit(20, ZHOU), leaves=(LEAVE,)).status(END) is Status.OPEN


def test_where_both_came_on_a_day_nobody_stood_in() -> None:
    assert owed(visit(20, HE), visit(20), leaves=(LEAVE,)).stood_in == 0


def test_several_visits_on_one_day_count_once() -> None:
    twice = Cadence(visits=2)
    assert owed(visit(12), visit(12), cadence=twice).status(END) is Status.OPEN
    assert owed(visit(12), visit(13), cadence=twice).status(END) is Status.MET


def test_a_period_of_two_months_is_owed_in_its_last_one_and_counts_both() -> None:
    both = Cadence(months=2)
    assert obligation(pairing(), NOVEMBER, [], cadence=both) is None
    december = Month(2026, 12)
    for made, stands in (([visit(3)], Status.MET), ([visit(3, month=10)], Status.OPEN)):
        found = obligation(pairing(), december, made, cadence=both)
        assert found is not None
        assert found.status(december.last) is stands


def test_nothing_is_owed_before_the_work_began_though_it_began_in_that_period() -> None:
    begun = date(2026, 11, 10)
    assert obligation(pairing(), NOVEMBER.previous, [], starts_on=begun) is None
    assert obligation(pairing(), NOVEMBER, [], starts_on=begun) is not None


def test_credit_stays_with_whoever_held_the_pairing_on_the_day() -> None:
    before, after = pairing(until=date(2026, 11, 17)), pairing(since=date(2026, 11, 18))
    kept = obligation(before, NOVEMBER, [visit(5)])
    assert kept is not None
    assert kept.status(END) is Status.MET
    assert obligation(before, NOVEMBER, []) is None
    assert obligation(before, NOVEMBER, [visit(18)]) is None
    taken = obligation(after, NOVEMBER, [visit(5)])
    assert taken is not None
    assert taken.status(END) is Status.OPEN


def test_an_ended_pairing_keeps_nothing_of_other_months() -> None:
    assert obligation(pairing(until=date(2026, 10, 20)), NOVEMBER, [visit(5)]) is None


def test_an_excuse_holds_from_its_first_day_and_a_visit_is_better() -> None:
    road = Excuse(ExcuseKind.ROAD, date(2026, 11, 18), date(2026, 12, 9))
    found = obligation(pairing(), NOVEMBER, [], excuse=road)
    assert found is not None
    assert [found.status(date(2026, 11, day)) for day in (17, 18)] == [Status.OPEN, Status.EXCUSED]
    met = obligation(pairing(), NOVEMBER, [visit(5)], excuse=road)
    assert met is not None
    assert met.status(END) is Status.MET
