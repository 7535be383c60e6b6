"""Auditing notices: what was told as it should have been makes no line, whatever was not makes one."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import delete, select, update

from bot.commands.audit_notices import audit_notices
from bot.office import Office
from domain.month import Month
from domain.notices import Notice, NoticeKind
from storage.database import Database
from storage.tables import mark, notice, obligation
from tests.calendars.script import Days, calendars, read_days
from tests.calendars.stage import TWICE, play
from tests.duties.hillside import Stopped
from tests.duties.mirror import Mirror, open_mirror

NOVEMBER = Month(2026, 11)
# Whether a household is away has no history: what was owed before it left cannot be seen afterwards.
KNOWN = [one for one in calendars() if one.stem != "a_household_away"]


def office_of(mirror: Mirror, at: datetime) -> Office:
    return Office(cast(Any, None), mirror.town.policy, Stopped(at), mirror.town.database)


def played(name: str, database: Database) -> tuple[Days, Mirror]:
    path = next(one for one in calendars() if one.stem == name)
    days = read_days(path)
    mirror = open_mirror(days, database)
    play(days, mirror, TWICE)
    return days, mirror


@pytest.mark.parametrize("path", KNOWN, ids=lambda path: path.stem)
def test_nothing_is_found_where_all_was_told_in_time(path: Path, sqlite: Database) -> None:
    days, mirror = played(path.stem, sqlite)
    first, last = days.span("days")
    end = datetime(last.year, last.month, last.day, 12, tzinfo=UTC)
    for month in Month.of(first).until(Month.of(last)):
        assert audit_notices(office_of(mirror, end), month) == []


def audited(mirror: Mirror) -> list[str]:
    return audit_notices(office_of(mirror, datetime(2026, 12, 1, tzinfo=UTC)), NOVEMBER)


def test_a_message_that_is_missing_is_found(sqlite: Database) -> None:
    _, mirror = played("an_ordinary_month", sqlite)
    with sqlite.write() as unit:
        lost = select(notice.c.id).where(notice.c.person_id == mirror.people["李国强"]).order_by(notice.c.id)
        last = unit.connection.scalars(lost.where(notice.c.day <= date(2026, 11, 30))).all()[-1]
        unit.connection.execute(delete(mark).where(mark.c.notice_id == last))
        unit.connection.execute(delete(notice).where(notice.c.id == last))
    (line,) = audited(mirror)
    assert line == "2026-11-30 10000000004 李国强 was not told: reminder (left_1)"


def test_a_message_that_nothing_asked_for_is_found(sqlite: Database) -> None:
    _, mirror = played("nothing_is_due", sqlite)
    with sqlite.write() as unit:
        at = datetime(2026, 11, 4, 2, tzinfo=UTC)
        who = mirror.people["李国强"]
        unit.records.write(
            [
                Notice(
                    unit.ids.at(at), who, NoticeKind.REMINDER, "reminder", "nag", at, {}, at.date(), "2026-11"
                )
            ]
        )
    assert any(line.endswith("was told without a reason: reminder nag") for line in audited(mirror))


def test_a_result_that_is_kept_otherwise_is_found(sqlite: Database) -> None:
    _, mirror = played("an_ordinary_month", sqlite)
    with sqlite.write() as unit:
        some = select(obligation.c.pairing_id).where(obligation.c.status == "met").limit(1)
        which = unit.connection.scalars(some.where(obligation.c.month == NOVEMBER)).one()
        rows = update(obligation).where(obligation.c.pairing_id == which, obligation.c.month == NOVEMBER)
        unit.connection.execute(rows.values(status="open", made=0))
    assert audited(mirror) == [f"2026-11 pairing {which}: kept open 0, the facts say met 1"]


def test_a_month_that_is_not_kept_is_said_to_be_none(sqlite: Database) -> None:
    _, mirror = played("nothing_is_due", sqlite)
    (line,) = audit_notices(office_of(mirror, datetime(2026, 12, 1, tzinfo=UTC)), Month(2027, 3))
    assert "not kept" in line
