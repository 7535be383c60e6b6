"""`import`: all of a workbook or nothing, and why."""

from pathlib import Path

from tests.commands.office_work import Ask
from tests.ledger.conftest import Book, pack


def test_a_workbook_is_imported_once_however_often(ask: Ask, workbook: Path) -> None:
    first = ask("import", workbook, "--json")
    assert (first.code, first.json["ok"], first.json["errors"]) == (0, True, [])
    written = first.json["written"]
    assert {noun: written[noun] for noun in ("people", "households", "members", "pairings")} == {
        "people": 3,
        "households": 2,
        "members": 1,
        "pairings": 4,
    }
    state = ask("state", "--json").json
    assert [one["name"] for one in state["people"]] == ["李国强", "周敏", "杨晓芸"]
    again = ask("import", workbook, "--json")
    assert (again.code, set(again.json["written"].values())) == (0, {0})
    assert ask("state", "--json").json | {"now": ""} == state | {"now": ""}


def test_a_dry_run_says_what_it_would_write_and_writes_nothing(ask: Ask, workbook: Path) -> None:
    tried = ask("import", workbook, "--dry-run", "--json")
    assert (tried.code, tried.json["written"]["people"]) == (0, 3)
    assert ask("state", "--json").json["people"] == []


def test_an_unknown_phone_is_refused_by_its_place_and_nothing_is_written(
    ask: Ask, book: Book, tmp_path: Path
) -> None:
    book["结对"][2][1] = "19900000000"
    path = tmp_path / "bad.xlsx"
    path.write_bytes(pack(book))
    refused = ask("import", path, "--json")
    (error,) = refused.json["errors"]
    assert (refused.code, refused.json["ok"]) == (1, False)
    assert (error["sheet"], error["row"], error["column"]) == ("结对", 3, "责任人电话")
    assert "19900000000" in error["reason"]
    assert " / " in error["reason"], "in Chinese and in English"
    assert ask("state", "--json").json["people"] == []


def test_what_is_no_workbook_is_refused(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "notes.xlsx"
    path.write_text("hello")
    for file in (path, tmp_path / "no such file.xlsx", tmp_path):
        refused = ask("import", file, "--json")
        assert refused.code == 1, file
        assert refused.json["errors"], file


def test_a_person_reads_the_same_without_json(ask: Ask, workbook: Path, tmp_path: Path) -> None:
    done = ask("import", workbook)
    assert (done.code, done.out) == (0, "")
    assert "人员 新增 3" in done.err
    (tmp_path / "notes.xlsx").write_text("hello")
    refused = ask("import", tmp_path / "notes.xlsx")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.strip()


def test_an_empty_workbook_to_fill_in_can_be_asked_for(ask: Ask, tmp_path: Path) -> None:
    assert ask("import", "--template", tmp_path / "new.xlsx").code == 0
    assert (tmp_path / "new.xlsx").stat().st_size > 1000
    assert ask("import").code == 2


def test_a_place_that_cannot_be_written_to_is_named_and_nothing_is_left_there(
    ask: Ask, workbook: Path, tmp_path: Path
) -> None:
    assert ask("import", workbook).code == 0
    taken = tmp_path / "out" / "ledger.xlsx"
    taken.mkdir(parents=True)
    for place, why in (
        (taken, "那是一个目录"),
        (tmp_path / "none" / "ledger.xlsx", "没有这个文件或目录"),
    ):
        done = ask("export", place)
        assert (done.code, done.err.strip().splitlines()[-1]) == (2, f"{place} 写不了：{why}。")
    assert list(taken.parent.iterdir()) == [taken]
