"""Four hundred days on which nobody goes anywhere: nothing is missed or doubled, every rung is reached."""

from collections import Counter
from datetime import date

import pytest

from domain.calendar.month import Month
from domain.notices.notices import NoticeKind
from domain.notices.owed import Marked
from domain.notices.reminders import Schedule
from domain.people.people import Rung
from tests.calendars.script import Days
from tests.calendars.stage import play
from tests.calendars.valley import Valley, open_valley

HEADER = """days: 2025-06-01 to 2026-07-05
office: 钱进 clerk
office: 高远 leader
office: 石磊 head
household: 王福生 李国强 周敏
household: 赵桂兰 何梅 周敏"""
DUTY_HOLDERS = ("李国强", "周敏", "何梅")


@pytest.fixture(scope="module")
def walked() -> Valley:
    days = Days("walk", tuple(HEADER.splitlines()), (), "")
    valley = open_valley(days)
    play(days, valley)
    return valley


def months() -> list[Month]:
    return [Month(2025 + (at + 5) // 12, (at + 5) % 12 + 1) for at in range(13)]


def test_every_duty_holder_hears_of_every_occasion_once(walked: Valley) -> None:
    heard = Counter((one.id, one.period, one.name) for one in walked.marks if one.what is Marked.PERSON)
    calendar, policy = walked.policy.working_days(), walked.policy.reminders
    for month in months():
        for occasion in Schedule(month.first, policy, calendar).occasions:
            for name in DUTY_HOLDERS:
                assert heard[walked.id(name), str(month), occasion.name] == 1, (month, occasion, name)


def test_reminders_come_on_their_days(walked: Valley) -> None:
    calendar, policy = walked.policy.working_days(), walked.policy.reminders
    days = {
        (str(month), one.name): one.on
        for month in months()
        for one in Schedule(month.first, policy, calendar).occasions
    }
    late = {
        mark: on
        for mark, on in walked.marks.items()
        if mark.what is Marked.PERSON and days.get((mark.period, mark.name), on) != on
    }
    assert late == {}


def test_every_gap_reaches_every_rung_once(walked: Valley) -> None:
    climbed = Counter((one.id, one.period, one.name) for one in walked.marks if one.what is Marked.PAIRING)
    for month in months():
        for paired in walked.pairings:
            for rung in (Rung.CONTACT, Rung.VILLAGE):
                assert climbed[paired.id, str(month), rung.value] == 1, (month, paired)
    gaps = [one for one in walked.sent if one.kind is NoticeKind.GAP]
    assert [one.rung for one in gaps] == [Rung.TOWNSHIP] * 13
    assert [Month.of(one.day) for one in gaps] == [*months()[1:], Month(2026, 7)]


def test_all_of_it_comes_on_working_days_and_once_a_day(walked: Valley) -> None:
    calendar = walked.policy.working_days()
    assert all(calendar.is_working(one.day) for one in walked.sent)
    by_day = Counter((one.person_id, one.day) for one in walked.sent)
    assert set(by_day.values()) == {1}
    assert len(by_day) > 13 * len(DUTY_HOLDERS) * 5
    assert min(one.day for one in walked.sent) == date(2025, 6, 3)
