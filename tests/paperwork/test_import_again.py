"""Importing again: what is new, what changed, what is the same, what is absent, and what history keeps."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select, update

from bot.commands.state import state
from bot.office import Office
from bot.paperwork.importing import Imported, as_json, differences, import_workbook
from locales.render import render
from storage.households.past import Past
from storage.tables import household, visit
from tests.ledger.conftest import pack
from tests.paperwork.cells import cells_of, exported
from tests.paperwork.spoil import put

Book = dict[str, list[list[Any]]]
LI, ZHOU, HE = "10000000001", "10000000002", "10000000004"


def told(imported: Imported) -> list[str]:
    return [render("en", one) for one in differences(imported)]


def test_the_same_workbook_again_changes_nothing(imports: Callable[[], Imported]) -> None:
    again = imports()

    assert again.ok
    assert not any((*again.new.values(), *again.changed.values(), *again.absent.values()))
    assert dict(again.same) == {
        "areas": 5, "people": 4, "households": 2, "members": 3, "pairings": 5, "visits": 2,
        "needs": 0,
    }  # fmt: skip


def test_what_changed_is_named_with_its_columns(book: Book, imports: Callable[[], Imported]) -> None:
    put(book, "户", 2, "户主", "王福贵")
    put(book, "户", 2, "人均纯收入", 12000)
    put(book, "家庭成员", 3, "与户主关系", "之母")
    put(book, "人员", 2, "角色", "责任人、村负责人")

    again = imports()

    assert {(one.noun, one.which, one.columns) for one in again.changes} == {
        ("households", "H0001", ("head", "income")),
        ("members", "H0001 李秀珍", ("relation",)),
        ("people", LI, ("roles",)),
    }
    assert (again.changed["households"], again.same["households"]) == (1, 1)
    assert (again.changed["people"], again.same["people"]) == (1, 3)
    assert as_json(again)["changes"][1]["columns"]
    assert any("H0001 (head, income)" in line for line in told(again))


def test_an_earlier_head_and_place_are_remembered(
    office: Office, book: Book, imports: Callable[[], Imported]
) -> None:
    put(book, "户", 2, "户主", "王福贵")
    put(book, "户", 3, "行政村", "石板村")

    assert imports().ok
    assert imports().ok

    with office.database.read() as unit:
        ids = dict(unit.connection.execute(select(household.c.code, household.c.id)).all())
        past = Past(unit)
        assert [head for head, _ in past.heads_of(ids["H0001"])] == ["王福生"]
        assert [head for head, _ in past.heads_of(ids["H0002"])] == ["赵桂兰"]


def test_rows_in_another_order_are_no_changes(
    office: Office, book: Book, imports: Callable[[], Imported]
) -> None:
    book["户"][1:] = reversed(book["户"][1:])

    again = imports()

    assert (again.changed["households"], again.same["households"]) == (0, 2)
    assert [row[0][1] for row in cells_of(exported(office))["户"][1:]] == ["H0002", "H0001"]


def test_absent_rows_stay_and_are_named(office: Office, book: Book, imports: Callable[[], Imported]) -> None:
    for sheet in ("户", "家庭成员", "结对", "走访记录"):
        column = book[sheet][0].index("户编号")
        book[sheet] = [row for row in book[sheet] if row[column] != "H0002"]
    del book["人员"][4]

    again = imports()

    assert again.absent["households"] == ["H0002"]
    assert again.absent["members"] == ["H0002 赵桂兰"]
    assert again.absent["pairings"] == ["H0002"]
    assert again.absent["people"] == [HE]
    assert {one["household_code"] for one in state(office)["visits"]} == {"H0001", "H0002"}
    assert any("households 1 (H0002)" in line for line in told(again))


def test_columns_that_a_later_workbook_leaves_out_keep_what_is_stored(
    office: Office, book: Book, imports: Callable[[], Imported]
) -> None:
    before = cells_of(exported(office))
    book["人员"] = [row[:3] for row in book["人员"]]
    book["户"] = [row[:4] for row in book["户"]]
    book["家庭成员"] = [row[:2] for row in book["家庭成员"]]
    book["结对"] = [
        [row[0], row[1], row[2], row[4]] for row in book["结对"] if row[5] == "" or row[5] == "结束时间"
    ]

    again = imports()

    assert again.ok
    assert not any(again.changed.values())
    assert cells_of(exported(office)) == before


def test_recorded_visits_are_not_rewritten(
    office: Office, book: Book, imports: Callable[[], Imported]
) -> None:
    put(book, "走访记录", 2, "备注", "改写")
    book["走访记录"].append(list(book["走访记录"][1]))

    again = imports()

    assert (again.kept["visits"], again.new["visits"], again.same["visits"]) == (1, 1, 1)
    assert [one["note"] for one in state(office)["visits"]] == ["=好", "", "改写"]


def test_a_visit_taken_back_does_not_come_back_with_an_older_workbook(
    office: Office, imports: Callable[[], Imported]
) -> None:
    with office.database.write() as unit:
        unit.connection.execute(
            update(visit).where(visit.c.visited_on == date(2026, 3, 2)).values(undone_at=office.clock.now())
        )

    again = imports()

    assert (again.new["visits"], again.kept["visits"]) == (0, 1)


def test_members_of_the_same_name_and_a_corrected_name_are_told_apart(
    office: Office, book: Book, imports: Callable[[], Imported]
) -> None:
    book["家庭成员"].append(["H0002", "赵桂兰", "之孙", "", 2015, ""])
    assert imports().new["members"] == 1
    put(book, "家庭成员", 3, "姓名", "李秀贞")

    again = imports()

    assert (again.new["members"], again.changed["members"], again.same["members"]) == (0, 1, 3)
    assert again.absent["members"] == []


def test_a_group_that_only_a_household_names_is_imported_and_exported(
    office: Office, book: Book, imports: Callable[[], Imported]
) -> None:
    put(book, "户", 2, "村民小组", "九组")

    assert imports().ok
    content = exported(office)

    assert ["石板村", "000101", "九组"] in [[value for _, value in row] for row in cells_of(content)["区划"]]


def test_a_dry_run_tells_the_same_as_the_import_and_writes_nothing(office: Office, book: Book) -> None:
    content = pack(book)
    tried = import_workbook(office, content, dry_run=True)
    assert state(office)["people"] == []
    done = import_workbook(office, content)

    assert (tried.new, tried.changed, tried.same) == (done.new, done.changed, done.same)
    put(book, "户", 2, "户主", "王福贵")
    tried = import_workbook(office, pack(book), dry_run=True)
    assert tried.changes == import_workbook(office, pack(book)).changes


def test_progress_only_rises_and_ends_with_all_rows_read_and_written(office: Office, book: Book) -> None:
    heard: list[int] = []

    import_workbook(office, pack(book), progress=heard.append)

    assert heard == sorted(heard)
    assert heard[-1] > sum(len(rows) - 1 for rows in book.values())


def test_a_village_under_another_code_is_refused_by_its_row(
    book: Book, imports: Callable[[], Imported]
) -> None:
    put(book, "区划", 3, "村编码", "000109")

    again = imports()

    assert [(one.sheet, one.row, one.key) for one in again.errors] == [
        ("区划", 3, "finding.duplicate_village")
    ]
