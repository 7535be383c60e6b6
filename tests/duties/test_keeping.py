"""Keeping results: for months that went by, after a crash, under another policy, and beside older data."""

from datetime import date

import pytest
from sqlalchemy import delete, select

from domain.calendar.month import Month
from domain.policy.policy import Policy
from domain.visits.visits import Mode
from storage.database import Database
from storage.duties import keeping
from storage.duties.keeping import Kept
from storage.duties.rules import DutyRules
from storage.settings import SettingsTable
from storage.state import State
from storage.tables import obligation, setting
from tests.duties.hillside import CODES, POLICY, STARTS, Hillside


@pytest.fixture
def town(database: Database) -> Hillside:
    return Hillside(database).open()


def kept(town: Hillside) -> Kept:
    with town.database.read() as unit:
        found = unit.keeping.kept()
    assert found
    return found


def months(town: Hillside) -> list[str]:
    with town.database.read() as unit:
        found = select(obligation.c.month).distinct().order_by(obligation.c.month)
        return [str(one) for one in unit.connection.scalars(found)]


def test_an_import_keeps_the_results_of_its_month(town: Hillside) -> None:
    assert months(town) == ["2026-09"]
    assert kept(town).has(Month.of(STARTS), DutyRules.of(POLICY))
    assert town.differences() == []


def test_all_months_that_went_by_are_made_at_the_first_tick(town: Hillside) -> None:
    town.today = date(2026, 12, 24)
    town.keep_up()
    assert months(town) == ["2026-09", "2026-10", "2026-11", "2026-12"]
    assert town.differences() == []


def test_a_crash_half_way_is_gone_on_from(town: Hillside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "AT_ONCE", 3)
    town.today = date(2026, 11, 3)
    rules = DutyRules.of(POLICY)
    with town.database.write() as unit:
        unit.keeping.begin(Month.of(town.today), rules)
    for _ in range(5):
        with town.database.write() as unit:
            assert unit.keeping.go_on()
    assert not kept(town).has(Month(2026, 10), rules)
    town.visit(town.pairings()[0], date(2026, 11, 2))
    town.sweep("2026-11-03T07:00")
    assert kept(town).has(Month(2026, 11), rules)
    assert town.differences() == []


def test_whatever_changes_while_a_month_is_made_is_in_it(
    town: Hillside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "AT_ONCE", 3)
    town.today = date(2026, 10, 2)
    with town.database.write() as unit:
        unit.keeping.begin(Month.of(town.today))
    for paired in town.pairings():
        with town.database.write() as unit:
            unit.keeping.go_on()
        town.visit(paired, date(2026, 10, 1))
        town.leave(paired["person_id"], date(2026, 10, 2), date(2026, 11, 5))
    town.keep_up()
    assert town.differences() == []


def test_another_policy_rewrites_every_month(town: Hillside) -> None:
    first = town.pairings()[0]
    town.visit(first, STARTS, Mode.PHONE)
    town.pass_days(40)

    def status() -> str:
        with town.database.read() as unit:
            found = State(unit).obligations(Month.of(STARTS), town.today, DutyRules.of(town.policy))
        wanted = (CODES[0], "responsible")
        return next(str(one["status"]) for one in found if (one["household_code"], one["duty"]) == wanted)

    assert status() == "open"
    calls = POLICY.visits.model_copy(update={"phone_counts": True})
    town.policy = POLICY.model_copy(update={"visits": calls})
    assert not kept(town).has(Month.of(STARTS), DutyRules.of(town.policy))
    assert status() == "met", "what is kept is of another policy, so the facts are asked"
    town.sweep("2026-10-11T07:00")
    assert kept(town).has(Month.of(STARTS), DutyRules.of(town.policy))
    assert status() == "met"
    assert town.differences() == []


def test_nothing_is_kept_of_months_before_the_work_begins(town: Hillside) -> None:
    town.pass_days(70)
    later = POLICY.township.model_copy(update={"starts_on": date(2026, 11, 1)})
    town.keep_up(POLICY.model_copy(update={"township": later}))
    assert months(town) == ["2026-11"]
    town.keep_up(Policy.model_validate({"township": {"starts_on": date(2027, 5, 1)}}))
    assert months(town) == []


def test_a_database_from_before_is_caught_up_with(town: Hillside) -> None:
    with town.database.write() as unit:
        unit.connection.execute(delete(obligation))
        unit.connection.execute(delete(setting).where(setting.c.name != "starts_on"))
    town.reclass(CODES[0], "", away=True)
    assert not kept(town).has(Month.of(STARTS), DutyRules.of(POLICY))
    town.keep_up()
    assert kept(town).has(Month.of(STARTS), DutyRules.of(POLICY))
    assert town.differences() == []


def test_values_of_the_database_itself_are_replaced_and_forgotten(database: Database) -> None:
    with database.write() as unit:
        settings = SettingsTable(unit)
        settings.put({"a": "1", "b": "2"})
        settings.put({"a": "3", "b": ""})
        assert settings.of("a", "b", "c") == {"a": "3"}
