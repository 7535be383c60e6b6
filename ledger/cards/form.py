"""A printed form on one sheet: cells that span columns, in bordered lines; text stays text (P10)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.text import cell_text

# Forms are small, and lines that span rows of columns cannot be written in constant memory.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}
A4 = 9
LINE = 18
"""Height in points of one line of text."""

Value = str | int | float | None
Span = tuple[int, int, Value]
"""First column, last column, and what stands there."""


@dataclass
class Form:
    """A worksheet that is written line by line, from the top."""

    workbook: Workbook
    sheet: Worksheet
    widths: Sequence[int]
    row: int = 0
    _formats: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place, width in enumerate(self.widths):
            self.sheet.set_column(place, place, width)

    def title(self, words: str) -> None:
        """One line over the whole width, large."""
        self._put((0, len(self.widths) - 1, words), self._format("title"))
        self.sheet.set_row(self.row, 2 * LINE)
        self.row += 1

    def aside(self, words: str) -> None:
        """One small line over the whole width."""
        self._put((0, len(self.widths) - 1, words), self._format("aside"))
        self.row += 1

    def heading(self, words: str) -> None:
        """What the following lines are about."""
        self._put((0, len(self.widths) - 1, words), self._format("heading"))
        self.sheet.set_row(self.row, LINE + 4)
        self.row += 1

    def labels(self, spans: Sequence[Span]) -> None:
        """Names of columns."""
        for span in spans:
            self._put(span, self._format("label"))
        self.sheet.set_row(self.row, LINE)
        self.row += 1

    def line(self, spans: Sequence[Span], *, labelled: bool = False) -> None:
        """Values; `labelled`: every other one is the name of what follows it."""
        for place, span in enumerate(spans):
            is_label = labelled and place % 2 == 0 and span[2]
            self._put(span, self._format("label" if is_label else "value"))
        self.sheet.set_row(self.row, LINE * max(self._lines(one) for one in spans))
        self.row += 1

    def _lines(self, span: Span) -> int:
        first, last, value = span
        room = sum(self.widths[first : last + 1]) - 1
        # A Chinese character is as wide as two others.
        taken = sum(2 if one > "\u2e7f" else 1 for one in str(value or ""))
        return max(1, -(-taken // room))

    def _put(self, span: Span, style: Any) -> None:
        first, last, value = span
        if first != last:
            self.sheet.merge_range(self.row, first, self.row, last, "", style)
        if value is None or value == "":
            self.sheet.write_blank(self.row, first, None, style)
        elif isinstance(value, str):
            self.sheet.write_string(self.row, first, cell_text(value), style)
        else:
            self.sheet.write_number(self.row, first, value, style)

    def _format(self, name: str) -> Any:
        if name not in self._formats:
            self._formats[name] = self.workbook.add_format(_STYLES[name])
        return self._formats[name]


_IN_A_BOX = {"border": 1, "valign": "vcenter", "text_wrap": True, "align": "center"}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"},
    "aside": {"font_size": 9, "align": "right", "font_color": "#555555"},
    "heading": {"bold": True, "font_size": 12, "valign": "bottom"},
    "label": {**_IN_A_BOX, "bold": True, "bg_color": "#EEF1F4"},
    # Text that is all digits is text: Excel would make numbers of what somebody types over it.
    "value": {**_IN_A_BOX, "num_format": "@"},
}
