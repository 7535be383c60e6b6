"""What the database counts for a digest is what a recount by hand gives, whatever has happened."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.digest.counts import Decision
from domain.digest.doubts import DoubtKind
from domain.needs.needs import Act
from domain.people.people import Rung
from storage.database import Database
from tests.digests.happenings import contact, enter_household, go_away, move, tell
from tests.digests.recount import plain, recount
from tests.digests.town import Town, town

MONDAY, DAY = date(2026, 11, 23), timedelta(days=1)
KINDS = ("housing", "water", "water", "water", "health")


@pytest.fixture
def late_in_november(database: Database, tmp_path: Path) -> Town:
    return town(database, tmp_path, MONDAY)


def agree(here: Town) -> None:
    """For the township, for each village, for two of them, and for none."""
    assert plain(here.counts()) == recount(here)
    for one in ((here.order[0],), (here.order[1],), here.order[1:]):
        assert plain(here.counts(one, Rung.VILLAGE)) == recount(here, one, Rung.VILLAGE)
    assert here.counts(()) == here.counts(("nowhere",)) == type(here.counts())()


@pytest.mark.parametrize("today", [date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 30)])
def test_a_recount_by_hand_agrees_at_any_time_of_the_month(
    database: Database, tmp_path: Path, today: date
) -> None:
    agree(town(database, tmp_path, today))


def test_after_leaves_hand_overs_and_a_household_that_went_away(late_in_november: Town) -> None:
    here, at = late_in_november, late_in_november.here
    here.undo_visits(here.paired("周敏"))
    before = excused(here)
    # Excused at once, only from tomorrow on, and not at all, for somebody stands in.
    at.leave(here.person("李国强"), MONDAY, date(2026, 12, 9))
    at.leave(here.person("周敏"), MONDAY + DAY, date(2026, 12, 9))
    instead = at.leave(here.person("吴勇"), MONDAY, date(2026, 12, 9), here.person("郑秋菊"))
    at.agree(instead)
    agree(here)
    assert excused(here) > before
    for day in (date(2026, 11, 10), date(2026, 11, 1), MONDAY + DAY):
        at.hand_over(here.paired("冉小兵"), here.person("郑秋菊"), day)
        agree(here)
    away = next(one["household_code"] for one in here.state(here.issue.month)["obligations"])
    go_away(here, away)
    agree(here)
    before = excused(here)
    at.today += DAY
    agree(here)
    assert excused(here) > before


def excused(here: Town) -> int:
    """How many duties are."""
    return sum(one.count for one in here.counts().excused)


def test_a_new_household_lacks_whoever_has_not_begun_yet(late_in_november: Town) -> None:
    here = late_in_november
    before = _vacant(here)
    enter_household(here, "9999", since=MONDAY + DAY)
    agree(here)
    assert _vacant(here) == before + 2
    here.here.today += DAY
    agree(here)
    assert _vacant(here) == before + 1


def _vacant(here: Town) -> int:
    return sum(one.count for one in here.counts().doubts if one.kind is DoubtKind.UNPAIRED)


def test_two_months_running_and_what_was_made_up_for(late_in_november: Town) -> None:
    here, first = late_in_november, late_in_november.paired("王丽娟")
    before = [sum(one.two_months for one in here.counts().duties)]
    for nth in range(2):
        here.undo_visits(here.paired("王丽娟", nth), months=2)
    agree(here)
    # Whoever has it now, the household was not visited last month either.
    here.here.hand_over(first, here.person("何梅"), date(2026, 11, 12))
    agree(here)
    here.here.visit(here.paired("王丽娟"), MONDAY)
    agree(here)
    counted = here.counts().duties
    assert sum(one.two_months for one in counted) == before[0] + 1
    assert sum(one.recovered for one in counted) >= 1


def test_after_needs_came_were_solved_taken_back_reopened_and_could_not_be_done(
    late_in_november: Town,
) -> None:
    here = late_in_november
    told = [tell(here, "李国强", kind, date(2026, 11, 16), nth) for nth, kind in enumerate(KINDS)]
    old = tell(here, "何梅", "health", date(2026, 10, 5))
    withdrawn = tell(here, "何梅", "health", date(2026, 11, 22), hour=23)
    tell(here, "何梅", "water", MONDAY, hour=0)
    agree(here)
    move(here, withdrawn, "何梅", Act.WITHDRAW, MONDAY)
    for one in (*told[:2], told[3]):
        move(here, one, "李国强", Act.SOLVE, date(2026, 11, 18))
    move(here, told[2], contact(here, told[2]), Act.SOLVE, date(2026, 11, 18))
    move(here, told[0], "李国强", Act.UNDO, date(2026, 11, 18), hour=12)
    agree(here)
    move(here, told[1], contact(here, told[1]), Act.CONFIRM, date(2026, 11, 20))
    move(here, told[2], "李国强", Act.REOPEN, date(2026, 11, 20))
    move(here, told[2], "李国强", Act.SOLVE, date(2026, 11, 20), hour=12)
    move(here, old, "何梅", Act.SOLVE, date(2026, 11, 1))
    move(here, old, "何梅", Act.LAPSE, date(2026, 11, 22))
    older = tell(here, "何梅", "water", date(2026, 10, 4))
    move(here, older, "何梅", Act.SOLVE, date(2026, 10, 20))
    move(here, older, "何梅", Act.LAPSE, date(2026, 11, 14))
    agree(here)
    counts = here.counts()
    assert [(one.name, one.count) for one in counts.solved_by] == [("李国强", 3)]
    assert [one.count for one in counts.doubts if one.kind is DoubtKind.LAPSED] == [1]


def test_what_cannot_be_done_waits_for_whoever_it_lies_with(late_in_november: Town) -> None:
    here = late_in_november
    waiting = tell(here, "李国强", "housing", date(2026, 11, 16))
    here_it_is = next(one.village_code for one in here.needs() if one.id == waiting)
    for rung in (Rung.VILLAGE, Rung.TOWNSHIP):
        while not here.counts((here_it_is,), rung).decisions:
            move(here, waiting, None, Act.CANNOT, date(2026, 11, 17), reason="no_money")
        agree(here)
        told = here.counts((here_it_is,), rung).decisions
        assert told == (Decision(here_it_is, "housing", "no_money", 1),)
    assert here.counts().decisions == told
    move(here, waiting, None, Act.PROGRESS, date(2026, 11, 18))
    assert here.counts().decisions == ()
    agree(here)
