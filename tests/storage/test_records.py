"""Facts becoming rows, each with its line in the audit trail, and the state that they add up to."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.calendar.month import Month
from domain.people.joining import FeedbackGiven, InviteRefused
from domain.people.people import Duty
from domain.register.register import Register
from domain.visits.visits import Mode, Picture, PicturesAdded, VisitRecorded, VisitRedated, VisitUndone
from storage.database import Database
from storage.duties.rules import DutyRules
from storage.state import State
from storage.tables import audit, visit
from tests.storage.conftest import LI, TODAY, WANG, ZHOU, Enter

PICTURES = (Picture("unique-1", "file-1"), Picture("unique-2", "file-2"))


@pytest.fixture
def township(database: Database, enter: Enter, register: Register) -> Database:
    enter(register)
    return database


@pytest.fixture
def recorded(township: Database, now: datetime) -> VisitRecorded:
    """A visit with two photos and a note, written."""
    with township.write() as unit:
        li = unit.people.by_phone(LI)
        assert li is not None
        home = unit.rounds.of([li.id], TODAY)[li.id][0].id
        one = VisitRecorded(
            unit.ids.at(now),
            home,
            li.id,
            Duty.RESPONSIBLE,
            Mode.HOME,
            TODAY,
            now,
            False,
            "屋顶漏雨",
            PICTURES,
            True,
        )
        unit.records.write([one])
    return one


def _newest(database: Database) -> dict[str, Any]:
    with database.read() as unit:
        return State(unit).visits()[-1]


def _trail(database: Database) -> list[str]:
    with database.read() as unit:
        return list(unit.connection.scalars(select(audit.c.kind).order_by(audit.c.id)))


def test_a_recorded_visit_stands_with_its_photos_and_its_note(
    township: Database, recorded: VisitRecorded, now: datetime
) -> None:
    told = _newest(township)
    assert told == {
        "household_code": WANG,
        "phone": LI,
        "duty": "responsible",
        "mode": "home",
        "visited_on": TODAY.isoformat(),
        "recorded_at": now.isoformat(),
        "late": False,
        "photos": 2,
        "note": "屋顶漏雨",
        "undone": False,
    }
    with township.read() as unit:
        checks = unit.connection.scalar(select(visit.c.checks).where(visit.c.id == recorded.visit_id))
    assert checks == "yyyyyy"
    assert _trail(township) == ["visit_recorded"]


def test_a_photo_counts_once_for_a_visit_however_often_it_comes(
    township: Database, recorded: VisitRecorded, now: datetime
) -> None:
    more = (PICTURES[0], Picture("unique-3", "file-3"), Picture("unique-3", "file-3"))
    with township.write() as unit:
        unit.records.write([PicturesAdded(recorded.visit_id, recorded.person_id, more, now)])
    assert _newest(township)["photos"] == 3


def test_another_day_and_taking_back_leave_the_row_and_a_trail(
    township: Database, recorded: VisitRecorded, now: datetime
) -> None:
    who, which = recorded.person_id, recorded.visit_id
    before = TODAY - timedelta(days=1)
    with township.write() as unit:
        unit.records.write([VisitRedated(which, who, before, True, now), VisitUndone(which, who, now)])
    told = _newest(township)
    assert (told["visited_on"], told["late"], told["undone"]) == (before.isoformat(), True, True)
    assert _trail(township) == ["visit_recorded", "visit_redated", "visit_undone"]


def test_nobody_changes_the_visit_of_another_person(
    township: Database, recorded: VisitRecorded, now: datetime
) -> None:
    with township.write() as unit:
        other = unit.people.by_phone(ZHOU)
        assert other is not None
        which = recorded.visit_id
        unit.records.write(
            [VisitUndone(which, other.id, now), VisitRedated(which, other.id, date.min, True, now)]
        )
    told = _newest(township)
    assert (told["undone"], told["visited_on"]) == (False, TODAY.isoformat())


def test_a_visit_taken_back_was_taken_back_when_it_first_was(
    township: Database, recorded: VisitRecorded, now: datetime
) -> None:
    later = now + timedelta(hours=1)
    for at in (now, later):
        with township.write() as unit:
            unit.records.write([VisitUndone(recorded.visit_id, recorded.person_id, at)])
    with township.read() as unit:
        kept = unit.connection.scalar(select(visit.c.undone_at).where(visit.c.id == recorded.visit_id))
    assert kept == now


def test_facts_stand_or_fall_together(township: Database, recorded: VisitRecorded, now: datetime) -> None:
    impossible = VisitRecorded(
        recorded.visit_id, 1, recorded.person_id, Duty.RESPONSIBLE, Mode.HOME, TODAY, now, False
    )
    given = FeedbackGiven(1, recorded.person_id, "路不好走", now)
    with pytest.raises(Exception, match=r"UNIQUE|unique|FOREIGN|foreign"), township.write() as unit:
        unit.records.write([given, impossible])
    with township.read() as unit:
        assert unit.feedback.waiting() == ()
    assert _trail(township) == ["visit_recorded"]


def test_feedback_waits_until_it_has_been_passed_on(
    township: Database, recorded: VisitRecorded, now: datetime
) -> None:
    given = [
        FeedbackGiven(at, recorded.person_id, words, now) for at, words in ((1, "路不好走"), (2, "谢谢"))
    ]
    with township.write() as unit:
        unit.records.write(given)
        assert [(one.name, one.text) for one in unit.feedback.waiting()] == [
            ("李国强", "路不好走"),
            ("李国强", "谢谢"),
        ]
        unit.feedback.passed_on([1], now)
        assert [one.id for one in unit.feedback.waiting()] == [2]


def test_wrong_links_are_counted_by_account_and_since_when(township: Database, now: datetime) -> None:
    early = now - timedelta(hours=2)
    with township.write() as unit:
        unit.records.write(
            InviteRefused(account, at) for account, at in ((1, now), (1, now), (1, early), (2, now))
        )
    with township.read() as unit:
        since = now - timedelta(hours=1)
        assert unit.audit.counts("invite_refused", [1, 2, 3], since) == {1: 2, 2: 1}
        assert unit.audit.counts("invite_refused", [], since) == {}
        assert unit.audit.counts("visit_recorded", [1], since) == {}


def test_the_state_tells_what_is_owed_and_what_is_met(
    township: Database, recorded: VisitRecorded, now: datetime
) -> None:
    def owed(phone_counts: bool) -> dict[tuple[str, str], str]:
        with township.read() as unit:
            rules = DutyRules(phone_counts=phone_counts)
            told = State(unit).obligations(Month.of(TODAY), TODAY, rules)
        return {(one["household_code"][-1], one["duty"]): one["status"] for one in told}

    # 赵桂兰 is away for work, so that 周敏's call meets the duty whatever the policy says.
    expected = {
        ("1", "responsible"): "met",
        ("1", "contact"): "open",
        ("2", "responsible"): "open",
        ("2", "contact"): "met",
    }
    assert owed(False) == owed(True) == expected
    with township.write() as unit:
        unit.records.write([VisitUndone(recorded.visit_id, recorded.person_id, now)])
    assert owed(False)["1", "responsible"] == "open"
    with township.read() as unit:
        later = DutyRules(starts_on=date(2026, 12, 1))
        assert State(unit).obligations(Month.of(TODAY), TODAY, later) == []
        assert len(State(unit).pairings()) == 4
        assert State(unit).boxes()["inbox"] == {"pending": 0, "dead": 0}
