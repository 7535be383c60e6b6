"""The policy file: an empty one is valid, and a wrong one is refused with its line and reason."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from bot.policy_file import PolicyError, load_policy
from domain.policy import Policy

Written = Callable[[str], Path]
EXAMPLE = Path(__file__).parents[2] / "policy.example.toml"


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(text: str) -> Path:
        path = tmp_path / "policy.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_no_file_and_an_empty_file_mean_the_defaults(written: Written) -> None:
    assert load_policy(None) == load_policy(written("")) == Policy()


def test_the_example_says_what_the_bot_does_without_it() -> None:
    assert load_policy(EXAMPLE) == Policy()


def test_the_example_names_every_key() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    keys = {key for section in Policy() for key in type(section[1]).model_fields}
    assert not [key for key in keys if f"{key} = " not in text]


def test_a_setting_wins_over_the_zone_of_the_file(written: Written) -> None:
    path = written('[township]\ntime_zone = "Asia/Urumqi"\nname = "石板镇"\n')
    assert load_policy(path).township.time_zone == ZoneInfo("Asia/Urumqi")
    overridden = load_policy(path, ZoneInfo("Asia/Shanghai")).township
    assert (overridden.time_zone, overridden.name) == (ZoneInfo("Asia/Shanghai"), "石板镇")


def test_the_townships_own_days_reach_the_calendar(written: Written) -> None:
    path = written("[calendar]\ndays_off = [2026-11-18]\nmake_up_days = [2026-11-21]\n")
    days = load_policy(path).working_days()
    assert not days.is_working(date(2026, 11, 18))
    assert days.is_working(date(2026, 11, 21))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[township]\nname = ", "is not valid TOML: Invalid value (at "),
        ("\n[sending]\nper_second = 0\n", "line 3, [sending] per_second: Input should be greater"),
        ("[sending]\nper_minute = 5\n", "line 2, [sending] per_minute: this is not known here"),
        ("[visit]\nphone_counts = true\n", "line 1, [visit]: this is not known here"),
        ("sending.per_second = 0\n", "line 1, [sending] per_second: Input should be greater"),
        ("sending = 3\n", "line 1, [sending]: Input should be a valid dictionary"),
        ("[township]\ntime_zone = 'Mars'\n", "line 2, [township] time_zone: "),
        ("[township]\nstarts_on = 2026-11-01T10:00:00\n", "line 2, [township] starts_on: "),
        ("[calendar]\ndays_off = [2026-11-18, 'x']\n", "line 2, [calendar] days_off 1: "),
        (
            "[calendar]\ndays_off=[2026-11-18]\nmake_up_days=[2026-11-18]",
            "line 1, [calendar]: 2026-11-18 is both a day off and a make-up day.",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_place_and_reason(written: Written, text: str, says: str) -> None:
    path = written(text)
    with pytest.raises(PolicyError) as refusal:
        load_policy(path)
    assert f"The policy file {path}" in str(refusal.value)
    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="No such file or directory"):
        load_policy(tmp_path / "nowhere.toml")


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes("name = '石板镇'".encode("gbk"))
    with pytest.raises(PolicyError, match="is not UTF-8 text"):
        load_policy(path)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes("[sending]\nper_second = 5".encode("utf-8-sig"))
    assert load_policy(path).sending.per_second == 5


def test_a_policy_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Policy().sending.per_second = 99
