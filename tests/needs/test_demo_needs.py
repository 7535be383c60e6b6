"""What is in hand when the demo begins, whatever day that is."""

from datetime import date, timedelta

import pytest

from domain.calendar.working_days import WorkingDays
from domain.needs.deadlines import deadline
from domain.needs.needs import OPEN
from sandbox.township import demo_register
from sandbox.township_needs import FIRST_NUMBER, sample_needs

DAYS = [date(2026, 1, 1) + timedelta(days=9 * step) for step in range(41)]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_one_need_is_past_its_day_one_is_not_begun_and_all_were_told_before_today(today: date) -> None:
    needs = sample_needs(today)
    late = [deadline(one.steps[0].due_on, today, WorkingDays()).is_late for one in needs]
    assert late == [True, False, False]
    assert all(one.status in OPEN for one in needs)
    assert all(step.at.date() <= today for one in needs for step in one.steps)
    assert all(one.reported_on < today for one in needs)


def test_the_next_number_is_the_one_on_the_pictures() -> None:
    numbers = [one.number for one in demo_register(date(2026, 11, 21)).needs]
    assert numbers == [228, 229, 230] == [FIRST_NUMBER + at for at in range(3)]
