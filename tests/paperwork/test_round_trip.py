"""Export, import into an empty database of either kind, export again: equal cell by cell."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from bot.paperwork.importing import import_workbook, write_register
from domain.register.register import Register, VisitEntry
from ledger.text import clean_text, unescape
from sandbox.township import sample_register
from tests.examples import examples
from tests.ledger.registers import registers
from tests.paperwork.cells import cells_of, exported
from tests.paperwork.conftest import KINDS, Offices

WAYS = [(one, other) for one in KINDS for other in KINDS]
SLOW = settings(max_examples=examples(3), suppress_health_check=[HealthCheck.function_scoped_fixture])


def there_and_back(offices: Offices, register: Register, way: tuple[str, str]) -> None:
    with offices(way[0]) as here, offices(way[1]) as there:
        write_register(here, register)
        before = exported(here)

        taken_over = import_workbook(there, before)

        assert taken_over.errors == ()
        assert cells_of(exported(there)) == cells_of(before)
        again = import_workbook(here, before)
        assert again.ok
        assert not any(
            (*again.new.values(), *again.changed.values(), *again.ended.values(), *again.kept.values())
        )
        assert not any(again.absent.values())
        assert cells_of(exported(here)) == cells_of(before)


@pytest.mark.parametrize("way", WAYS, ids=" to ".join)
def test_the_sample_township_moves_house_and_nothing_changes(offices: Offices, way: tuple[str, str]) -> None:
    there_and_back(offices, sample_register(date(2026, 11, 21)), way)


@pytest.mark.parametrize("way", WAYS, ids=" to ".join)
@SLOW
@given(register=registers())
def test_any_township_moves_house_and_nothing_changes(
    offices: Offices, way: tuple[str, str], register: Register
) -> None:
    there_and_back(offices, replace(register, visits=past(register)), way)


def past(register: Register) -> tuple[VisitEntry, ...]:
    """Visits after today are refused, and rightly."""
    return tuple(one for one in register.visits if one.visited_on <= date(2026, 11, 21))


@SLOW
@given(register=registers())
def test_what_was_written_is_what_is_exported(offices: Offices, register: Register) -> None:
    with offices("sqlite") as here:
        write_register(here, register)

        cells = cells_of(exported(here))

    assert all(kind in "sn" for rows in cells.values() for row in rows for kind, _ in row)
    homes = [[value for _, value in row] for row in cells["户"][1:]]
    assert [clean(row[0]) for row in homes] == [one.code for one in register.households]
    assert [clean(row[1]) for row in homes] == [one.head for one in register.households]
    assert len(cells["走访记录"]) - 1 == len(register.visits)
    assert len(cells["人员"]) - 1 == len(register.people)


def clean(value: object) -> str:
    return clean_text(unescape(str(value)))
