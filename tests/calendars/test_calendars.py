"""Calendars are text: a change in who hears what on which day shows as a difference between files."""

from collections import Counter
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from random import Random

import pytest

from domain.notices.reminders import reminder_in
from tests.calendars.script import calendars, read_days
from tests.calendars.stage import TWICE, play, twice_on_a_day, written
from tests.calendars.valley import open_valley

BACK = (time(0), time(9), time(7), time(23, 59), time(21, 59))


@pytest.mark.parametrize("path", calendars(), ids=lambda path: path.stem)
def test_the_days_go_as_they_are_written(path: Path, rewrites: bool) -> None:
    days = read_days(path)
    heard = play(days, open_valley(days))
    after = play(days, open_valley(days), down=days.down)
    text = written(days, heard, after)
    if rewrites:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", calendars(), ids=lambda path: path.stem)
def test_a_second_run_a_day_changes_nothing(path: Path) -> None:
    days = read_days(path)
    assert play(days, open_valley(days), TWICE) == play(days, open_valley(days))


@pytest.mark.parametrize("path", calendars(), ids=lambda path: path.stem)
def test_with_summer_time_and_with_a_clock_that_is_put_back_it_is_the_same(path: Path) -> None:
    days = read_days(path)
    elsewhere = replace(days, header=('policy: township.time_zone = "America/New_York"', *days.header))
    assert play(elsewhere, open_valley(elsewhere), BACK) == play(days, open_valley(days))


@pytest.mark.parametrize("path", calendars(), ids=lambda path: path.stem)
def test_nobody_hears_twice_on_a_day_and_nobody_on_a_day_off(path: Path) -> None:
    days = read_days(path)
    calendar = open_valley(days).policy.working_days()
    for down in ((), days.down):
        heard = play(days, open_valley(days), down=down)
        assert twice_on_a_day(heard) == []
        assert all(calendar.is_working(one.on) for one in heard)


@pytest.mark.parametrize("path", calendars(), ids=lambda path: path.stem)
def test_however_often_the_bot_is_down_nobody_is_reminded_more_than_six_times_a_month(path: Path) -> None:
    days = read_days(path)
    first, last = days.span("days")
    every_day = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    chance = Random(days.name)
    for _ in range(3):
        valley = open_valley(days)
        heard = play(days, valley, TWICE, down=chance.sample(every_day, len(every_day) // 2))
        assert twice_on_a_day(heard) == []
        reminders = Counter(
            (one.person_id, one.period) for one in valley.sent if reminder_in(one.marks, one.day)
        )
        assert max(reminders.values(), default=0) <= valley.policy.reminders.most_a_month
