"""Both READMEs are short, in step with each other, and say first what matters most."""

import re
from pathlib import Path

import pytest

from sandbox.page.words import CHROME
from tests.docs.documents import READMES

BOTH = pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
ALT = re.compile(r"!\[([^\]]{40,})\]\(docs/demo\.png\)")


@BOTH
def test_a_readme_is_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 120


@BOTH
def test_it_says_where_the_data_goes_before_anybody_runs_it(path: Path) -> None:
    text = path.read_text("utf-8")
    (warning, box) = re.findall(r"^> \*\*.+?(?=\n\n)", text, re.MULTILINE | re.DOTALL)
    assert "Telegram" in warning
    assert "Telegram" in box
    assert text.index(warning) < text.index("make demo")
    assert "PIPL" in box or "个人信息保护法" in box


@BOTH
def test_it_has_a_tour_in_five_steps_and_how_long_that_takes(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.findall(r"^(\d)\. ", text, re.MULTILINE) == list("12345")
    assert re.search("minutes|分钟", text)


@BOTH
def test_its_picture_has_words_for_who_cannot_see_it(path: Path) -> None:
    assert ALT.search(path.read_text("utf-8"))


def test_both_have_the_same_parts_pictures_commands_and_tables() -> None:
    outlines = []
    for path in READMES:
        text = path.read_text("utf-8")
        outlines.append(
            (
                [line.count("#") for line in re.findall(r"^#+ ", text, re.MULTILINE)],
                re.findall(r"docs/[\w-]+\.png", text),
                re.findall(r"-m bot ([a-z-]+)", text),
                [line.count("|") for line in text.splitlines() if line.startswith("|")],
            )
        )
    assert outlines[0] == outlines[1]


def test_the_tour_of_the_chinese_readme_presses_what_the_page_has_one_press() -> None:
    text = READMES[1].read_text("utf-8")
    for nth in range(1, 6):
        (step,) = re.findall(rf"^{nth}\. (.+?)(?=\n\d\. |\n\n)", text, re.MULTILINE | re.DOTALL)
        pressed = re.findall("“(.+?)”", CHROME["zh"][f"tour_{nth}"])
        assert [one for one in pressed if one not in step] == []
