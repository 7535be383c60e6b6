"""The glossary and the code use the same words."""

import ast
import re
from pathlib import Path

import pytest

from storage.tables import metadata
from tests.docs.documents import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
SAID = set(re.findall(r"`([^`\s]+)`", GLOSSARY))
NAMED = ("domain", "ledger/checks", "bot/flows/engine/facts.py")
MODULES = sorted(path for one in NAMED for path in (ROOT / one).rglob("*.py") if path.name != "__init__.py")
MODULES += [ROOT / one for one in NAMED if one.endswith(".py")]


def dotted(path: Path) -> str:
    """A module's name as it is imported."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def classes_in(path: Path) -> list[str]:
    """The public classes of a module."""
    found = (node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.ClassDef))
    return [one.name for one in found if not one.name.startswith("_")]


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_every_module_and_class_of_the_domain_is_in_the_glossary(path: Path) -> None:
    assert {dotted(path), *classes_in(path)} - SAID == set()


def test_every_table_is_in_the_glossary() -> None:
    assert set(metadata.tables) - SAID == set()


def test_the_glossary_names_no_class_or_module_that_is_gone() -> None:
    classes = {name for path in MODULES for name in classes_in(path)}
    named = {one for one in SAID if re.fullmatch(r"[A-Z]\w+", one)}
    modules = {one for one in SAID if one.startswith(("domain.", "ledger.checks.", "bot.flows."))}
    assert named - classes == set()
    assert modules - {dotted(path) for path in MODULES} == set()


def test_the_files_that_the_glossary_names_are_there() -> None:
    named = {one for one in SAID if "/" in one}
    assert {one for one in named if not (ROOT / one).exists()} == set()
