"""Auditing notices: what was told as it should have been makes no line, whatever was not makes one."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import ColumnElement, and_, delete, select, update

from bot.commands.audit_notices import audit_notices
from bot.office import Office
from domain.calendar.month import Month
from domain.notices.notices import Notice, NoticeKind
from storage.database import Database
from storage.tables import mark, notice, obligation
from storage.unit import Unit
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


def test_a_digest_that_is_missing_is_found_on_every_day_on_which_it_was_still_owed(sqlite: Database) -> None:
    _, mirror = played("an_ordinary_month", sqlite)
    with sqlite.write() as unit:
        theirs = select(notice.c.id).where(notice.c.person_id == mirror.people["高远"])
        lost = unit.connection.scalars(theirs.where(notice.c.day == date(2026, 11, 23))).one()
        unit.connection.execute(delete(mark).where(mark.c.notice_id == lost))
        unit.connection.execute(delete(notice).where(notice.c.id == lost))
    lines = audited(mirror)
    assert [line[:10] for line in lines] == [f"2026-11-{day}" for day in range(23, 28)]
    assert {line.partition(" was ")[2] for line in lines} == {"not told: digest (digest)"}


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


def a_reminder(mirror: Mirror) -> ColumnElement[bool]:
    """The last reminder of 李国强 in November."""
    return and_(notice.c.person_id == mirror.people["李国强"], notice.c.day == date(2026, 11, 30))


ALTERED = {
    "kind": "escalation",
    "topic": "escalation",
    "rung": "village",
    "period": "2026-10",
    "key": "nag",
    "day": date(2026, 11, 29),
    "due_at": datetime(2026, 11, 29, 1, tzinfo=UTC),
    "made_at": datetime(2026, 11, 27, 1, tzinfo=UTC),
    "terms": {"visits": ["left_3"]},
    "person_id": None,
}


def test_whatever_is_altered_in_a_message_is_found(sqlite: Database) -> None:
    _, mirror = played("an_ordinary_month", sqlite)
    assert audited(mirror) == []
    for column, value in ALTERED.items():
        with sqlite.write() as unit:
            which = unit.connection.scalars(select(notice.c.id).where(a_reminder(mirror))).one()
            before = unit.connection.scalar(select(notice.c[column]).where(notice.c.id == which))
            _alter(unit, which, column, mirror.people["周敏"] if column == "person_id" else value)
        assert audited(mirror) != [], column
        with sqlite.write() as unit:
            unit.connection.execute(update(notice).where(notice.c.id == which).values({column: before}))
        assert audited(mirror) == [], column


def _alter(unit: Unit, which: int, column: str, value: object) -> None:
    written = unit.vault.seal("notice", "terms", which, json.dumps(value)) if column == "terms" else value
    unit.connection.execute(update(notice).where(notice.c.id == which).values({column: written}))


def test_a_message_that_is_doubled_is_found(sqlite: Database) -> None:
    _, mirror = played("an_ordinary_month", sqlite)
    with sqlite.write() as unit:
        row = dict(unit.connection.execute(select(notice).where(a_reminder(mirror))).mappings().one())
        again = {"id": row["id"] + 1, "key": f"{row['key']}-again", "day": date(2026, 11, 29)}
        terms = unit.vault.seal("notice", "terms", row["id"] + 1, '{"visits": ["left_1"]}')
        unit.connection.execute(notice.insert(), row | again | {"terms": terms})
    (line,) = audited(mirror)
    assert "was told without a reason: reminder" in line
