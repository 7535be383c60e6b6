"""T2b through the whole bot: an album with a name, in pieces, shuffled, repeated, and across a restart."""

from random import Random
from typing import Any

from sandbox.telegram.client import Client
from tests.bot.photos import photo
from tests.bot.stage import Stage, card_of
from tests.bot.township import head_of

WANG, ZHAO = head_of(0), head_of(1)


def _parts(stage: Stage, count: int, caption: str) -> list[dict[str, Any]]:
    """The messages of one album; the first has the caption."""
    group = {"media_group_id": stage.world.serial()}
    parts = [group | stage.world.files.add_photo(photo()) for _ in range(count)]
    return [parts[0] | {"caption": caption}, *parts[1:]]


def _send(stage: Stage, parts: list[dict[str, Any]]) -> None:
    phone = stage.phone()
    for one in parts:
        stage.world.heard(phone.chat, phone.user, one)


def _said(phone: Client) -> int:
    return sum(bool(one["from"]["is_bot"]) for one in phone.messages)


async def test_an_album_of_ten_shuffled_and_repeated_costs_two_messages_at_most(stage: Stage) -> None:
    parts = _parts(stage, 10, f"{WANG} 正常")
    shuffled = [*parts, *parts[:4]]
    Random(20261121).shuffle(shuffled)
    before = _said(stage.phone())
    _send(stage, shuffled)
    await stage.quiet()
    assert _said(stage.phone()) - before <= 2
    assert card_of(stage.phone()) == f"收到照片 10 张。我记成：{WANG}家，今天走访，一切正常。对吗？"
    await stage.tap("对")
    (visit,) = stage.visits()
    assert (visit["mode"], visit["photos"]) == ("home", 10)


async def test_an_album_split_by_a_restart_and_by_the_save_stays_together(stage: Stage) -> None:
    parts = _parts(stage, 6, f"{WANG} 正常")
    _send(stage, parts[3:5])
    await stage.quiet()
    await stage.stop()
    _send(stage, parts[:3])
    await stage.start()
    await stage.quiet()
    assert "收到照片 5 张" in card_of(stage.phone())
    await stage.tap("对")
    await stage.say("/mine")
    _send(stage, parts[5:])
    await stage.quiet()
    (visit,) = stage.visits()
    assert visit["photos"] == 6


async def test_a_name_at_once_after_photos_says_whose_they_are(stage: Stage) -> None:
    await stage.say(f"{WANG} 正常")
    await stage.tap("对")
    _send(stage, _parts(stage, 2, ""))
    stage.phone().send_text(ZHAO)
    await stage.quiet()
    # If the card that said that they had joined was replaced unsent, the next one says so.
    assert any(f"补到{WANG}家了（2 张）。" in one.get("text", "") for one in stage.phone().messages)
    assert f"2 张照片从{WANG}家移过来了。" in card_of(stage.phone())
    await stage.stop()
    await stage.start()
    await stage.tap("一切正常")
    assert [one["photos"] for one in stage.visits()] == [0, 2]


async def test_the_words_below_a_film_name_its_album_and_it_is_said_that_it_is_not_kept(stage: Stage) -> None:
    film = {"file_id": "v", "file_unique_id": "v", "width": 4, "height": 3, "duration": 9}
    parts = _parts(stage, 2, "")
    parts = [parts[1] | {"video": film, "caption": f"{WANG} 正常"}, *parts]
    del parts[0]["photo"]
    for shuffled in (parts, [parts[1], parts[0], parts[2]]):
        _send(stage, shuffled)
    await stage.quiet()
    assert any("视频我收不了" in one.get("text", "") for one in stage.phone().messages)
    assert f"收到照片 2 张。我记成：{WANG}家，今天走访，一切正常。对吗？" in card_of(stage.phone())


async def test_each_part_of_an_album_speaks_for_itself(stage: Stage) -> None:
    for seed in range(3):
        first, second, third = _parts(stage, 3, f"{WANG} 屋顶漏雨")
        parts = [first, second | {"caption": f"{WANG} 厨房也漏"}, third | {"caption": f"{ZHAO} 正常"}]
        shuffled = [*parts, parts[seed]]
        Random(seed).shuffle(shuffled)
        _send(stage, shuffled)
        await stage.quiet()
        told = card_of(stage.phone())
        assert f"{WANG}家" in told
        assert "2 张" in told
        await stage.say("/cancel")


async def test_what_named_its_household_itself_stays_there_whatever_is_named_next(stage: Stage) -> None:
    await stage.say(f"{WANG} 正常")
    await stage.tap("对")
    first, second = _parts(stage, 2, WANG)
    _send(stage, [first, second | {"caption": f"{ZHAO} 正常"}])
    await stage.quiet()
    assert any(f"补到{WANG}家了（1 张）。" in one.get("text", "") for one in stage.phone().messages)
    await stage.tap("对")
    assert [one["photos"] for one in stage.visits()] == [1, 1]


async def test_a_name_takes_along_those_that_said_nothing_alone(stage: Stage) -> None:
    await stage.say(f"{WANG} 正常")
    await stage.tap("对")
    _send(stage, _parts(stage, 1, f"{WANG} 厨房"))
    _send(stage, _parts(stage, 2, ""))
    stage.phone().send_text(ZHAO)
    await stage.quiet()
    assert f"2 张照片从{WANG}家移过来了。" in card_of(stage.phone())
    await stage.tap("一切正常")
    assert [(one["photos"], one["note"]) for one in stage.visits()] == [(1, "厨房"), (2, "")]
