"""Reading a workbook whole: every sheet as rows of text, and everything that is wrong with it as findings."""

import warnings
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from openpyxl import load_workbook

from domain.register.register import Finding
from domain.writing.characters import key
from ledger.checks.layout import BY_SHEET, LAYOUTS, NOT_READ
from ledger.checks.sheets import Sheet, Sheets
from ledger.package import MAX_FILE, Refused, open_package, sheet_parts
from ledger.rows import Progress, read_sheet
from ledger.survey import MAX_ROWS, Survey, survey


def read_workbook(source: Path | str | bytes, progress: Callable[[int], None] | None = None) -> Sheets:
    """Read a workbook; never raises for what is in it. `progress` hears how many rows are read."""
    try:
        name = "" if isinstance(source, bytes) else str(source)
        return _read(_content(source), name, Progress(progress))
    except Refused as refusal:
        return _refused(refusal.key)
    # A file from anywhere may break the parsers in any way they know; whatever it is, the file is at fault.
    except Exception:
        return _refused("finding.damaged")


def _refused(key: str) -> Sheets:
    return Sheets(errors=(Finding("", None, None, key),))


def _content(source: Path | str | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        with Path(source).open("rb") as file:
            return file.read(MAX_FILE + 1)
    except OSError as failure:
        raise Refused("unreadable_file") from failure


def _read(content: bytes, name: str, progress: Progress) -> Sheets:
    with open_package(content, name) as archive:
        parts = sheet_parts(archive)
        known = _known_titles(parts)
        expected = {*known.values(), *(title for title in parts if key(title) in NOT_READ)}
        unknown = [title for title in parts if title not in expected]
        missing = [layout.sheet for layout in LAYOUTS if layout.required and layout.sheet not in known]
        surveys = {sheet: _survey(archive, parts[title]) for sheet, title in known.items()}
    errors = [Finding(sheet, None, None, "finding.missing_sheet") for sheet in missing]
    warned = [Finding(title, None, None, "finding.unknown_sheet") for title in unknown]
    too_many = [
        Finding(sheet, found.too_many_at, None, "finding.too_many_rows", {"limit": str(MAX_ROWS)})
        for sheet, found in surveys.items()
        if found.too_many_at
    ]
    if too_many:
        return Sheets(errors=tuple(errors + too_many), warnings=tuple(warned))
    return _read_sheets(content, known, surveys, (errors, warned), progress)


def _known_titles(parts: Mapping[str, str]) -> dict[str, str]:
    known: dict[str, str] = {}
    for title in parts:
        if key(title) in BY_SHEET:
            known.setdefault(key(title), title)
    return known


def _survey(archive: ZipFile, part: str) -> Survey:
    with archive.open(part) as stream:
        return survey(stream)


def _read_sheets(
    content: bytes,
    known: Mapping[str, str],
    surveys: Mapping[str, Survey],
    found: tuple[list[Finding], list[Finding]],
    progress: Progress,
) -> Sheets:
    errors, warned = found
    sheets: dict[str, Sheet] = {}
    with warnings.catch_warnings():
        # openpyxl warns of decorations that it does not keep; nothing of them is needed here
        warnings.simplefilter("ignore")
        workbook = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        for layout in LAYOUTS:
            if layout.sheet not in known:
                continue
            outcome = read_sheet(workbook[known[layout.sheet]], layout, surveys[layout.sheet], progress)
            errors += outcome.errors
            warned += outcome.warnings
            if outcome.sheet:
                sheets[layout.sheet] = outcome.sheet
        workbook.close()
    progress.finish()
    return Sheets(sheets, tuple(errors), tuple(warned))
