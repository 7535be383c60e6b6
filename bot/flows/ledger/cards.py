"""What the ledger flow says: the look at a workbook before it is imported, and what came of it."""

from collections.abc import Mapping
from typing import Any

from bot.flows.engine.flow import Moment
from bot.flows.engine.port import Card, Rows, Say, choice, say
from bot.flows.shared.menu import BACK_OR_CANCEL
from domain.people.access import Action

CANCEL: Rows = ((choice("cancel"),),)
BACK: Rows = ((choice("back"),),)
_PLACES = {
    (True, True): "ledger.at_cell",
    (True, False): "ledger.at_row",
    (False, True): "ledger.at_column",
    (False, False): "ledger.at_sheet",
}
"""Words for a finding, by whether it names a row and a column."""
Found = Mapping[str, Any]


def is_whole(found: Found) -> bool:
    """Whether the file could be read, so that there are rows to mark."""
    return "unreadable" not in found


def ask_workbook(moment: Moment) -> Card:
    """The file, please."""
    if not moment.facts.may(Action.IMPORT):
        return Card((say("ledger.not_yours"),), BACK)
    return Card((say("ledger.send"),), BACK_OR_CANCEL)


def tell_checking(_: Moment) -> Card:
    """It has come."""
    return Card((say("ledger.checking"),), CANCEL)


def open_numbers(answers: Mapping[str, Any]) -> list[Mapping[str, str]]:
    """People of whom nobody has said yet whether they have a new number."""
    return [one for one in answers["found"]["asked"] if one["new"] not in answers["told"]]


def ask_numbers(moment: Moment) -> Card:
    """Whether somebody of a known name has a new number, one after another."""
    if not moment.facts.may(Action.IMPORT):
        return Card((say("ledger.not_yours"),), CANCEL)
    first, *others = open_numbers(moment.answers)
    asked = (say("finding.renumbered", **first),)
    rows: Rows = ((choice("new_number"), choice("two_people")),)
    if not others:
        return Card(asked, (*rows, *CANCEL))
    more = say("ledger.more_numbers", n=len(others))
    return Card((*asked, more), (*rows, (choice("new_numbers", n=len(others) + 1),), *CANCEL))


def ask_to_import(moment: Moment) -> Card:
    """What importing would do, and whether to do it."""
    if not moment.facts.may(Action.IMPORT):
        return Card((say("ledger.not_yours"),), CANCEL)
    found: Found = moment.answers["found"]
    problems: Rows = ((choice("problems"), choice("cancel")),)
    if not is_whole(found):
        return Card((_finding(found["unreadable"]),), CANCEL)
    first = tuple(_finding(one) for one in found["findings"])
    if not found["ok"]:
        return Card((_errors(found), *first), problems)
    told = (say("ledger.counts", what=tell_news(found)), *_beside(found))
    if found["warnings"]:
        warned = say("ledger.warnings", n=found["warnings"], places=_list(found["places"]))
        return Card((*told, warned, *first), ((choice("confirm"),), *problems))
    return Card(told, ((choice("confirm"),), *CANCEL))


def _errors(found: Found) -> Say:
    """How much there is to mend; what has one cause is mended once."""
    n, places = found["errors"], _list(found["places"])
    if found.get("causes", n) == n:
        return say("ledger.errors", n=n, places=places)
    return say("ledger.errors_of", n=found["causes"], cells=n, places=places)


def tell_news(found: Found) -> Say:
    """All that changes in one sentence, part by part."""
    # What an earlier version has checked has no news.
    told = found.get("news") or [{"key": "ledger.same", "params": {"n": found["same"]}}]
    parts: list[Say] = [_said(one) for one in told]
    last = parts.pop()
    for part in reversed(parts):
        last = say("ledger.and", first=part, rest=last)
    return last


def _said(told: Any) -> Any:
    """Words that came as JSON."""
    if isinstance(told, list):
        return tuple(_said(one) for one in told)
    if isinstance(told, Mapping):
        return say(told["key"], **{name: _said(value) for name, value in told["params"].items()})
    return told


def _beside(found: Found) -> tuple[Say, ...]:
    """What the workbook does not have, or has otherwise, and that stays all the same."""
    absent, kept = found["absent"], found["kept"]
    told = (say("ledger.absent", n=absent, which=_list(found["missing"])),) if absent else ()
    return (*told, say("ledger.kept", n=kept)) if kept else told


def _list(words: list[str]) -> tuple[str, ...]:
    return tuple(words)


def _finding(one: Mapping[str, Any]) -> Say:
    """One finding in words: where, and why."""
    why = say(one["key"], **one["params"])
    if not one["sheet"]:
        return why
    place = {name: one[name] for name in ("sheet", "row", "column") if one[name] is not None}
    at = say(_PLACES[one["row"] is not None, one["column"] is not None], **place)
    told = say("ledger.finding", at=at, why=why)
    more = one.get("more", 0)
    return say("ledger.finding_of", what=told, n=more) if more else told


def tell_importing(_: Moment) -> Card:
    """It is under way."""
    return Card((say("ledger.importing"),))


def tell_imported(moment: Moment) -> Card:
    """What came of it."""
    found: Found = moment.answers["found"]
    if found.get("refused"):
        return Card((say("ledger.not_yours"),), BACK)
    if not found.get("ok"):
        return Card((say("ledger.not_imported"),), ((choice("resend"), choice("back")),))
    words = say("ledger.imported", what=tell_news(found))
    return Card((words, *_beside(found)), ((choice("export"), choice("back")),))


def tell_gone(_: Moment) -> Card:
    """The file is not to be had."""
    return Card((say("ledger.gone"),), BACK_OR_CANCEL)


def tell_exporting(moment: Moment) -> Card:
    """It is under way."""
    is_allowed = moment.facts.may(Action.EXPORT)
    return Card((say("ledger.exporting" if is_allowed else "ledger.not_yours"),), BACK)


def tell_exported(moment: Moment) -> Card:
    """It has gone out, or why it has not."""
    found: Found = moment.answers["found"]
    if found.get("refused"):
        return Card((say("ledger.not_yours"),), BACK)
    if found.get("too_big"):
        return Card((say("ledger.too_big"),), BACK)
    if found.get("failed"):
        return Card((say("ledger.not_exported"),), ((choice("export"), choice("back")),))
    return Card((say("ledger.exported"),), BACK)
