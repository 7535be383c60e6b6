"""What a check tells before anything is written: by name where it is short, in numbers where it is long."""

from collections.abc import Callable
from typing import Any

from bot.flows.ledger.cards import tell_news
from bot.office import Office
from bot.paperwork.findings import answer_of
from bot.paperwork.importing import Imported, import_workbook, write_register
from ledger.sheets.writing import write_register as write_sheets
from locales.render import render
from sandbox.township import demo_register
from sandbox.workbook import practice_register
from tests.paperwork.spoil import put

Book = dict[str, list[list[Any]]]
LI, ZHOU, HE = "10000000001", "10000000002", "10000000004"


def told(imported: Imported) -> str:
    return render("zh_CN", tell_news(answer_of(imported)))


def test_a_new_household_and_a_change_of_hands_are_told_by_name(
    office: Office, imports: Callable[[], Imported], book: Book
) -> None:
    book["户"].append(["H0003", "谭正明", "石板村", "一组", 3])
    book["家庭成员"].append(["H0003", "谭正明", "户主"])
    book["结对"].append(["H0003", LI, ZHOU, "", "2026-11-01"])
    book["结对"][3][2] = HE
    book["结对"][3][4] = "2026-06-01"
    put(book, "人员", 5, "角色", "责任人、联系人")

    done = told(imports())

    assert done.startswith(
        "新增 1 户（谭正明，3 口人）；赵桂兰家联系人 周敏 → 何梅；修改 1 名人员（何梅：角色、所辖）；没变"
    )


def test_the_practice_workbook_reads_as_the_clerk_means_it(office: Office) -> None:
    write_register(office, demo_register(office.today))
    path = office.settings.data_dir / "practice.xlsx"
    write_sheets(path, practice_register(office.today))

    assert told(import_workbook(office, path, dry_run=True)).startswith(
        "新增 1 户（谭正明，2 口人）；田茂才家联系人 吴勇 → 周敏；没变 "
    )


def test_long_lists_are_counted(imports: Callable[[], Imported], book: Book) -> None:
    book["户"] += [[f"H1{nth:03}", f"户主{nth}", "石板村", "一组", 2] for nth in range(9)]
    book["人员"] += [[f"干部{nth}", f"1380000{nth:04}", "联系人", "", "全镇"] for nth in range(4)]
    book["家庭成员"].append(["H0001", "王小妹", "之女"])

    assert told(imports()).startswith("新增 9 户、4 名人员、1 名家庭成员；没变 ")


def test_nothing_changed_says_so(imports: Callable[[], Imported]) -> None:
    assert told(imports()) == "没变 21 条"


def test_one_cause_is_told_once_however_many_cells_it_spoils(
    imports: Callable[[], Imported], book: Book
) -> None:
    book["结对"][0].append("备用")
    put(book, "人员", 3, "联系电话", "10000000007")
    put(book, "人员", 3, "姓名", "别人")
    book["户"][1][4] = "三"

    refused = answer_of(imports())

    assert (refused["errors"], refused["causes"]) == (3, 2)
    assert [(one["key"], one["more"]) for one in refused["findings"]] == [
        ("finding.unknown_phone", 1),
        ("finding.bad_number", 0),
    ]
