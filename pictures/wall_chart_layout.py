"""Where everything of a wall chart stands on its paper, in pixels."""

from dataclasses import dataclass, replace
from functools import lru_cache

from domain.digest.pace import Pace
from pictures.font import printable
from pictures.wall_chart_ink import length, strip
from pictures.wall_chart_lines import Lines, broken, fitted
from pictures.wall_chart_value import Chart, ChartCell

TITLE, SMALL = 1.7, 0.86
"""Sizes of letters, in those of the text; so are the next two."""
CLOSE = 1.12
"""Line height in a cell, in letter sizes."""
LARGEST = 1.7
GAP = 0.4
LARGER = (2.0, 1.7, 1.4, 1.2)
"""Factors by which wall-chart letters grow if there are few villages."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a chart is drawn on: `text` is the size of its letters, `dots` those to the inch (0: a screen).

    `lowest` and `highest` are the heights of a row, in sizes of letters. A screen ends with what is on it,
    and that is no higher than `handy` unless rows are as low as can be.
    """

    width: int
    height: int
    text: int
    dots: int = 0
    lowest: float = 2.4
    highest: float = 6.0
    handy: int = 0

    @property
    def inner(self) -> int:
        """The width between the margins, which are as wide as a letter."""
        return self.width - 2 * self.text

    @property
    def unit(self) -> int:
        """How thick a stroke is."""
        return max(1, self.text // 14)


PHONE = Paper(1080, 2000, 40, lowest=1.45, highest=2.9, handy=1400)
"""Its letters are large enough for the small picture within a chat, which makes high ones smaller still."""
WALL = Paper(4961, 3508, 52, 300)
"""A3, landscape."""
WALL_UPRIGHT = Paper(3508, 4961, 52, 300)
PAPERS = {"phone": PHONE, "wall": WALL, "wall_upright": WALL_UPRIGHT}


@dataclass(frozen=True, slots=True)
class Plan:
    """How large the parts of a chart are; all of its pages share them.

    `is_beside`: the word of a cell stands beside its numbers, since there letters can be larger.
    """

    title: Lines
    legend: tuple[tuple[tuple[Pace, str], ...], ...]
    notes: Lines
    name: int
    column: int
    row: int
    rows: int
    size: int
    is_beside: bool


def enlarged(chart: Chart, paper: Paper) -> Paper:
    """The paper with letters as large as one page has room for; a wall is looked at from afar."""
    sizes = (replace(paper, text=round(paper.text * by)) for by in LARGER if paper.dots)
    return next((one for one in sizes if plan(chart, one).rows >= len(chart.rows)), paper)


def plan(chart: Chart, paper: Paper) -> Plan:
    """The parts of a chart on that paper."""
    columns = max(1, len(chart.columns))
    column = round(paper.inner * (0.76 if columns < 8 else 0.87)) // columns
    title = fitted(chart.title, round(paper.text * TITLE), paper.inner, 2)
    notes = tuple(line for one in chart.notes for line in broken(one, _small(paper), paper.inner))
    legend = _legend(chart, paper)
    taken = title.height + 4.7 * paper.text + 1.9 * paper.text * len(legend)
    room = round(paper.height - 2 * paper.text - taken - Lines(notes, _small(paper)).height)
    rows = max(1, int(room / (paper.lowest * paper.text)))
    each = next(chart.pages(rows)).rows
    row = _row(paper, room, max(1, len(each)))
    box = (column - strip(column, paper.unit) - 5 * paper.unit, row - 2 * paper.unit)
    size, is_beside = max((_size(chart, *box, is_beside=one), one) for one in (False, True))
    return Plan(
        title=title,
        legend=legend,
        notes=Lines(notes, _small(paper)),
        name=paper.inner - columns * column,
        column=column,
        row=row,
        rows=rows,
        size=min(size, round(LARGEST * paper.text)),
        is_beside=is_beside,
    )


def _row(paper: Paper, room: int, rows: int) -> int:
    wanted = (room - (paper.height - paper.handy if paper.handy else 0)) // rows
    lowest, highest = round(paper.lowest * paper.text), round(paper.highest * paper.text)
    return min(max(wanted, lowest), highest, room // rows)


def _small(paper: Paper) -> int:
    return round(paper.text * SMALL)


def _legend(chart: Chart, paper: Paper) -> tuple[tuple[tuple[Pace, str], ...], ...]:
    rows: list[list[tuple[Pace, str]]] = []
    left = 0.0
    for one in chart.legend:
        width = legend_width(one[1], paper)
        if not rows or width > left:
            rows.append([])
            left = paper.inner
        rows[-1].append(one)
        left -= width
    return tuple(map(tuple, rows))


def legend_width(words: str, paper: Paper) -> float:
    """How much room a sample of a pattern and its words take."""
    return length(printable(words), _small(paper)) + 4 * paper.text


@lru_cache(4_096)
def words_in(cell: ChartCell) -> tuple[tuple[str, ...], str]:
    """The numbers and the word of a cell, printable."""
    return tuple(map(printable, cell.lines)), printable(cell.word)


def numbers_width(chart: Chart, size: int) -> float:
    """How wide the widest number is."""
    cells = {cell for row in chart.rows for cell in row.cells if cell}
    return max((length(one, size) for cell in cells for one in words_in(cell)[0]), default=0)


def _size(chart: Chart, width: int, height: int, *, is_beside: bool) -> int:
    """The largest size in which every cell has room for its numbers and its word."""
    told = [words_in(cell) for cell in {cell for row in chart.rows for cell in row.cells if cell}]
    numbers = numbers_width(chart, 100)
    word = max((length(word, 100) for _, word in told), default=0)
    most = max((len(lines) for lines, _ in told), default=0)
    widest = numbers + 100 * GAP + word if is_beside else max(numbers, word)
    lines = max(1, most if is_beside else most + 1)
    return max(8, min(int(100 * width / max(widest, 1)), int(height / (lines * CLOSE))))
