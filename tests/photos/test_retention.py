"""What goes of photos, when, and what stays as long as something is open about it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from domain.policy.policy import Photos
from domain.visits.likeness import Answer, LikenessAnswered
from scheduler.retention import Retention, Shed
from storage.tables import need
from tests.photos.stage import LI, Stage
from tests.pictures.scenes import house
from tests.pictures.shots import shot


def house_shot(number: int) -> bytes:
    return shot(house(number, 0), quality=80)


def retention(stage: Stage, **kept: int) -> Retention:
    return Retention(stage.database, stage.store, stage.watch, Photos(**kept))


def files(stage: Stage) -> list[tuple[bool, bool]]:
    """Of every picture, whether original and thumbnail are known, and whether that is the truth."""
    names = set(stage.store.names())
    told = []
    # They were developed side by side, so their ids are in no order.
    for one in sorted(stage.rows("picture"), key=lambda row: str(row["unique_ref"])):
        known = [one[column] for column in ("original", "thumbnail")]
        assert all(name in names for name in known if name)
        told.append((bool(known[0]), bool(known[1])))
    assert len(names) == sum(sum(one) for one in told), "no file is left that nobody knows of"
    return told


async def test_originals_go_after_half_a_year_and_thumbnails_stay(stage: Stage) -> None:
    for at in range(3):
        stage.record(stage.send(house_shot(at), f"u{at}"), on=date(2026, 11, 1 + at))
    await stage.settle()
    stage.watch.at += timedelta(days=179)
    await retention(stage).sweep()
    assert files(stage) == [(True, True)] * 3
    stage.watch.at += timedelta(days=2)
    would = retention(stage).shed(dry_run=True)
    assert files(stage) == [(True, True)] * 3
    assert (would.originals, would.thumbnails) == (3, 0)
    assert would.size > 10_000
    heard: list[int] = []
    assert retention(stage).shed(progress=heard.append) == would
    assert heard == [3]
    assert files(stage) == [(False, True)] * 3
    assert retention(stage).shed() == Shed()
    assert stage.counted() == [1, 1, 1], "the visits keep their photos, and their numbers"


@pytest.mark.parametrize(
    ("kept", "left"), [((0, 0), (True, True)), ((1, 0), (False, True)), ((1, 1), (False, False))]
)
async def test_the_policy_says_how_long(lite: Stage, kept: tuple[int, int], left: tuple[bool, bool]) -> None:
    lite.record(lite.send(house_shot(1), "u"))
    await lite.settle()
    lite.watch.at += timedelta(days=2000)
    await retention(lite, keep_originals_days=kept[0], keep_thumbnails_days=kept[1]).sweep()
    assert files(lite) == [left]


async def test_photos_of_an_open_question_stay_until_it_is_answered(lite: Stage) -> None:
    early = lite.send(house_shot(1), "early")
    lite.record(early, lite.send(house_shot(2), "beside"), home=1)
    visit = lite.record(lite.send(house_shot(1), "late"))
    lite.record(lite.send(house_shot(3), "zebra"))
    await lite.settle()
    lite.watch.at += timedelta(days=200)
    await retention(lite).sweep()
    assert files(lite) == [(True, True)] * 3 + [(False, True)]
    with lite.database.write() as unit:
        (asked,) = lite.rows("likeness")
        answer = LikenessAnswered(
            int(str(asked["id"])), visit, lite.people[LI], Answer.SAME_PLACE, lite.watch.at
        )
        unit.records.write([answer])
    await retention(lite).sweep()
    assert files(lite) == [(False, True)] * 4


@pytest.mark.parametrize(("status", "stays"), [("in_progress", True), ("solved", True), ("confirmed", False)])
async def test_photos_of_a_visit_with_an_open_need_stay(lite: Stage, status: str, stays: bool) -> None:
    visit = lite.record(lite.send(house_shot(1), "u"))
    with lite.database.write() as unit:
        who, now = lite.people[LI], lite.watch.at
        row = {
            "id": 1, "number": 1, "household_id": lite.homes[0], "category": "water", "urgent": False,
            "visit_id": visit, "reporter_id": who, "holder_id": who, "level": "responsible",
            "status": status, "due_on": date(2026, 12, 4), "reported_at": now,
        }  # fmt: skip
        unit.connection.execute(insert(need), [row])
    await lite.settle()
    lite.watch.at += timedelta(days=200)
    await retention(lite).sweep()
    assert files(lite) == [(stays, True)]


async def test_struck_down_between_file_and_row_the_rest_is_done_the_next_time(
    lite: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    lite.record(lite.send(house_shot(1), "u"))
    await lite.settle()
    lite.watch.at += timedelta(days=200)

    class PowerCut(BaseException):
        pass

    def struck_down(*_: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr("storage.photos.shedding.Shedding.forget", struck_down)
        with pytest.raises(PowerCut):
            retention(lite).shed()
    retention(lite).shed()
    assert files(lite) == [(False, True)]
