"""The register written whole: what a workbook says becomes rows, all of them or none."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Table

from domain.people.people import Duty
from domain.register.register import HouseholdEntry, PairingEntry, Register, VisitEntry
from domain.visits.visits import Mode
from storage.database import Database
from storage.tables import area, household, member, pairing, person, role, visit
from tests.storage.conftest import LI, TODAY, WANG, ZHAO, ZHOU, Enter
from tests.storage.contents import raw_rows, rows


def _count(database: Database, table: Table) -> int:
    return len(rows(database, table))


def test_every_entry_becomes_a_row(database: Database, enter: Enter, register: Register) -> None:
    enter(register)
    counts = [_count(database, one) for one in (area, person, role, household, member, pairing, visit)]
    # The township, two villages and two groups; 周敏 holds two roles.
    assert counts == [5, 4, 5, 2, 2, 4, 2]


def test_a_row_says_what_the_workbook_says(database: Database, enter: Enter, register: Register) -> None:
    enter(register)
    wang, zhao = rows(database, household)
    assert (wang["code"], wang["head"], wang["household_class"], wang["cause"]) == (
        WANG,
        "王福生",
        "监测户",
        "因病",
    )
    assert (wang["size"], wang["income"], wang["coordinates"]) == (2, 11800.5, "27.3,106.5")
    assert (zhao["head"], zhao["away"], zhao["coordinates"], zhao["phone"]) == ("赵桂兰", True, None, None)
    old, wife = rows(database, member)
    assert (old["id_number"], old["birth_year"], old["health"]) == ("000000195102020014", 1951, "长期慢性病")
    assert (wife["name"], wife["relation"], wife["id_number"]) == ("李秀珍", "之妻", None)
    home, call = rows(database, visit)
    assert (home["checks"], home["photos_elsewhere"], home["issues"]) == ("yy-nyy", 2, "屋顶漏雨")
    assert (home["met"], home["note"], home["late"]) == ("王福生", "说好下月再来", False)
    assert (call["mode"], call["visited_on"], call["late"]) == ("phone", date(2026, 11, 3), True)


def test_writing_it_again_changes_nothing(database: Database, enter: Enter, register: Register) -> None:
    enter(register)
    before = raw_rows(database)
    enter(register, date(2027, 3, 1))
    assert raw_rows(database) == before


def test_the_order_of_rows_is_kept_and_may_change(
    database: Database, enter: Enter, register: Register
) -> None:
    enter(register)
    enter(replace(register, people=register.people[::-1], households=register.households[::-1]))
    assert [one["name"] for one in sorted(rows(database, person), key=lambda one: one["position"])] == [
        "杨晓芸", "何梅", "周敏", "李国强",
    ]  # fmt: skip
    assert (_count(database, person), _count(database, pairing)) == (4, 4)


def test_a_changed_entry_changes_its_row_and_no_other(
    database: Database, enter: Enter, register: Register
) -> None:
    enter(register)
    before = {one["code"]: one for one in rows(database, household)}
    moved = replace(register.households[0], head="王小福", village_code="000102", group="")
    enter(replace(register, households=(moved, register.households[1])))
    after = {one["code"]: one for one in rows(database, household)}
    assert after[ZHAO] == before[ZHAO]
    assert (after[WANG]["id"], after[WANG]["head"]) == (before[WANG]["id"], "王小福")
    assert after[WANG]["area_id"] == after[ZHAO]["area_id"]


def test_rows_that_the_workbook_no_longer_has_stay(
    database: Database, enter: Enter, register: Register
) -> None:
    enter(register)
    before = raw_rows(database)
    one_left = replace(
        register,
        people=register.people[:2],
        households=register.households[:1],
        members=register.members[:1],
        pairings=register.pairings[:2],
        visits=(),
    )
    ledger = enter(one_left)
    assert raw_rows(database) == before
    assert ledger.absent["households"] == [ZHAO]
    assert len(ledger.absent["people"]) == 2


def test_a_new_duty_holder_ends_the_old_pairing_the_day_before(
    database: Database, enter: Enter, register: Register
) -> None:
    enter(register)
    new = PairingEntry(WANG, ZHOU, Duty.RESPONSIBLE, date(2026, 11, 10))
    enter(replace(register, pairings=(new, *register.pairings[1:])))
    homes = {one["id"]: one["code"] for one in rows(database, household)}
    phones = {one["id"]: one["phone"] for one in rows(database, person)}
    held = [
        (phones[one["person_id"]], one["since"], one["until"])
        for one in rows(database, pairing)
        if homes[one["household_id"]] == WANG and one["duty"] == "responsible"
    ]
    assert held == [
        (LI, date(2026, 1, 1), date(2026, 11, 9)),
        (ZHOU, date(2026, 11, 10), None),
    ]
    before = raw_rows(database)
    enter(replace(register, pairings=(new, *register.pairings[1:])))
    assert raw_rows(database) == before


def test_a_pairing_with_an_end_is_ended_and_never_opened_again_by_itself(
    database: Database, enter: Enter, register: Register
) -> None:
    enter(register)
    ended = replace(register.pairings[0], until=date(2026, 10, 31))
    enter(replace(register, pairings=(ended, *register.pairings[1:])))
    assert [one["until"] for one in rows(database, pairing)].count(date(2026, 10, 31)) == 1
    assert _count(database, pairing) == 4


def test_a_role_that_is_no_longer_named_ended_yesterday(
    database: Database, enter: Enter, register: Register
) -> None:
    enter(register)
    zhou = replace(register.people[1], roles=register.people[1].roles[:1])
    enter(replace(register, people=(register.people[0], zhou, *register.people[2:])))
    ended = [one for one in rows(database, role) if one["until"] is not None]
    assert [(one["kind"], one["until"]) for one in ended] == [("village_head", date(2026, 11, 20))]
    enter(register)
    again = [one for one in rows(database, role) if one["kind"] == "village_head"]
    assert [(one["since"] == TODAY, one["until"]) for one in again] == [
        (False, date(2026, 11, 20)),
        (True, None),
    ]


def test_two_equal_visits_are_two_visits_and_a_third_import_adds_none(
    database: Database, enter: Enter, register: Register
) -> None:
    one = VisitEntry(ZHAO, LI, Duty.RESPONSIBLE, Mode.NOBODY, date(2026, 11, 5))
    twice = replace(register, visits=(one, one))
    for _ in range(3):
        enter(twice)
    assert _count(database, visit) == 2
    enter(replace(register, visits=(one, one, one)))
    assert _count(database, visit) == 3


def test_if_the_last_row_cannot_be_written_none_is(
    database: Database, enter: Enter, register: Register
) -> None:
    before = raw_rows(database)
    nowhere = VisitEntry("no such household", LI, Duty.RESPONSIBLE, Mode.HOME, TODAY)
    with pytest.raises(KeyError):
        enter(replace(register, visits=(*register.visits, nowhere)))
    assert raw_rows(database) == before
    assert all(not found for found in before.values())


def test_a_register_of_thousands_is_written_in_chunks(
    database: Database, enter: Enter, register: Register
) -> None:
    many = tuple(HouseholdEntry(f"9{at:05d}", "某户", "000101") for at in range(2500))
    enter(replace(register, households=(*register.households, *many)))
    assert _count(database, household) == 2502
