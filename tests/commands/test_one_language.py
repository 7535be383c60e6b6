"""Every command speaks one language: that of ZOUFANG_LOCALE."""

import re
from pathlib import Path

import pytest

from bot.commands.refusals import WANTED
from bot.settings import PREFIX, Settings
from tests.commands.office_work import Ask
from tests.ledger.conftest import Book, pack

HAN = re.compile("[\u4e00-\u9fff]")
WORDS = re.compile(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}")
"""Three English words in a row."""
FREE = ("data_dir", "keys", "policy")
"""Settings that take any text."""
UNUSABLE = {"token": "a b"}
AT = ("--at", "2026-11-23T08:40")


def said_by(ask: Ask, book: Book, folder: Path) -> list[str]:
    """Everything that a day of an operator prints on stderr, and the codes of what is wrong."""
    good, again, bad = (folder / f"{name}.xlsx" for name in ("good", "again", "bad"))
    good.write_bytes(pack(book))
    book["户"][1][4] = "是"
    del book["户"][2], book["结对"][2]
    again.write_bytes(pack(book))
    book["结对"][1][1] = "19900000000"
    bad.write_bytes(pack(book))
    asked: list[tuple[object, ...]] = [
        ("import", "--template", folder / "empty.xlsx"),
        ("import", "--template", folder / "empty.xlsx"),
        ("import", good, "--dry-run"),
        ("import", good),
        ("import", again),
        ("import", bad),
        ("import", folder / "none.xlsx"),
        ("import", folder),
        ("import",),
        ("export", folder / "out.xlsx"),
        ("export", folder / "none" / "out.xlsx"),
        ("invite",),
        ("invite", "--phone", "19900000000"),
        ("state", "--month", "2026"),
        ("migrate",),
        ("tick", *AT),
        ("tick", "--at", "soon"),
        ("suspend", "10000000003"),
        ("suspend", "10000000003", "--restore"),
        ("suspend", "1"),
        ("talk", "--as", "1"),
        ("run", "--role", "none"),
        ("retention", "--dry-run"),
        ("retention",),
        ("rotate-keys",),
        ("digest", *AT, "--area", "000101", "--out", folder / "digest"),
        ("digest", *AT, "--area", "V9", "--out", folder / "digest"),
    ]
    lines = []
    for one in asked:
        told = ask(*one).err.strip().replace(str(folder), "")
        assert told, one
        lines += told.splitlines()
    return lines


def test_in_chinese_every_line_is_chinese(ask: Ask, book: Book, tmp_path: Path) -> None:
    lines = said_by(ask, book, tmp_path)
    assert [one for one in lines if not HAN.search(one) or WORDS.search(one)] == []


def test_in_english_nothing_is_chinese_but_what_stands_in_the_workbook(
    ask: Ask, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZOUFANG_LOCALE", "en")
    lines = said_by(ask, book, tmp_path)
    known = {cell for rows in book.values() for row in rows for cell in row} | {*book, "责任人电话"}
    left = [re.sub("|".join(sorted(filter(None, known), key=len, reverse=True)), "", one) for one in lines]
    assert [one for one in left if HAN.search(one)] == []


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZOUFANG_TOKENN", "1"),
        ("ZOUFANG_NOTHING_LIKE_IT", "1"),
        ("ZOUFANG_TOKEN", ""),
        ("ZOUFANG_TOKEN", "1:rejected"),
        ("ZOUFANG_API_URL", "http://127.0.0.1:9"),
        ("ZOUFANG_DATABASE_URL", "sqlite:////nowhere/zoufang.db"),
        ("ZOUFANG_DATA_DIR", "/proc/nowhere"),
        ("ZOUFANG_KEYS", "/proc/version"),
        ("ZOUFANG_POLICY", "/nowhere/policy.toml"),
        ("ZOUFANG_POLICY", "/proc"),
        *((f"{PREFIX}{field.upper()}", UNUSABLE.get(field, "?!")) for field in WANTED if field not in FREE),
    ],
)
def test_what_is_wrong_in_a_setting_is_said_in_one_language(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, name: str, value: str, locale: str
) -> None:
    monkeypatch.setenv("ZOUFANG_LOCALE", locale)
    monkeypatch.setenv(name, value)
    told = ask("invite", "--all")
    assert (told.code, told.out) == (2, "")
    is_chinese = locale == "zh_CN" or name == "ZOUFANG_LOCALE"
    assert bool(HAN.search(told.sentence)) is is_chinese
    assert not (is_chinese and WORDS.search(told.sentence))


def test_every_setting_says_what_is_wanted_of_it() -> None:
    assert set(WANTED) == set(Settings.model_fields)


def test_the_version_is_told_and_nothing_else_is_done(ask: Ask, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    told = ask("--version")
    assert (told.code, told.err) == (0, "")
    assert re.fullmatch(r"zoufang \d+\.\d+\.\d+\n", told.out)
    assert sorted(tmp_path.iterdir()) == before
