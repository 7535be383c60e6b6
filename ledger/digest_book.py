"""The workbook that goes with a digest: its numbers, the rows behind them, and how each is counted."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO

from domain.digest import Digest
from domain.digest_rows import DigestRows
from domain.register_rules.layout import DEFINITIONS
from ledger import digest_rows as lines
from ledger.definitions import DEFINITION_COLUMNS, DIGEST_DEFINED
from ledger.digest_sheet import Cells, DigestSheet
from ledger.digest_summary import COLUMNS, aside, lines_below, title, total_line, village_line
from ledger.digest_words import Named
from ledger.long_book import long_book

SUMMARY, UNVISITED, VISITS, NEEDS, DOUBTS = "汇总", "还没走访", "走访明细", "诉求台账", "建议核实"
NARROW = 11


def write_digest_book(
    path: Path | str | IO[bytes], digest: Digest, rows: DigestRows, named: Mapping[str, str] | None = None
) -> None:
    """Write the workbook; the rows are gone through once and not kept, however many there are.

    `named`: what the township calls its own categories and reasons, by their codes. Raises OSError.
    """
    known: Named = named or {}
    tables: tuple[tuple[str, tuple[str, ...], Iterable[Cells]], ...] = (
        (UNVISITED, lines.UNVISITED, (lines.unvisited_cells(one) for one in rows.unvisited)),
        (VISITS, lines.VISITS, (lines.visit_cells(one) for one in rows.visits)),
        (NEEDS, lines.NEEDS, (lines.need_cells(one, known) for one in rows.needs)),
        (DOUBTS, lines.DOUBTS, (lines.doubt_cells(one) for one in rows.doubts)),
        (DEFINITIONS, DEFINITION_COLUMNS, DIGEST_DEFINED),
    )
    with long_book(path) as workbook:
        _summarise(DigestSheet(workbook, SUMMARY, COLUMNS, NARROW), digest, known)
        for name, columns, cells in tables:
            DigestSheet(workbook, name, columns).table(cells)


def _summarise(sheet: DigestSheet, digest: Digest, named: Named) -> None:
    sheet.title(title(digest), aside(digest))
    sheet.table(village_line(one) for one in digest.villages)
    # Below what can be filtered and sorted.
    sheet.bold(total_line(digest))
    for cells in lines_below(digest, named):
        sheet.line(cells)
