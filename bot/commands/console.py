"""What the commands say, in one language: words and progress on stderr, results on stdout."""

import errno
import json
import os
from typing import Any

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bot.flows.engine.port import Say, say
from bot.paperwork import importing
from bot.settings import PREFIX, Settings
from domain.calendar.month import Month
from domain.errors import OperatorError
from domain.register.register import Finding, by_cause
from locales.render import known, render

# soft_wrap: a command or a path must stay in one piece to be copied.
told = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

PLACES = 8
"""Places with one cause that are named before the rest is only counted."""


class Refusal(OperatorError):
    """What a command cannot do as it was asked; `words` for the operator, in English as text."""

    def __init__(self, words: Say) -> None:
        self.words = words
        super().__init__(render("en", words))


def spoken() -> str:
    """The language that the operator has set; it is needed before all settings are known to be right."""
    return known(os.environ.get(f"{PREFIX}LOCALE", "").strip(), Settings.model_fields["locale"].default)


def tell(words: Say) -> None:
    """A sentence on stderr."""
    told.print(render(spoken(), words))


def why(error: OSError) -> Say:
    """What the system has against it, in words."""
    keys = {
        errno.ENOENT: "cli.why_missing",
        errno.EISDIR: "cli.why_directory",
        errno.ENOTDIR: "cli.why_file",
        errno.EEXIST: "cli.why_file",
        errno.EACCES: "cli.why_denied",
        errno.ENOSPC: "cli.why_full",
    }
    return say(keys.get(error.errno or 0, "cli.why_other"))


def print_json(value: Any) -> None:
    """A result on stdout, where nothing else is written."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def progress_bar() -> Progress:
    """Shows on stderr how far long work has come, and goes when it is done."""
    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:.0f}"), TimeElapsedColumn())
    return Progress(*columns, console=told, transient=True)


def tell_import(imported: importing.Imported, *, dry_run: bool) -> None:
    """What an import found and wrote, a line each, so that the clerk can mend the workbook."""
    locale = spoken()
    for mark, findings in (("✗", imported.errors), ("!", imported.warnings)):
        for one, *also in by_cause(findings):
            place = _place(one)
            told.print(f"{mark} {place}{': ' if place else ''}{importing.reason(one, locale)}")
            if also:
                shown = (*(_place(other) for other in also[:PLACES]), *(("…",) if len(also) > PLACES else ()))
                tell(say("cli.the_same", n=len(also), which=shown))
    if not imported.ok:
        tell(say("cli.nothing_written", n=len(imported.errors)))
        if imported.asked:
            tell(say("cli.renumber"))
        return
    counts = tuple(
        say(
            "cli.counted",
            noun=importing.noun_of(noun),
            new=imported.new[noun],
            changed=imported.changed[noun],
            same=imported.same[noun],
        )
        for noun in imported.new
    )
    tell(say("cli.would_write" if dry_run else "cli.written_rows", counts=counts))
    for line in importing.differences(imported):
        tell(line)


def _place(one: Finding) -> str:
    return " ".join(str(part) for part in (one.sheet, one.row, one.column) if part is not None)


def read_month(written: str) -> Month:
    """The month of an option; raises OperatorError."""
    try:
        return Month.parse(written)
    except ValueError as error:
        raise Refusal(say("cli.no_month", written=written)) from error
