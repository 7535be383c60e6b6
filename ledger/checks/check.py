"""All checks on a workbook that has been read: either a register, or what must be mended first."""

from dataclasses import dataclass
from datetime import date

from domain.people.phones import phone_of
from domain.register.register import Finding, Register
from domain.register.sheets import AREAS, HOUSEHOLDS, MEMBERS, PAIRINGS, PEOPLE, VISITS
from ledger.checks.areas import check_areas
from ledger.checks.households import check_households
from ledger.checks.layout import BY_SHEET
from ledger.checks.line import Findings, known_values
from ledger.checks.members import check_members, compare_sizes
from ledger.checks.need_rules import NeedRules
from ledger.checks.needs import check_needs
from ledger.checks.pairings import Directory, check_pairings
from ledger.checks.people import check_people
from ledger.checks.sheets import Sheets
from ledger.checks.visits import check_visits

_SHEET_ORDER = {sheet: place for place, sheet in enumerate(BY_SHEET)}


@dataclass(frozen=True, slots=True)
class Checked:
    """The register if nothing must be mended, and every finding in the order of sheets and rows."""

    register: Register | None
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()


def check(sheets: Sheets, today: date | None = None, rules: NeedRules | None = None) -> Checked:
    """Check what the sheets say by itself and against each other; with `today`, refuse what lies after it."""
    found = Findings(list(sheets.errors), list(sheets.warnings), today)
    register = _register(sheets, found, today, rules)
    _note_empty_sheets(sheets, found)
    return Checked(None if found.errors else register, _sorted(found.errors), _sorted(found.warnings))


def _register(sheets: Sheets, found: Findings, today: date | None, rules: NeedRules | None) -> Register:
    sheet = sheets.by_name.get
    villages = check_areas(sheet(AREAS), found)
    people = check_people(sheet(PEOPLE), villages, found)
    households = check_households(sheet(HOUSEHOLDS), villages, found)
    codes, numbers = known_values(sheet(HOUSEHOLDS), "户编号"), known_values(sheet(PEOPLE), "联系电话")
    phones = None if numbers is None else numbers.of(_number)
    directory = Directory(
        households=codes,
        phones=phones,
        people={person.phone: person for person in people},
        heads={household.code: household.head for household in households},
        has_everybody=phones is not None and not phones.refused,
    )
    members = check_members(sheet(MEMBERS), codes, found)
    compare_sizes(sheet(HOUSEHOLDS), households, members, found)
    pairings = check_pairings(sheet(PAIRINGS), directory, found)
    is_sound = PAIRINGS in sheets.by_name and all(error.sheet != PAIRINGS for error in found.errors)
    told = pairings if is_sound else None
    visits = check_visits(sheet(VISITS), directory, told, found, today)
    needs = check_needs(sheets, directory, told, found, today, rules)
    left_out = {
        one.name: frozenset(BY_SHEET[one.name].columns) - one.columns for one in sheets.by_name.values()
    }
    return Register(villages.entries, people, households, members, pairings, visits, needs, left_out)


def _number(text: str) -> str:
    return phone_of(text) or ""


def _note_empty_sheets(sheets: Sheets, found: Findings) -> None:
    for name in (AREAS, PEOPLE, HOUSEHOLDS):
        if name in sheets.by_name and not sheets.by_name[name].rows:
            found.errors.append(Finding(name, None, None, "finding.empty_sheet"))
    if PAIRINGS in sheets.by_name and not sheets.by_name[PAIRINGS].rows:
        found.warnings.append(Finding(PAIRINGS, None, None, "finding.no_pairings"))


def _sorted(findings: list[Finding]) -> tuple[Finding, ...]:
    def place(finding: Finding) -> tuple[int, int]:
        return _SHEET_ORDER.get(finding.sheet, -1), finding.row or 0

    return tuple(sorted(findings, key=place))
