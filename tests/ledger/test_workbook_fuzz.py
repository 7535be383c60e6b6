"""Several hundred spoiled workbooks: each is read or refused, none raises, all alike every time."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ledger.checks.check import check
from ledger.reading import read_workbook

Book = dict[str, list[list[Any]]]
Packs = Callable[[Any], bytes]

HOSTILE = (
    None, "", " ", "=1+1", "=cmd|' /C calc'!A0", "\u202e王", "<b>&_*", "{name}", "%s%n", "𠮷", "\n",
    "_x000D_", "_x0041_",
    "0", "-0", "1e400", "nan", "inf", "2026-13-45", "9" * 5_000, "、、", "township", "全镇", True, False,
    0, -1, 3.7, 10**18, 1e300, -1e-300, date(1900, 1, 1), datetime(9999, 12, 31), timedelta(days=3),
)  # fmt: skip


def settle(content: bytes) -> None:
    result = check(read_workbook(content))
    assert (result.register is None) == bool(result.errors)


@pytest.mark.parametrize("seed", range(60))
def test_cells_with_anything_in_them_are_read_or_refused(book: Book, packed: Packs, seed: int) -> None:
    draw = Random(seed)
    for _ in range(draw.randint(1, 6)):
        rows = book[draw.choice(list(book))]
        row = draw.choice(rows)
        row[draw.randrange(len(row))] = draw.choice(HOSTILE)

    settle(packed(book))


@pytest.mark.parametrize("seed", range(120))
def test_flipped_bytes_of_the_file_are_read_or_refused(book: Book, packed: Packs, seed: int) -> None:
    draw, content = Random(seed), bytearray(packed(book))
    for _ in range(draw.randint(1, 12)):
        content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)

    settle(bytes(content[: draw.choice((len(content), len(content), draw.randrange(len(content))))]))


@pytest.mark.parametrize("seed", range(180))
def test_flipped_bytes_of_the_parts_inside_are_read_or_refused(book: Book, packed: Packs, seed: int) -> None:
    draw, stream = Random(seed), BytesIO()
    with ZipFile(BytesIO(packed(book))) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        spoiled = draw.choice(old.namelist())
        for name in old.namelist():
            part = bytearray(old.read(name))
            for _ in range(draw.randint(1, 6) if name == spoiled else 0):
                part[draw.randrange(len(part))] = draw.choice(b'<>&"/=0123456789rtsv\x00\xff')
            new.writestr(name, bytes(part))

    settle(stream.getvalue())
