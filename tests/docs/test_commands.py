"""The table of commands in both languages is that of the command line."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_group

from bot.__main__ import cli
from tests.docs.documents import READMES, in_both_languages, table_in

TABLES = in_both_languages("commands")
HEADING = "`.venv/bin/python -m bot …`"
UNSAID = {"--help", "--browser", "--no-dry-run"}
"""Options that say what happens without them."""


def told_in(path: Path) -> dict[str, set[str]]:
    """The commands of a table with the options it tells of."""
    told: dict[str, set[str]] = {}
    for usage, *_ in table_in(path, HEADING):
        name, *_ = usage.strip("`").split()
        told.setdefault(name, set()).update(re.findall(r"--[a-z-]+", usage))
    return told


def options_in(params: Sequence[Any]) -> set[str]:
    """The long options among the parameters of a command that are worth telling."""
    every = (option for one in params for option in (*one.opts, *one.secondary_opts))
    return {option for option in every if option.startswith("--")} - UNSAID


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_the_table_has_every_command_with_its_options_and_no_other(path: Path) -> None:
    real = {name: options_in(one.params) for name, one in get_group(cli).commands.items()}
    assert told_in(path) == real


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_every_command_shown_in_an_example_of_the_readme_is_in_the_table(path: Path) -> None:
    shown = re.findall(r"-m bot ([a-z-]+)", path.read_text("utf-8"))
    assert shown
    assert set(shown) <= set(told_in(TABLES[0]))
