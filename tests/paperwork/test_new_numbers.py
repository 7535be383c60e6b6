"""A known person with another phone number: asked once, and then the same person, with all that they hold."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from bot.commands.state import state
from bot.office import Office
from bot.paperwork.importing import Imported, import_workbook
from ledger.checks.renumbering import Renumber
from tests.ledger.conftest import pack
from tests.paperwork.cells import cells_of, exported
from tests.paperwork.spoil import put

Book = dict[str, list[list[Any]]]
LI, ZHOU, YANG, HE = "10000000001", "10000000002", "10000000003", "10000000004"
NEW, NEWER = "10000000091", "10000000092"
PLACE = ("人员", 2, "联系电话", "finding.renumbered")
Imports = Callable[..., Imported]


@pytest.fixture
def again(office: Office, book: Book, imports: Callable[[], Imported]) -> Imports:
    """Imports the book as it is then; `same` says whether new numbers are of the same people."""
    return lambda same=None, **told: import_workbook(office, pack(book), renumber=Renumber(same, told))


def renumber(book: Book, old: str, new: str, *sheets: str) -> None:
    for sheet in sheets:
        for row in book[sheet]:
            row[:] = [new if value == old else value for value in row]


def places(imported: Imported) -> list[tuple[str, int | None, str | None, str]]:
    return [(one.sheet, one.row, one.column, one.key) for one in imported.errors]


def told(office: Office) -> dict[str, Any]:
    """People, pairings, obligations and visits, without the instant."""
    return {name: value for name, value in state(office).items() if name not in ("now", "month")}


def with_number(facts: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """The same facts, one of the phones another."""
    moved = deepcopy(facts)
    for rows in moved.values():
        for row in rows if isinstance(rows, list) else ():
            row.update({"phone": new} if row.get("phone") == old else {})
    return moved


def in_order(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: sorted(map(repr, rows)) if isinstance(rows, list) else rows for name, rows in facts.items()}


@pytest.mark.parametrize("sheets", [("人员", "结对"), ("人员",)])
@pytest.mark.parametrize(("old", "row"), [(LI, 2), (ZHOU, 3), (YANG, 4)])
def test_a_new_number_is_asked_for_and_nothing_is_written_until_it_is_said(
    office: Office, book: Book, again: Imports, sheets: tuple[str, ...], old: str, row: int
) -> None:
    before = told(office)
    renumber(book, old, NEW, *sheets)

    asked = again()

    assert places(asked) == [("人员", row, "联系电话", "finding.renumbered")]
    assert [(one.old, one.new) for one in asked.asked] == [(old, NEW)]
    assert told(office) == before


@pytest.mark.parametrize("sheets", [("人员", "结对"), ("人员",)])
@pytest.mark.parametrize("old", [LI, ZHOU, HE])
def test_the_same_person_keeps_all_but_the_number(
    office: Office, book: Book, again: Imports, sheets: tuple[str, ...], old: str
) -> None:
    before = told(office)
    renumber(book, old, NEW, *sheets)

    done = again(True)

    assert done.ok
    assert in_order(told(office)) == in_order(with_number(before, old, NEW))
    assert (done.new["people"], done.changed["people"], done.ended["pairings"]) == (0, 1, 0)
    assert [(one.noun, one.columns) for one in done.changes] == [("people", ("phone",))]
    assert import_workbook(office, exported(office)).changes == ()


def test_somebody_else_of_that_name_is_a_second_person(office: Office, book: Book, again: Imports) -> None:
    book["人员"].append(["何梅", NEW, "联系人", "", "柳坪村"])
    assert again().ok, "the first one is still there, so there are two"
    put(book, "人员", 2, "联系电话", NEWER)
    put(book, "结对", 2, "责任人电话", NEWER)
    put(book, "结对", 2, "开始时间", "2026-11-01")
    del book["结对"][2]
    del book["走访记录"]

    done = again(False)

    assert done.ok
    assert [one["phone"] for one in state(office)["people"] if one["name"] == "李国强"] == [LI, NEWER]
    assert {"household_code": "H0001", "phone": LI, "since": "2026-01-01", "until": "2026-10-31"}.items() <= (
        next(one for one in state(office)["pairings"] if one["phone"] == LI).items()
    )


def test_an_old_row_that_still_stands_there_is_no_second_person(
    office: Office, book: Book, again: Imports
) -> None:
    before = told(office)
    book["人员"].append(["李国强", NEW, "责任人", "县水务局", "石板村、柳坪村"])
    put(book, "结对", 2, "责任人电话", NEW)
    put(book, "结对", 3, "责任人电话", NEW)

    assert places(again()) == [("人员", 6, "联系电话", "finding.renumbered")]
    assert again(True).ok
    assert in_order(told(office)) == in_order(with_number(before, LI, NEW))


@pytest.mark.parametrize("sheets", [("人员", "结对"), ("人员",)])
def test_two_who_swap_their_numbers_stay_who_they_are(
    office: Office, book: Book, again: Imports, sheets: tuple[str, ...]
) -> None:
    renumber(book, LI, "x", *sheets)
    renumber(book, HE, LI, *sheets)
    renumber(book, "x", HE, *sheets)
    before = told(office)

    assert len(again().asked) == 2
    assert again(True).ok
    swapped = with_number(with_number(with_number(before, LI, "x"), HE, LI), "x", HE)
    assert in_order(told(office)) == in_order(swapped)


@pytest.mark.parametrize("left", ["走访记录", "结对"])
def test_a_name_beside_a_number_tells_whose_it_is(
    office: Office, book: Book, again: Imports, left: str
) -> None:
    book["走访记录"][0].append("走访人电话")
    for row, phone in zip(book["走访记录"][1:], (LI, HE), strict=True):
        row.append(phone)
    assert again().ok
    before = told(office)
    sheets = [one for one in ("人员", "结对", "走访记录") if one != left]
    renumber(book, LI, "x", *sheets)
    renumber(book, HE, LI, *sheets)
    renumber(book, "x", HE, *sheets)

    done = again(True)

    assert (done.ok, done.new["visits"]) == (True, 0)
    swapped = with_number(with_number(with_number(before, LI, "x"), HE, LI), "x", HE)
    assert in_order(told(office)) == in_order(swapped)


def test_a_number_of_somebody_who_is_not_in_the_workbook_is_refused(
    office: Office, book: Book, again: Imports
) -> None:
    before = told(office)
    book["人员"].append(["谭正明", NEW, "联系人", "", "全镇"])
    assert again().ok
    book["人员"].pop()
    renumber(book, LI, NEW, "人员", "结对")

    for answer in (None, True, False):
        assert places(again(answer)) == [("人员", 2, "联系电话", "finding.number_taken")]
    assert [one for one in told(office)["people"] if one["phone"] != NEW] == before["people"]


@pytest.mark.parametrize("sheets", [("人员", "结对"), ("人员",)])
def test_a_number_passed_on_by_somebody_who_has_a_new_one_too(
    office: Office, book: Book, again: Imports, sheets: tuple[str, ...]
) -> None:
    before = told(office)
    renumber(book, HE, NEW, *sheets)
    renumber(book, LI, HE, *sheets)

    assert again(True).ok
    assert in_order(told(office)) == in_order(with_number(with_number(before, HE, NEW), LI, HE))


def test_two_of_one_name_are_told_apart_by_what_they_hold(office: Office, book: Book, again: Imports) -> None:
    put(book, "人员", 5, "姓名", "李国强")
    put(book, "走访记录", 3, "走访人", "李国强")
    assert again().ok
    before = told(office)
    renumber(book, LI, NEW, "人员", "结对")
    renumber(book, HE, NEWER, "人员", "结对")

    assert {(one.old, one.new) for one in again().asked} == {(LI, NEW), (HE, NEWER)}
    assert again(True).ok
    assert in_order(told(office)) == in_order(with_number(with_number(before, HE, NEWER), LI, NEW))


def test_two_of_one_name_who_cannot_be_told_apart_are_not_guessed_at(
    office: Office, book: Book, again: Imports
) -> None:
    put(book, "人员", 5, "姓名", "李国强")
    put(book, "走访记录", 3, "走访人", "李国强")
    assert again().ok
    renumber(book, LI, NEW, "人员")
    renumber(book, HE, NEWER, "人员")

    refused = [place for place in places(again(True)) if place[0] == "人员"]

    assert refused == [
        (name, row, "联系电话", "finding.renumbered_unclear") for name, row in (("人员", 2), ("人员", 5))
    ]


def test_several_are_each_answered_for_themselves(office: Office, book: Book, again: Imports) -> None:
    renumber(book, ZHOU, NEW, "人员", "结对")
    renumber(book, YANG, NEWER, "人员")

    half = again(None, **{NEW: True})
    assert [one.new for one in half.asked] == [NEWER]
    assert again(None, **{NEW: True, NEWER: False}).ok
    people = {one["phone"]: one["name"] for one in state(office)["people"]}
    assert people == {LI: "李国强", NEW: "周敏", YANG: "杨晓芸", NEWER: "杨晓芸", HE: "何梅"}


def test_an_account_stays_with_its_person(office: Office, book: Book, again: Imports) -> None:
    with office.database.write() as unit:
        person = unit.people.by_phone(LI)
        assert person
    renumber(book, LI, NEW, "人员", "结对")

    assert again(True).ok
    with office.database.read() as unit:
        found = unit.people.by_phone(NEW)
        assert found
        assert found.id == person.id
        assert unit.people.by_phone(LI) is None
    content = exported(office)
    assert [row[1][1] for row in cells_of(content)["人员"][1:]] == [NEW, ZHOU, YANG, HE]
