"""Importing pairings again: who held what until when, and never two at once."""

from collections.abc import Callable
from typing import Any

from bot.commands.state import state
from bot.office import Office
from bot.paperwork.importing import Imported, import_workbook
from tests.paperwork.cells import cells_of, exported
from tests.paperwork.spoil import put

Book = dict[str, list[list[Any]]]
LI, ZHOU, HE = "10000000001", "10000000002", "10000000004"


def held(office: Office, household: str, duty: str = "responsible") -> list[tuple[str, str, str | None]]:
    rows = [one for one in state(office)["pairings"] if one["household_code"] == household]
    return [(one["phone"], one["since"], one["until"]) for one in rows if one["duty"] == duty]


def test_a_changed_duty_holder_closes_the_old_pairing_the_day_before(
    office: Office, book: Book, imports: Callable[[], Imported]
) -> None:
    del book["走访记录"]
    put(book, "结对", 2, "责任人电话", HE)
    put(book, "结对", 2, "开始时间", "2026-11-10")

    again = imports()

    assert held(office, "H0001") == [(LI, "2026-01-01", "2026-11-09"), (HE, "2026-11-10", None)]
    assert (again.new["pairings"], again.ended["pairings"]) == (1, 1)
    assert again.same["pairings"] >= 0


def test_another_holder_from_the_very_first_day_leaves_no_impossible_row(
    office: Office, book: Book, imports: Callable[[], Imported]
) -> None:
    put(book, "结对", 2, "责任人电话", HE)
    put(book, "走访记录", 2, "走访人", "何梅")

    assert imports().ok
    content = exported(office)

    rows = [[value for _, value in row] for row in cells_of(content)["结对"][1:]]
    assert [row[1] for row in rows if row[0] == "H0001"] == [HE]
    assert import_workbook(office, content).ok


def test_a_workbook_older_than_a_hand_over_is_refused_by_its_row(
    office: Office, book: Book, imports: Callable[[], Imported]
) -> None:
    book["结对"][1][5] = "2026-10-31"
    book["结对"].append(["H0001", HE, ZHOU, "村两委", "2026-11-01", ""])
    assert imports().ok
    before = cells_of(exported(office))
    book["结对"][1][5] = ""
    del book["结对"][4]

    older = imports()

    assert not older.ok
    assert {(one.sheet, one.row, one.column, one.key) for one in older.errors} == {
        ("结对", 2, "责任人电话", "finding.pairing_clash"),
        ("结对", 2, "联系人电话", "finding.pairing_clash"),
    }
    assert {"since": "2026-11-01", "name": "何梅"} in [one.params for one in older.errors]
    assert cells_of(exported(office)) == before


def test_a_closed_pairing_may_be_added_before_an_open_one(
    office: Office, book: Book, imports: Callable[[], Imported]
) -> None:
    book["结对"].append(["H0001", LI, "", "", "2024-01-01", "2024-12-31"])

    again = imports()

    assert (again.new["pairings"], again.changed["pairings"]) == (1, 0)
    assert held(office, "H0001") == [(LI, "2024-01-01", "2024-12-31"), (LI, "2026-01-01", None)]
