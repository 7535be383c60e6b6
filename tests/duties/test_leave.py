"""Who hears instead of somebody on leave, and which leave excuses a month."""

from datetime import UTC, date, datetime

import pytest

from domain.calendar.month import Month
from domain.calendar.working_days import WorkingDays
from domain.duties.leave import (
    Excuse,
    ExcuseKind,
    Leave,
    addressee,
    excuse_for,
    excuses_of,
    is_away,
    stand_ins,
)

LI, HE, ZHOU = 1, 2, 3
AGREED = datetime(2026, 11, 17, tzinfo=UTC)
NOVEMBER = Month(2026, 11)
CALENDAR = WorkingDays()


def day(number: int) -> date:
    return date(2026, 11, number)


def leave(first: int, last: int, stand_in: int | None = None, agreed_at: datetime | None = AGREED) -> Leave:
    return Leave(LI, day(first), day(last), stand_in, agreed_at)


def test_a_leave_holds_on_its_first_and_on_its_last_day() -> None:
    found = [is_away(LI, [leave(18, 20)], day(one)) for one in (17, 18, 20, 21)]
    assert found == [False, True, True, False]


def test_somebody_who_is_there_hears_for_themselves() -> None:
    assert addressee(LI, [leave(18, 20, HE)], day(17)) == LI
    assert addressee(HE, [leave(18, 20, HE)], day(18)) == HE


def test_an_agreed_stand_in_hears_instead_and_nobody_else() -> None:
    assert addressee(LI, [leave(18, 20, HE)], day(18)) == HE
    assert addressee(LI, [leave(18, 20)], day(18)) is None
    assert addressee(LI, [leave(18, 20, HE, agreed_at=None)], day(18)) is None


def test_a_stand_in_on_leave_hears_nothing_and_passes_nothing_on() -> None:
    theirs = Leave(HE, day(19), day(19), ZHOU, AGREED)
    assert addressee(LI, [leave(18, 20, HE), theirs], day(19)) is None
    assert addressee(LI, [leave(18, 20, HE), theirs], day(20)) == HE


def test_visits_of_a_stand_in_count_on_days_of_the_leave_only() -> None:
    leaves = [leave(18, 20, HE)]
    assert stand_ins(LI, leaves, day(20)) == {HE}
    assert stand_ins(LI, leaves, day(21)) == frozenset()


def test_a_leave_excuses_only_where_nobody_stands_in() -> None:
    assert excuses_of(LI, [leave(18, 20, HE)]) == ()
    (excuse,) = excuses_of(LI, [leave(18, 20, HE, agreed_at=None)])
    assert excuse == Excuse(ExcuseKind.LEAVE, day(18), day(20))


@pytest.mark.parametrize(
    ("since", "until", "excused"),
    [
        (date(2026, 11, 18), date(2026, 12, 4), True),
        (date(2026, 11, 26), date(2026, 11, 30), True),
        (date(2026, 11, 27), date(2026, 12, 4), False),
        (date(2026, 11, 2), date(2026, 11, 27), False),
        (date(2026, 10, 1), date(2026, 12, 31), True),
        (date(2026, 10, 1), date(2026, 10, 31), False),
    ],
)
def test_an_excuse_covers_the_rest_of_the_month_and_three_working_days_of_it(
    since: date, until: date, excused: bool
) -> None:
    road = Excuse(ExcuseKind.ROAD, since, until)
    assert excuse_for(NOVEMBER, [road], CALENDAR, 3) == (road if excused else None)


def test_of_several_excuses_the_one_that_begins_first_holds() -> None:
    late, early = (Excuse(ExcuseKind.ROAD, day(one), date(2026, 12, 1)) for one in (20, 10))
    assert excuse_for(NOVEMBER, [late, early], CALENDAR, 3) == early
