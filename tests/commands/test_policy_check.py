"""`policy --check FILE`: every fault by its line, in one language, and nothing is started."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.office_work import Ask, Done

Check = Callable[[bytes | str], Done]
EXAMPLE = Path(__file__).parents[2] / "policy.example.toml"
WRONG = """[township]
name = 7
zone = "Asia/Shanghai"

[sending]
per_second = "many"
per_chat_burst = 0
per_chat_per_second = true

[visits]
phone_counts = 1
late_entry_working_days = 21

[calendar]
days_off = [2026-13-01]
make_up_days = [2026-11-21, "x"]

[reminders]
days_left = [1, 3]

[[escalation.ladder]]
rung = "mayor"
working_days = 2
words = "village"

[holidays]
"""
LINES = [2, 3, 6, 7, 8, 11, 12, 15, 16, 19, 22, 26]


@pytest.fixture
def check(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    # whatever else is wrong in the settings, a file can be checked
    monkeypatch.setenv("ZOUFANG_POLICY", str(tmp_path / "nowhere.toml"))

    def check(content: bytes | str) -> Done:
        path = tmp_path / "policy.toml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return ask("policy", "--check", path)

    return check


def lines_of(told: Done) -> list[int]:
    return [int(one) for one in re.findall(r"^(?:第|Line) (\d+)", told.out, re.MULTILINE)]


@pytest.mark.parametrize(
    "content", [EXAMPLE.read_bytes(), b"", b"\xef\xbb\xbf[sending]\r\nper_second = 5\r\n"]
)
def test_a_file_that_is_right_is_one_short_line(check: Check, content: bytes) -> None:
    told = check(content)
    assert (told.code, told.err) == (0, "")
    assert told.out.endswith("policy.toml：没有问题，可以用。\n")


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_every_fault_is_told_by_its_line_in_one_language(
    check: Check,
    monkeypatch: pytest.MonkeyPatch,
    locale: str,
) -> None:
    monkeypatch.setenv("ZOUFANG_LOCALE", locale)
    told = check(WRONG)
    assert (told.code, told.err) == (1, "")
    assert lines_of(told) == LINES
    han = [bool(re.search("[\u4e00-\u9fff]", one)) for one in told.out.splitlines()]
    assert set(han) == {locale == "zh_CN"}
    assert "nowhere.toml" not in told.out


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("[township\n", [1]),
        ("[sending]\nper_second = \n[visits]\nphone_counts = ja\nx = 1\n", [2, 4, 5]),
        ("[sending]\nper_second = 3\nper_second = 4\n[sending]\n", [3, 4]),
        ("[calendar]\ndays_off = [2026-11-18,\n[visits]\nphone_counts = true\n", [2]),
        ('[township]\nname = """石板镇\n[visits]\n', [2]),
        ("name", [1]),
        ("township = 3\n", [1]),
        ('"township"."name" = 3\n', [1]),
        ("# 说明\n[township]\nname = '石板镇'\n".encode("gbk"), [1]),
        ("[township]\nname = '石板镇'\n".encode("gbk"), [2]),
        ("[township]\n".encode("utf-16"), [1]),
        (bytes(range(256)), [2]),
        (b"\x00\x01\n\x02", [1, 2]),
        ("[township]\nname = '石板\u2028镇'\nzone = 1\n", [3]),
        ("x\n" * 200, [*range(1, 51)]),
    ],
)
def test_what_is_no_toml_is_told_by_its_line(check: Check, content: bytes | str, lines: list[int]) -> None:
    told = check(content)
    assert (told.code, told.err, lines_of(told)) == (1, "", lines), told.out
    assert "Traceback" not in told.out


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('[township]\nname = "A"\nname = "B"\n', "第 3 行：前面已经写过了，请只留一处。"),
        ("[township]\n[visits]\n[township]\n", "第 3 行：前面已经写过了，请只留一处。"),
        ("[calendar]\ndays_off = [2026-02-30]\n", "第 2 行：要填日期，如 2026-11-18。"),
    ],
)
def test_a_line_that_is_said_twice_or_names_no_day_is_told_why(check: Check, content: str, says: str) -> None:
    assert says in check(content).out


@pytest.mark.parametrize(
    ("name", "says"), [("none.toml", "没有这个文件。"), ("", "这是一个目录，不是文件。")]
)
def test_what_is_no_file_is_one_sentence(ask: Ask, tmp_path: Path, name: str, says: str) -> None:
    told = ask("policy", "--check", tmp_path / name)
    assert (told.code, told.err) == (1, "")
    assert says in told.out


def test_nothing_is_started(check: Check, tmp_path: Path) -> None:
    check("")
    assert [one.name for one in tmp_path.iterdir()] == ["policy.toml"]
