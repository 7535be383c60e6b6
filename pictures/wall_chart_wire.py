"""A wall chart as bytes, on its way to the process that draws it."""

import json
from dataclasses import asdict
from typing import Any

from domain.digest.pace import Pace
from pictures.wall_chart_value import Chart, ChartCell, ChartRow


def as_bytes(chart: Chart) -> bytes:
    """The chart as JSON."""
    return json.dumps(asdict(chart)).encode()


def unpacked(content: bytes) -> Chart:
    """The chart out of `as_bytes`."""
    told = json.loads(content)
    return Chart(
        title=told["title"],
        aside=told["aside"],
        columns=tuple(told["columns"]),
        rows=tuple(_row(one) for one in told["rows"]),
        legend=tuple((Pace(pace), words) for pace, words in told["legend"]),
        notes=tuple(told["notes"]),
        first_column=told["first_column"],
    )


def _row(told: dict[str, Any]) -> ChartRow:
    cells = tuple(_cell(one) if one else None for one in told["cells"])
    return ChartRow(told["name"], cells, told["is_whole"])


def _cell(told: dict[str, Any]) -> ChartCell:
    return ChartCell(tuple(told["lines"]), Pace(told["pace"]), told["word"])
