"""Notices: owed once for ever, taken in their time, and what became of them."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.notices.notices import Notice, NoticeDropped, NoticeKind, NoticePutOff, NoticeTold
from domain.people.joining import PersonBlocked, PersonJoined
from domain.register.register import Register
from scheduler.waking import wake
from storage.chat.inbox import OURS
from storage.chat.outbox import Outgoing
from storage.database import Database
from storage.tables import inbox, notice
from tests.storage.conftest import LI, Enter
from tests.storage.contents import as_stolen, rows


@pytest.fixture
def li(database: Database, enter: Enter, register: Register, now: datetime) -> int:
    """李国强, who can be reached as chat 1001."""
    enter(register)
    with database.write() as unit:
        who = next(one.id for one in unit.people.all() if one.phone == LI)
        unit.people.join([PersonJoined(1, who, 1001, now)])
    return who


def _owe(database: Database, li: int, now: datetime, key: str = "likeness:1", **other: object) -> Notice:
    with database.write() as unit:
        owed = Notice(unit.ids.at(now), li, NoticeKind.REQUEST, "lookalike", key, now, {"about": "屋顶"})
        owed = replace(owed, **other)  # type: ignore[arg-type]
        unit.records.write([owed])
    return owed


def _statuses(database: Database) -> list[str]:
    return [one["status"] for one in rows(database, notice)]


def _wake(database: Database, now: datetime) -> int:
    with database.write() as unit:
        return wake(unit, now)


def test_a_notice_is_owed_once_however_often_its_reason_is_found(
    database: Database, li: int, now: datetime
) -> None:
    first = _owe(database, li, now)
    _owe(database, li, now)
    with database.read() as unit:
        assert unit.notices.of([first.id]) == {first.id: first}
    assert len(rows(database, notice)) == 1


def test_what_a_notice_is_about_is_sealed(database: Database, li: int, now: datetime) -> None:
    _owe(database, li, now)
    assert "屋顶".encode() not in as_stolen(database)


def test_a_notice_reaches_the_inbox_once_and_not_before_its_time(
    database: Database, li: int, now: datetime
) -> None:
    owed = _owe(database, li, now, due_at=now + timedelta(hours=1))
    assert _wake(database, now) == 0
    assert _wake(database, now + timedelta(hours=1)) == 1
    assert _wake(database, now + timedelta(hours=2)) == 0
    (row,) = rows(database, inbox)
    assert (row["chat_id"], row["channel"], row["lane"]) == (1001, "own", OURS)
    assert f'"notice": {owed.id}' in row["raw"]


def test_who_blocked_the_bot_is_not_written_to(database: Database, li: int, now: datetime) -> None:
    _owe(database, li, now)
    with database.write() as unit:
        unit.records.write([PersonBlocked(li, now)])
    assert _wake(database, now) == 0
    assert _statuses(database) == ["due"]


def test_a_notice_that_was_put_off_comes_again(database: Database, li: int, now: datetime) -> None:
    owed = _owe(database, li, now)
    _wake(database, now)
    later = now + timedelta(minutes=10)
    with database.write() as unit:
        unit.records.write([NoticePutOff(owed.id, li, later, now)])
    assert _wake(database, later - timedelta(seconds=1)) == 0
    assert _wake(database, later) == 1
    assert len(rows(database, inbox)) == 2


def test_a_notice_is_sent_when_its_message_is(database: Database, li: int, now: datetime) -> None:
    owed = _owe(database, li, now)
    with database.write() as unit:
        unit.records.write([NoticeTold(owed.id, li, now)])
        unit.outbox.add([Outgoing(1001, "card", {"text": "x"}, notice_id=owed.id)], unit.ids, now)
        (head,) = unit.outbox.heads(1)
        (message,) = unit.outbox.whole([head.id])
        assert message.notice_id == owed.id
        unit.notices.settle({owed.id: "due"})
    assert _statuses(database) == ["taken"], "tried and to be tried again"
    with database.write() as unit:
        unit.notices.settle({owed.id: "sent"})
    assert _statuses(database) == ["sent"]


def test_a_notice_without_a_reason_is_dropped(database: Database, li: int, now: datetime) -> None:
    owed = _owe(database, li, now)
    with database.write() as unit:
        unit.records.write([NoticeDropped(owed.id, li, now)])
    assert _statuses(database) == ["dropped"]
