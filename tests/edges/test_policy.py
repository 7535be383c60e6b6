"""The policy file: an empty one is valid, and a wrong one is refused with its line and reason."""

import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel, ValidationError
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.commands.policy import policy_in_force
from bot.policy_file import PolicyError, load_policy
from bot.settings import load_settings
from domain.policy.policy import Policy
from domain.visits.visits import Check

Written = Callable[[str], Path]
KIND = "[[needs.categories]]\ncode = 'a'\ndepartment = 'x'\n"
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
    named = set(re.findall(r"^(?:# )?(\w+) = ", text, re.M))
    headed = {one.rpartition(".")[2] for one in re.findall(r"^\[+([\w.]+)\]", text, re.M)}
    assert keys_of(Policy) - named - headed == set()


def keys_of(section: type[BaseModel]) -> set[str]:
    """Every key of a section and of the sections in it."""
    inner = (one for field in section.model_fields.values() for one in sections_in(field.annotation))
    return set(section.model_fields).union(*(keys_of(one) for one in inner))


def sections_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for one in get_args(annotation) for found in sections_in(one)]


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
        (
            "[needs]\nurgent_from = 21:00:00\nurgent_until = 07:00:00\n",
            "line 1, [needs]: urgent_from must be earlier in the day than urgent_until.",
        ),
        ("[needs]\nurgent_from = 7\n", "line 2, [needs] urgent_from: Input should be a valid time"),
        (
            "[needs]\n\nmore_time_working_days = []\n",
            "line 3, [needs] more_time_working_days: Tuple should have",
        ),
        (
            "[needs]\ncannot_reasons = ['其他', '其他']\n",
            "line 2, [needs] cannot_reasons: the choice 其他 is there",
        ),
        ("[needs]\ncannot_reasons = ['']\n", "line 2, [needs] cannot_reasons: a choice is empty."),
        (
            "[needs]\n[needs.ladder]\ncontact = 4\n",
            "line 2, [needs] ladder: contact, village and township must come one after another.",
        ),
        (
            f"{KIND}{KIND}",
            "line 1, [needs] categories: the category code a is there twice.",
        ),
        (
            f"{KIND}[[needs.categories]]\ncode = 'b'\ndepartment = ''\n",
            "line 6, [needs] categories 1 department: String should have at least 1 character.",
        ),
        (
            "[[needs.categories]]\ncode = 'a'\n[calendar]\n",
            "line 1, [needs] categories 0 department: Field required.",
        ),
        (
            f"{KIND}checks = ['roof']\n",
            "line 4, [needs] categories 0 checks 0: Input should be 'food', 'clothing', 'education'",
        ),
        (
            f"{KIND}zh = '看病吃药住房饮水上学'\n",
            "line 4, [needs] categories 0 zh: '看病吃药住房饮水上学' is too long for a button: 8 ",
        ),
        (
            "needs.categories = [\n  { code = 'a', department = '' }\n]\n",
            "line 1, [needs] categories 0 department",
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


def test_a_township_names_its_categories_and_a_dropped_one_is_still_followed_up(written: Written) -> None:
    needs = load_policy(
        written(
            "[[needs.categories]]\ncode = 'water'\ndepartment = '水管站'\nworking_days = 2\nzh = '吃水'\n"
            "checks = ['water']\n"
        )
    ).needs
    assert [one.code for one in needs.categories] == ["water"]
    assert (needs.category("water").name("zh_CN"), needs.category("water").name("en")) == ("吃水", "")
    assert needs.checks_of == {"water": (Check.WATER,)}
    gone = needs.category("housing")
    assert (gone.code, gone.department, gone.working_days, gone.checks, gone.zh) == (
        "housing",
        "水管站",
        2,
        (),
        "",
    )


def test_the_policy_in_force_is_printed_as_a_file_that_says_the_same(written: Written) -> None:
    text = (
        '[township]\nname = "石\\"板\\\\镇"\n[calendar]\ndays_off = [2026-11-18]\n'
        "[needs.ladder]\nvillage = 2\n"
        "[[needs.categories]]\ncode = 'water'\ndepartment = '水管站'\nchecks = ['water', 'food']\n"
    )
    path = written(text)
    lines = policy_in_force(load_settings({"ZOUFANG_POLICY": str(path), "ZOUFANG_TIMEZONE": "Asia/Urumqi"}))
    printed = Policy.model_validate(tomllib.loads("\n".join(lines)))
    assert printed == load_policy(path, ZoneInfo("Asia/Urumqi"))
    assert lines[0].startswith(f"# The policy in force: from {path}.")
    assert 'time_zone = "Asia/Urumqi"  # ZOUFANG_TIMEZONE' in lines
    assert {"village = 2", "contact = 1  # default", "# starts_on is not set"} <= set(lines)
    assert {"days_off = [2026-11-18]", "make_up_days = []  # default"} <= set(lines)


def test_without_a_file_the_defaults_are_printed() -> None:
    lines = policy_in_force(load_settings({}))
    assert lines[0].startswith("# The policy in force: defaults (ZOUFANG_POLICY is not set).")
    assert Policy.model_validate(tomllib.loads("\n".join(lines))) == Policy()
    assert all(line.endswith("# default") for line in lines if " = " in line)


def test_the_command_prints_the_policy(monkeypatch: pytest.MonkeyPatch, written: Written) -> None:
    monkeypatch.setenv("ZOUFANG_POLICY", str(written("[needs]\nmore_time_at_most = 1\n")))
    shown = CliRunner().invoke(cli, ["policy"])
    assert shown.exit_code == 0
    assert "more_time_at_most = 1\n" in shown.stdout
