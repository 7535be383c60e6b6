"""Reconciling: written once whatever comes second, carried on after an outage, said only in its windows."""

import time
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select, update

from domain.notices.notices import Notice, NoticeKind
from domain.people.joining import PersonBlocked
from scheduler.reconciling import LEAST, Pace, Reconciling
from scheduler.waking import wake
from storage.database import Database
from storage.tables import mark, notice
from tests.duties.hillside import HE, LI, POLICY, ZHOU, ZONE, Hillside, Stopped, at

MONDAY, TUESDAY = "2026-11-02", "2026-11-03"


@pytest.fixture
def town(database: Database) -> Hillside:
    """Six people who can be reached; three of them have households, and the month has just begun."""
    starts = {"township": POLICY.township.model_copy(update={"starts_on": date(2026, 11, 1)})}
    return Hillside(database, date(2026, 10, 30), POLICY.model_copy(update=starts)).open()


def written(town: Hillside, phone: str = LI) -> list[tuple[str, str, str]]:
    """Kind, local time and status of what is owed to somebody."""
    return [
        (
            one["kind"],
            f"{datetime.fromisoformat(one['due_at']).astimezone(ZONE):%m-%d %H:%M}",
            one["status"],
        )
        for one in town.notices()
        if one["phone"] == phone
    ]


def terms(town: Hillside, phone: str = LI) -> list[dict[str, Any]]:
    """What they are about, oldest first."""
    with town.database.read() as unit:
        ids = unit.connection.scalars(select(notice.c.id).where(notice.c.person_id == town.person(phone)))
        return [dict(one.terms) for _, one in sorted(unit.notices.of(ids.all()).items())]


def marks(town: Hillside) -> int:
    with town.database.read() as unit:
        return len(unit.connection.execute(select(mark)).all())


def owes(town: Hillside, local: str) -> tuple[Reconciling, Any, datetime]:
    now = datetime.fromisoformat(local).replace(tzinfo=ZONE).astimezone(UTC)
    reconciling = Reconciling(town.database, Stopped(now), town.policy)
    reconciling.keep_up(now)
    return reconciling, reconciling.look(now), now


def test_what_was_found_twice_is_written_once(town: Hillside) -> None:
    first, second = owes(town, f"{MONDAY}T09:00"), owes(town, f"{MONDAY}T09:00")
    assert len(first[1].owed) == len(second[1].owed) == 3
    assert [one.write(found, now) for one, found, now in (first, second)] == [3, 0]
    assert (len(town.notices()), marks(town)) == (3, 3)
    assert town.sweep(f"{MONDAY}T09:01") == 0


def test_of_a_message_with_a_mark_that_is_taken_nothing_is_written(town: Hillside) -> None:
    reconciling, found, now = owes(town, f"{MONDAY}T09:00")
    (taken,) = next(one for one in found.owed if one.person_id == town.person(LI)).marks
    with town.database.write() as unit:
        other = Notice(1, town.person(ZHOU), NoticeKind.REQUEST, "x", "x", now)
        unit.records.write([other])
        row = {"what": taken.what.value, "about_id": taken.id, "period": taken.period, "name": taken.name}
        unit.connection.execute(mark.insert(), row | {"marked_on": town.today, "notice_id": 1})
    assert reconciling.write(found, now) == len(found.owed) - 1
    assert written(town) == []
    assert marks(town) == len(found.owed)


def test_who_has_a_message_on_that_day_already_gets_no_second_one(town: Hillside) -> None:
    reconciling, found, now = owes(town, f"{MONDAY}T09:00")
    with town.database.write() as unit:
        day = now.astimezone(ZONE).date()
        unit.records.write([Notice(1, town.person(LI), NoticeKind.DIGEST, "x", "x", now, {}, day)])
    reconciling.write(found, now)
    assert [kind for kind, _, _ in written(town)] == ["digest"]
    assert marks(town) == len(found.owed) - 1


def test_what_was_not_said_in_the_morning_is_said_in_the_afternoon(town: Hillside) -> None:
    town.sweep(f"{MONDAY}T09:00")
    assert written(town) == [("month_plan", "11-02 08:30", "due")]
    town.sweep(f"{MONDAY}T12:00")
    assert written(town) == [("month_plan", "11-02 14:30", "due")]


def test_after_an_outage_there_is_one_message_and_it_has_everything(town: Hillside) -> None:
    town.sweep(f"{MONDAY}T09:00")
    town.sweep("2026-11-13T09:00")
    assert written(town) == [("month_plan", "11-02 08:30", "dropped"), ("reminder", "11-13 08:30", "due")]
    assert terms(town)[-1] == {"visits": ["mid", "plan"]}
    town.sweep("2026-11-20T15:00")
    assert [status for _, _, status in written(town)] == ["dropped", "dropped", "due"]
    assert terms(town)[-1] == {"visits": ["left_7", "mid", "plan"]}


def test_what_is_left_over_is_said_on_the_next_day_where_nothing_new_comes(town: Hillside) -> None:
    town.sweep(f"{MONDAY}T09:00")
    before = terms(town)
    town.sweep(f"{TUESDAY}T00:01")
    assert written(town) == [("month_plan", "11-03 08:30", "due")]
    assert terms(town) == before
    assert town.sweep(f"{TUESDAY}T09:00") == 0


def test_several_left_over_become_one(town: Hillside) -> None:
    town.sweep(f"{MONDAY}T09:00")
    with town.database.write() as unit:
        at_nine = at(town.today.replace(day=1), 9)
        day = town.today.replace(day=1)
        unit.records.write(
            [Notice(5, town.person(LI), NoticeKind.DIGEST, "d", "d", at_nine, {"area": [7]}, day)]
        )
    town.sweep(f"{TUESDAY}T09:00")
    assert sorted(written(town)) == [
        ("digest", "11-01 09:00", "dropped"),
        ("month_plan", "11-03 08:30", "due"),
    ]
    assert terms(town)[-1] == {"visits": ["plan"], "area": [7]}


def test_who_cannot_be_reached_keeps_what_waits_until_coming_back(town: Hillside) -> None:
    town.sweep(f"{MONDAY}T09:00")
    town.take(PersonBlocked(town.person(LI), at(town.today)))
    town.sweep(f"{TUESDAY}T09:00")
    assert written(town) == [("month_plan", "11-02 08:30", "due")]


def _woken(town: Hillside, local: str) -> int:
    with town.database.write() as unit:
        now = datetime.fromisoformat(local).replace(tzinfo=ZONE).astimezone(UTC)
        return wake(unit, now, town.policy)


def test_nothing_leaves_outside_the_windows_of_its_day(town: Hillside) -> None:
    town.sweep(f"{MONDAY}T00:01")
    for late in ("T08:29", "T11:31", "T18:01"):
        assert _woken(town, MONDAY + late) == 0
    assert _woken(town, f"{TUESDAY}T09:00") == 0, "it has to be owed anew"
    assert _woken(town, "2026-11-07T09:00") == 0, "a Saturday"
    assert _woken(town, f"{MONDAY}T08:30") == 3


def test_what_somebody_asks_for_leaves_at_any_time(town: Hillside) -> None:
    with town.database.write() as unit:
        unit.records.write([Notice(1, town.person(LI), NoticeKind.URGENT, "need", "n", at(town.today))])
    assert _woken(town, "2026-11-07T23:00") == 1


def test_nothing_is_looked_for_on_days_off(town: Hillside) -> None:
    assert town.sweep("2026-11-01T09:00") == 0
    assert town.notices() == []


def test_nobody_waits_long_for_messages_to_be_written() -> None:
    pace = Pace()
    for _ in range(3):
        with pace:
            pass
    assert pace.size == LEAST * 8
    with pace:
        time.sleep(0.05)
    assert pace.size < LEAST * 4


def test_the_same_is_owed_by_ticks_of_all_kinds(town: Hillside) -> None:
    assert town.sweep(f"{MONDAY}T17:59") == 3
    assert written(town, HE) == [("month_plan", "11-02 14:30", "due")]
    with town.database.write() as unit:
        unit.connection.execute(update(notice).values(status="sent"))
    # On the 12th last week goes to the leader and the village head; on the 13th it is mid-month.
    assert [town.sweep(f"2026-11-{day:02}T09:00") for day in (3, 4, 5, 12, 13, 14)] == [0, 0, 0, 2, 3, 0]
