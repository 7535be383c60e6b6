"""Digests are owed once a week, on Monday or as soon as possible after it, and once a month at its turn."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from domain.calendar.month import Month
from domain.digest.days import Edition, Issue, Span, issue_told, named, of_last_week, of_month, of_this_week
from domain.digest.reader import Reader, reader_of
from domain.duties.leave import Leave
from domain.notices.notices import NoticeKind
from domain.notices.owed import DIGEST, DIGEST_MONTH, GAP, Mark, Marked, Owed
from domain.notices.reconciling import reconcile
from domain.notices.reminders import Standing
from domain.notices.sweep import View
from domain.people.access import Actor
from domain.people.people import TOWNSHIP, Person, Role, RoleKind, Rung
from domain.policy.duty import Digests
from domain.policy.policy import Policy

POLICY = Policy()
CALENDAR = POLICY.working_days()
GAO, SHI = 4, 3
LONG_AGO = date(2026, 1, 1)
READERS = View((Standing(SHI, LONG_AGO), Standing(GAO, LONG_AGO)), readers=(GAO, SHI), starts_on=LONG_AGO)
ALL_TOLD = frozenset(Mark(Marked.PERSON, one, "2026-11-16", DIGEST) for one in (GAO, SHI))


def owed(day: date, view: View = READERS, hour: int = 9, policy: Policy = POLICY) -> tuple[Owed, ...]:
    now = datetime(day.year, day.month, day.day, hour, tzinfo=policy.township.time_zone)
    return reconcile(view, now.astimezone(UTC), policy, policy.working_days())


def test_on_monday_the_last_week_is_owed_to_leaders_and_village_heads() -> None:
    first, second = owed(date(2026, 11, 23))
    assert (first.person_id, first.kind, first.topic) == (SHI, NoticeKind.DIGEST, "digest")
    assert first.terms == {DIGEST: (("week", "2026-11-16"),)}
    assert {*first.marks, *second.marks} == ALL_TOLD


@pytest.mark.parametrize("day", [24, 25, 26, 27])
def test_after_an_outage_over_monday_one_is_owed_on_a_later_day_of_the_week(day: int) -> None:
    assert [one.terms for one in owed(date(2026, 11, day))] == [{DIGEST: (("week", "2026-11-16"),)}] * 2
    assert owed(date(2026, 11, day), replace(READERS, told=ALL_TOLD)) == ()


def test_a_holiday_monday_waits_for_the_next_working_day() -> None:
    assert [owed(date(2026, 2, day)) for day in range(16, 24)] == [()] * 8
    assert [one.terms[DIGEST] for one in owed(date(2026, 2, 24))] == [(("week", "2026-02-16"),)] * 2


def test_it_is_due_at_twenty_to_nine_or_when_a_later_window_opens() -> None:
    assert {
        one.due_at.astimezone(POLICY.township.time_zone).time().isoformat()
        for one in owed(date(2026, 11, 23))
    } == {"08:40:00"}
    late = {
        one.due_at.astimezone(POLICY.township.time_zone).hour for one in owed(date(2026, 11, 23), hour=13)
    }
    assert late == {14}
    at_nine = POLICY.model_copy(update={"digest": Digests(at=time(9, 15))})
    assert {one.due_at.minute for one in owed(date(2026, 11, 23), policy=at_nine)} == {15}


def test_what_is_no_digest_still_leaves_when_the_window_opens() -> None:
    view = replace(READERS, people=(Standing(GAO, LONG_AGO, overseen=2),), readers=())
    (one,) = owed(date(2026, 12, 1), view)
    assert one.due_at.astimezone(POLICY.township.time_zone).time().isoformat() == "08:30:00"


def test_month_week_and_gap_of_one_monday_are_one_message() -> None:
    view = replace(READERS, people=(Standing(GAO, LONG_AGO, overseen=2),))
    (one,) = owed(date(2026, 11, 2), view)
    assert one.kind is NoticeKind.GAP
    assert one.terms[DIGEST] == (("month", "2026-10-01"), ("week", "2026-10-26"))
    assert {mark.name for mark in one.marks} == {GAP, DIGEST, DIGEST_MONTH}


def test_the_month_is_told_only_while_its_gaps_can_be_made_good() -> None:
    editions = {
        day: [told[0] for one in owed(date(2026, 12, day)) for told in one.terms[DIGEST]][:2]
        for day in (1, 8, 9)
    }
    assert editions == {1: ["month", "week"], 8: ["month", "week"], 9: ["week", "week"]}


@pytest.mark.parametrize(
    ("starts_on", "is_told"),
    [("2026-11-16", True), ("2026-11-20", True), ("2026-11-21", False), ("2026-11-23", False)],
)
def test_a_week_in_which_the_work_had_not_begun_is_not_told(starts_on: str, is_told: bool) -> None:
    view = replace(READERS, starts_on=date.fromisoformat(starts_on))
    assert bool(owed(date(2026, 11, 23), view)) is is_told


def test_who_joined_on_sunday_night_is_told_on_monday() -> None:
    view = replace(READERS, people=(Standing(GAO, date(2026, 11, 22)),))
    assert [one.person_id for one in owed(date(2026, 11, 23), view)] == [GAO]


def test_who_cannot_hear_is_not_told_and_no_clerk_is_called_for_it() -> None:
    away = Leave(SHI, date(2026, 11, 20), date(2026, 11, 24))
    people = (Standing(GAO, None), Standing(SHI, LONG_AGO, leaves=(away,)), Standing(5, LONG_AGO))
    view = replace(READERS, people=people, clerks=(5,))
    published = POLICY.model_copy(
        update={"calendar": POLICY.calendar.model_copy(update={"make_up_days": (date(2027, 10, 9),)})}
    )
    assert owed(date(2026, 11, 23), view, policy=published) == ()
    assert [one.person_id for one in owed(date(2026, 11, 25), view, policy=published)] == [SHI]


def test_a_week_named_by_a_notice_is_looked_at_as_of_today_but_not_beyond_its_month() -> None:
    week = named(of_last_week(date(2026, 11, 30)))
    assert issue_told(week, date(2026, 11, 30)) == of_last_week(date(2026, 11, 30))
    assert issue_told(week, date(2026, 12, 2)).as_of == date(2026, 11, 30)
    turned = issue_told(named(of_last_week(date(2027, 2, 1))), date(2027, 2, 3))
    assert turned == Issue(Edition.WEEK, Span(date(2027, 1, 25), date(2027, 1, 31)), date(2027, 2, 3))
    assert issue_told(named(of_month(Month(2026, 11))), date(2026, 12, 2)) == of_month(Month(2026, 11))
    assert issue_told(["so_far"], date(2026, 11, 19)) == of_this_week(date(2026, 11, 19))


def reads(*roles: tuple[RoleKind, str], until: date | None = None) -> Reader | None:
    held = tuple(Role(kind, area, LONG_AGO, until) for kind, area in roles)
    return reader_of(Actor(Person(1, "", "", ""), held), date(2026, 11, 23))


def test_who_reads_of_which_villages_on_which_rung() -> None:
    head, leader, clerk = RoleKind.VILLAGE_HEAD, RoleKind.TOWNSHIP_LEADER, RoleKind.CLERK
    assert reads((leader, TOWNSHIP)) == Reader(None, Rung.TOWNSHIP)
    assert reads((clerk, TOWNSHIP)) == Reader(None, Rung.TOWNSHIP)
    assert reads((leader, "V2"), (leader, "V1")) == Reader(("V1", "V2"), Rung.TOWNSHIP)
    assert reads((head, "V1")) == Reader(("V1",), Rung.VILLAGE)
    assert reads((head, "V1"), (leader, TOWNSHIP)) == Reader(None, Rung.TOWNSHIP)
    assert reads((RoleKind.RESPONSIBLE, TOWNSHIP)) is None
    assert reads((leader, TOWNSHIP), until=date(2026, 11, 22)) is None
    assert reader_of(Actor(None), date(2026, 11, 23)) is None
