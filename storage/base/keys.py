"""The key file: encryption keys by number, the newest in use, and the key of the look-up index."""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from domain.errors import OperatorError


class UnreadableKeys(OperatorError):
    """The key file cannot be read."""


@dataclass(frozen=True)
class Keyring:
    """Keys of 32 bytes by number (1–255); the highest number seals, all of them open."""

    keys: dict[int, bytes]
    index_key: bytes

    @property
    def newest(self) -> int:
        """The number of the key that seals."""
        return max(self.keys)

    def with_new_key(self) -> "Keyring":
        """The same ring with one more key."""
        return Keyring({**self.keys, self.newest + 1: secrets.token_bytes(32)}, self.index_key)


def load_keys(path: Path) -> Keyring:
    """Read the key file; make one with mode 0600 if there is none."""
    try:
        written = json.loads(path.read_text())
        keys = {int(number): base64.b64decode(key) for number, key in written["keys"].items()}
        return Keyring(keys, base64.b64decode(written["index"]))
    except FileNotFoundError:
        ring = Keyring({1: secrets.token_bytes(32)}, secrets.token_bytes(32))
        save_keys(path, ring)
        return ring
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableKeys(
            f"The key file {path} cannot be read ({type(error).__name__}); put back the copy you keep of it.",
            path=path,
        ) from error


def save_keys(path: Path, ring: Keyring) -> None:
    """Write the key file whole or not at all, with mode 0600."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(
        {
            "keys": {str(number): base64.b64encode(key).decode() for number, key in ring.keys.items()},
            "index": base64.b64encode(ring.index_key).decode(),
        },
        indent=1,
    )
    fresh = path.with_name(path.name + ".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
