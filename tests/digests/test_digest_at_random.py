"""Whatever happens in whichever order, the database counts what a recount by hand gives."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from domain.calendar.month import Month
from domain.digest.counts import Counts
from domain.digest.days import of_last_week
from domain.duties.leave import LeaveTaken
from domain.people.people import Duty, Rung
from domain.visits.visits import Mode, VisitRecorded
from storage.base.repository import Overtaken
from storage.database import Database
from tests.digests.recount import plain, recount
from tests.digests.town import Town
from tests.duties.hillside import CODES, Hillside
from tests.duties.test_kept_results import happens

STEPS, LOOKS = 60, 12
"""Things that happen, and how often one looks."""


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_a_recount_by_hand_agrees(database: Database, tmp_path: Path, seed: int) -> None:
    at = Hillside(database).open()
    at.keep_up()
    at.pass_days(20)
    here = Town(at, tmp_path, dict.fromkeys(CODES, "000101"), ("000101",))
    chance, made, taken = Random(seed), list[VisitRecorded](), list[LeaveTaken]()
    seen = set[Counts]()
    for step in range(STEPS):
        try:
            happens(at, chance, made, taken)
        except Overtaken:
            continue
        if step % (STEPS // LOOKS) == 0:
            counts = here.counts()
            assert plain(counts) == recount(here)
            assert sum(one.count for one in counts.met) == sum(one.coverage.met for one in counts.duties)
            _rows_agree(here)
            seen.add(counts)
    assert len(seen) > LOOKS // 3


def _rows_agree(here: Town) -> None:
    owed = here.state(here.issue.month)["obligations"]
    rows = here.rows()

    def told(status: str) -> list[tuple[str, str]]:
        return sorted((one["household_code"], one["duty"]) for one in owed if one["status"] == status)

    for status, some in (("open", False), ("excused", True)):
        mine = [one for one in rows.unvisited if bool(one.excuse) is some]
        assert sorted((one.household_code, one.duty.value) for one in mine) == told(status)
    credited = {(one.household_code, one.duty.value) for one in rows.visits if one.meets}
    assert credited == set(told("met"))
    twice = sum(one.two_months for one in here.counts().duties if one.duty is Duty.RESPONSIBLE)
    assert sum(one.two_months for one in rows.unvisited) == twice


def test_a_month_that_is_not_kept_is_counted_from_facts(database: Database, tmp_path: Path) -> None:
    at = Hillside(database).open()
    at.keep_up()
    at.pass_days(50)
    here = Town(at, tmp_path, dict.fromkeys(CODES, "000101"), ("000101",))
    for paired in at.pairings()[::3]:
        at.visit(paired, at.today)
    at.leave(here.here.pairings()[1]["person_id"], at.today, at.today + timedelta(days=60))
    kept = here.counts(), here.rows(), _lists(here)
    # Another policy, which changes nothing about these duties, until the next tick.
    calendar = at.policy.calendar.model_copy(update={"days_off": (date(2031, 1, 1),)})
    at.policy = at.policy.model_copy(update={"calendar": calendar})
    assert (here.counts(), here.rows(), _lists(here)) == kept
    assert sum(one.coverage.met for one in kept[0].duties) > 0
    assert sum(one.two_months for one in kept[0].duties) > 0
    assert kept[0].excused


def test_another_policy_holds_at_once(database: Database, tmp_path: Path) -> None:
    at = Hillside(database).open()
    at.keep_up()
    at.pass_days(50)
    here = Town(at, tmp_path, dict.fromkeys(CODES, "000101"), ("000101",))
    for paired in at.pairings():
        at.visit(paired, at.today, Mode.PHONE)
    before = here.counts()
    by_phone = at.policy.visits.model_copy(update={"phone_counts": True})
    at.policy = at.policy.model_copy(update={"visits": by_phone})
    assert plain(here.counts()) == recount(here)
    assert sum(one.count for one in here.counts().met) > sum(one.count for one in before.met)
    _rows_agree(here)


def _lists(here: Town) -> object:
    with here.here.database.read() as unit:
        return unit.digests.two_months(here.issue, None, 0, 2, here.here.policy)


def test_further_months_are_counted_as_they_stand_by_now(database: Database, tmp_path: Path) -> None:
    at = Hillside(database).open()
    at.keep_up()
    at.pass_days(70)
    here = Town(at, tmp_path, dict.fromkeys(CODES, "000101"), ("000101",))
    months = tuple(Month(2026, number) for number in (8, 9, 10, 11))
    september = [one for one in at.pairings() if one["duty"] == "responsible"][:2]
    for paired in september:
        at.visit(paired, date(2026, 9, 20))
    counts = here.counts(months=months)
    assert plain(here.counts(months=months[3:])).duties == recount(here).duties
    for month in months:
        owed = here.state(month)["obligations"]
        mine = [one for one in counts.duties if one.month == month]
        assert sum(one.coverage.owed for one in mine) == len(owed)
        assert sum(one.coverage.met for one in mine) == sum(one["status"] == "met" for one in owed)
    assert {one.month for one in counts.duties} == set(months[1:])
    assert of_last_week(at.today).month == months[3]
    assert here.counts(("000101",), Rung.VILLAGE, months=months).duties == counts.duties
