"""The sheet 区划: villages and their groups, one row a group or one row a village."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from domain.people.people import TOWNSHIP
from domain.register.register import VillageEntry
from domain.writing.characters import key
from ledger.checks.line import Findings, Line, known_values, lines_of, refuse_repeated
from ledger.checks.sheets import Sheet
from ledger.checks.values import SEPARATORS, words_of


@dataclass(frozen=True, slots=True)
class Villages:
    """Villages by name and by code; `mentioned` are all that the sheet speaks of, if that can be told."""

    entries: tuple[VillageEntry, ...] = ()
    mentioned: tuple[Collection[str], Collection[str]] | None = None

    def is_unknown(self, text: str) -> bool:
        """Whether the sheet does not speak of it at all, not even in a row that must be mended."""
        return self.mentioned is not None and not any(key(text) in known for known in self.mentioned)

    def find(self, text: str) -> VillageEntry | None:
        """The village of that name or, failing that, of that code."""
        named = (village for village in self.entries if key(village.name) == key(text))
        coded = (village for village in self.entries if key(village.code) == key(text))
        return next(named, None) or next(coded, None)


def check_areas(sheet: Sheet | None, found: Findings) -> Villages:
    """The villages in the order of their rows."""
    named: dict[str, VillageEntry] = {}
    rows: dict[str, int] = {}
    names_said, codes_said = known_values(sheet, "行政村"), known_values(sheet, "村编码")
    groups: dict[str, dict[str, str]] = {}
    for line in lines_of(sheet, found):
        name, code = line.needed("行政村"), line.needed("村编码")
        known = named.get(key(code))
        if known and key(known.name) != key(name):
            refuse_repeated(rows, line, "村编码", code, "duplicate_code")
        elif name and code and _is_usable(line, name, code, named):
            named.setdefault(key(code), VillageEntry(code, name, (), line.row.number))
            rows.setdefault(key(code), line.row.number)
            _add_groups(line, groups.setdefault(key(code), {}))
    entries = tuple(replace(one, groups=tuple(groups[code].values())) for code, one in named.items())
    return Villages(entries, (names_said, codes_said) if names_said and codes_said else None)


def _add_groups(line: Line, listed: dict[str, str]) -> None:
    for group in words_of(line.text("村民小组")):
        if key(group) in listed:
            line.warn("村民小组", "duplicate_group", value=group)
        listed.setdefault(key(group), group)


def _is_usable(line: Line, name: str, code: str, named: Mapping[str, VillageEntry]) -> bool:
    if any(mark in name for mark in SEPARATORS):
        line.error("行政村", "separator_in_name", value=name)
        return False
    if key(code) == key(TOWNSHIP):
        line.error("村编码", "reserved_code", value=code)
        return False
    if key(code) not in named and any(key(name) == key(one.name) for one in named.values()):
        line.error("行政村", "duplicate_village", value=name)
        return False
    return True
