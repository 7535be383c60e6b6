"""Albums and voices leave sealed files as protected messages, and never as anything that can be passed on."""

from pathlib import Path
from typing import Any

from sandbox.telegram.client import Client
from storage.base.files import Stores
from storage.chat.outbox import Outgoing
from storage.database import Database
from tests.pictures.shots import shot
from tests.transport.telegram_stage import Stage, sending, stores_in, words

JPEG = shot()
OGG = b"OggS" + bytes(60)


def filled(folder: Path, database: Database) -> Stores:
    stores = stores_in(folder, database)
    for name in ("one", "two", "three"):
        stores.photos.put(name, JPEG)
    stores.papers.put("copy", JPEG)
    stores.photos.put("voice", OGG)
    return stores


def album(*files: str, caption: str = "", place: str = "") -> Outgoing:
    pictures = [{"file": one, "in": place} for one in files]
    return Outgoing(1, "album", {"pictures": pictures, "caption": caption})


def client(stage: Stage) -> Client:
    return stage.telegram.world.client(1)


async def test_an_album_arrives_as_one_protected_with_its_words_under_the_first(
    sqlite: Database, tmp_path: Path
) -> None:
    filled(tmp_path, sqlite)
    async with sending(sqlite, folder=tmp_path) as stage:
        await stage.owe(album("one", "two", "three", caption="王福生家"), words("后面"))
        assert await stage.settled() == {"sent": 2}
        *photos, last = client(stage).messages
        assert [one.get("caption") for one in photos] == ["王福生家", None, None]
        assert len({one["media_group_id"] for one in photos}) == 1
        assert all(one["has_protected_content"] for one in photos)
        assert last["text"] == "后面", "what is said about the photos stands below them"
        assert stage.telegram.world.files.content(photos[1]["photo"][-1]["file_id"]) == JPEG


async def test_a_single_picture_is_a_photo_and_a_copy_comes_from_the_papers(
    sqlite: Database, tmp_path: Path
) -> None:
    filled(tmp_path, sqlite)
    async with sending(sqlite, folder=tmp_path) as stage:
        await stage.owe(album("copy", place="papers"))
        assert await stage.settled() == {"sent": 1}
        (photo,) = client(stage).messages
        assert photo["has_protected_content"]
        assert "media_group_id" not in photo


async def test_a_voice_arrives_protected(sqlite: Database, tmp_path: Path) -> None:
    filled(tmp_path, sqlite)
    async with sending(sqlite, folder=tmp_path) as stage:
        told: dict[str, Any] = {"file": "voice", "seconds": 12, "caption": "王福生家的语音"}
        await stage.owe(Outgoing(1, "voice", told))
        assert await stage.settled() == {"sent": 1}
        (voice,) = client(stage).messages
        assert (voice["voice"]["duration"], voice["has_protected_content"]) == (12, True)


async def test_a_file_that_is_gone_holds_up_nothing(sqlite: Database, tmp_path: Path) -> None:
    async with sending(sqlite, folder=tmp_path) as stage:
        await stage.owe(album("gone"), words("后面"))
        assert await stage.settled() == {"failed": 1, "sent": 1}
        assert [one.get("text") for one in client(stage).messages] == ["后面"]
