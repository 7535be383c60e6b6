"""Sealing of personal text and files: AES-256-GCM, bound to where they belong, so that none can be moved."""

import hmac
import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Table

from domain.writing.characters import tidy_name
from storage.base.keys import Keyring

_NONCE = 12
NAMES = frozenset({"name", "head"})
"""Columns with people's names: some were sealed before names were tidied where they come in."""


@lru_cache(maxsize=64)
def sealed_columns(table: Table) -> tuple[str, ...]:
    """The names of the columns of a table whose text is sealed."""
    return tuple(column.name for column in table.columns if column.info.get("sealed"))


@lru_cache(maxsize=64)
def row_key(table: Table) -> str:
    """The name of the column that tells rows of a table apart."""
    (column,) = table.primary_key.columns
    return column.name


class Vault:
    """Seals and opens the personal columns of rows."""

    def __init__(self, ring: Keyring) -> None:
        self._ciphers = {number: AESGCM(key) for number, key in ring.keys.items()}
        self._newest = ring.newest
        self._index_key = ring.index_key
        # Names are opened again at every turn of a conversation; a ciphertext never changes its meaning.
        self.open = lru_cache(maxsize=50_000)(self._open)

    def seal(self, table: str, column: str, row: object, text: str) -> bytes:
        """Text to bytes: key number, nonce, ciphertext."""
        return self._seal_bytes(f"{table}.{column}.{row}", text.encode())

    def _open(self, table: str, column: str, row: object, sealed: bytes) -> str:
        text = self._open_bytes(f"{table}.{column}.{row}", sealed).decode()
        return tidy_name(text) if column in NAMES else text

    def seal_file(self, name: str, content: bytes) -> bytes:
        """Encrypt the bytes of a file, bound to its name."""
        return self._seal_bytes(f"file/{name}", content)

    def open_file(self, name: str, sealed: bytes) -> bytes:
        """The bytes of a file; raises InvalidTag if it was altered, or kept under another name."""
        return self._open_bytes(f"file/{name}", sealed)

    def _seal_bytes(self, bound: str, content: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        cipher = self._ciphers[self._newest]
        return bytes([self._newest]) + nonce + cipher.encrypt(nonce, content, bound.encode())

    def _open_bytes(self, bound: str, sealed: bytes) -> bytes:
        cipher = self._ciphers[sealed[0]]
        return cipher.decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], bound.encode())

    def open_once(self, table: str, column: str, row: object, sealed: bytes) -> str:
        """Like `open`, for text that is read once and would only push names out of memory."""
        return self._open(table, column, row, sealed)

    def seal_row(self, table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row with every personal column sealed."""
        written = dict(row)
        for column in sealed_columns(table):
            text = written.get(column)
            if isinstance(text, str):
                written[column] = self.seal(table.name, column, row[row_key(table)], text)
        return written

    def is_newest(self, sealed: bytes) -> bool:
        """Whether the newest key sealed it."""
        return sealed[0] == self._newest

    def index(self, text: str) -> str:
        """A keyed digest by which a sealed value can be looked up."""
        return hmac.digest(self._index_key, text.encode(), "sha256").hex()
