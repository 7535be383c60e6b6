"""The township after some work in the field goes out and comes back in as it stands."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from bot.office import Office
from bot.paperwork.importing import import_workbook, write_register
from domain.people.people import Duty
from domain.visits.visits import Mode, Picture, VisitRecorded, VisitUndone
from sandbox.township import sample_register
from storage.tables import household, pairing
from tests.paperwork.cells import cells_of, exported
from tests.paperwork.conftest import KINDS, Offices

TODAY = date(2026, 11, 21)


def work(office: Office) -> None:
    """Visits with photos and notes, one taken back; a household handed over, another one's head changed."""
    now = office.clock.now()
    with office.database.write() as unit:
        rows = unit.connection.execute(select(pairing).where(pairing.c.until.is_(None))).all()
        ids = [unit.ids.at(now) for _ in range(3)]
        pictures = (Picture("u1", "f1"), Picture("u2", "f2"))
        facts = [
            VisitRecorded(
                at,
                row.household_id,
                row.person_id,
                Duty(row.duty),
                mode,
                TODAY,
                now,
                False,
                note,
                pictures,
                not note,
            )
            for at, row, mode, note in zip(
                ids, rows, Mode, ("", "=门锁着\n明天再去", "<b>好</b>"), strict=False
            )
        ]
        unit.records.write([*facts, VisitUndone(ids[2], rows[2].person_id, now)])
        mine = rows[0]
        other = next(row for row in rows if row.duty == mine.duty and row.person_id != mine.person_id)
        yesterday = TODAY - timedelta(days=1)
        unit.connection.execute(update(pairing).where(pairing.c.id == mine.id).values(until=yesterday))
        row = {"id": unit.ids.at(now), "household_id": mine.household_id, "person_id": other.person_id}
        rest = {"duty": mine.duty, "since": TODAY, "until": None, "capacity": mine.capacity}
        unit.connection.execute(pairing.insert(), [row | rest])
        head = unit.vault.seal("household", "head", rows[3].household_id, "=新户主")
        unit.connection.execute(
            update(household).where(household.c.id == rows[3].household_id).values(head=head)
        )


@pytest.mark.parametrize("kinds", [(one, other) for one in KINDS for other in KINDS], ids=" to ".join)
def test_a_township_at_work_moves_house_and_nothing_changes(offices: Offices, kinds: tuple[str, str]) -> None:
    with offices(kinds[0]) as here, offices(kinds[1]) as there:
        write_register(here, sample_register(TODAY))
        work(here)
        before = exported(here)

        assert import_workbook(there, before).errors == ()

        assert cells_of(exported(there)) == cells_of(before)
        notes = [row[-1][1] for row in cells_of(before)["走访记录"]]
        assert "=门锁着\n明天再去" in notes
        assert "<b>好</b>" not in notes
        again = import_workbook(here, before)
        assert not any((*again.new.values(), *again.changed.values(), *again.kept.values()))
