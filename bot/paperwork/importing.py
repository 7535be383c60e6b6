"""`import`: the office's workbook becomes the register, all of it or nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.office import Office
from domain.register import Finding, Register
from domain.register_rules.check import check
from ledger.reading import read_workbook
from locales.catalog import LOCALES
from locales.render import render
from storage.register.ledger import Ledger
from storage.register.writing import write

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Imported:
    """What an import came to."""

    ok: bool
    new: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    same: Mapping[str, int] = field(default_factory=dict)
    absent: Mapping[str, list[str]] = field(default_factory=dict)
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()


NOUNS = ("people", "households", "members", "pairings", "visits")


class _OnlyTried(Exception):
    """Raised to take a dry run back."""


def import_workbook(
    office: Office, source: Path | bytes, *, dry_run: bool = False, progress: Progress = lambda _: None
) -> Imported:
    """Read, check and write a workbook; nothing is written if anything must be mended first."""
    checked = check(read_workbook(source, progress), office.today)
    if checked.register is None:
        return Imported(False, errors=checked.errors, warnings=checked.warnings)
    ledger = write_register(office, checked.register, dry_run=dry_run, progress=progress)
    rows = {noun: len(getattr(checked.register, noun)) for noun in NOUNS}
    new, changed = ({noun: counted[noun] for noun in NOUNS} for counted in (ledger.new, ledger.changed))
    same = {noun: rows[noun] - new[noun] - changed[noun] for noun in NOUNS}
    return Imported(True, new, changed, same, ledger.absent, warnings=checked.warnings)


def write_register(
    office: Office, register: Register, *, dry_run: bool = False, progress: Progress = lambda _: None
) -> Ledger:
    """Write a checked register in one transaction; a dry run does it all and takes it back."""
    zone = office.policy.township.time_zone
    try:
        with office.database.write() as unit:
            ledger = Ledger(unit, office.today, office.clock.now(), zone, progress)
            write(ledger, register)
            if dry_run:
                raise _OnlyTried
    except _OnlyTried:
        pass
    return ledger


@dataclass(frozen=True)
class _Reason:
    key: str
    params: dict[str, str]


def reason(finding: Finding, locale: str) -> str:
    """Why, in one language."""
    return render(locale, _Reason(finding.key, finding.params))


def as_json(imported: Imported) -> dict[str, Any]:
    """The outcome as `import --json` prints it; reasons stand in Chinese and English."""

    def told(finding: Finding) -> dict[str, Any]:
        return {
            "sheet": finding.sheet,
            "row": finding.row,
            "column": finding.column,
            "reason": " / ".join(reason(finding, locale) for locale in LOCALES),
        }

    return {
        "ok": imported.ok,
        "written": {noun: imported.new[noun] + imported.changed[noun] for noun in imported.new},
        "new": dict(imported.new),
        "changed": dict(imported.changed),
        "same": dict(imported.same),
        "absent": {noun: codes for noun, codes in imported.absent.items() if codes},
        "errors": [told(one) for one in imported.errors],
        "warnings": [told(one) for one in imported.warnings],
    }
