"""What a wall chart says: strings that are ready to be drawn, and the kind of each cell."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from domain.digest.pace import Pace


@dataclass(frozen=True, slots=True)
class ChartCell:
    """Numbers, a line each, and the word of the pace below them."""

    lines: tuple[str, ...]
    pace: Pace
    word: str


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A village, or all of them (`is_whole`), with a cell for each column; None: blank."""

    name: str
    cells: tuple[ChartCell | None, ...]
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart: `aside` says of when and by whom it is, `notes` how it is counted."""

    title: str
    aside: str
    columns: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    legend: tuple[tuple[Pace, str], ...] = ()
    notes: tuple[str, ...] = ()
    first_column: str = ""

    @property
    def alt(self) -> str:
        """The same in words, for who cannot see it and for who checks it: a village a line."""
        return "\n".join((self.title, self.aside, *(self._told(row) for row in self.rows)))

    def _told(self, row: ChartRow) -> str:
        cells = zip(self.columns, row.cells, strict=True)
        said = (f"{column} {' '.join((*cell.lines, cell.word))}" for column, cell in cells if cell)
        return f"{row.name}: {' | '.join(said)}"

    def pages(self, rows: int) -> Iterator["Chart"]:
        """The chart in parts of at most so many rows, and as even as can be; at least one."""
        parts = max(1, -(-len(self.rows) // rows))
        size = -(-len(self.rows) // parts) or 1
        for nth in range(parts):
            aside = f"{self.aside} ({nth + 1}/{parts})" if parts > 1 else self.aside
            yield replace(self, rows=self.rows[nth * size : (nth + 1) * size], aside=aside)
