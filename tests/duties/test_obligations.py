"""The one definition of due and met (docs/domain.md)."""

from datetime import date

import pytest

from domain.calendar.month import Month
from domain.duties.obligations import PastVisit, is_owed, meets
from domain.people.people import Duty, Pairing
from domain.visits.visits import Mode

NOVEMBER = Month(2026, 11)


def pairing(since: date = date(2026, 1, 1), until: date | None = None) -> Pairing:
    return Pairing(1, 2, Duty.RESPONSIBLE, since, until)


def visit(mode: Mode = Mode.HOME, day: int = 12, month: int = 11) -> PastVisit:
    return PastVisit(day, mode, date(2026, month, day))


@pytest.mark.parametrize(
    ("mode", "away", "phone_counts", "met"),
    [
        (Mode.HOME, False, False, True),
        (Mode.HOME, True, False, True),
        (Mode.PHONE, False, False, False),
        (Mode.PHONE, True, False, True),
        (Mode.PHONE, False, True, True),
        (Mode.NOBODY, True, True, False),
        (Mode.NOBODY, False, False, False),
    ],
)
def test_which_visits_meet_the_duty(mode: Mode, away: bool, phone_counts: bool, met: bool) -> None:
    assert meets(mode, away=away, phone_counts=phone_counts) is met


@pytest.mark.parametrize(
    ("since", "until", "owed"),
    [
        (date(2026, 1, 1), None, True),
        (date(2026, 11, 30), None, True),
        (date(2026, 12, 1), None, False),
        (date(2026, 1, 1), date(2026, 11, 30), True),
        (date(2026, 1, 1), date(2026, 11, 29), False),
        (date(2026, 1, 1), date(2026, 10, 31), False),
    ],
)
def test_who_holds_the_pairing_at_the_end_of_the_month_owes_it(
    since: date, until: date | None, owed: bool
) -> None:
    assert is_owed(pairing(since, until), NOVEMBER, date(2026, 1, 1)) is owed


def test_nothing_is_owed_before_the_work_began() -> None:
    assert is_owed(pairing(), NOVEMBER, date(2026, 11, 20))
    assert not is_owed(pairing(), NOVEMBER, date(2026, 12, 1))


def test_a_pairing_holds_on_its_first_and_on_its_last_day() -> None:
    held = pairing(date(2026, 3, 2), date(2026, 3, 4))
    assert [held.holds_on(date(2026, 3, day)) for day in range(1, 6)] == [False, True, True, True, False]
