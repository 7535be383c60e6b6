"""How often a duty asks for a visit, by household class and duty."""

from datetime import date

import pytest
from pydantic import ValidationError

from domain.calendar.month import Month
from domain.duties.cadence import MONTHLY, Cadence, cadence
from domain.people.people import Duty
from domain.policy.duty import CadenceRule

RULES = (
    CadenceRule(duties=(Duty.CONTACT,), classes=("脱贫户",), months=2),
    CadenceRule(classes=("监测户", "突发严重困难户"), visits=2),
    CadenceRule(duties=(Duty.CONTACT,), months=3, phone_counts=True),
)


@pytest.mark.parametrize(
    ("duty", "classes", "asked"),
    [
        (Duty.CONTACT, ["脱贫户"], Cadence(1, 2)),
        (Duty.RESPONSIBLE, ["脱贫户", ""], MONTHLY),
        (Duty.RESPONSIBLE, ["", "突发严重困难户"], Cadence(2)),
        (Duty.CONTACT, ["监测户"], Cadence(2)),
        (Duty.CONTACT, [], Cadence(1, 3, phone_counts=True)),
    ],
)
def test_the_first_rule_that_fits_holds(duty: Duty, classes: list[str], asked: Cadence) -> None:
    assert cadence(duty, classes, RULES) == asked


def test_without_rules_it_is_once_a_month() -> None:
    assert cadence(Duty.CONTACT, ["脱贫户"], ()) == MONTHLY


@pytest.mark.parametrize("why", ["away", "phone_counts"])
def test_a_call_will_do_where_the_household_is_away_or_the_policy_says_so(why: str) -> None:
    assert cadence(
        Duty.RESPONSIBLE, (), (), away=why == "away", phone_counts=why == "phone_counts"
    ).phone_counts


def test_periods_divide_the_calendar_year() -> None:
    quarter = Cadence(visits=2, months=3)
    assert [month for month in range(1, 13) if quarter.falls_due_in(Month(2026, month))] == [3, 6, 9, 12]
    assert quarter.period(Month(2026, 3)) == (date(2026, 1, 1), date(2026, 3, 31))
    assert MONTHLY.period(Month(2026, 2)) == (date(2026, 2, 1), date(2026, 2, 28))


def test_a_period_that_does_not_divide_the_year_is_refused() -> None:
    with pytest.raises(ValidationError, match="must divide the year"):
        CadenceRule(months=5)
