"""The workbook that goes with a digest: its numbers, the rows behind them, and how each is counted."""

from pathlib import Path
from typing import IO

from domain.digest.digest import Digest
from domain.digest.rows import DigestRows
from ledger.checks.layout import DEFINITIONS
from ledger.digest import rows as lines
from ledger.digest.sheet import DigestSheet
from ledger.digest.summary import COLUMNS, MARKS, WIDTHS, aside, lines_below, title, total_line, village_line
from ledger.digest.words import BookWords
from ledger.long_book import long_book
from ledger.sheets.definitions import DEFINITION_COLUMNS, DIGEST_DEFINED

SUMMARY, UNVISITED, VISITS, NEEDS, DOUBTS = "汇总", "还没走访", "走访明细", "诉求台账", "建议核实"


def write_digest_book(
    path: Path | str | IO[bytes], digest: Digest, rows: DigestRows, words: BookWords
) -> None:
    """Write the workbook; the rows are gone through once and not kept, however many there are.

    Raises OSError.
    """
    with long_book(path) as workbook:
        _summarise(DigestSheet(workbook, SUMMARY, COLUMNS, WIDTHS, MARKS), digest, words)
        missed = DigestSheet(workbook, UNVISITED, lines.UNVISITED, marks=lines.UNVISITED_MARKS)
        missed.table(lines.unvisited_cells(one, words) for one in rows.unvisited)
        DigestSheet(workbook, VISITS, lines.VISITS).table(lines.visit_cells(one) for one in rows.visits)
        needs = DigestSheet(workbook, NEEDS, lines.NEEDS, lines.NEED_WIDTHS, lines.NEED_MARKS)
        needs.table(lines.need_cells(one, words) for one in rows.needs)
        DigestSheet(workbook, DOUBTS, lines.DOUBTS).table(
            lines.doubt_cells(one, words) for one in rows.doubts
        )
        DigestSheet(workbook, DEFINITIONS, DEFINITION_COLUMNS).table(DIGEST_DEFINED)


def _summarise(sheet: DigestSheet, digest: Digest, words: BookWords) -> None:
    sheet.title(title(digest), aside(digest))
    sheet.table(village_line(one, words) for one in digest.villages)
    # Below what can be filtered and sorted.
    sheet.total(total_line(digest, words))
    for cells in lines_below(digest, words):
        sheet.sentence(cells)
