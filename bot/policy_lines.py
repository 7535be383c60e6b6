"""Where in the text of a TOML file a value stands, so that a refusal can name the line."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"\s*([\w-]+(?:\s*\.\s*[\w-]+)*)\s*=")

Path = tuple[str, ...]


def line_of(text: str, place: Sequence[str | int]) -> int:
    """The line of the value at that place, else of the nearest thing that it is part of, else 1.

    `place` is made of names and, within lists, of positions from 0.
    """
    wanted = tuple(str(part) for part in place)
    about = [(len(path), -number) for number, path in _paths(text) if path == wanted[: len(path)]]
    return -max(about)[1] if about else 1


def _paths(text: str) -> Iterator[tuple[int, Path]]:
    """Every header and key with its line, as the place that it begins."""
    table: Path = ()
    seen: Counter[Path] = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = _parts(header[2])
            if header[1] == "[[":
                seen[table] += 1
                table = (*table, str(seen[table] - 1))
            yield number, table
        elif key:
            yield number, (*table, *_parts(key[1]))


def _parts(dotted: str) -> Path:
    return tuple(part.strip() for part in dotted.split("."))
