"""The lines of a TOML file: where a value stands, and the text without a line that is wrong."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
_PART = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")
_OPENS = re.compile(r"""=\s*(?:\[|\{|\"\"\"|''')""")

Path = tuple[str, ...]


def line_of(text: str, place: Sequence[str | int]) -> int:
    """The line of the value at that place, else of the nearest thing that it is part of, else 1.

    `place` is made of names and, within lists, of positions from 0.
    """
    wanted = tuple(str(part) for part in place)
    about = [(len(path), -number) for number, path in _paths(text) if path == wanted[: len(path)]]
    return -max(about)[1] if about else 1


def opened_at(text: str, line: int) -> int:
    """The line at which a bracket or a quotation mark was opened that is still open at that line, else it."""
    lines = text.split("\n")
    began = max((number for number, one in enumerate(lines[:line], 1) if _OPENS.search(one)), default=line)
    between = "\n".join(lines[began - 1 : line - 1])
    is_open = between.count("[") > between.count("]") or between.count('"""') % 2 or between.count("'''") % 2
    begins_anew = line > len(lines) or _HEADER.match(lines[line - 1]) or _KEY.match(lines[line - 1])
    return began if is_open and begins_anew else line


def without(text: str, line: int) -> str:
    """The text with that line empty; with the line of a header everything under it."""
    lines = text.split("\n")
    until = line
    if 0 < line <= len(lines) and lines[line - 1].lstrip().startswith("["):
        while until < len(lines) and not lines[until].lstrip().startswith("["):
            until += 1
    return "\n".join("" if line <= number <= until else one for number, one in enumerate(lines, 1))


def _paths(text: str) -> Iterator[tuple[int, Path]]:
    """Every header and key with its line, as the place that it begins."""
    table: Path = ()
    seen: Counter[Path] = Counter()
    for number, line in enumerate(text.split("\n"), 1):
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
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))
