"""T2b through the whole bot: an album with a name, in pieces, shuffled, repeated, and across a restart."""

from random import Random
from typing import Any

from sandbox.telegram.client import Client
from tests.bot.photos import photo
from tests.bot.stage import Stage, card_of
from tests.bot.township import head_of

WANG = head_of(0)


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
