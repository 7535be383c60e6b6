"""The table of settings in both languages is that of the code."""

from pathlib import Path

import pytest

from bot.settings import PREFIX, Settings, load_settings
from tests.docs.documents import in_both_languages, table_in

TABLES = in_both_languages("settings")
HEADINGS = ("Setting", "设置项")
NONE = ("none", "无")
WORDED = {
    "data_dir": "./data",
    "database_url": "sqlite:///DATA_DIR/zoufang.db",
    "keys": "DATA_DIR/keys",
    "webhook_listen": "127.0.0.1:8443",
    "log_json": "false",
}
"""Defaults that the table words in another way than the code writes them."""


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_the_table_has_every_setting_and_no_other(path: Path) -> None:
    named = [row[0].strip("`") for row in table_in(path, *HEADINGS)]
    known = [f"{PREFIX}{field.upper()}" for field in Settings.model_fields]
    assert sorted(named) == sorted(known)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_the_table_has_the_defaults_of_the_code(path: Path) -> None:
    for name, default, *_ in table_in(path, *HEADINGS):
        field = name.strip("`").removeprefix(PREFIX).lower()
        real = WORDED.get(field, Settings.model_fields[field].default)
        assert default in NONE if real is None else default == f"`{real}`", name


def test_the_defaults_that_the_table_words_differently_are_true() -> None:
    settings = load_settings({})
    assert settings.data_dir == Path("data").absolute()
    assert settings.database_url == f"sqlite:///{settings.data_dir}/zoufang.db"
    assert settings.keys == settings.data_dir / "keys"
    assert settings.webhook_listen == ("127.0.0.1", 8443)
    assert settings.log_json is False
