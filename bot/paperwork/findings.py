"""What came of a workbook as the conversation is told it: counts, and the first findings as keys."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.paperwork.importing import Imported
from bot.paperwork.news import LONGEST_VALUE, cut, news_of
from domain.register.register import Finding, by_cause
from domain.register.sheets import AREAS, HOUSEHOLDS, MEMBERS, NEEDS, PAIRINGS, PEOPLE, VISITS
from ledger.checks.renumbering import Renumbered

ROWS_NAMED = 4
SAID_IN_WORDS = 3
LISTED = 2
_SHEETS = {
    "areas": AREAS,
    "people": PEOPLE,
    "households": HOUSEHOLDS,
    "members": MEMBERS,
    "pairings": PAIRINGS,
    "visits": VISITS,
    "needs": NEEDS,
}


def answer_of(imported: Imported) -> Mapping[str, Any]:
    """JSON values for the conversation."""
    findings = imported.errors or imported.warnings
    causes = sorted(by_cause(findings), key=len, reverse=True)
    unreadable = {"unreadable": _finding(findings[0])} if not imported.ok and not findings[0].sheet else {}
    missing = [(noun, which) for noun, listed in imported.absent.items() for which in listed]
    return unreadable | {
        "ok": imported.ok,
        "new": sum(imported.new.values()),
        "changed": sum(imported.changed.values()) + sum(imported.ended.values()),
        "same": sum(imported.same.values()),
        "news": news_of(imported) if imported.ok else [],
        "kept": sum(imported.kept.values()),
        "absent": len(missing),
        "missing": _named(missing),
        "errors": len(imported.errors),
        "warnings": len(imported.warnings),
        "causes": len(causes),
        "places": _places(findings),
        "findings": [_finding(one) | {"more": len(also)} for one, *also in causes[:SAID_IN_WORDS]],
        "asked": [_asked(one) for one in imported.asked] if len(imported.asked) == len(findings) else [],
    }


def _asked(one: Renumbered) -> dict[str, str]:
    return {"name": cut(one.name), "old": one.old, "new": one.new}


def _named(rows: Sequence[tuple[str, str]]) -> list[str]:
    named = [f"{_SHEETS[noun]} {cut(which, 2 * LONGEST_VALUE)}" for noun, which in rows[:LISTED]]
    return [*named, "…"] if len(rows) > LISTED else named


def _places(findings: Sequence[Finding]) -> list[str]:
    places = list(dict.fromkeys(f"{cut(one.sheet)}{one.row or ''}" for one in findings if one.sheet))
    return [*places[:ROWS_NAMED], "…"] if len(places) > ROWS_NAMED else places


def _finding(one: Finding) -> dict[str, Any]:
    column = one.column and cut(one.column)
    params = {
        name: cut(value, 3 * LONGEST_VALUE if name == "words" else LONGEST_VALUE)
        for name, value in one.params.items()
    }
    return {"sheet": cut(one.sheet), "row": one.row, "column": column, "key": one.key, "params": params}
