"""Photos that were seen before: who is asked, about which, when; and who is left in peace."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.visits.likeness import (
    Alike,
    Answer,
    Filed,
    LikenessAnswered,
    PictureWithdrawn,
    asked_at,
    pairs_to_ask,
)
from storage.tables import notice
from tests.photos.stage import HE, LI, ZONE, Stage
from tests.pictures.scenes import house, wall
from tests.pictures.shots import shot


def house_shot(number: int, occasion: int = 0, quality: int = 80) -> bytes:
    return shot(house(number, occasion), quality=quality)


async def test_the_same_bytes_twice_in_a_visit_count_once_and_nobody_is_asked(stage: Stage) -> None:
    visit = stage.record(
        stage.send(house_shot(1), "a"), stage.send(house_shot(1), "b"), stage.send(house_shot(2), "c")
    )
    await stage.settle()
    first, second, third = stage.rows("photo")
    assert (first["same_as"], second["same_as"], third["same_as"]) == (None, first["id"], None)
    assert stage.counted() == [2]
    assert stage.asked() == []
    assert first["visit_id"] == visit


async def test_the_same_photo_in_another_visit_is_asked_about_and_nothing_is_blocked(stage: Stage) -> None:
    stage.record(stage.send(house_shot(1), "march"), home=1, on=date(2026, 10, 12))
    await stage.settle()
    stage.watch.at += timedelta(days=3)
    stage.record(stage.send(house_shot(1), "again"))
    await stage.settle()
    assert stage.asked() == [(LI, "again", 0)]
    assert stage.counted() == [1, 1]
    (owed,) = stage.rows("notice")
    assert (owed["kind"], owed["topic"], owed["status"]) == ("request", "lookalike", "due")
    assert owed["person_id"] == stage.people[LI]
    trail = [one["kind"] for one in stage.rows("audit")]
    assert "likeness_found" in trail


async def test_a_photo_forwarded_from_another_visit_is_asked_about(lite: Stage) -> None:
    photo = lite.send(house_shot(1), "one")
    lite.record(photo, home=0)
    lite.record(photo, home=2, who=HE)
    await lite.settle()
    assert lite.asked() == [(HE, "one", 0)]


async def test_a_photo_compressed_anew_is_asked_about_once_however_often_the_pass_runs(stage: Stage) -> None:
    stage.record(stage.send(house_shot(1), "early"), home=1)
    stage.record(stage.send(house_shot(1, quality=35), "late"))
    await stage.settle()
    stage.open()
    await stage.settle()
    ((who, unique, distance),) = stage.asked()
    assert (who, unique) == (LI, "late")
    assert distance <= 7
    assert len(stage.rows("notice")) == 1


async def test_the_nearest_is_shown_and_of_equals_the_latest(lite: Stage) -> None:
    for unique in ("first", "second"):
        lite.record(lite.send(house_shot(1), unique), home=1, on=date(2026, 10, 1 + len(unique)))
    await lite.settle()
    lite.record(lite.send(house_shot(1), "third"))
    await lite.settle()
    with lite.database.read() as unit:
        question = unit.likenesses.questions([int(str(lite.rows("likeness")[-1]["id"]))])
    (found,) = question.values()
    assert found.earlier.visited_on == date(2026, 10, 7)


async def test_an_album_that_is_all_seen_before_is_one_question(lite: Stage) -> None:
    lite.record(*(lite.send(house_shot(at), f"a{at}") for at in range(3)), home=1)
    lite.record(*(lite.send(house_shot(at), f"b{at}") for at in range(3)))
    await lite.settle()
    assert len(lite.asked()) == 1


async def test_a_photo_that_came_hours_late_is_compared_with_those_that_overtook_it(lite: Stage) -> None:
    lite.record(lite.send(house_shot(1), "slow"), home=1)
    lite.put_off("slow", timedelta(hours=2))
    lite.record(lite.send(house_shot(1), "quick"))
    await lite.settle()
    assert lite.asked() == [], "there is nothing to compare it with yet"
    lite.watch.at += timedelta(hours=3)
    await lite.settle()
    assert lite.asked() == [(LI, "quick", 0)], "the later one is asked about, though it was compared first"


async def test_who_goes_twice_a_day_to_the_same_house_is_not_asked(lite: Stage) -> None:
    for unique in ("morning", "evening"):
        lite.record(lite.send(house_shot(1), unique))
    await lite.settle()
    assert lite.asked() == []
    lite.watch.at += timedelta(days=1)
    lite.record(lite.send(house_shot(1), "next day"))
    await lite.settle()
    assert len(lite.asked()) == 1


async def test_photos_of_a_visit_taken_back_are_compared_with_nothing(lite: Stage) -> None:
    photo = lite.send(house_shot(1), "one")
    lite.undo(lite.record(photo, home=1))
    lite.undo(lite.record(lite.send(house_shot(1), "two")))
    lite.record(photo, home=0)
    await lite.settle()
    assert lite.asked() == []


async def test_plain_walls_are_asked_about_only_if_they_are_the_same_bytes(lite: Stage) -> None:
    for at in range(4):
        lite.record(lite.send(shot(wall(at)), f"wall{at}"), home=1)
    await lite.settle()
    assert all(one["is_plain"] for one in lite.rows("picture"))
    assert lite.asked() == []
    lite.record(lite.send(shot(wall(2)), "once more"))
    await lite.settle()
    assert [unique for _, unique, _ in lite.asked()] == ["once more"]


async def test_another_house_and_the_same_house_in_another_month_are_no_question(lite: Stage) -> None:
    for at in range(6):
        lite.record(lite.send(house_shot(3, at), f"u{at}"), on=date(2026, 11, 1 + at))
        lite.record(lite.send(house_shot(10 + at), f"w{at}"), home=1)
    await lite.settle()
    assert lite.asked() == []


async def test_a_photo_sent_by_mistake_leaves_its_visit_and_is_asked_about_no_more(stage: Stage) -> None:
    stage.record(stage.send(house_shot(1), "early"), home=1)
    visit = stage.record(stage.send(house_shot(1), "late"), stage.send(house_shot(2), "other"))
    await stage.settle()
    (found,) = stage.rows("likeness")
    likeness, photo, who = (int(str(found[name])) for name in ("id", "photo_id", "person_id"))
    now = stage.watch.at
    with stage.database.write() as unit:
        for answer in (Answer.MISTAKE, Answer.SAME_PLACE):
            unit.records.write([LikenessAnswered(likeness, visit, who, answer, now)])
        unit.records.write([PictureWithdrawn(photo, visit, who, now)])
    assert stage.counted() == [1, 1]
    assert len(stage.rows("photo")) == 3, "it is marked, not deleted"
    with stage.database.read() as unit:
        (question,) = unit.likenesses.questions([likeness]).values()
    assert (question.answer, question.is_open) == (Answer.MISTAKE, False)
    stage.watch.at += timedelta(days=1)
    stage.record(stage.send(house_shot(1), "third"), home=1)
    await stage.settle()
    assert [unique for _, unique, _ in stage.asked()] == ["late", "third"]
    assert stage.rows("likeness")[-1]["earlier_id"] != photo


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("07:00", "21 07:00"),
        ("20:59", "21 20:59"),
        ("21:00", "22 07:00"),
        ("23:30", "22 07:00"),
        ("06:59", "21 07:00"),
    ],
)
async def test_by_night_nobody_is_asked(lite: Stage, asked: str, due: str) -> None:
    lite.watch.at = datetime.fromisoformat(f"2026-11-21T{asked}:00+08:00").astimezone(UTC)
    assert asked_at(lite.watch.at, ZONE).astimezone(ZONE).strftime("%d %H:%M") == due


async def test_a_question_found_by_night_is_due_in_the_morning(lite: Stage) -> None:
    lite.watch.at = datetime(2026, 11, 21, 14, tzinfo=UTC)
    lite.record(lite.send(house_shot(1), "a"), home=1)
    lite.record(lite.send(house_shot(1), "b"))
    await lite.settle()
    with lite.database.read() as unit:
        due_at = unit.connection.execute(notice.select()).one().due_at
    assert due_at == datetime(2026, 11, 21, 23, tzinfo=UTC)


FILED = st.builds(
    Filed,
    st.integers(1, 9),
    st.integers(1, 4),
    st.integers(1, 2),
    st.integers(1, 2),
    st.dates(date(2026, 11, 1), date(2026, 11, 2)),
    st.just("x"),
)


@given(FILED, st.lists(st.builds(Alike, FILED, st.integers(0, 9)), max_size=6))
def test_asked_is_always_about_a_later_photo_of_another_visit(photo: Filed, found: list[Alike]) -> None:
    for pair in pairs_to_ask(photo, found):
        assert pair.later.photo_id > pair.earlier.photo_id
        assert pair.later.visit_id != pair.earlier.visit_id
        assert pair.distance <= 7
        assert photo in (pair.later, pair.earlier)
