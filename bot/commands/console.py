"""What the commands say: words and progress on stderr, results on stdout."""

import json
from typing import Any

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bot.paperwork import importing
from domain.errors import OperatorError
from domain.month import Month
from domain.register import Finding, by_cause

# soft_wrap: a command or a path must stay in one piece to be copied.
told = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

PLACES = 8
"""Places with one cause that are named before the rest is only counted."""


def print_json(value: Any) -> None:
    """A result on stdout, where nothing else is written."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def progress_bar() -> Progress:
    """Shows on stderr how far long work has come, and goes when it is done."""
    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:.0f}"), TimeElapsedColumn())
    return Progress(*columns, console=told, transient=True)


def tell_import(imported: importing.Imported, locale: str, *, dry_run: bool) -> None:
    """What an import found and wrote, a line each, so that the clerk can mend the workbook."""
    for mark, findings in (("✗", imported.errors), ("!", imported.warnings)):
        for one, *also in by_cause(findings):
            place = _place(one)
            told.print(f"{mark} {place}{': ' if place else ''}{importing.reason(one, locale)}")
            if also:
                shown = ", ".join(_place(other) for other in also[:PLACES])
                told.print(f"  the same {len(also)} more: {shown}{', …' if len(also) > PLACES else ''}")
    counts = ", ".join(
        f"{noun} {imported.new[noun]} new {imported.changed[noun]} changed {imported.same[noun]} same"
        for noun in imported.new
    )
    if imported.ok:
        told.print(f"{'would write' if dry_run else 'written'}: {counts}")
        for line in importing.differences(imported):
            told.print(line)
    else:
        told.print(f"nothing was written: {len(imported.errors)} to mend")
        if imported.asked:
            told.print("the same people with new numbers: --renumber; somebody else: --no-renumber")


def _place(one: Finding) -> str:
    return " ".join(str(part) for part in (one.sheet, one.row, one.column) if part is not None)


def read_month(written: str) -> Month:
    """The month of an option; raises OperatorError."""
    try:
        return Month.parse(written)
    except ValueError as error:
        raise OperatorError(f"--month {written} is no month; write it as 2026-11.") from error
