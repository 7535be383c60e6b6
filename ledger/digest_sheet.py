"""One sheet of a digest's workbook: a frozen, filtered table that is written row by row and prints on A4."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.form import A4, LINE
from ledger.row_values import Value
from ledger.text import cell_text
from ledger.widths import is_text_column

MOST_ROWS = 1_048_000
"""Of a sheet; Excel has room for 1,048,576."""
CUT = "后面还有，请导出台账查看"
Cells = Sequence[Value]
_WIDTHS = {"户编号": 22, "口径": 100, "备注": 34, "描述": 34, "说明": 22, "核实什么": 32, "项目": 18}
_WRAPPED = frozenset({"口径", "备注", "描述", "说明", "核实什么"})
_LABEL = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#EEF1F4", "border": 1}


class DigestSheet:
    """A sheet that is written from the top; user's text never becomes a formula, a link or a number."""

    def __init__(self, workbook: Workbook, name: str, columns: Sequence[str], narrow: int = 0) -> None:
        self.sheet: Worksheet = workbook.add_worksheet(name)
        self.columns = columns
        self.row = 0
        self._label = workbook.add_format(_LABEL)
        self._title = workbook.add_format({"bold": True, "font_size": 16})
        self._bold = workbook.add_format({"bold": True})
        text, wrapped = ({"num_format": "@"}, {"num_format": "@", "text_wrap": True, "valign": "top"})
        formats = {True: workbook.add_format(wrapped), False: workbook.add_format(text)}
        for place, column in enumerate(columns):
            is_text = is_text_column(column) or column in _WRAPPED
            style = formats[column in _WRAPPED] if is_text else None
            self.sheet.set_column(place, place, _width(column, narrow), style)

    def title(self, words: str, aside: str) -> None:
        """Two lines above the table."""
        self.sheet.write_string(self.row, 0, cell_text(words), self._title)
        self.sheet.write_string(self.row + 1, 0, cell_text(aside))
        self.row += 2

    def table(self, rows: Iterable[Cells]) -> None:
        """The columns' names, in sight and on every page, and a line for each row."""
        top = self.row
        self.sheet.set_row(top, 2 * LINE)
        self.line(self.columns, self._label)
        self.sheet.freeze_panes(top + 1, 1)
        self.sheet.repeat_rows(0, top)
        known = iter(rows)
        for cells in islice(known, MOST_ROWS):
            self.line(cells)
        self.sheet.autofilter(top, 0, max(top, self.row - 1), len(self.columns) - 1)
        # Not silently: Excel has no room for more, and a sum over the sheet would be wrong.
        if next(known, None) is not None:
            self.line((CUT,))
        self._prints_on_a4()

    def line(self, cells: Cells, style: Any = None) -> None:
        """One row; what is empty is left out."""
        for place, value in enumerate(cells):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                self.sheet.write_string(self.row, place, cell_text(value), style)
            else:
                self.sheet.write_number(self.row, place, value, style)
        self.row += 1

    def bold(self, cells: Cells) -> None:
        """One row in bold."""
        self.line(cells, self._bold)

    def _prints_on_a4(self) -> None:
        self.sheet.set_paper(A4)
        self.sheet.set_landscape()
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&C&A  &P / &N")


def _width(column: str, narrow: int) -> int:
    """In characters of Excel; a Chinese one takes two. A narrow column's name goes on in a second line."""
    wanted = _WIDTHS.get(column, max(10, 2 * len(column) + 3))
    return min(wanted, narrow) if narrow and column not in _WIDTHS else wanted
