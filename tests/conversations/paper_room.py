"""The paper room of a conversation: the real makers at work, on workbooks that are made on the spot."""

import asyncio
from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from bot.flows.engine.port import Event
from bot.handlers.events import own_event
from bot.office import Office
from bot.paperwork.exporting import export_workbook
from bot.paperwork.makers import makers
from bot.paperwork.room import PaperRoom
from bot.transport.fetcher import Trouble
from scheduler.waste_paper import WastePaper
from tests.arrivals import open_paper

Spoil = Callable[[Workbook], None]


def _three_problems(book: Workbook) -> None:
    book["户"]["B3"].value = None
    book["户"]["A5"].value = book["户"]["A4"].value
    book["结对"]["B6"].value = "10009999999"


def _a_new_household(book: Workbook) -> None:
    row = [cell.value for cell in book["户"][2]]
    book["户"].append(["9000000000000001", "新来的", *row[2:]])
    book["户"]["B3"].value = "换了名"


def _one_to_recheck(book: Workbook) -> None:
    book["户"]["D2"].value = "九组"


def _less(book: Workbook) -> None:
    book["户"].delete_rows(book["户"].max_row)
    for name in ("家庭成员", "结对", "走访记录"):
        column = next(cell.column for cell in book[name][1] if cell.value == "户编号")
        known = {row[0].value for row in book["户"].iter_rows(2)}
        for row in range(book[name].max_row, 1, -1):
            if book[name].cell(row, column).value not in known:
                book[name].delete_rows(row)


def _new_numbers(book: Workbook, *people: int) -> None:
    """These people (by their number in the list) have another phone, wherever it stands."""
    moved = {f"1000000000{nth}": f"1000000009{nth}" for nth in people}
    for name in ("人员", "结对", "走访记录"):
        for row in book[name].iter_rows():
            for cell in row:
                cell.value = moved.get(str(cell.value), cell.value)


WORKBOOKS: dict[str, Spoil] = {
    "same": lambda book: None,
    "new": _a_new_household,
    "odd": _one_to_recheck,
    "less": _less,
    "broken": _three_problems,
    "moved": lambda book: _new_numbers(book, 1),
    "moved3": lambda book: _new_numbers(book, 1, 2, 3),
}
"""What the clerk does to the workbook that was exported last."""


def sweep(office: Office) -> None:
    """What is older than a day goes."""
    WastePaper(office.stores.papers, office.clock).sweep_now()


class Papers:
    """Workbooks on the clerk's phone, and who works on them."""

    def __init__(self, office: Office) -> None:
        self._office = office
        events = {name: asyncio.Event() for name in ("asked", "arrived", "owed")}
        by_paper = makers(office, self)
        self._room = PaperRoom(office.database, by_paper, office.stores.papers, office.clock, **events)

    async def fetch(self, file_ref: str) -> bytes | Trouble:
        """The file of that name: `new.xlsx` is the township's with something new in it."""
        name = file_ref.partition(".")[0]
        if name == "gone":
            return Trouble.FOR_GOOD
        if name == "picture":
            return b"\xff\xd8\xff\xe0 not a workbook"
        path = self._office.settings.data_dir / "before.xlsx"
        export_workbook(self._office, path)
        book = load_workbook(path)
        WORKBOOKS[name](book)
        stream = BytesIO()
        book.save(stream)
        return stream.getvalue()

    async def make(self) -> list[Event]:
        """Make what was asked for; the events that tell the conversations so."""
        with self._office.database.read() as unit:
            due: list[Any] = list(unit.paperwork.due())
        await self._room.make_due()
        now = self._office.clock.now()
        with self._office.database.read() as unit:
            told = [(one, open_paper(unit, one.id)) for one in due]
        return [
            own_event({"chat": one.chat, "paperwork": one.id}, key, now)
            for one, key in told
            if key is not None
        ]

    def kept(self) -> list[str]:
        """Workbooks that wait to be imported, without the numbers in their names."""
        return ["workbook" for one in self._office.stores.papers.names() if one.startswith("workbook-")]
