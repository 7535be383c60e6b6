"""What an office writes in another way next month is the same household, person, village and word."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.office import Office
from bot.paperwork.importing import Imported, import_workbook
from storage.tables import area, household, household_past, pairing
from tests.ledger.conftest import pack
from tests.paperwork.spoil import put

Book = dict[str, list[list[Any]]]
Spelling = Callable[[str], str]

WIDE = str.maketrans({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
TRADITIONAL = str.maketrans(
    "区划户编号联络电话员责任国强结对开时间贵赵兰", "區劃戶編號聯絡電話員責任國強結對開時間貴趙蘭"
)
SPELLINGS: dict[str, Spelling] = {
    "nothing wide behind": lambda text: text + "\u200b",
    "nothing wide within": lambda text: text[:1] + "\u200d" + text[1:],
    "a byte order mark before": lambda text: "\ufeff" + text,
    "marks of direction around": lambda text: f"\u2067\u202e{text}\u202c\u2069",
    "a word joiner and a soft hyphen": lambda text: f"{text[:2]}\u2060\u00ad{text[2:]}",
    "a variation selector": lambda text: text + "\ufe00",
    "full width": lambda text: text.translate(WIDE),
    "ideographic spaces": lambda text: "\u3000{}\u00a0".format(
        "\u3000".join(text) if text[0] > "9" else text
    ),
    "radicals": lambda text: text.replace("户", "\u2f3e").replace("生", "\u2f63").replace("人", "\u2f08"),
    "the other script": lambda text: text.translate(TRADITIONAL),
}


def spelt(book: Book, spelling: Spelling, *but: str) -> Book:
    """The whole workbook in that spelling, names of sheets and columns too; numbers and days stay."""
    return {
        spelling(sheet): [
            [
                spelling(cell) if isinstance(cell, str) and cell and rows[0][at] not in but else cell
                for at, cell in enumerate(row)
            ]
            for row in rows
        ]
        for sheet, rows in book.items()
    }


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_another_spelling_says_nothing_new(
    office: Office, book: Book, imports: Callable[[], Imported], spelling: str
) -> None:
    # What people wrote in their own words is another text in the other script.
    prose = ("走访日期", "开始时间", "结束时间", "单位", "与户主关系", "备注", "见面人", "联系人身份")
    again = import_workbook(office, pack(spelt(book, SPELLINGS[spelling], *prose)))

    assert (again.errors, again.warnings) == ((), ())
    assert not any((*again.new.values(), *again.absent.values(), *again.kept.values()))
    if spelling != "the other script":
        assert again.changes == ()
    with office.database.read() as unit:
        assert unit.connection.execute(select(household_past.c.id)).all() == []


def test_a_new_household_pairs_by_any_spelling_of_its_code(office: Office, book: Book) -> None:
    put(book, "户", 2, "户编号", "h0001\u200b")
    put(book, "结对", 2, "户编号", "Ｈ０００１")

    assert import_workbook(office, pack(book)).ok

    with office.database.read() as unit:
        codes = unit.connection.scalars(select(household.c.code).order_by(household.c.code)).all()
        paired = unit.connection.scalars(select(pairing.c.household_id).distinct()).all()
    assert (codes, len(paired)) == (["H0002", "h0001"], 2)


def test_two_spellings_of_a_code_in_one_sheet_are_one_code_twice(office: Office, book: Book) -> None:
    put(book, "户", 3, "户编号", "H０００1\u200b")

    found = import_workbook(office, pack(book))

    assert [
        (one.sheet, one.row, one.column) for one in found.errors if one.key == "finding.duplicate_code"
    ] == [("户", 3, "户编号")]


def test_what_was_stored_untidily_is_known_again(
    office: Office, book: Book, imports: Callable[[], Imported]
) -> None:
    def spoil(table: Any, column: str, old: str) -> None:
        with office.database.write() as unit:
            unit.connection.execute(
                update(table).where(table.c[column] == old).values({column: old + "\u200b"})
            )

    spoil(household, "code", "H0001")
    spoil(area, "code", "000101")
    spoil(area, "name", "柳坪村")

    again = imports()

    assert again.ok
    assert not any((*again.new.values(), *again.changed.values(), *again.absent.values()))


def test_names_are_kept_tidy(office: Office, book: Book) -> None:
    put(book, "户", 2, "户主", "\u202e王\u3000福生\u200f ")
    put(book, "户", 3, "户主", "阿依古丽 • 买买提")
    put(book, "走访记录", 2, "户主", "")
    assert import_workbook(office, pack(book)).ok

    with office.database.read() as unit:
        heads = [
            unit.vault.open("household", "head", row.id, row.head)
            for row in unit.connection.execute(select(household).order_by(household.c.code))
        ]
    assert heads == ["王福生", "阿依古丽·买买提"]
