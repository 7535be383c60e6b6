"""The sample township: complete, invented throughout, and the same every time for the same day."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest

from domain.calendar.working_days import WorkingDays
from domain.people.people import Duty, RoleKind
from domain.register.register import Register, VisitEntry
from domain.visits.visits import Mode
from ledger.checks.check import check
from ledger.checks.pairings import is_held_on
from ledger.reading import read_workbook
from ledger.sheets.writing import write_register
from sandbox.township import begins_at, demo_register, sample_register

DAYS = [date(2026, 1, 1) + timedelta(days=11 * step) for step in range(34)] + [
    date(2028, 2, 29),
    date(2026, 10, 31),
]
LATE_IN_NOVEMBER = date(2026, 11, 21)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize("today", DAYS[::6])
def test_as_a_workbook_it_has_no_errors_and_no_warnings(today: date) -> None:
    stream = BytesIO()
    write_register(stream, sample_register(today))

    result = check(read_workbook(stream.getvalue()), today)

    assert (result.errors, result.warnings) == ((), ())
    assert result.register == sample_register(today)


def test_it_has_the_people_and_households_that_the_story_needs() -> None:
    register = sample_register(LATE_IN_NOVEMBER)

    assert (len(register.villages), len(register.households), len(register.members)) == (3, 25, 70)
    assert Counter(role for person in register.people for role in person.roles) == {
        RoleKind.RESPONSIBLE: 8,
        RoleKind.CONTACT: 5,
        RoleKind.VILLAGE_HEAD: 3,
        RoleKind.TOWNSHIP_LEADER: 1,
        RoleKind.CLERK: 1,
    }
    current = [pairing for pairing in register.pairings if is_held_on(pairing, LATE_IN_NOVEMBER)]
    assert Counter(pairing.duty for pairing in current) == {Duty.RESPONSIBLE: 25, Duty.CONTACT: 25}
    assert sum(pairing.phone == register.people[0].phone for pairing in current) == 12
    assert len({(member.household_code, member.name) for member in register.members}) == 70


def test_nothing_in_it_can_be_anybodys() -> None:
    register = sample_register(LATE_IN_NOVEMBER)

    phones = [one.phone for one in register.people] + [one.phone for one in register.households]
    assert all(len(phone) == 11 and phone.startswith("100") for phone in phones)
    assert len(set(phones)) == len(phones)
    assert all(member.id_number.startswith("000000") for member in register.members)


def seen_by_anyone(register: Register, head: str) -> list[VisitEntry]:
    code = next(one.code for one in register.households if one.head == head)
    return [
        visit for visit in register.visits if visit.household_code == code and visit.mode is not Mode.NOBODY
    ]


def test_three_households_are_waiting_and_nine_of_twelve_are_visited() -> None:
    register = sample_register(LATE_IN_NOVEMBER)
    li = register.people[0].phone

    waited = {
        head: (LATE_IN_NOVEMBER - max(visit.visited_on for visit in seen_by_anyone(register, head))).days
        for head in ("王福生", "赵桂兰", "孙有才")
    }
    met = {
        visit.household_code
        for visit in register.visits
        if visit.phone == li and visit.mode is Mode.HOME and visit.visited_on >= date(2026, 11, 1)
    }

    assert waited == {"王福生": 31, "赵桂兰": 24, "孙有才": 22}
    assert len(met) == 9


@pytest.mark.parametrize("today", DAYS)
def test_the_three_are_never_visited_this_month_and_are_the_longest_unvisited(today: date) -> None:
    register = sample_register(today)
    li = register.people[0].phone
    last = {
        visit.household_code: visit.visited_on
        for visit in register.visits
        if visit.phone == li and visit.mode is not Mode.NOBODY
    }
    this_month = {
        visit.household_code for visit in register.visits if visit.visited_on >= today.replace(day=1)
    }
    order = [code for code in sorted(last, key=lambda code: last[code]) if last[code] < today.replace(day=1)]
    heads = {one.code: one.head for one in register.households}

    assert [heads[code] for code in order[:3]] == ["王福生", "赵桂兰", "孙有才"]
    assert not this_month & set(order[:3])
    assert len(order) == 3 if today.day > 9 else len(order) >= 3


@pytest.mark.parametrize("today", DAYS)
def test_no_visit_lies_in_the_future_and_each_is_by_who_held_the_pairing(today: date) -> None:
    register = sample_register(today)

    held = defaultdict(list)
    for pairing in register.pairings:
        held[pairing.household_code, pairing.phone, pairing.duty].append(pairing)
    for visit in register.visits:
        assert visit.visited_on < today
        turns = held[visit.household_code, visit.phone, visit.duty]
        assert any(is_held_on(turn, visit.visited_on) for turn in turns)


def test_the_months_before_are_nearly_complete() -> None:
    register = sample_register(LATE_IN_NOVEMBER)

    for month in (7, 8, 9):
        for duty in Duty:
            met = {
                visit.household_code
                for visit in register.visits
                if visit.visited_on.month == month and visit.duty is duty and visit.mode is not Mode.NOBODY
            }
            assert 21 <= len(met) <= 25


@pytest.mark.parametrize(
    "day",
    [*DAYS, date(2027, 1, 1), date(2026, 2, 28), date(2028, 2, 1), date(2026, 12, 31), date(2030, 2, 17)],
)
def test_whatever_the_day_the_demo_begins_in_mid_month_with_some_visited_and_some_not(day: date) -> None:
    begins = begins_at(datetime.combine(day, time(12), SHANGHAI), SHANGHAI)
    today = begins.date()
    assert (today.year, today.month) == (day.year, day.month)
    assert 11 <= today.day <= 19
    assert WorkingDays().is_working(today)

    register = demo_register(today)
    met = {
        (visit.household_code, visit.duty)
        for visit in register.visits
        if visit.visited_on >= today.replace(day=1) and visit.mode is not Mode.NOBODY
    }
    for duty in Duty:
        visited = sum(which is duty for _, which in met)
        assert 5 <= visited <= 20, duty
    mine = {one.household_code for one in register.pairings if one.phone == register.people[0].phone}
    assert sum((code, Duty.RESPONSIBLE) in met for code in mine) == 9
    assert len(register.needs) == 3


def test_the_day_of_the_demo_is_that_of_the_township() -> None:
    new_year_there = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
    assert begins_at(new_year_there, SHANGHAI).date() == date(2027, 1, 15)
