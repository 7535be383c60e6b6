"""Files at rest: sealed, each written whole or not at all, in a place that an object store could take."""

import os
import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from storage.base.vault import Vault

_NAME = re.compile(r"[\w-][\w.-]{2,99}", re.ASCII)
_SEALED = ".sealed"
_UNFINISHED = ".new"
_ABANDONED_AFTER = 3600.0
"""Seconds after which nobody is writing a file any more."""


class FileGone(Exception):
    """There is no file of that name."""


class FileStore(Protocol):
    """Bytes by name; names are made by us: letters, digits, dots and dashes, at least three of them."""

    def put(self, name: str, content: bytes) -> None:
        """Keep it; what was kept under the name is replaced. On disk when this returns."""
        ...

    def get(self, name: str) -> bytes:
        """What was kept; raises FileGone."""
        ...

    def delete(self, name: str) -> None:
        """Forget it; nothing happens if it is gone already."""
        ...

    def size(self, name: str) -> int:
        """Bytes that it takes up; 0 if it is gone."""
        ...

    def names(self) -> Iterator[str]:
        """All names, in no order."""
        ...

    def take_in(self) -> int:
        """Bring in what earlier versions kept beside the store; how many files."""
        ...


@dataclass(frozen=True, slots=True)
class Stores:
    """Where files are kept: photos and voices for long, papers until they are sent."""

    photos: FileStore
    papers: FileStore

    def of(self, place: str) -> FileStore:
        """The folder that an outbox message names."""
        return self.papers if place == "papers" else self.photos


class SealedFolder:
    """Encrypted files bound to their names, mode 0600; a stolen disk shows only their sizes."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self.folder = folder
        self._vault = vault

    def put(self, name: str, content: bytes) -> None:
        """Keep it; what was kept under the name is replaced. On disk when this returns."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # A name of its own: two processes may keep the same file at the same time.
        fresh = path.with_name(f"{name}.{secrets.token_hex(4)}{_UNFINISHED}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(self._vault.seal_file(name, content))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        for folder in (path.parent, self.folder):
            _flush(folder)

    def get(self, name: str) -> bytes:
        """What was kept; raises FileGone, or InvalidTag if somebody altered or moved it."""
        return self._vault.open_file(name, self._sealed(name))

    def delete(self, name: str) -> None:
        """Forget it; nothing happens if it is gone already."""
        self._path(name).unlink(missing_ok=True)

    def size(self, name: str) -> int:
        """Bytes that it takes up; 0 if it is gone."""
        path = self._path(name)
        return path.stat().st_size if path.exists() else 0

    def names(self) -> Iterator[str]:
        """All names, in no order."""
        for path in self.folder.glob(f"*/*{_SEALED}"):
            yield path.name.removesuffix(_SEALED)

    def is_newest(self, name: str) -> bool:
        """Whether the newest key sealed it."""
        return self._vault.is_newest(self._sealed(name))

    def take_in(self) -> int:
        """Seal what lies here in plain, as earlier versions left it, under its own name; how many files.

        What a killed process left half written goes.
        """
        taken = 0
        for path in [one for one in self.folder.rglob("*") if one.is_file() and one.suffix != _SEALED]:
            if path.suffix == _UNFINISHED and time.time() - path.stat().st_mtime < _ABANDONED_AFTER:
                continue
            if path.suffix != _UNFINISHED and _NAME.fullmatch(path.name):
                self.put(path.name, path.read_bytes())
                taken += 1
            path.unlink()
        return taken

    def _sealed(self, name: str) -> bytes:
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError as error:
            raise FileGone(name) from error

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name of ours")
        return self.folder / name[-2:] / f"{name}{_SEALED}"


def _flush(folder: Path) -> None:
    """A name that is in the folder stays there through a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
