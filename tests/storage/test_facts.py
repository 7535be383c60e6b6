"""Every kind of fact has a writer, and a line of the audit trail that its own attributes fill."""

import importlib
import inspect
import pkgutil

import pytest

import domain
from domain.conversation import AuditLine
from storage.facts import WRITES

MODULES = [
    importlib.import_module(one.name)
    for one in pkgutil.walk_packages(domain.__path__, "domain.")
    if not one.ispkg
]
FACTS = sorted(
    {
        kind
        for module in MODULES
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if isinstance(getattr(kind, "audit", None), AuditLine)
    },
    key=lambda kind: kind.__name__,
)
TOLD_BY_OTHERS = {"LedgerImported"}
"""Written by an import itself, with everything else that the workbook says."""


def test_every_fact_has_a_writer_and_nothing_else_has_one() -> None:
    assert {one.__name__ for one in FACTS} - TOLD_BY_OTHERS == {one.__name__ for one in WRITES}


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.__name__)
def test_the_line_of_a_fact_names_attributes_that_it_has(kind: type) -> None:
    line: AuditLine = kind.audit  # type: ignore[attr-defined]
    named = {one.partition(".")[0] for one in (line.at, line.actor, line.subject, line.detail) if one}
    missing = {
        one for one in named if one not in inspect.signature(kind).parameters and not hasattr(kind, one)
    }
    assert not line.kind or not missing


def test_no_two_kinds_of_facts_have_one_name_in_the_trail() -> None:
    told = [one.audit.kind for one in FACTS if one.audit.kind]  # type: ignore[attr-defined]
    assert len(told) == len(set(told))
