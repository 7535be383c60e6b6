"""Wall charts of townships, in Chinese, and what can be seen on them."""

from dataclasses import replace
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL.Image import Image
from PIL.PngImagePlugin import PngImageFile

from domain.digest.counts import Counts
from domain.digest.days import Issue, of_last_week
from domain.digest.grid import month_grid, year_grid
from domain.digest.pace import Pace
from pictures.wall_chart_value import Chart
from pictures.wall_chart_words import ChartWords, chart_of, past_of, today_of
from tests.digests.counted import CALENDAR, MONDAY, T7

WORDS = {
    Pace.ON_TRACK: "正常",
    Pace.SLOW: "偏慢",
    Pace.SUPPORT: "支持",
    Pace.EARLY: "月初",
    Pace.EXCUSED: "说明",
    Pace.NOTHING: "无",
}
LEGEND = {
    Pace.ON_TRACK: "绿·正常",
    Pace.SLOW: "黄·偏慢",
    Pace.SUPPORT: "红·需要支持",
    Pace.EARLY: "灰·月初",
    Pace.EXCUSED: "灰·已说明",
    Pace.NOTHING: "没有任务",
}
NOTES = (
    "前一个数是责任人，后一个是联系人：走访到的户数/应访的户数，从月初累计；请假、路断等已说明的不算在内。",
    "颜色和底纹看进度：和到那天为止应到的户数比，不和总数比。不到20户写几分之几。空格是还没到的日子。",
)
Pixels = NDArray[np.uint8]


def chart(counts: Counts = T7, issue: Issue | None = None, *, of_year: bool = False) -> Chart:
    """The chart of the weeks of a month, or of the months of a year."""
    known = issue or of_last_week(MONDAY)
    grid = (year_grid if of_year else month_grid)(known, counts, "全镇", CALENDAR)
    names = [
        f"{one.first.month}月" if of_year else f"{one.first.day}–{one.last.day}日" for one in grid.columns
    ]
    return chart_of(grid, _words(tuple(names)))


def on_phone(counts: Counts = T7, issue: Issue | None = None, *, of_year: bool = False) -> Chart:
    """What a chat shows: today's villages, or the months of all of them."""
    known = issue or of_last_week(MONDAY)
    grid = (year_grid if of_year else month_grid)(known, counts, "全镇", CALENDAR)
    words = _words(tuple(f"{one.first.month}月" for one in grid.columns))
    return (past_of if of_year else today_of)(grid, replace(words, notes=NOTES[:1]))


def _words(columns: tuple[str, ...]) -> ChartWords:
    title, aside = "石板镇 走访挂图", "到 11月23日"
    both = {"duties": ("责任人", "联系人"), "marks": ("责", "联")}
    return ChartWords(title, aside, "村", columns, WORDS, LEGEND, NOTES, **both)


def opened(picture: bytes) -> PngImageFile:
    """The picture, decoded."""
    image = PngImageFile(BytesIO(picture))
    image.load()
    return image


def indexes(image: Image) -> Pixels:
    """The numbers of its colours, rows by columns."""
    return np.asarray(image)
