"""From the grid of a digest to a chart: the numbers come from the grid, the words from whoever speaks."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.digest_grid import Grid, GridCell, GridRow
from domain.digest_pace import Pace, Share
from pictures.wall_chart_value import Chart, ChartCell, ChartRow


@dataclass(frozen=True, slots=True)
class ChartWords:
    """All words of a chart, in one language, ready. `columns` are as many as the grid's.

    `paces` are the words in cells (two Chinese characters), `legend` those below the chart.
    """

    title: str
    aside: str
    village: str
    columns: tuple[str, ...]
    paces: Mapping[Pace, str]
    legend: Mapping[Pace, str]
    notes: tuple[str, ...]


WIDE = 6
"""Columns; with more there is no room for counts of hundreds."""
LEGEND = (Pace.ON_TRACK, Pace.SLOW, Pace.SUPPORT, Pace.EARLY, Pace.EXCUSED, Pace.NOTHING)
ALWAYS = LEGEND[:3]
NOTHING = "–"


def chart_of(grid: Grid, words: ChartWords) -> Chart:
    """The chart. Where there are few columns cells have both counts, else shares: 80%, or 3/4 of a few."""
    is_wide = len(grid.columns) > WIDE
    found = {cell.pace for row in grid.rows for cell in row.cells if cell}
    return Chart(
        title=words.title,
        aside=words.aside,
        columns=words.columns,
        rows=tuple(_row(one, words, is_wide) for one in grid.rows),
        legend=tuple((pace, words.legend[pace]) for pace in LEGEND if pace in ALWAYS or pace in found),
        notes=words.notes,
        first_column=words.village,
    )


def _row(row: GridRow, words: ChartWords, is_wide: bool) -> ChartRow:
    cells = tuple(_cell(one, words, is_wide) if one else None for one in row.cells)
    return ChartRow(row.name, cells, row.is_whole)


def _cell(cell: GridCell, words: ChartWords, is_wide: bool) -> ChartCell:
    both = (cell.responsible, cell.contact)
    lines = tuple(_number(one, is_wide) for one in both) if any(one.whole for one in both) else ()
    return ChartCell(lines, cell.pace, words.paces[cell.pace])


def _number(share: Share, is_wide: bool) -> str:
    if not share.whole:
        return NOTHING
    return str(share) if is_wide else share.counts
