"""One sheet of a digest's workbook: a frozen, filtered table, written row by row, that fits A4's width."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.cards.form import A4, LINE
from ledger.sheets.values import Value
from ledger.text import cell_text
from ledger.widths import is_text_column

MOST_ROWS = 1_048_000
"""Most rows of a sheet; Excel has room for 1,048,576."""
MOST_LINES = 20
"""A row of Excel is at most 409 points high."""
CUT = "后面还有，请导出台账查看"
Cells = Sequence[Value]
# fmt: off
_WIDTHS = {
    "行政村": 11, "村民小组": 9, "户编号": 22, "户主": 9, "姓名": 9, "走访人": 9, "相关人": 12,
    "联系电话": 13, "责任单位": 9, "说明": 15, "原因": 12, "备注": 28, "描述": 18, "进度": 12, "核实什么": 32,
    "关于": 14, "项目": 14, "口径": 110, "编号": 8,
}
# fmt: on
_DAY, _OTHERS = 11, 7
_LABEL = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#EEF1F4", "border": 1}
TINTS = {"绿": "#DDF0E4", "黄": "#FFF2C4", "红": "#FBDDD3", "灰": "#EFEFEF"}
"""As on the chart; the word of a state begins with the name of its colour, so that it is told without it."""
AS_TOLD = "as told"
"""The colour is the one that the word begins with."""
OTHERS = ""
"""Stands, among widths, for all columns that are not named."""
Marks = Mapping[str, str]
"""By column: the colour behind what is told there, unless it is 否, or nothing."""
NO_WIDTHS: Mapping[str, float] = {}
NO_MARKS: Marks = {}


class DigestSheet:
    """A sheet that is written from the top; user's text never becomes a formula, a link or a number."""

    def __init__(
        self,
        workbook: Workbook,
        name: str,
        columns: Sequence[str],
        widths: Mapping[str, float] = NO_WIDTHS,
        marks: Marks = NO_MARKS,
    ) -> None:
        self.sheet: Worksheet = workbook.add_worksheet(name)
        self.columns = columns
        self.row = 0
        self._widths = [_width(one, widths) for one in columns]
        self._marked = {columns.index(column): colour for column, colour in marks.items()}
        self._label = workbook.add_format(_LABEL)
        self._title = workbook.add_format({"bold": True, "font_size": 16})
        self._plain = workbook.add_format({"text_wrap": False})
        self._bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "vcenter"})
        shown = {"text_wrap": True, "valign": "vcenter"}
        self._tints = {
            name: workbook.add_format({**shown, "bg_color": colour, "border": 1, "border_color": "#9AA3AE"})
            for name, colour in TINTS.items()
        }
        wrapped, text = workbook.add_format(shown), workbook.add_format({**shown, "num_format": "@"})
        for place, column in enumerate(columns):
            style = text if is_text_column(column) else wrapped
            self.sheet.set_column(place, place, self._widths[place], style)

    def title(self, words: str, aside: str) -> None:
        """Two lines above the table."""
        self.sheet.set_row(self.row, 1.5 * LINE)
        self.sheet.write_string(self.row, 0, cell_text(words), self._title)
        self.sheet.write_string(self.row + 1, 0, cell_text(aside), self._plain)
        self.row += 2

    def sentence(self, cells: Cells) -> None:
        """Words that go on over all columns; a name with its count stands in a line, or lines, of its own."""
        self.line(cells, self._plain if len(cells) == 1 else None)

    def table(self, rows: Iterable[Cells]) -> None:
        """The columns' names, in sight and on every page, and a line for each row."""
        top = self.row
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
        """One row, as high as its words need it; what is empty is left out."""
        lines = 1 if style is self._plain else max(map(_lines, cells, self._widths), default=1)
        if lines > 1:
            self.sheet.set_row(self.row, LINE * min(lines, MOST_LINES))
        for place, value in enumerate(cells):
            if value is None or value == "":
                continue
            chosen = style if style is self._label else self._tint(place, value) or style
            if isinstance(value, str):
                self.sheet.write_string(self.row, place, cell_text(value), chosen)
            else:
                self.sheet.write_number(self.row, place, value, chosen)
        self.row += 1

    def total(self, cells: Cells) -> None:
        """One row in bold, its state coloured as all others are."""
        self.line(cells, self._bold)

    def _tint(self, place: int, value: Value) -> Any:
        """Behind what stands out; it has its word, or its number, in any case."""
        colour = self._marked.get(place, "")
        if colour == AS_TOLD:
            return self._tints.get(str(value)[:1])
        return self._tints.get(colour) if value not in (0, "否") else None

    def _prints_on_a4(self) -> None:
        self.sheet.set_paper(A4)
        self.sheet.set_landscape()
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.hide_gridlines(0)  # Printed, too.
        self.sheet.set_footer("&C&A  &P / &N")


def _width(column: str, widths: Mapping[str, float]) -> float:
    """In characters of Excel; a Chinese one takes two. A name that is longer goes on in the next line."""
    usual = _DAY if column.endswith(("日期", "时限")) else widths.get(OTHERS, _OTHERS)
    return widths.get(column, _WIDTHS.get(column, usual))


def _lines(value: Value, width: float) -> int:
    """How many lines a value takes in a column; a Chinese character is as wide as two others."""
    taken = sum(2 if one > "\u2e7f" else 1 for one in str(value or ""))
    return -(-taken // max(2, int(width - 1) // 2 * 2))
