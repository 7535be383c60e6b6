"""A quick look over a sheet's raw XML: where its data ends and what is merged, whatever it claims."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

MAX_ROWS = 500_000
MAX_CELLS = 5_000_000

_CHUNK = 1 << 20
_LONGEST_TAG = 1 << 16
_TAG = re.compile(
    rb"<(?:[A-Za-z_][\w.-]*:)?"
    rb"(?:(?P<row>row)(?P<attributes>[\s/][^>]*|)>|(?P<value>v|is|f)[\s/>]|(?P<merged>mergeCell)\s(?P<where>[^>]*)>)"
    rb"|(?P<end></(?:[A-Za-z_][\w.-]*:)?sheetData)"
)
_ROW_NUMBER = re.compile(rb"""(?:^|\s)r\s*=\s*["'](\d{1,9})["']""")
_RANGE = re.compile(rb"""ref\s*=\s*["']\$?([A-Z]{1,3})\$?(\d{1,9}):\$?([A-Z]{1,3})\$?(\d{1,9})["']""")


@dataclass(frozen=True, slots=True)
class Survey:
    """`last_row` is the last that holds anything; `merged` has first column, first row, last row."""

    last_row: int = 0
    too_many_at: int | None = None
    merged: tuple[tuple[str, int, int], ...] = ()
    cells: int = 0


def survey(part: IO[bytes]) -> Survey:
    """Look at every tag once; empty rows and empty styled cells cost next to nothing."""
    row = filled_row = filled_rows = cells = 0
    in_data = True
    merged: list[tuple[str, int, int]] = []
    for tag in _tags(part):
        if tag["row"] and in_data:
            number = _ROW_NUMBER.search(tag["attributes"])
            row = int(number[1]) if number else row + 1
        elif tag["value"] and in_data:
            cells += 1
            if row != filled_row:
                filled_row, filled_rows = row, filled_rows + 1
            if filled_rows > MAX_ROWS or cells > MAX_CELLS:
                return Survey(row, row)
        elif tag["merged"] and (found := _RANGE.search(tag["where"])):
            merged.append((found[1].decode(), int(found[2]), int(found[4])))
        elif tag["end"]:
            in_data = False
    return Survey(filled_row, None, tuple(merged), cells)


def _tags(part: IO[bytes]) -> Iterator[re.Match[bytes]]:
    rest = b""
    while chunk := part.read(_CHUNK):
        text = rest + chunk
        # a tag may be cut by the end of a chunk: keep it for the next one
        cut = text.rfind(b"<", max(0, len(text) - _LONGEST_TAG))
        cut = len(text) if cut < 0 else cut
        yield from _TAG.finditer(text, 0, cut)
        rest = text[cut:]
    yield from _TAG.finditer(rest)
