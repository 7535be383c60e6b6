"""Files at rest: sealed for their names, whole or not there, resealed by a new key, taken in if plain."""

import os
import time
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from storage.base.files import FileGone, SealedFolder
from storage.base.keys import Keyring, load_keys
from storage.base.vault import Vault
from storage.rotation import reseal_files

SECRET = b"\xff\xd8\xff CANARY " * 50


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    return load_keys(tmp_path / "keys")


@pytest.fixture
def store(tmp_path: Path, ring: Keyring) -> SealedFolder:
    return SealedFolder(tmp_path / "photos", Vault(ring))


def files(store: SealedFolder) -> list[Path]:
    return [one for one in store.folder.rglob("*") if one.is_file()]


def test_what_is_kept_comes_back_and_nobody_else_can_read_it(store: SealedFolder) -> None:
    store.put("abc", SECRET)
    store.put("abd", b"")
    assert (store.get("abc"), store.get("abd")) == (SECRET, b"")
    assert sorted(store.names()) == ["abc", "abd"]
    assert all(
        b"CANARY" not in one.read_bytes() and one.stat().st_mode & 0o777 == 0o600 for one in files(store)
    )
    assert store.size("abc") > len(SECRET)
    store.put("abc", b"other")
    assert store.get("abc") == b"other"
    store.delete("abc")
    store.delete("abc")
    assert list(store.names()) == ["abd"]
    assert store.size("abc") == 0
    with pytest.raises(FileGone):
        store.get("abc")


def test_a_file_altered_or_moved_to_another_name_does_not_open(store: SealedFolder) -> None:
    store.put("abc", SECRET)
    (kept,) = files(store)
    content = kept.read_bytes()
    moved = kept.parent.parent / "yz" / "xyz.sealed"
    moved.parent.mkdir()
    moved.write_bytes(content)
    kept.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    for name in ("abc", "xyz"):
        with pytest.raises(InvalidTag):
            store.get(name)


@pytest.mark.parametrize("name", ["", "..", "../keys", "a/b", "ab", ".hidden", "a" * 101, "图片.jpg"])
def test_a_name_that_is_not_ours_is_refused(store: SealedFolder, name: str) -> None:
    with pytest.raises(ValueError, match="no name of ours"):
        store.put(name, b"x")


def test_a_write_that_is_cut_off_leaves_the_old_file_whole(
    store: SealedFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put("abc", b"old")

    def power_cut(_: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", power_cut)
        with pytest.raises(OSError, match="Input/output"):
            store.put("abc", b"new")
    assert store.get("abc") == b"old"
    assert list(store.names()) == ["abc"]
    assert len(files(store)) == 2
    store.take_in()
    assert len(files(store)) == 2, "somebody else may be writing it at this moment"
    an_hour_ago = time.time() - 3601
    for one in files(store):
        os.utime(one, (an_hour_ago, an_hour_ago))
    assert store.take_in() == 0
    assert len(files(store)) == 1


def test_what_lies_in_plain_is_sealed_under_its_own_name_once(store: SealedFolder) -> None:
    old = store.folder / "ab" / "abcdef"
    old.parent.mkdir(parents=True)
    old.write_bytes(SECRET)
    (store.folder / "12345-0").write_bytes(b"a sheet")
    assert store.take_in() == 2
    assert (store.get("abcdef"), store.get("12345-0")) == (SECRET, b"a sheet")
    assert not any(b"CANARY" in one.read_bytes() for one in files(store))
    assert store.take_in() == 0


def test_nothing_is_taken_in_where_there_is_no_folder_yet(store: SealedFolder) -> None:
    assert store.take_in() == 0
    assert list(store.names()) == []


def test_after_a_rotation_the_new_key_alone_opens_every_file(store: SealedFolder, ring: Keyring) -> None:
    for at in range(5):
        store.put(f"file-{at}", SECRET + bytes([at]))
    new = ring.with_new_key()
    fresh = SealedFolder(store.folder, Vault(new))
    fresh.put("file-0", SECRET + bytes([0]))
    done: list[int] = []
    assert reseal_files(fresh, done.append) == 4, "broken off before, it goes on where it was"
    assert reseal_files(fresh, done.append) == 0
    assert len(done) == 10
    only = SealedFolder(store.folder, Vault(Keyring({new.newest: new.keys[new.newest]}, new.index_key)))
    assert [only.get(f"file-{at}") for at in range(5)] == [SECRET + bytes([at]) for at in range(5)]
    with pytest.raises(KeyError):
        store.get("file-1")
