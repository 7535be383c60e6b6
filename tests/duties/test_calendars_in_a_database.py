"""The calendars, played over a database: what is owed there is what is owed by the pure rules, day by day."""

from pathlib import Path

import pytest

from storage.database import Database
from tests.calendars.script import calendars, read_days
from tests.calendars.stage import TWICE, play
from tests.duties.mirror import open_mirror


@pytest.mark.parametrize("path", calendars(), ids=lambda path: path.stem)
def test_a_calendar_goes_the_same_way_in_a_database(path: Path, sqlite: Database) -> None:
    days = read_days(path)
    heard = play(days, open_mirror(days, sqlite))
    assert [str(one) for one in heard] == days.heard


@pytest.mark.parametrize("path", calendars(), ids=lambda path: path.stem)
def test_a_second_run_a_day_changes_nothing_there(path: Path, sqlite: Database) -> None:
    days = read_days(path)
    heard = play(days, open_mirror(days, sqlite), TWICE)
    assert [str(one) for one in heard] == days.heard


@pytest.mark.parametrize("path", calendars(), ids=lambda path: path.stem)
def test_after_a_week_of_downtime_it_goes_on_as_the_rules_do(path: Path, sqlite: Database) -> None:
    days = read_days(path)
    heard = play(days, open_mirror(days, sqlite), down=days.down)
    assert [str(one) for one in heard] == days.heard_after_downtime


SOME = [one for one in calendars() if one.stem in ("answers", "leave_with_a_stand_in", "blocked")]


@pytest.mark.parametrize("path", SOME, ids=lambda path: path.stem)
def test_on_postgresql_too(path: Path, postgresql: Database) -> None:
    days = read_days(path)
    assert play(days, open_mirror(days, postgresql))
