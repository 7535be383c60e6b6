"""The sheet 诉求台账: what households need, with the steps of 诉求经过 where they are told."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.needs.needs import numbered, read_number
from domain.register.needs import NeedEntry
from domain.register.register import PairingEntry
from domain.register.sheets import NEED_STEPS, NEEDS
from ledger.checks.line import Findings, Line, lines_of, refuse_repeated
from ledger.checks.need_people import NeedPeople
from ledger.checks.need_rows import NeedRows
from ledger.checks.need_rules import NeedRules
from ledger.checks.need_steps import check_need_steps
from ledger.checks.pairings import Directory
from ledger.checks.sheets import Sheet, Sheets

LARGEST_NUMBER = 999_999
"""A slip of the finger must not use up all numbers for ever."""


def check_needs(
    sheets: Sheets,
    directory: Directory,
    pairings: Iterable[PairingEntry] | None,
    found: Findings,
    today: date | None = None,
    rules: NeedRules | None = None,
) -> tuple[NeedEntry, ...]:
    """The needs in the order of their rows; with `today`, none may have been told of after it."""
    lines = dict(_numbered(sheets.by_name.get(NEEDS), found))
    people = NeedPeople.of(directory, pairings)
    steps = check_need_steps(sheets.by_name.get(NEED_STEPS), lines, people, found, today)
    rows = NeedRows(people, steps, rules or NeedRules(), today)
    needs = (rows.need(line, number) for number, line in lines.items())
    return tuple(need for need in needs if need)


def _numbered(sheet: Sheet | None, found: Findings) -> Iterator[tuple[int, Line]]:
    """The rows by their numbers; one without a good number gets one that nobody has: it is looked at, too."""
    first_rows: dict[str, int] = {}
    for line in lines_of(sheet, found):
        number = _number(line)
        if number is None:
            yield -line.row.number, line
            continue
        label = numbered(number)
        is_second = refuse_repeated(first_rows, line, "编号", label, "duplicate_code")
        yield -line.row.number if is_second else number, line


def _number(line: Line) -> int | None:
    text = line.needed("编号")
    number = read_number(text) if text else None
    if text and (number is None or not 1 <= number <= LARGEST_NUMBER):
        line.error("编号", "bad_need_number", value=text)
        return None
    return number
