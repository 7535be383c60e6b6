"""For how long an answer keeps the bot quiet, and when "Friday" is."""

from datetime import date

import pytest

from domain.calendar.working_days import WorkingDays
from domain.duties.answers import Answer, Answered, held_until, quiet_until, remind_on
from domain.policy.duty import Escalation, Reminders

CALENDAR = WorkingDays()


@pytest.mark.parametrize(
    ("pressed", "reminds"),
    [
        ("2026-11-16", "2026-11-20"),
        ("2026-11-19", "2026-11-20"),
        ("2026-11-20", "2026-11-27"),
        ("2026-11-21", "2026-11-27"),
        ("2026-11-27", "2026-11-30"),  # not past the month's last working day
        ("2026-11-30", "2026-12-04"),
        ("2026-09-21", "2026-09-28"),  # the 25th is a holiday
        ("2026-02-11", "2026-02-13"),
        ("2026-02-14", "2026-02-24"),  # the 20th is a holiday
    ],
)
def test_friday_is_the_next_one_on_which_offices_work(pressed: str, reminds: str) -> None:
    assert remind_on(date.fromisoformat(pressed), CALENDAR) == date.fromisoformat(reminds)


def quiet(*answers: Answered) -> date:
    return quiet_until(answers, Reminders(), CALENDAR)


def held(*answers: Answered) -> date:
    return held_until(answers, Escalation(), CALENDAR)


def test_a_reason_keeps_quiet_for_three_working_days() -> None:
    assert quiet(Answered(Answer.NEED_HELP, date(2026, 11, 19))) == date(2026, 11, 24)
    # Saturday the 10th of October counts.
    assert quiet(Answered(Answer.NEED_HELP, date(2026, 10, 8))) == date(2026, 10, 12)


def test_friday_keeps_quiet_until_thursday_and_the_longest_answer_holds() -> None:
    friday = Answered(Answer.REMIND_FRIDAY, date(2026, 11, 16))
    assert quiet(friday) == date(2026, 11, 19)
    assert quiet(Answered(Answer.NEED_HELP, date(2026, 11, 19)), friday) == date(2026, 11, 24)


def test_without_an_answer_nothing_is_quiet_and_nothing_held() -> None:
    assert quiet() == held() == date.min
    assert quiet(Answered(Answer.CALLED, date(2026, 11, 16))) == date.min


@pytest.mark.parametrize("answer", [Answer.CALLED, Answer.ASK_LATER])
def test_a_call_holds_the_climb_until_the_third_working_day(answer: Answer) -> None:
    assert held(Answered(answer, date(2026, 11, 20))) == date(2026, 11, 24)


def test_whoever_goes_stops_it() -> None:
    going = Answered(Answer.WILL_GO, date(2026, 11, 20))
    assert held(going, Answered(Answer.CALLED, date(2026, 11, 23))) == date.max
