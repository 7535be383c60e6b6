"""From the grid of a digest to a chart: the numbers come from the grid, the words from whoever speaks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.digest.grid import Grid, GridCell, GridRow
from domain.digest.pace import Pace, Share
from pictures.wall_chart_value import Chart, ChartCell, ChartRow


@dataclass(frozen=True, slots=True)
class ChartWords:
    """All words of a chart, in one language, ready. `columns` are as many as the grid's.

    `paces` are the words in cells (two Chinese characters), `legend` those below the chart; `duties` head
    the numbers of responsible and of contact persons, as columns, or (`marks`) within a cell.
    """

    title: str
    aside: str
    village: str
    columns: tuple[str, ...]
    paces: Mapping[Pace, str]
    legend: Mapping[Pace, str]
    notes: tuple[str, ...]
    duties: tuple[str, str]
    marks: tuple[str, str]


WIDE = 6
"""Columns; with more there is no room for counts of hundreds."""
LEGEND = (Pace.ON_TRACK, Pace.SLOW, Pace.SUPPORT, Pace.EARLY, Pace.EXCUSED, Pace.NOTHING)
ALWAYS = LEGEND[:3]
NOTHING = "–"


def chart_of(grid: Grid, words: ChartWords) -> Chart:
    """The chart of a wall. Cells of few columns have both counts, else shares: 80%, or 3/4 of a few."""
    is_wide = len(grid.columns) > WIDE
    return _chart([_row(one, words, is_wide) for one in grid.rows], words.columns, words)


def today_of(grid: Grid, words: ChartWords) -> Chart:
    """The chart of a phone: of the villages' newest column each duty in a column of its own."""
    newest = ((row, [cell for cell in row.cells if cell]) for row in grid.rows)
    rows = [ChartRow(row.name, _by_duty(cells[-1], words), row.is_whole) for row, cells in newest if cells]
    return _chart(rows, words.duties, words)


def past_of(grid: Grid, words: ChartWords) -> Chart:
    """The same chart for the whole area, or the only village: a row for each column of the grid."""
    cells = grid.rows[-1].cells if grid.rows else ()
    named = zip(words.columns, cells, strict=bool(cells))
    rows = [ChartRow(name, _by_duty(cell, words)) for name, cell in named if cell]
    return _chart(rows, words.duties, words)


def _chart(rows: Iterable[ChartRow], columns: tuple[str, ...], words: ChartWords) -> Chart:
    listed = tuple(rows)
    found = {cell.pace for row in listed for cell in row.cells if cell}
    return Chart(
        title=words.title,
        aside=words.aside,
        columns=columns,
        rows=listed,
        legend=tuple((pace, words.legend[pace]) for pace in LEGEND if pace in ALWAYS or pace in found),
        notes=words.notes,
        first_column=words.village,
    )


def _row(row: GridRow, words: ChartWords, is_wide: bool) -> ChartRow:
    cells = tuple(_cell(one, words, is_wide) if one else None for one in row.cells)
    return ChartRow(row.name, cells, row.is_whole)


def _cell(cell: GridCell, words: ChartWords, is_wide: bool) -> ChartCell:
    both = (cell.responsible, cell.contact)
    numbers = (f"{mark} {_number(one, is_wide)}" for mark, one in zip(words.marks, both, strict=True))
    lines = tuple(numbers) if any(one.whole for one in both) else ()
    return ChartCell(lines, cell.pace, words.paces[cell.pace])


def _by_duty(cell: GridCell, words: ChartWords) -> tuple[ChartCell, ...]:
    both = zip((cell.responsible, cell.contact), cell.paces, strict=True)
    return tuple(
        ChartCell((share.counts,) if share.whole else (), one, words.paces[one]) for share, one in both
    )


def _number(share: Share, is_wide: bool) -> str:
    if not share.whole:
        return NOTHING
    return str(share) if is_wide else share.counts
