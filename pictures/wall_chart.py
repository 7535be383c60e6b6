"""The wall chart (挂图): villages by weeks or months, drawn from strings that are ready, as PNGs."""

from io import BytesIO

import numpy as np
from PIL.Image import frombuffer
from PIL.PngImagePlugin import PngInfo

from pictures.font import printable
from pictures.wall_chart_ink import LINE, PALETTE, PAPER, SHADE, Pixels, cell, length, strip, write
from pictures.wall_chart_layout import (
    CLOSE,
    PHONE,
    SMALL,
    Paper,
    Plan,
    enlarged,
    legend_width,
    numbers_width,
    plan,
    words_in,
)
from pictures.wall_chart_lines import LEADING, Lines, fitted
from pictures.wall_chart_value import Chart, ChartCell, ChartRow

NAME = 1.3
"""Sizes of letters that a village's name may have at most."""
RUN_LENGTHS = 3
"""zlib's Z_RLE: on flat colours nearly as small as a search, in a third of the time."""


def wall_charts(chart: Chart, paper: Paper = PHONE) -> tuple[bytes, ...]:
    """The chart as one PNG, or several where there are many villages; raises `FontMissing`.

    Each has its own `alt` in it as its description (iTXt).
    """
    first, pages = wall_chart(chart, paper)
    return first, *(wall_chart(chart, paper, nth)[0] for nth in range(1, pages))


def wall_chart(chart: Chart, paper: Paper = PHONE, nth: int = 0) -> tuple[bytes, int]:
    """One page of it, and how many there are; raises `FontMissing`."""
    paper = enlarged(chart, paper)
    planned = plan(chart, paper)
    pages = tuple(chart.pages(planned.rows))
    return _png(_Drawing(paper, planned).page(pages[nth]), paper, pages[nth].alt), len(pages)


def _png(canvas: Pixels, paper: Paper, alt: str) -> bytes:
    image = frombuffer("P", (paper.width, len(canvas)), canvas, "raw", "P", 0, 1)
    image.putpalette(PALETTE)
    told = PngInfo()
    told.add_itxt("Description", alt)
    written = BytesIO()
    dots = {"dpi": (paper.dots, paper.dots)} if paper.dots else {}
    image.save(written, "PNG", compress_level=1, compress_type=RUN_LENGTHS, pnginfo=told, **dots)
    return written.getvalue()


class _Drawing:
    """One page while it is drawn, from the top."""

    def __init__(self, paper: Paper, planned: Plan) -> None:
        self.paper, self.plan = paper, planned
        self.canvas: Pixels = np.full((paper.height, paper.width), PAPER, np.uint8)
        self.left = paper.text
        self.top = float(paper.text)
        self.numbers = 0.0

    def page(self, chart: Chart) -> Pixels:
        """All of it."""
        self.numbers = numbers_width(chart, self.plan.size)
        self.paragraph(self.plan.title)
        self.paragraph(fitted(chart.aside, self.paper.text, self.paper.inner, 1))
        self.top += self.paper.text * 0.4
        self.header(chart)
        for row in chart.rows:
            self.row(row)
        self.top += self.paper.text * 0.5
        self.legend()
        self.paragraph(self.plan.notes)
        end = self.paper.height if self.paper.dots else round(self.top) + self.paper.text
        return self.canvas[:end]

    def paragraph(self, words: Lines) -> None:
        """Lines from the left margin."""
        for line in words.lines:
            write(self.canvas, line, (self.left, self.top), words.size)
            self.top += words.size * LEADING

    def header(self, chart: Chart) -> None:
        """The names of the columns."""
        height = round(self.paper.text * 2.1)
        top = round(self.top)
        self.canvas[top : top + height, self.left : self.left + self.paper.inner] = SHADE
        gap = self.paper.text // 3
        self.centred(
            fitted(chart.first_column, self.paper.text, self.plan.name, 1), self.left + gap, None, height
        )
        for nth, words in enumerate(chart.columns):
            name = fitted(words, self.paper.text, self.plan.column, 1)
            self.centred(name, self.column(nth), self.plan.column, height)
        self.top = float(top + height)

    def row(self, row: ChartRow) -> None:
        """A village, or all of them."""
        top, height = round(self.top), self.plan.row
        line = self.canvas[top : top + height, self.left : self.left + self.paper.inner]
        line[:] = SHADE if row.is_whole else PAPER
        line[-1] = LINE
        gap = self.paper.text // 3
        size = min(max(self.plan.size, self.paper.text), round(NAME * self.paper.text))
        most = max(2, int(height / (size * CLOSE)))
        name = fitted(row.name, size, self.plan.name - 2 * gap, most)
        self.centred(name, self.left + gap, None, height)
        for nth, one in enumerate(row.cells):
            if one:
                self.cell(one, self.column(nth), height)
        self.top += height

    def cell(self, one: ChartCell, left: int, height: int) -> None:
        """Its pattern, and the words on the plate."""
        top, width = round(self.top), self.plan.column
        self.canvas[top : top + height, left : left + width] = cell(one.pace, width, height, self.paper.unit)
        edge, size = strip(width, self.paper.unit), self.plan.size
        numbers, word = words_in(one)
        if self.plan.is_beside and numbers:
            left, width = left + edge, width - edge
            half = (width + self.numbers - length(word, size)) / 2
            self.centred(Lines(numbers, size), left, half, height)
            self.centred(Lines((word,), size), left + half, width - half, height)
        else:
            self.centred(Lines((*numbers, word), size), left + edge, width - edge, height)

    def centred(self, words: Lines, left: float, width: float | None, height: float) -> None:
        """Words in the middle of a box that begins at the present line; without a width, at its left."""
        step = words.size * CLOSE
        top = self.top + (height - step * len(words.lines)) / 2 + (step - words.size) / 2
        for nth, line in enumerate(words.lines):
            indent = (width - length(line, words.size)) / 2 if width else 0
            write(self.canvas, line, (left + indent, top + nth * step), words.size)

    def legend(self) -> None:
        """What the patterns mean."""
        text, small = self.paper.text, round(self.paper.text * SMALL)
        for row in self.plan.legend:
            left = self.left
            for pace, words in row:
                box = cell(pace, 2 * text, round(1.4 * text), max(1, self.paper.unit // 2))
                top = round(self.top)
                self.canvas[top : top + box.shape[0], left : left + box.shape[1]] = box
                self.centred(Lines((printable(words),), small), left + 2.4 * text, None, box.shape[0])
                left += round(legend_width(words, self.paper))
            self.top += 1.9 * text

    def column(self, nth: int) -> int:
        """Where a column begins."""
        return self.left + self.plan.name + nth * self.plan.column
