"""What an import would do, or has done, in words: short lists by name, long ones counted."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.paperwork.importing import Imported
from storage.register.ledger import Change, HandedOver

Words = dict[str, Any]
"""A key with its parameters as JSON; lists, and such words, may stand among these."""
NAMED = 3
"""So many are named; of more it is only said how many they are."""
LONGEST_VALUE = 16
"""Characters of what stood in a cell, or of its column's name: a card has little room."""
_ORDER = ("households", "people", "members", "pairings", "visits", "needs", "areas")
_COLUMNS = {
    "head": "户主",
    "area_id": "行政村、村民小组",
    "household_class": "户类型",
    "monitored_class": "监测对象类别",
    "cause": "主要致贫原因",
    "size": "家庭人口数",
    "income": "人均纯收入",
    "away": "外出务工",
    "coordinates": "经度、纬度",
    "phone": "户联系电话",
    "name": "姓名",
    "unit": "单位",
    "roles": "角色、所辖",
}
"""What columns are called in the workbook."""


def news_of(imported: Imported) -> list[Words]:
    """One part after another, what is unchanged last."""
    moved = [one for one in imported.changes if _is_moved(one)]
    parts = [*_new(imported), *_handed(imported.handed), *_moved(moved), *_changed(imported, len(moved))]
    same = sum(imported.same.values())
    return [*parts, _words("ledger.same", n=same)] if same or not parts else parts


def _words(key: str, **params: Any) -> Words:
    return {"key": key, "params": params}


def _count(noun: str, n: int, names: Sequence[Words | str] = ()) -> Words:
    counted = _words(f"ledger.n.{noun}", n=n)
    return _words("ledger.named", what=counted, which=list(names)) if 0 < len(names) <= NAMED else counted


def _new(imported: Imported) -> list[Words]:
    n = {noun: rows - imported.within.get(noun, 0) for noun, rows in imported.new.items()}
    n["pairings"] -= len(imported.handed)
    named: Mapping[str, Sequence[Words | str]] = {
        "households": [_home(head, size) for head, size in imported.added.get("households", ())],
        "people": [cut(name) for name, _ in imported.added.get("people", ())],
    }
    told = [_count(noun, n[noun], named.get(noun, ())) for noun in _ORDER if n[noun] > 0]
    return [_words("ledger.new", what=told)] if told else []


def _home(head: str, size: int | None) -> Words | str:
    return cut(head) if size is None else _words("ledger.home_of", head=cut(head), n=size)


def _handed(handed: Sequence[HandedOver]) -> list[Words]:
    if len(handed) > NAMED:
        return [_words("ledger.handed", n=len(handed))]
    return [
        _words(f"ledger.handed.{one.duty}", head=cut(one.head), old=cut(one.old), new=cut(one.new))
        for one in handed
    ]


def _is_moved(one: Change) -> bool:
    return one.noun == "people" and "phone" in one.columns


def _moved(moved: Sequence[Change]) -> list[Words]:
    if len(moved) > NAMED:
        return [_words("ledger.moved_many", n=len(moved))]
    return [_words("ledger.moved", name=cut(one.name), new=one.which) for one in moved]


def _changed(imported: Imported, moved: int) -> list[Words]:
    n = {**imported.changed, "people": imported.changed["people"] - moved}
    told = [_count(noun, n[noun], _changed_rows(imported, noun)) for noun in _ORDER if n[noun] > 0]
    return [_words("ledger.changed", what=told)] if told else []


def _changed_rows(imported: Imported, noun: str) -> list[Words]:
    if noun not in ("households", "people"):
        return []
    columns: dict[tuple[str, str], list[str]] = {}
    for one in imported.changes:
        if one.noun == noun and not _is_moved(one):
            columns.setdefault((one.which, one.name), []).extend(_COLUMNS[name] for name in one.columns)
            if len(columns) > NAMED:
                break
    return [
        _words("ledger.changed_row", name=cut(name), columns=which) for (_, name), which in columns.items()
    ]


def cut(text: str, room: int = LONGEST_VALUE) -> str:
    """The text in one line, cut where it is longer than that."""
    plain = " ".join(text.split())
    return plain if len(plain) <= room else f"{plain[: room - 1]}…"
