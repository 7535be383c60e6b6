"""The rows behind a digest add up to its counts, and its lists are what its buttons say."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.paperwork.digest_book_words import book_words
from domain.digest.counts import Counts
from domain.digest.days import of_month
from domain.digest.doubts import DoubtKind
from domain.digest.rows import DigestRows
from domain.duties.answers import Answer, GapExplained, ReminderAnswered
from domain.needs.needs import Act, NeedStatus
from domain.people.people import Duty, Rung
from domain.policy.needs import Needs
from domain.visits.likeness import Answer as Said
from domain.visits.likeness import LikenessAnswered
from domain.visits.visits import Mode
from ledger.digest.rows import doubt_cells
from storage.database import Database
from tests.digests.happenings import contact, enter_household, look_alike, move, tell
from tests.digests.town import Town, town
from tests.duties.hillside import at

MONDAY, DAY = date(2026, 11, 23), timedelta(days=1)


@pytest.fixture
def late_in_november(database: Database, tmp_path: Path) -> Town:
    return town(database, tmp_path, MONDAY)


def totals(counts: Counts, here: Town) -> dict[str, Any]:
    """What the rows have to add up to."""
    mine = [one for one in counts.duties if one.month == here.issue.month]
    return {
        "open": Counter({duty: sum(one.coverage.open for one in mine if one.duty is duty) for duty in Duty}),
        "met": Counter({duty: sum(one.coverage.met for one in mine if one.duty is duty) for duty in Duty}),
        "twice": sum(one.two_months for one in mine if one.duty is Duty.RESPONSIBLE),
        "excused": sum(one.count for one in counts.excused),
        "reasons": sum(one.count for one in counts.reasons),
        "new": sum(one.new for one in counts.needs),
        "solved": sum(one.solved for one in counts.needs),
        "open needs": sum(one.open for one in counts.needs),
        "late": sum(one.late for one in counts.needs),
        "waits": sum(one.count for one in counts.decisions),
        "doubts": Counter(
            {kind: sum(one.count for one in counts.doubts if one.kind is kind) for kind in DoubtKind}
        ),
    }


def added_up(rows: DigestRows, here: Town) -> dict[str, Any]:
    """The same of rows."""
    unvisited, visits, needs = tuple(rows.unvisited), tuple(rows.visits), tuple(rows.needs)
    doubts = tuple(rows.doubts)
    met = {(one.duty, one.household_code) for one in visits if one.meets}
    span, is_open = here.issue.span, {NeedStatus.REPORTED, NeedStatus.ACCEPTED, NeedStatus.IN_PROGRESS}
    return {
        "open": Counter(one.duty for one in unvisited if not one.excuse),
        "met": Counter(duty for duty, _ in met),
        "twice": sum(one.two_months for one in unvisited),
        "excused": sum(bool(one.excuse) for one in unvisited),
        "reasons": sum(bool(one.reason) for one in unvisited),
        "new": sum(one.reported_on in span for one in needs),
        "solved": sum(one.solved_on is not None and one.solved_on in span for one in needs),
        "open needs": sum(one.status in is_open for one in needs),
        "late": sum(one.working_days_late > 0 for one in needs),
        "waits": sum(one.waits for one in needs),
        "doubts": Counter({kind: sum(one.kind is kind for one in doubts) for kind in DoubtKind}),
    }


def add_up(here: Town) -> None:
    """For the township, each village and none."""
    for where, rung in ((None, Rung.TOWNSHIP), *(((one,), Rung.VILLAGE) for one in here.order)):
        assert added_up(here.rows(where, rung), here) == totals(here.counts(where, rung), here)
    assert here.rows(()) == DigestRows((), (), (), ())


def lively(here: Town) -> None:
    """Something of everything."""
    for nth in range(2):
        here.undo_visits(here.paired("王丽娟", nth), months=2)
    here.undo_visits(here.paired("李国强"), months=2)
    here.here.visit(here.paired("王丽娟"), MONDAY, Mode.NOBODY)
    here.here.leave(here.person("李国强"), MONDAY, date(2026, 12, 9))
    help_wanted = ReminderAnswered(
        here.person("周敏"), Answer.NEED_HELP, MONDAY - DAY, at(MONDAY - DAY), "road"
    )
    here.here.take(help_wanted)
    done = tell(here, "李国强", "water", date(2026, 11, 17))
    move(here, done, "李国强", Act.SOLVE, date(2026, 11, 19))
    late = tell(here, "李国强", "water", date(2026, 10, 8))
    move(here, late, "李国强", Act.SOLVE, date(2026, 11, 19))
    stuck = tell(here, "何梅", "housing", date(2026, 10, 8))
    while not here.counts().decisions:
        move(here, stuck, None, Act.CANNOT, date(2026, 11, 17), reason="no_money")
    here.here.visit(here.paired("何梅"), MONDAY, Mode.PHONE)


def test_rows_add_up_to_the_counts(late_in_november: Town) -> None:
    here = late_in_november
    lively(here)
    told = totals(here.counts(), here)
    missing = [name for name, count in told.items() if not count]
    assert missing == []
    add_up(here)


def test_rows_are_in_ledger_order_with_names_and_phones(late_in_november: Town) -> None:
    here = late_in_november
    lively(here)
    rows = here.rows()
    codes = list(here.villages)
    for some in (rows.unvisited, rows.visits, rows.needs):
        places = [codes.index(one.household_code) for one in some]
        assert places == sorted(places)
    assert {(one.person, one.phone) for one in rows.unvisited} <= {
        (one["name"], one["phone"]) for one in here.state(here.issue.month)["people"]
    }
    assert all(one.head and one.village for one in rows.unvisited)
    waited = [one.last_on for one in rows.unvisited if one.person == "王丽娟"]
    assert len(waited) == 2
    assert all(on is not None and on < MONDAY for on in waited)


def test_a_household_entered_last_stands_with_its_village(late_in_november: Town) -> None:
    here = late_in_november
    enter_household(here, "9999", date(2026, 11, 2))
    tell(here, "王丽娟", "water", MONDAY, 2)
    rows = here.rows()
    for some in (rows.unvisited, rows.needs):
        places = [here.order.index(here.villages[one.household_code]) for one in some]
        assert places == sorted(places)
    assert "9999" in {one.household_code for one in rows.needs}
    (entered,) = [one for one in rows.unvisited if one.household_code == "9999"]
    assert (entered.village, entered.group, entered.person) == ("石板村", "", "王丽娟")


def test_a_vacant_duty_is_told_in_words(late_in_november: Town) -> None:
    here = late_in_november
    enter_household(here, "9999", MONDAY + DAY)
    words = book_words(Needs())
    told = [doubt_cells(one, words) for one in here.rows().doubts if one.household_code == "9999"]
    assert [cells[:4] for cells in told] == [("缺责任人或联系人", "石板村", "9999", "黄新")] * 2
    assert [cells[-2] for cells in told] == ["责任人", "联系人"]


def test_what_the_household_said_last_is_told(late_in_november: Town) -> None:
    here = late_in_november
    which = tell(here, "李国强", "water", date(2026, 11, 17))
    said: list[bool | None] = []
    for nth, act in enumerate((Act.SOLVE, Act.REOPEN, Act.SOLVE, Act.CONFIRM)):
        who = None if act is Act.SOLVE else contact(here, which)
        move(here, which, who, act, date(2026, 11, 18), hour=9 + nth)
        newest = max(here.rows().needs, key=lambda one: one.number)
        said.append(newest.confirmed)
    assert said == [None, False, None, True]


def test_a_stand_ins_visit_meets_the_duty_and_is_told_as_such(late_in_november: Town) -> None:
    here, day = late_in_november, MONDAY
    away = here.here.leave(here.person("何梅"), day, day + 3 * DAY, here.person("郑秋菊"))
    here.here.agree(away)
    home = here.paired("何梅")
    here.undo_visits(home)
    here.here.visit(home, day, by=here.person("郑秋菊"))
    code, duty = here.code_of(home), Duty(home["duty"])
    assert [
        one.visited_on for one in here.rows().visits if (one.household_code, one.duty) == (code, duty)
    ] == [day]
    stood = [one for one in here.rows().visits if one.stood_in]
    assert [(one.person, one.meets, one.visited_on) for one in stood] == [("郑秋菊", True, day)]
    add_up(here)


def test_lists_are_told_a_page_at_a_time(late_in_november: Town) -> None:
    here = late_in_november
    for nth in range(2):
        here.undo_visits(here.paired("王丽娟", nth), months=2)
    for nth in range(3):
        tell(here, "李国强", "housing", date(2026, 9, 1 + nth), nth)
    with here.here.database.read() as unit:
        asked = (here.issue, None)
        pages = [unit.digests.late_needs(*asked, page, 2, here.here.policy) for page in range(3)]
        twice = unit.digests.two_months(*asked, 0, 100, here.here.policy)
        parts = [unit.digests.two_months(*asked, page, 1, here.here.policy) for page in range(twice.total)]
        nothing = unit.digests.two_months(here.issue, ("nowhere",), 0, 9, here.here.policy)
    late = sum(one.late for one in here.counts().needs)
    assert late >= 3
    assert [one.total for one in pages] == [late] * 3
    listed = [each for one in pages for each in one.needs]
    assert [one.due_on for one in listed] == sorted(one.due_on for one in listed)
    assert all(one.working_days_late > 0 and one.head and one.village for one in listed)
    assert twice.total == sum(one.two_months for one in here.counts().duties if one.duty is Duty.RESPONSIBLE)
    assert twice.total > 1
    assert [one.row for one in twice.duties] == [one for one in here.rows().unvisited if one.two_months]
    assert tuple(each for one in parts for each in one.duties) == twice.duties
    assert nothing.total == 0


def test_what_was_said_of_open_duties_is_counted_once_each(late_in_november: Town) -> None:
    here = late_in_november
    who, day = here.person("周敏"), MONDAY
    here.undo_visits(here.paired("周敏"), months=2)
    here.here.take(ReminderAnswered(who, Answer.NEED_HELP, day, at(day, 9), "road"))
    here.here.take(ReminderAnswered(who, Answer.NEED_HELP, day, at(day, 10), "training"))
    mine = [one for one in here.rows().unvisited if one.person == "周敏"]
    assert {one.reason for one in mine} == {"training"}
    given = here.counts().reasons
    assert (sum(one.count for one in given), {one.reason for one in given}) == (len(mine), {"training"})
    # What is said of last month is told with last month.
    which = here.paired("周敏")["id"]
    here.here.take(GapExplained(who, (which,), "2026-11", day, at(day, 11), "unwell"))
    told = here.counts(issue=of_month(here.issue.month)).reasons
    assert [one.count for one in told if one.reason == "unwell"] == [1]
    assert sum(one.count for one in told) == len(mine)
    assert [one.reason for one in here.rows().unvisited].count("unwell") == 1


def test_a_stand_in_speaks_for_whoever_is_away(late_in_november: Town) -> None:
    here, day = late_in_november, MONDAY
    here.undo_visits(here.paired("何梅"))
    instead = here.person("陈志远")
    here.here.take(ReminderAnswered(instead, Answer.NEED_HELP, day, at(day, 9), "road"))
    before = sum(one.count for one in here.counts().reasons)
    here.here.agree(here.here.leave(here.person("何梅"), day, day + 9 * DAY, instead))
    assert sum(one.count for one in here.counts().reasons) > before
    assert {one.reason for one in here.rows().unvisited if one.person == "何梅"} == {"road"}


def test_a_photo_is_doubtful_once_its_cadre_had_time_to_explain_it(late_in_november: Town) -> None:
    here = late_in_november

    def doubtful() -> int:
        return sum(one.count for one in here.counts().doubts if one.kind is DoubtKind.PHOTO)

    asked = look_alike(here, "李国强", date(2026, 11, 16))
    later = look_alike(here, "何梅", date(2026, 11, 18))
    evening = look_alike(here, "刘晓东", date(2026, 11, 17), hour=22)
    assert doubtful() == 1
    add_up(here)
    (row,) = [one for one in here.rows().doubts if one.kind is DoubtKind.PHOTO]
    assert (row.person, row.about, row.since) == ("李国强", "2026-11-23", date(2026, 11, 16))
    here.here.today += DAY
    assert doubtful() == 3
    here.here.take(
        LikenessAnswered(asked.likeness_id, asked.visit_id, asked.person_id, Said.SAME_PLACE, at(MONDAY))
    )
    assert doubtful() == 2
    assert later.person_id != evening.person_id
