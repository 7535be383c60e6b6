"""The words themselves: complete in every language, never the forbidden ones, short enough for a button."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.desk.slices import COMMANDS, FLOWS
from domain.people.people import RoleKind
from domain.visits.visits import Mode
from locales.catalog import LOCALES, catalog, forms
from locales.fit import width
from locales.tidy import placeholders

ROOT = Path(__file__).parent.parent.parent
FORBIDDEN = (
    "打卡",
    "签到",
    "积分",
    "排名",
    "在线时长",
    "逾期",
    "未完成",
    "通报",
    "ranking",
    "overdue",
    "score",
)
KEYS = [str(one.id if isinstance(one.id, str) else one.id[0]) for one in catalog("zh_CN") if one.id]
TO_PEOPLE = [key for key in KEYS if not key.startswith(("finding.", "doctor."))]


def wordings(locale: str, keys: list[str]) -> Iterator[tuple[str, str]]:
    return ((key, form) for key in keys for form in forms(locale, key))


@pytest.mark.parametrize("locale", LOCALES)
def test_no_word_counts_points_or_blames(locale: str) -> None:
    for key, text in wordings(locale, KEYS):
        assert not [word for word in FORBIDDEN if word in text.casefold()], key


@pytest.mark.parametrize("locale", LOCALES)
def test_plurals_have_as_many_forms_as_the_language(locale: str) -> None:
    for message in catalog(locale):
        if message.id and not isinstance(message.id, str):
            assert len(forms(locale, message.id[0])) == catalog(locale).num_plurals


def test_a_number_chooses_its_form_in_every_language() -> None:
    plural = {
        locale: {message.id[0] for message in catalog(locale) if message.id and message.pluralizable}
        for locale in LOCALES
    }
    assert plural["zh_CN"] == plural["en"]


@pytest.mark.parametrize("locale", LOCALES)
def test_choices_without_parameters_fit_their_buttons_uncut(locale: str) -> None:
    for key, text in wordings(locale, KEYS):
        if key.startswith("choice.") and "{" not in text:
            assert width(text) <= 32, key


def test_the_chinese_speaks_to_people_as_nin() -> None:
    for key, text in wordings("zh_CN", TO_PEOPLE):
        # What people say to the bot may be more familiar.
        assert "你" not in text or key.startswith("words."), key


def test_half_width_punctuation_does_not_stand_after_chinese() -> None:
    for key, text in wordings("zh_CN", TO_PEOPLE):
        assert not re.search(r"[\u4e00-\u9fff][,!?;:]", text), key


@pytest.mark.parametrize("locale", LOCALES)
def test_every_key_that_is_put_together_at_run_time_is_there(locale: str) -> None:
    offices = (RoleKind.TOWNSHIP_LEADER, RoleKind.VILLAGE_HEAD, RoleKind.CLERK)
    made = [f"visit.saved_{mode}" for mode in Mode] + [f"join.{office}" for office in offices]
    for key in made:
        assert forms(locale, key)


def test_every_short_word_belongs_to_a_button_or_a_command() -> None:
    triggers = {move.trigger for flow in FLOWS for move in flow.moves} | set(COMMANDS)
    short = {key.removeprefix("words.") for key in KEYS if key.startswith("words.")}
    assert short <= triggers


def test_no_short_word_means_two_things_on_one_card() -> None:
    for flow in FLOWS:
        for state in flow.states.values():
            names = {move.trigger for move in flow.moves if state in move.sources}
            told = [
                (word, name)
                for name in names
                if f"words.{name}" in KEYS
                for word in {w for locale in LOCALES for w in forms(locale, f"words.{name}")[0].split()}
            ]
            assert len({word for word, _ in told}) == len(told), (flow.name, state.name)


def test_every_described_command_can_be_typed() -> None:
    described = {key.removeprefix("command.") for key in KEYS if key.startswith("command.")}
    assert described <= set(COMMANDS)


def _calls() -> Iterator[tuple[str, str, set[str]]]:
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                key, given = node.args[0], {one.arg for one in node.keywords}
                if node.func.id in ("say", "choice") and isinstance(key, ast.Constant) and None not in given:
                    prefix = "choice." if node.func.id == "choice" else ""
                    yield path.name, prefix + str(key.value).partition("-")[0], {one or "" for one in given}


def test_whoever_says_something_gives_what_its_wording_asks_for() -> None:
    by_key = {str(one.id if isinstance(one.id, str) else one.id[0]): one for one in catalog("zh_CN")}
    said = list(_calls())
    assert len(said) > 50
    for where, key, given in said:
        assert placeholders(by_key[key]) <= given, (where, key)
