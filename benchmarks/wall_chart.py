"""How long the wall chart of 20 villages by 12 months takes for a phone, and in how much memory.

`python -m benchmarks.wall_chart [--rounds N]` prints the first and the median time in milliseconds, how many
times as long a plain peer takes in the same run, and by how much each makes a fresh process grow. The peer
draws the same numbers with Pillow's own text and rectangles in RGB and saves with Pillow's defaults;
matplotlib is measured too where it is installed. The last line is the way the bot goes: order, child process
and answer, and for how long at most the event loop did not come round meanwhile.
"""

import argparse
import asyncio
import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from io import BytesIO
from multiprocessing import get_context
from statistics import median

from PIL.Image import new
from PIL.ImageDraw import Draw
from PIL.ImageFont import truetype

from domain.digest.pace import Pace
from pictures.darkroom import Darkroom
from pictures.font import font_path
from pictures.wall_chart import wall_charts
from pictures.wall_chart_layout import PHONE, WALL, Paper
from pictures.wall_chart_value import Chart, ChartCell, ChartRow

VILLAGES, MONTHS = 20, 12
MOST_MS, MOST_MB = 60, 40
PACES = (Pace.ON_TRACK, Pace.SLOW, Pace.SUPPORT)
TINTS = {Pace.ON_TRACK: "#DDF0E4", Pace.SLOW: "#FFF2C4", Pace.SUPPORT: "#FBDDD3"}
Maker = Callable[[Chart], object]


def chart(villages: int = VILLAGES) -> Chart:
    """A year of so many villages."""
    return Chart(
        title="石板镇 近12个月走访挂图",
        aside="到 2026年11月23日",
        columns=tuple(f"{month}月" for month in range(1, MONTHS + 1)),
        rows=tuple(ChartRow(f"第{nth}村", tuple(_cells(nth))) for nth in range(1, villages + 1)),
        legend=tuple((pace, "绿·正常") for pace in PACES),
        notes=("上面一个数是责任人，下面一个数是联系人。", "颜色和底纹看进度，不比总数。"),
        first_column="村",
    )


def _cells(nth: int) -> Iterator[ChartCell]:
    for month in range(MONTHS):
        shares = (f"{(37 * nth + 11 * month) % 101}%", f"{(53 * nth + 29 * month) % 101}%")
        yield ChartCell(shares, PACES[(nth + month) % 3], "正常")


def ours(made: Chart, paper: Paper = PHONE) -> object:
    """What the bot does."""
    return wall_charts(made, paper)


def plain(made: Chart) -> object:
    """What one would write first."""
    image = new("RGB", (PHONE.width, PHONE.height), "white")
    pen, face = Draw(image), truetype(font_path(), 22)
    pen.text((28, 28), made.title, "black", truetype(font_path(), 48))
    pen.text((28, 90), made.aside, "black", face)
    for nth, words in enumerate(made.columns):
        pen.text((170 + 74 * nth, 150), words, "black", face)
    for at, row in enumerate(made.rows):
        top = 200 + 72 * at
        pen.text((28, top + 20), row.name, "black", face)
        for nth, cell in enumerate(row.cells):
            if cell:
                left = 160 + 74 * nth
                pen.rectangle((left, top, left + 73, top + 71), TINTS[cell.pace], "grey")
                for line, words in enumerate((*cell.lines, cell.word)):
                    pen.text((left + 37, top + 4 + 22 * line), words, "black", face, anchor="ma")
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def matplotlib(made: Chart) -> object:
    """The usual library for charts."""
    import_module("matplotlib").use("Agg")
    pyplot = import_module("matplotlib.pyplot")
    figure, axes = pyplot.subplots(figsize=(10.8, 19.2), dpi=100)
    axes.axis("off")
    told = [["\n".join(cell.lines) for cell in row.cells if cell] for row in made.rows]
    axes.table(cellText=told, colLabels=list(made.columns), loc="center").scale(1, 3)
    written = BytesIO()
    figure.savefig(written, format="png")
    pyplot.close(figure)
    return written.getvalue()


def measured(maker: Maker, rounds: int) -> tuple[float, float, float]:
    """In a fresh process: milliseconds of the first, median of the others, and megabytes it grew by."""
    made = chart()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    taken = []
    for _ in range(rounds + 1):
        began = time.perf_counter()
        maker(made)
        taken.append((time.perf_counter() - began) * 1000)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return taken[0], median(taken[1:]), grown / 1024


async def in_the_darkroom(rounds: int) -> tuple[float, float, float]:
    """Milliseconds of the first (its process is started), median of the others, longest stop of the loop."""
    made, taken, stops = chart(), [], [0.0]

    async def tick() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0)
            stops.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(0.001)

    async with Darkroom(children=1) as darkroom:
        ticking = asyncio.create_task(tick())
        for _ in range(rounds + 1):
            began = time.perf_counter()
            await darkroom.draw(made)
            taken.append((time.perf_counter() - began) * 1000)
        ticking.cancel()
    return taken[0], median(taken[1:]), max(stops)


def on_the_wall(made: Chart) -> object:
    """The same on A3 at 300 dots to the inch."""
    return ours(made, WALL)


def main() -> None:
    """Each maker in a process of its own, one after the other."""
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=15)
    rounds = options.parse_args().rounds
    makers: list[Maker] = [ours, plain, on_the_wall]
    try:
        import_module("matplotlib")
        makers.append(matplotlib)
    except ImportError:
        print("matplotlib is not installed and is left out")
    medians: dict[Maker, float] = {}
    for maker in makers:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            first, medians[maker], grown = pool.submit(measured, maker, rounds).result()
        name = getattr(maker, "__name__", "")
        print(f"{name:12} first {first:6.1f} ms, median {medians[maker]:6.1f} ms, {grown:5.1f} MB")
    first, usual, stop = asyncio.run(in_the_darkroom(rounds))
    print(f"darkroom     first {first:6.1f} ms, median {usual:6.1f} ms, loop held up {stop:.1f} ms at most")
    print(f"ratio        {medians[plain] / medians[ours]:6.2f} times as long takes the plain peer")
    print(f"ours is to take at most {MOST_MS} ms and {MOST_MB} MB")


if __name__ == "__main__":
    main()
