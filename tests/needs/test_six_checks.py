"""The six checks of a household: what visits and needs say to them in a month."""

from datetime import date

import pytest

from domain.needs.needs import NeedStatus
from domain.needs.six_checks import (
    ALL_FINE,
    NOTHING_TOLD,
    ToldNeed,
    ToldVisit,
    checks_of_month,
    checks_of_visit,
)
from domain.policy.needs import Needs
from domain.visits.visits import Check
from ledger.checks.layout import CHECK_COLUMNS

CHECKS_OF = Needs().checks_of
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def nov(day: int) -> date:
    return date(2026, 11, day)


def fine(day: int) -> ToldVisit:
    return ToldVisit(nov(day), ALL_FINE)


def told(category: str, day: date, closed_on: date | None = None, *, by_household: bool = True) -> ToldNeed:
    status = NeedStatus.CONFIRMED if closed_on else NeedStatus.REPORTED
    return ToldNeed(category, status, day, closed_on, by_household)


def month(*what: ToldVisit | ToldNeed, until: date = LAST) -> str:
    visits = [one for one in what if isinstance(one, ToldVisit)]
    needs = [one for one in what if isinstance(one, ToldNeed)]
    return checks_of_month(visits, needs, FIRST, until, CHECKS_OF)


def test_the_checks_stand_in_the_order_of_the_ledger() -> None:
    assert len(Check) == len(CHECK_COLUMNS) == len(ALL_FINE) == len(NOTHING_TOLD)
    assert [*zip(CHECK_COLUMNS, Check, strict=True)] == [
        ("不愁吃", Check.FOOD),
        ("不愁穿", Check.CLOTHING),
        ("义务教育", Check.EDUCATION),
        ("基本医疗", Check.MEDICAL),
        ("住房安全", Check.HOUSING),
        ("饮水安全", Check.WATER),
    ]


def test_a_month_without_a_word_is_unknown() -> None:
    assert month() == "------"
    assert month(ToldVisit(date(2026, 10, 31), ALL_FINE), ToldVisit(nov(3), NOTHING_TOLD)) == "------"


def test_all_fine_answers_all_six() -> None:
    assert month(fine(5)) == "yyyyyy"


@pytest.mark.parametrize(
    ("category", "checks"),
    [
        ("food_clothes", "nn----"),
        ("school", "--n---"),
        ("health", "---n--"),
        ("housing", "----n-"),
        ("water", "-----n"),
        ("work_income", "------"),
        ("other", "------"),
        ("no longer there", "------"),
    ],
)
def test_a_need_answers_its_own_checks_with_no(category: str, checks: str) -> None:
    assert month(told(category, nov(5))) == checks
    assert month(told(category, nov(5)), fine(20)) == checks.replace("-", "y")


def test_a_need_says_no_in_every_month_until_it_is_confirmed() -> None:
    september = told("water", date(2026, 9, 3), nov(18))
    assert month(september, fine(2), until=nov(17)) == "yyyyyn"
    assert month(september, fine(2), until=nov(18)) == "yyyyyy"
    assert month(september) == "-----y"


def test_a_need_that_is_only_said_to_be_solved_still_says_no() -> None:
    assert month(ToldNeed("water", NeedStatus.SOLVED, nov(3)), fine(9)) == "yyyyyn"


def test_a_confirmation_answers_what_the_visit_left_open_and_a_later_no_wins() -> None:
    visit = ToldVisit(nov(20), "----n-")
    assert month(told("housing", nov(3), nov(15)), visit) == "----n-"
    assert month(told("housing", nov(3), nov(25)), visit) == "----y-"


def test_a_need_that_closed_because_nobody_objected_says_nothing_more() -> None:
    assert month(told("water", nov(2), nov(20), by_household=False)) == "------"
    assert month(told("water", nov(2), nov(20), by_household=False), until=nov(19)) == "-----n"


def test_a_withdrawn_need_and_one_told_later_say_nothing() -> None:
    assert month(ToldNeed("water", NeedStatus.WITHDRAWN, nov(2), nov(4)), until=nov(3)) == "------"
    assert month(told("water", date(2026, 12, 1))) == "------"


def test_a_visit_says_its_own_letters_and_no_to_what_was_told_at_it() -> None:
    assert checks_of_visit(ALL_FINE, ["housing", "other"], CHECKS_OF) == "yyyyny"
    assert checks_of_visit(NOTHING_TOLD, ["food_clothes"], CHECKS_OF) == "nn----"
