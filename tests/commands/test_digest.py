"""`digest`: text, workbook and pictures in a directory, and what is refused in one sentence."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image

from pictures import font_file
from tests.commands.office_work import Ask

AT = ("--at", "2026-11-23T09:00")
DRAWN = [f"{span}-{paper}.png" for span in ("month", "year") for paper in ("phone", "wall")]


@pytest.fixture
def township(ask: Ask, workbook: Path) -> Ask:
    assert ask("import", workbook).code == 0
    return ask


def size(picture: Path) -> tuple[int, int]:
    with Image.open(picture) as image:
        return image.size


def test_everything_for_an_office_that_prints(township: Ask, tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    done = township("digest", *AT, "--area", "township", "--out", out)
    assert (done.code, done.out) == (0, "")
    stem = "digest-township-2026-11-23"
    names = [f"{stem}.txt", f"{stem}.xlsx", *(f"{stem}-{one}" for one in DRAWN)]
    assert done.err.strip().splitlines() == [f"已写好：{out / name}" for name in names]
    assert sorted(one.name for one in out.iterdir()) == sorted(names)
    text = (out / names[0]).read_text()
    assert text.startswith("石板镇 走访周报 11月16–22日\n")
    assert "\n走访：0/2 户，" in text
    assert load_workbook(out / names[1]).sheetnames[:2] == ["汇总", "还没走访"]
    assert [size(out / one) for one in names[2:]] == [(1080, 1920), (4961, 3508)] * 2
    # They hold names: for the operator's eyes only.
    assert not any((out / one).stat().st_mode & 0o077 for one in names)


def test_a_village_by_its_code_and_a_month(township: Ask, tmp_path: Path) -> None:
    done = township("digest", *AT, "--area", "000101", "--out", tmp_path, "--edition", "month")
    assert done.code == 0
    text = (tmp_path / "digest-000101-2026-10.txt").read_text()
    assert text.startswith("石板村 走访月报 10月\n")


def test_a_month_leaves_the_pictures_of_its_weeks_where_they_are(township: Ask, tmp_path: Path) -> None:
    of_township = ("--area", "township", "--out", tmp_path)
    assert township("digest", *AT, *of_township).code == 0
    assert township("digest", "--at", "2026-12-01T09:00", "--edition", "month", *of_township).code == 0
    for stem in ("digest-township-2026-11-23", "digest-township-2026-11"):
        assert all((tmp_path / f"{stem}-{one}").exists() for one in DRAWN)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            ("--area", "V9"),
            "没有 V9 这个地方；有：township、000101 (石板村)。",
        ),
        (("--at", "soon", "--area", "township"), "soon 不是时刻，请写成 2026-11-20T09:00。"),
    ],
)
def test_what_is_not_there_is_named(
    township: Ask, tmp_path: Path, more: tuple[str, ...], sentence: str
) -> None:
    done = township("digest", *AT, "--out", tmp_path / "out", *more)
    assert (done.code, done.out, done.sentence) == (2, "", sentence)
    assert not (tmp_path / "out").exists()


def test_a_directory_that_cannot_be_written_to_is_named(township: Ask, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    for out in (blocked, blocked / "out"):
        done = township("digest", *AT, "--area", "township", "--out", out)
        assert done.code == 2
        assert done.sentence == f"{out} 写不了：那是一个文件，不是目录。"
    taken = tmp_path / "out"
    (taken / "digest-township-2026-11-23.xlsx").mkdir(parents=True)
    done = township("digest", *AT, "--area", "township", "--out", taken)
    assert done.sentence == f"{taken} 写不了：那是一个目录。"
    # No half-written sheets with names in them are left behind.
    assert sorted(one.suffix for one in taken.iterdir()) == [".txt", ".xlsx"]


def test_without_a_font_the_rest_is_written_and_a_sentence_says_how_to_mend_it(
    township: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(font_file, "CANDIDATES", (tmp_path / "none.otf",))
    done = township("digest", *AT, "--area", "township", "--out", tmp_path / "out")
    assert done.code == 0
    *written, sentence = done.err.strip().splitlines()
    assert [one.rpartition(".")[2] for one in written] == ["txt", "xlsx"]
    assert sentence.startswith("没有图。没有能用的中文字体")
    told = township("doctor")
    assert (told.code, "⚠ font: 没有" in told.out) == (0, True), told.out
