"""Downloads still to be made, what the database remembers of itself, and ids."""

from datetime import date, datetime, timedelta

from domain.visits.visits import Picture
from storage.base.ids import Ids
from storage.database import Database


def test_a_file_is_asked_for_once_however_often_it_was_sent(database: Database, now: datetime) -> None:
    for _ in range(2):
        with database.write() as unit:
            unit.fetches.add(
                [Picture("u1", "f1"), Picture("u2", "f2"), Picture("u1", "f1-again")], unit.ids, now
            )
    with database.read() as unit:
        due = unit.fetches.due(now, 10)
        assert [(one.unique_ref, one.file_ref) for one in due] == [("u1", "f1"), ("u2", "f2")]
        assert len(unit.fetches.due(now, 1)) == 1
        assert unit.fetches.due(now - timedelta(seconds=1), 10) == ()


def test_a_file_is_tried_until_it_is_here_or_gone_for_good(database: Database, now: datetime) -> None:
    later = now + timedelta(minutes=1)
    with database.write() as unit:
        unit.fetches.add([Picture("u1", "f1"), Picture("u2", "f2"), Picture("u3", "f3")], unit.ids, now)
        here, gone, late = unit.fetches.due(now, 10)
        unit.fetches.settle(here.id, "done")
        unit.fetches.settle(gone.id, "failed")
        unit.fetches.put_off(late.id, later)
        assert unit.fetches.due(now, 10) == ()
        (again,) = unit.fetches.due(later, 10)
    assert (again.unique_ref, again.tries) == ("u3", 1)


def test_the_work_begins_with_the_month_of_the_first_import(database: Database) -> None:
    with database.write() as unit:
        assert unit.settings.starts_on() is None
        unit.settings.begin(date(2026, 11, 21))
        unit.settings.begin(date(2027, 2, 3))
        assert unit.settings.starts_on() == date(2026, 11, 1)


def test_ids_rise_even_if_the_clock_goes_back(now: datetime) -> None:
    ids = Ids()
    made = [ids.at(now - timedelta(seconds=at)) for at in range(1000)]
    assert made == sorted(set(made))
    assert made[-1] < 2**63
