"""The clerk's own workbook with a column 问题 at the end of every sheet that has something to mend."""

from collections import defaultdict
from collections.abc import Sequence
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.styles import Font, PatternFill

from domain.register import Finding
from domain.register_rules.layout import PROBLEMS

_RED = Font(color="B00020", bold=True)
_FILL = PatternFill("solid", fgColor="FFF3C4")


def mark_problems(content: bytes, findings: Sequence[tuple[Finding, str]]) -> bytes:
    """The workbook with each finding's words in its row; those of no row stand in a sheet of their own."""
    workbook = load_workbook(BytesIO(content))
    by_row: dict[tuple[str, int], list[str]] = defaultdict(list)
    elsewhere: list[tuple[str, str]] = []
    for finding, words in findings:
        where = f"{finding.column}：{words}" if finding.column else words
        if finding.row is not None and finding.sheet in workbook.sheetnames:
            by_row[finding.sheet, finding.row].append(where)
        else:
            elsewhere.append((finding.sheet, where))
    columns = {sheet: workbook[sheet].max_column + 1 for sheet, _ in by_row}
    for (sheet, row), told in by_row.items():
        cell = workbook[sheet].cell(row, columns[sheet])
        # Words that begin like a formula are words (P10).
        cell.value, cell.data_type = "；".join(told), "s"
        cell.fill = _FILL
    for sheet, column in columns.items():
        head = workbook[sheet].cell(1, column)
        if head.value is None:
            head.value, head.font = PROBLEMS, _RED
    if elsewhere:
        listed = workbook.create_sheet(PROBLEMS, 0)
        for row, pair in enumerate(elsewhere, 1):
            for place, words in enumerate(pair, 1):
                listed.cell(row, place).value = words
                listed.cell(row, place).data_type = "s"
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()
