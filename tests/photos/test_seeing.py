"""看照片, 听语音: for those alone who may, when it is made; offices get copies with a band."""

import asyncio
from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import insert, update

from bot.paperwork.handing import Kept, Made, Spoken, Words, handed_out
from bot.paperwork.voice import Voices
from domain.households.page import PageAlbum
from domain.paperwork import Paper
from domain.people.access import Subject
from domain.visits.likeness import Question, Shot
from domain.visits.visits import VisitUndone
from storage.tables import need, need_step, pairing, picture, role
from tests.pages.conftest import CLERK, HE, HEAD, LEADER, LI, NOW, OTHER_HEAD, TODAY, ZHOU
from tests.photos.album_town import VISITED, Town, pictures_of, size_of, town

__all__ = ["town"]
REFUSED = Made({"refused": True})


@pytest.mark.parametrize("phone", [HE, ZHOU])
def test_the_paired_people_see_the_photos_as_they_are_kept(town: Town, phone: str) -> None:
    town.arrive("a", "b")
    album = pictures_of(town.look(phone))
    assert album.caption == "王福生家 11月12日 走访的照片，共 2 张"
    assert all(isinstance(one, Kept) for one in album.pictures)


@pytest.mark.parametrize("phone", [HEAD, LEADER, CLERK])
def test_offices_get_copies_with_a_band_and_what_is_kept_has_none(town: Town, phone: str) -> None:
    town.arrive("a")
    album = pictures_of(town.look(phone))
    (copy,) = album.pictures
    wide, high = size_of(copy)
    assert wide == 640
    assert high > 480
    with town.office.database.read() as unit:
        (kept,) = unit.connection.execute(picture.select()).all()
    original = town.office.stores.photos.get(kept.original)
    assert Image.open(BytesIO(original)).size == (640, 480)
    assert "还有 1 张没收到或打不开。" in album.caption


@pytest.mark.parametrize("phone", [LI, OTHER_HEAD])
def test_who_was_paired_before_and_another_villages_head_see_nothing(town: Town, phone: str) -> None:
    town.arrive("a")
    assert town.look(phone) == REFUSED
    assert town.refusals() == 1


def test_ones_own_visit_can_be_seen_after_the_household_went_to_somebody_else(town: Town) -> None:
    visit = town.record("own", phone=LI, on=date(2026, 11, 3))
    town.arrive("own")
    assert isinstance(pictures_of(town.look(LI, visit)).pictures[0], Kept)


def test_rights_lost_meanwhile_are_noticed(town: Town) -> None:
    town.arrive("a")
    with town.office.database.write() as unit:
        for table in (pairing, role):
            unit.connection.execute(update(table).values(until=TODAY - timedelta(days=1)))
    for phone in (HE, ZHOU, HEAD, LEADER, CLERK):
        assert town.look(phone) == REFUSED


def test_a_visit_taken_back_shows_no_photos(town: Town) -> None:
    town.arrive("a")
    with town.office.database.write() as unit:
        unit.records.write([VisitUndone(town.visit, town.person(HE), town.watch.at)])
    assert town.look(HE) == REFUSED
    assert town.look(CLERK) == REFUSED


def test_photos_on_their_way_and_photos_lost_are_said_in_words(town: Town) -> None:
    (coming,) = town.look(HE).sheets
    assert isinstance(coming, Words)
    assert "还在路上" in coming.text
    with town.office.database.write() as unit:
        for wanted in unit.fetches.due(town.watch.at, 9):
            unit.fetches.settle(wanted.id, "unreadable")
    (lost,) = town.look(HE).sheets
    assert isinstance(lost, Words)
    assert "没有存下来" in lost.text


@pytest.mark.parametrize("phone", [HE, LEADER])
def test_where_only_small_ones_are_left_they_are_sent_with_a_word(town: Town, phone: str) -> None:
    town.arrive("a", "b")
    with town.office.database.write() as unit:
        unit.connection.execute(update(picture).values(original=None))
    album = pictures_of(town.look(phone))
    assert len(album.pictures) == 2
    assert "只留了小图" in album.caption


def test_a_large_album_leaves_in_parts_of_ten_and_copies_wait_sealed(town: Town) -> None:
    names = [f"p{at}" for at in range(12)]
    town.record(*names)
    town.arrive(*names)
    asked = town.asked(Paper.ALBUM, CLERK, visit=town.visit)
    papers = town.office.stores.papers
    messages = handed_out(asked, town.look(CLERK), papers)
    assert [len(one.payload["pictures"]) for one in messages] == [10, 2]
    assert [bool(one.payload["caption"]) for one in messages] == [True, False]
    assert len(list(papers.names())) == 12
    assert papers.get(messages[1].payload["pictures"][1]["file"]).startswith(b"\xff\xd8\xff")
    plain = [one for one in town.office.papers.rglob("*") if one.is_file() and b"JFIF" in one.read_bytes()]
    assert plain == []


def test_the_page_lists_visits_with_photos_newest_first_and_goes_round(town: Town) -> None:
    older = town.record("c", on=date(2026, 11, 10))
    town.record(on=date(2026, 11, 20))
    with town.office.database.read() as unit:
        page = unit.pages.of([town.home])[town.home]
    first, second = page.albums
    assert (first.visited_on, first.photos, second) == (VISITED, 2, PageAlbum(older, date(2026, 11, 10), 1))
    assert page.album_after(None) == first
    assert page.album_after(first.visit_id) == second
    assert page.album_after(older) == first


def hear(town: Town, phone: str, unique: str = "v") -> Made:
    return asyncio.run(Voices(town.office).make(town.asked(Paper.VOICE, phone, voice=unique)))


def test_a_voice_is_played_to_those_who_may_hear_it(town: Town) -> None:
    town.say("v")
    (coming,) = hear(town, HE).sheets
    assert isinstance(coming, Words)
    town.arrive("v", content=b"OggS")
    for phone in (HE, ZHOU, HEAD, LEADER, CLERK):
        (voice,) = hear(town, phone).sheets
        assert isinstance(voice, Spoken)
        assert town.office.stores.photos.get(voice.file) == b"OggS"
    for phone in (LI, OTHER_HEAD):
        assert hear(town, phone) == REFUSED
    assert hear(town, HE, "unknown") == REFUSED
    assert town.refusals() == 3


def test_the_voice_of_a_need_is_not_for_the_clerk(town: Town) -> None:
    now = town.watch.at
    with town.office.database.write() as unit:
        who = town.person(HE)
        row = {
            "id": 1, "number": 1, "household_id": town.home, "category": "water", "urgent": False,
            "reporter_id": who, "holder_id": who, "level": "responsible", "status": "reported",
            "due_on": date(2026, 12, 4), "reported_at": now,
        }  # fmt: skip
        unit.connection.execute(insert(need), [row])
        step = {"id": 2, "need_id": 1, "position": 0, "action": "report", "status": "reported", "at": now}
        unit.connection.execute(insert(need_step), [step])
    town.say("v", step=2)
    town.arrive("v", content=b"OggS")
    heard = {
        phone: bool(hear(town, phone).sheets) for phone in (HE, ZHOU, HEAD, LEADER, CLERK, LI, OTHER_HEAD)
    }
    assert heard == {
        HE: True,
        ZHOU: True,
        HEAD: True,
        LEADER: True,
        CLERK: False,
        LI: False,
        OTHER_HEAD: False,
    }


def test_of_a_question_everybody_sees_only_what_they_may(town: Town) -> None:
    with town.office.database.read() as unit:
        actors = {phone: unit.staff.actor(town.person(phone), TODAY) for phone in (HE, LI)}
    own = Shot(1, town.person(HE), VISITED, NOW, Subject(town.home, "000101"), "own")
    strange = Shot(2, town.person(LI), VISITED, NOW, Subject(5, "000102"), "strange")
    gone = Shot(3, town.person(HE), VISITED, NOW, Subject(town.home, "000101"))
    question = Question(1, 1, town.person(HE), own, strange)
    assert question.shown_to(actors[HE], TODAY) == (own,)
    assert question.shown_to(actors[LI], TODAY) == (strange,)
    assert Question(1, 1, 1, own, gone).shown_to(actors[HE], TODAY) == (own,)
