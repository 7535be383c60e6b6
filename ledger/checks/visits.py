"""The sheet 走访记录: visits of the past, each by somebody who can be told from the pairings."""

from collections.abc import Iterable, Mapping
from datetime import date

from domain.people.people import Duty
from domain.register.register import PairingEntry, VisitEntry
from domain.writing.characters import is_same_name
from ledger.checks.layout import CHECK_COLUMNS
from ledger.checks.line import Findings, Line, lines_of
from ledger.checks.pairings import Directory, holders_of, is_held_on
from ledger.checks.sheets import Sheet
from ledger.checks.values import DUTIES, MODES

Holders = Mapping[tuple[str, Duty], list[PairingEntry]] | None
"""Whose turn it was; None where the pairings themselves must be mended first."""


def check_visits(
    sheet: Sheet | None,
    directory: Directory,
    pairings: Iterable[PairingEntry] | None,
    found: Findings,
    today: date | None = None,
) -> tuple[VisitEntry, ...]:
    """The visits in the order of their rows; with `today`, none may lie after it."""
    holders = None if pairings is None else holders_of(pairings)
    visits = (_visit(line, directory, holders, today) for line in lines_of(sheet, found))
    return tuple(visit for visit in visits if visit)


def _visit(line: Line, directory: Directory, holders: Holders, today: date | None) -> VisitEntry | None:
    code = line.reference("户编号", directory.households, "unknown_household")
    duty, mode = line.word("身份", DUTIES), line.word("走访方式", MODES)
    line.needed("走访日期")
    visited_on = line.day("走访日期")
    if today and visited_on and visited_on > today:
        line.error("走访日期", "future_visit", value=visited_on.isoformat())
    checks = tuple(line.answer(column) for column in CHECK_COLUMNS)
    photos, late = line.whole("照片数", 0, 10_000), line.answer("补记")
    if not (code and duty and mode and visited_on):
        _visitor(line, directory, None)
        return None
    turns = None if holders is None else holders.get((code, duty), [])
    held = None if turns is None else [turn.phone for turn in turns if is_held_on(turn, visited_on)]
    return VisitEntry(
        household_code=code,
        phone=_visitor(line, directory, held),
        duty=duty,
        mode=mode,
        visited_on=visited_on,
        met=line.text("见面人"),
        checks=checks,
        changes=line.text("家庭变化"),
        issues=line.text("问题与需求"),
        photos=photos or 0,
        late=bool(late),
        note=line.text("备注"),
    )


def _visitor(line: Line, directory: Directory, held: list[str] | None) -> str:
    name, phone = line.text("走访人"), line.phone("走访人电话")
    if phone:
        if directory.phones is not None and phone not in directory.phones:
            line.error("走访人电话", "unknown_phone", value=phone)
        elif held is not None and phone not in held:
            line.warn("走访人电话", "visitor_not_paired")
        return phone
    if line.text("走访人电话"):
        return ""
    if not name:
        line.needed("走访人" if line.has("走访人") else "走访人电话")
        return ""
    if held is None:
        return ""
    named = [
        one for one in held if one in directory.people and is_same_name(directory.people[one].name, name)
    ]
    if not named and directory.has_everybody:
        line.error("走访人", "visitor_unresolved", value=name)
    return named[0] if named else ""
