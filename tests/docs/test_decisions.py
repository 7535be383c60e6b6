"""Decisions are numbered without a gap and say the four things that the next engineer asks."""

import re
from pathlib import Path

import pytest

from tests.docs.documents import ROOT

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PARTS = ("**Context.**", "**Decision.**", "**Why.**", "**Consequences.**")


def test_decisions_are_numbered_from_one_without_a_gap() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_what_was_decided_and_why(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.match(rf"# {int(path.name[:4])}\. \S", text)
    assert [text.count(part) for part in PARTS] == [1, 1, 1, 1]
    assert sorted(PARTS, key=text.index) == list(PARTS)
