"""Photos and voices of visits, and to which visit a photo that comes later belongs."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.people.people import Duty
from domain.register.register import Register
from domain.visits.visits import (
    AdditionTakenBack,
    Mode,
    Picture,
    PicturesAdded,
    PicturesMoved,
    RecentVisit,
    VisitContinued,
    VisitRecorded,
    VisitUndone,
    Voice,
)
from storage.database import Database
from storage.tables import voice
from tests.storage.conftest import LI, TODAY, Enter

ALONE, PART, OTHER_PART = Picture("u1", "f1"), Picture("u2", "f2", "album"), Picture("u3", "f3", "album")
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def visits(database: Database, enter: Enter, register: Register, now: datetime) -> list[VisitRecorded]:
    """Two visits of one person: an hour ago with part of an album and a voice, and a moment ago."""
    enter(register)
    with database.write() as unit:
        li = unit.people.by_phone(LI)
        assert li is not None
        home, *_ = unit.rounds.of([li.id], TODAY)[li.id]
        early = now - timedelta(hours=1)
        made = [
            VisitRecorded(unit.ids.at(at), home.id, li.id, Duty.RESPONSIBLE, mode, TODAY, at, late=False)
            for at, mode in ((early, Mode.HOME), (now - timedelta(minutes=5), Mode.PHONE))
        ]
        made[0] = replace(made[0], pictures=(PART,), voices=(Voice("v1", "g1", 12),), note="瓦换了")
        made[1] = replace(made[1], pictures=(ALONE,))
        unit.records.write(made)
    return made


def _recent(database: Database, picture: Picture, since: datetime, person: int) -> list[RecentVisit]:
    with database.read() as unit:
        return list(unit.recents.of([person], [picture.album], since).get(person, ()))


def test_a_visit_saved_a_moment_ago_is_known_with_its_photos(
    database: Database, visits: list[VisitRecorded], now: datetime
) -> None:
    (found,) = _recent(database, Picture("u9", "f9"), now - HALF_AN_HOUR, visits[1].person_id)
    assert (found.visit_id, found.mode, found.pictures) == (
        visits[1].visit_id,
        Mode.PHONE,
        (Picture("u1", ""),),
    )


def test_the_visit_of_an_album_is_known_however_long_ago_it_was_saved(
    database: Database, visits: list[VisitRecorded], now: datetime
) -> None:
    early, newest = _recent(database, OTHER_PART, now - HALF_AN_HOUR, visits[0].person_id)
    assert (early.visit_id, early.note, early.has_album_of(OTHER_PART)) == (
        visits[0].visit_id,
        "瓦换了",
        True,
    )
    assert not newest.has_album_of(OTHER_PART)
    assert _recent(database, OTHER_PART, now, visits[0].person_id)[0] == early


def test_other_people_and_visits_that_were_undone_are_not_known(
    database: Database, visits: list[VisitRecorded], now: datetime
) -> None:
    person = visits[0].person_id
    assert _recent(database, PART, now - HALF_AN_HOUR, person + 1) == []
    with database.write() as unit:
        unit.records.write([VisitUndone(one.visit_id, person, now) for one in visits])
    assert _recent(database, PART, now - HALF_AN_HOUR, person) == []


def test_photos_move_to_another_visit_once(
    database: Database, visits: list[VisitRecorded], now: datetime
) -> None:
    first, second = visits
    with database.write() as unit:
        unit.records.write([PicturesAdded(second.visit_id, second.person_id, (PART,), now)])
        unit.records.write(
            [PicturesMoved(first.visit_id, second.visit_id, first.person_id, (ALONE, PART), now)]
        )
    recent = _recent(database, PART, now - HALF_AN_HOUR, first.person_id)
    kept = {one.visit_id: {photo.unique for photo in one.pictures} for one in recent}
    # The first visit has that part of the album itself; it must not have it twice.
    assert kept == {first.visit_id: {"u1", "u2"}, second.visit_id: {"u2"}}


def test_what_is_added_to_a_visit_can_be_taken_back(
    database: Database, visits: list[VisitRecorded], now: datetime
) -> None:
    """Its mode, note, photos and voices are then as they were, and what is added again is there again."""
    newest = visits[1]
    who, said = newest.person_id, Voice("v2", "g2", 5)

    def stands() -> RecentVisit:
        return _recent(database, ALONE, now - HALF_AN_HOUR, who)[-1]

    before = stands()
    more = VisitContinued(newest.visit_id, who, Mode.HOME, "水窖修好了", (PART, ALONE), (said,), now)
    back = AdditionTakenBack(newest.visit_id, who, Mode.PHONE, "", (PART,), (said,), now)
    for _ in range(2):
        with database.write() as unit:
            unit.records.write([more])
        told = stands()
        assert (told.mode, told.note, set(told.joined)) == (Mode.HOME, "水窖修好了", {"u2"})
        assert ({one.unique for one in told.pictures}, told.voices) == ({"u1", "u2"}, (Voice("v2", "", 5),))
        with database.write() as unit:
            unit.records.write([back])
        assert stands() == before


def test_words_are_added_to_those_that_a_visit_has(
    database: Database, visits: list[VisitRecorded], now: datetime
) -> None:
    first = visits[0]
    more = VisitContinued(first.visit_id, first.person_id, Mode.HOME, "瓦换了\n羊卖了", (), (), now)
    with database.write() as unit:
        unit.records.write([more])
    assert _recent(database, PART, now, first.person_id)[0].note == "瓦换了\n羊卖了"


def test_a_voice_message_is_written_by_its_reference_and_length(
    database: Database, visits: list[VisitRecorded]
) -> None:
    with database.read() as unit:
        (row,) = unit.connection.execute(select(voice)).all()
    assert (row.visit_id, row.unique_ref, row.seconds) == (visits[0].visit_id, "v1", 12)
