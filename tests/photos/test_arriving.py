"""A photo arrives: late, after a crash, unreadable, doubled; and nothing of it lies about in plain."""

import asyncio
from datetime import timedelta

import pytest
from PIL import Image

from bot.transport.fetcher import TRIES, Trouble, wait_after
from bot.transport.photo_room import seal_what_is_plain
from pictures.darkroom import Darkroom
from storage.base.files import SealedFolder, Stores
from storage.tables import fetch, person
from tests.photos.stage import HE, Stage
from tests.pictures.scenes import house
from tests.pictures.shots import CANARIES, shot, telling

OGG = b"OggS" + bytes(range(200))


class PowerCut(BaseException):
    """Nothing after it is done."""


def house_shot(number: int, occasion: int = 0) -> bytes:
    return shot(house(number, occasion), quality=80)


def plain_text(stage: Stage) -> list[str]:
    """Files below the data directory that show a picture, a voice or a word of its metadata."""
    signs = (b"JFIF", b"OggS", b"2026:10:21", *CANARIES)
    return [
        one.name
        for one in stage.folder.rglob("*")
        if one.is_file() and any(sign in one.read_bytes() for sign in signs)
    ]


async def test_a_photo_is_developed_and_sealed_and_nothing_lies_in_plain(stage: Stage) -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        stage.send(telling(kind), f"u-{kind}")
    stage.send(OGG, "v", voice=True)
    await stage.settle()
    assert [one["status"] for one in stage.rows("fetch")] == ["done"] * 4
    picture = stage.rows("picture")[0]
    assert (picture["width"], picture["height"]) == (640, 480)
    assert stage.database.vault.open("picture", "taken_at", picture["id"], picture["taken_at"]) == (
        "2026-10-21T09:30:00"
    )
    assert stage.database.vault.open("picture", "position", picture["id"], picture["position"]) == (
        "27.5,106.25"
    )
    original, thumbnail = (
        stage.store.get(str(picture["original"])),
        stage.store.get(str(picture["thumbnail"])),
    )
    assert original.startswith(b"\xff\xd8\xff")
    assert len(thumbnail) < len(original)
    assert not any(canary in original for canary in CANARIES)
    assert OGG in [stage.store.get(name) for name in stage.store.names()]
    assert len(list(stage.store.names())) == 7
    assert plain_text(stage) == []
    assert not any("u-JPEG" in str(one) for one in stage.folder.rglob("*"))


async def test_a_photo_whose_download_fails_for_two_hours_still_arrives(lite: Stage) -> None:
    lite.record(lite.send(house_shot(1), "u"))
    lite.phone.trouble = Trouble.FOR_NOW
    began = lite.watch.at
    while lite.watch.at < began + timedelta(hours=2):
        await lite.settle()
        lite.watch.at += timedelta(minutes=1)
    assert 8 <= lite.phone.asked <= 12
    lite.phone.trouble = None
    lite.watch.at += timedelta(hours=1)
    await lite.settle()
    assert [one["status"] for one in lite.rows("fetch")] == ["done"]
    assert len(lite.rows("picture")) == 1
    assert lite.told() == []


async def test_a_file_that_never_comes_is_given_up_after_a_day_and_its_sender_told(lite: Stage) -> None:
    lite.record(lite.send(house_shot(1), "u"))
    lite.phone.trouble = Trouble.FOR_NOW
    for tries in range(TRIES):
        await lite.settle()
        lite.watch.at += wait_after(tries)
    assert lite.phone.asked == TRIES
    (words,) = lite.told()
    assert "没能收到" in words.payload["text"]


async def test_killed_between_file_and_row_it_is_simply_done_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.send(house_shot(1), "u")

    def struck_down(*_: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr("storage.photos.pictures.Pictures.add", struck_down)
        with pytest.raises(PowerCut):
            await stage.fetcher.fetch_due()
    assert len(list(stage.store.names())) == 2
    assert stage.rows("picture") == []
    stage.open()
    await stage.settle()
    assert [one["status"] for one in stage.rows("fetch")] == ["done"]
    assert len(stage.rows("picture")) == 1
    assert len(list(stage.store.names())) == 2


async def test_a_full_disk_gives_nothing_up(lite: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    lite.send(house_shot(1), "u")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("storage.base.files.SealedFolder.put", full)
        for tries in range(TRIES + 3):
            await lite.settle()
            lite.watch.at += wait_after(tries)
    assert [one["status"] for one in lite.rows("fetch")] == ["due"]
    await lite.settle()
    assert [one["status"] for one in lite.rows("fetch")] == ["done"]


async def test_an_unreadable_photo_is_told_once_with_its_number_and_the_visit_stands(stage: Stage) -> None:
    good, bad = stage.send(house_shot(1), "good"), stage.send(house_shot(2)[:3000], "bad")
    await stage.settle()
    assert stage.told() == [], "nobody is told before it is known whose visit it is"
    stage.record(good, bad)
    await stage.settle()
    stage.open()
    await stage.settle()
    (words,) = stage.told()
    assert words.chat_id == 71
    assert "11月21日 走访的第 2 张照片打不开" in words.payload["text"]
    assert words.payload["private"] is True
    assert stage.counted() == [2]


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(300)
HUGE = shot(Image.new("L", (5001, 5000)), "PNG", compress_level=1)
AS_A_PHOTO = "请从相册里当照片发给我，不要当文件发"


@pytest.mark.parametrize(
    ("content", "why", "advice"),
    [
        (HEIC, "HEIC 格式", AS_A_PHOTO),
        (HUGE, "太大", AS_A_PHOTO),
        (Trouble.TOO_LARGE, "太大", AS_A_PHOTO),
        (b"GIF89a" + bytes(99), "不是照片文件", "请从相册里选一张照片"),
        (b"", "不是照片文件", "请从相册里选一张照片"),
        (house_shot(2)[:3000], "打不开", "请把这张再发一次"),
        (Trouble.FOR_GOOD, "没能收到", "请把这张再发一次"),
    ],
)
async def test_who_sent_a_photo_hears_why_it_is_of_no_use_and_what_to_do(
    lite: Stage, content: bytes | Trouble, why: str, advice: str
) -> None:
    lite.record(lite.send(content, "bad"))
    await lite.settle()
    (words,) = lite.told()
    text = words.payload["text"]
    assert why in text
    assert advice in text
    assert "走访已经记好" in text
    assert ("再发一次" in text) == (advice == "请把这张再发一次")


async def test_the_words_about_an_unreadable_photo_are_in_the_language_of_who_sent_it(lite: Stage) -> None:
    with lite.database.write() as unit:
        unit.connection.execute(person.update().values(locale="en"))
    lite.record(lite.send(b"no picture", "bad"))
    await lite.settle()
    assert "Photo 1 of the visit to" in lite.told()[0].payload["text"]


async def test_who_is_shut_out_is_told_nothing(lite: Stage) -> None:
    lite.record(lite.send(b"no picture", "bad"), who=HE, home=2)
    lite.silence(HE)
    await lite.settle()
    assert lite.told() == []


async def test_a_darkroom_whose_process_is_killed_develops_the_next_picture(lite: Stage) -> None:
    async with Darkroom(children=1) as darkroom:
        lite.bench.develop = darkroom.develop  # type: ignore[method-assign]
        lite.open()
        lite.send(house_shot(1), "first")
        await lite.settle()
        (keeper,) = darkroom._keepers
        assert keeper._process
        keeper._process.kill()
        await keeper._process.wait()
        lite.send(house_shot(2), "second")
        await lite.settle()
    assert [one["status"] for one in lite.rows("fetch")] == ["done", "done"]


async def test_photos_that_an_earlier_version_kept_in_plain_are_sealed_and_developed(lite: Stage) -> None:
    name = "a" * 64
    old = lite.folder / "photos" / "aa" / name
    old.parent.mkdir(parents=True)
    old.write_bytes(telling("JPEG"))
    lite.send(b"", "u")
    lite.phone.files.clear()
    with lite.database.write() as unit:
        unit.connection.execute(fetch.update().values(status="done", path=f"aa/{name}"))
    papers = SealedFolder(lite.folder / "papers", lite.database.vault)
    await seal_what_is_plain(lite.database, Stores(lite.store, papers))
    assert plain_text(lite) == []
    await lite.settle()
    assert len(lite.rows("picture")) == 1
    assert name not in list(lite.store.names()), "what its camera wrote into it is gone, too"
    assert [(one["status"], one["path"]) for one in lite.rows("fetch")] == [("done", None)]


async def test_two_processes_may_take_in_the_same_photo_at_the_same_time(stage: Stage) -> None:
    stage.send(house_shot(1), "u")
    first = stage.fetcher
    stage.open()
    await asyncio.gather(first.fetch_due(), stage.fetcher.fetch_due())
    assert len(stage.rows("picture")) == 1
    assert len(list(stage.store.names())) == 2
