"""`import`: the office's workbook becomes the register, all of it or nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.flows.engine.port import Say, say
from bot.office import Office
from domain.paperwork import LedgerImported
from domain.register.register import Finding, Register, Registered
from ledger.checks.check import Checked, check
from ledger.checks.need_rules import NeedRules
from ledger.checks.renumbering import Renumber, Renumbered, Settled, settle_numbers
from ledger.checks.sheets import Sheets
from ledger.reading import read_workbook
from locales.catalog import LOCALES
from locales.render import render
from storage.duties.rules import DutyRules
from storage.register.ledger import Change, HandedOver, Ledger
from storage.register.people import registered
from storage.register.writing import lock, write
from storage.unit import Unit

Progress = Callable[[int], None]
"""Hears how many rows are done so far: those read, and then those written, too."""


@dataclass(frozen=True)
class Imported:
    """The result of an import by noun; `changes` names the changed rows and columns."""

    ok: bool
    new: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    same: Mapping[str, int] = field(default_factory=dict)
    ended: Mapping[str, int] = field(default_factory=dict)
    kept: Mapping[str, int] = field(default_factory=dict)
    absent: Mapping[str, list[str]] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    added: Mapping[str, list[tuple[str, int | None]]] = field(default_factory=dict)
    within: Mapping[str, int] = field(default_factory=dict)
    handed: tuple[HandedOver, ...] = ()
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    asked: tuple[Renumbered, ...] = ()
    """Who may have a new number; each is one of `errors` until the office has said so."""


LISTED = 20
"""Changed rows that the command line names; further ones are only counted."""
ASK = Renumber()
NOUNS = ("areas", "people", "households", "members", "pairings", "visits", "needs")
Before = Callable[[Unit], None]
"""Looks, in the import's own transaction, whether it may be; raises what is against it."""
After = Callable[[Unit, Imported], None]
"""Writes down, in the import's own transaction, what came of it."""


class _NotToBe(Exception):
    """Takes an import back that cannot stand beside what is stored."""


class _PeopleMoved(Exception):
    """Somebody's number or duties have changed since the workbook was checked."""


def import_workbook(
    office: Office,
    source: Path | bytes,
    *,
    dry_run: bool = False,
    renumber: Renumber = ASK,
    progress: Progress = lambda _: None,
    before: Before = lambda _: None,
    after: After = lambda _unit, _imported: None,
) -> Imported:
    """Read, check and write a workbook; nothing is written if anything must be mended or asked first."""
    counted = _Counted(progress)
    sheets = read_workbook(source, counted.reach)
    while True:
        people = _registered(office)
        settled = settle_numbers(sheets, people, renumber)
        checked = check(
            settled.sheets, office.today, NeedRules(office.policy.needs, office.policy.working_days())
        )
        if checked.register is None:
            return Imported(False, errors=checked.errors, warnings=checked.warnings, asked=settled.open)
        if dry_run:
            return _tried(office, checked, settled, counted)
        try:
            with office.database.write() as unit:
                lock(unit)
                before(unit)
                if registered(unit, office.today) != people:
                    raise _PeopleMoved
                imported = _written(_ledger(office, unit, settled, counted.add), checked)
                if not imported.ok:
                    raise _NotToBe
                now = office.clock.now()
                unit.audit.add([LedgerImported(_in_short(imported), now)])
                after(unit, imported)
        except _PeopleMoved:
            continue
        except _NotToBe:
            pass
        return imported


def _registered(office: Office) -> list[Registered]:
    with office.database.read() as unit:
        return registered(unit, office.today)


def _tried(office: Office, checked: Checked, settled: Settled, counted: "_Counted") -> Imported:
    """The result that an import would have; nothing is written."""
    with office.database.read() as unit:
        ledger = _ledger(office, unit, settled, counted.add)
        ledger.is_trial = True
        return _written(ledger, checked)


def _ledger(office: Office, unit: Unit, settled: Settled, progress: Progress) -> Ledger:
    policy, now, duties = office.policy, office.clock.now(), DutyRules.of(office.policy)
    zone, numbers = policy.township.time_zone, settled.numbers
    return Ledger(unit, office.today, now, zone, progress, policy.needs, duties, numbers=numbers)


def _written(ledger: Ledger, checked: Checked) -> Imported:
    assert checked.register is not None  # whoever calls has looked
    write(ledger, checked.register)
    if ledger.refused:
        return Imported(False, errors=tuple(ledger.refused), warnings=checked.warnings)
    counts = (ledger.new, ledger.changed, ledger.same, ledger.ended, ledger.kept)
    new, changed, same, ended, kept = ({noun: counter[noun] for noun in NOUNS} for counter in counts)
    return Imported(
        True,
        new,
        changed,
        same,
        ended,
        kept,
        ledger.absent,
        tuple(ledger.changes),
        ledger.added,
        ledger.within,
        tuple(ledger.handed),
        warnings=checked.warnings,
    )


def _in_short(imported: Imported) -> str:
    return f"{sum(imported.new.values())} new, {sum(imported.changed.values())} changed"


class _Counted:
    """Adds the rows written to the rows read."""

    def __init__(self, tell: Progress) -> None:
        self._tell = tell
        self._rows = 0

    def reach(self, rows: int) -> None:
        """Report this number of rows done in all."""
        self._rows = rows
        self._tell(rows)

    def add(self, rows: int) -> None:
        """Report that so many more rows are done."""
        self.reach(self._rows + rows)


def write_register(office: Office, register: Register) -> None:
    """Write a register that needs no checking, in one transaction."""
    with office.database.write() as unit:
        write(_ledger(office, unit, Settled(Sheets()), lambda _: None), register)


@dataclass(frozen=True)
class _Reason:
    key: str
    params: dict[str, str]


def reason(finding: Finding, locale: str) -> str:
    """Why, in one language."""
    return render(locale, _Reason(finding.key, finding.params))


def differences(imported: Imported) -> Iterator[Say]:
    """What changed, what is not in the workbook, and what stays otherwise, a line each."""
    for one in imported.changes[:LISTED]:
        yield say("cli.changed", noun=noun_of(one.noun), which=one.which, columns=tuple(one.columns))
    if len(imported.changes) > LISTED:
        yield say("cli.changed_more", n=len(imported.changes) - LISTED)
    for noun, rows in imported.ended.items():
        if rows:
            yield say("cli.ended", noun=noun_of(noun), rows=rows)
    for noun, rows in imported.kept.items():
        if rows:
            yield say("cli.kept", noun=noun_of(noun), rows=rows)
    for noun, listed in imported.absent.items():
        if listed:
            shown = (*listed[:LISTED], *(("…",) if len(listed) > LISTED else ()))
            yield say("cli.absent", noun=noun_of(noun), rows=len(listed), which=shown)


def noun_of(noun: str) -> Say:
    """What the rows of a sheet are called."""
    return say(_NOUNS[noun])


_NOUNS = {
    "areas": "cli.areas",
    "people": "cli.people",
    "households": "cli.households",
    "members": "cli.members",
    "pairings": "cli.pairings",
    "visits": "cli.visits",
    "needs": "cli.needs",
}


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
        "ended": {noun: rows for noun, rows in imported.ended.items() if rows},
        "kept": {noun: rows for noun, rows in imported.kept.items() if rows},
        "absent": {noun: codes for noun, codes in imported.absent.items() if codes},
        "changes": [
            {"what": one.noun, "which": one.which, "columns": list(one.columns)} for one in imported.changes
        ],
        "errors": [told(one) for one in imported.errors],
        "warnings": [told(one) for one in imported.warnings],
    }
