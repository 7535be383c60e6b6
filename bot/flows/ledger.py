"""导入台账 / 导出台账: the clerk's workbook comes in after a look at what it would do, and goes out."""

from collections.abc import Mapping
from typing import Any

from bot.flows.flow import Enter, Flow, Moment, Move, Outcome, State
from bot.flows.port import Card, Rows, choice, say
from domain.access import Action
from domain.conversation import NO_ANSWERS
from domain.paperwork import Paper, PaperworkAsked

CANCEL: Rows = ((choice("cancel"),),)


def may_import(moment: Moment) -> bool:
    """Only who keeps the ledger."""
    return moment.facts.may(Action.IMPORT)


def _ask_workbook(moment: Moment) -> Card:
    if not may_import(moment):
        return Card((say("ledger.not_yours"),), ((choice("back"),),))
    return Card((say("ledger.send"),), ((choice("back"), choice("cancel")),))


def _tell_checking(moment: Moment) -> Card:
    return Card((say("ledger.checking"),), CANCEL)


def _ask_to_import(moment: Moment) -> Card:
    found: Mapping[str, Any] = moment.answers["found"]
    counts = say("ledger.counts", new=found["new"], changed=found["changed"], same=found["same"])
    places = "、".join(found["places"])
    problems: Rows = ((choice("problems"), choice("cancel")),)
    if not found["ok"]:
        return Card((say("ledger.errors", n=found["errors"], places=places),), problems)
    absent = (say("ledger.absent", n=found["absent"]),) if found["absent"] else ()
    if found["warnings"]:
        told = say("ledger.warnings", n=found["warnings"], places=places)
        return Card((counts, told, *absent), ((choice("confirm"),), *problems))
    return Card((counts, *absent), ((choice("confirm"),), *CANCEL))


def _tell_importing(moment: Moment) -> Card:
    return Card((say("ledger.importing"),))


def _tell_imported(moment: Moment) -> Card:
    found = moment.answers["found"]
    if not found.get("ok"):
        return Card((say("ledger.not_imported"),), ((choice("resend"), choice("back")),))
    words = say("ledger.imported", new=found["new"], changed=found["changed"])
    return Card((words,), ((choice("export"), choice("back")),))


def _tell_gone(moment: Moment) -> Card:
    return Card((say("ledger.gone"),), ((choice("back"), choice("cancel")),))


def _tell_exporting(moment: Moment) -> Card:
    if not moment.facts.may(Action.EXPORT):
        return Card((say("ledger.not_yours"),), ((choice("back"),),))
    return Card((say("ledger.exporting"),), ((choice("back"),),))


def _asked(moment: Moment, paper: Paper, answers: Mapping[str, Any], **terms: object) -> Outcome:
    person = moment.facts.person
    assert person is not None  # strangers are stopped at the gate
    asked = PaperworkAsked(moment.facts.fresh_id, paper, person.id, moment.event.chat, terms, moment.event.at)
    return Outcome({**answers, "paper": asked.paper_id}, (asked,))


def _check(moment: Moment) -> Outcome:
    assert moment.event.attachment is not None  # the guard saw it
    return _asked(moment, Paper.CHECK, NO_ANSWERS, file=moment.event.attachment.file)


def _keep_findings(moment: Moment) -> Outcome:
    return Outcome({"checked": moment.answers["paper"], "found": dict(moment.facts.answer or {})})


def _import(moment: Moment) -> Outcome:
    return _asked(moment, Paper.IMPORT, moment.answers, checked=moment.answers["checked"])


def _tell_problems(moment: Moment) -> Outcome:
    locale = moment.facts.person.locale if moment.facts.person else ""
    asked = _asked(moment, Paper.PROBLEMS, NO_ANSWERS, checked=moment.answers["checked"], locale=locale)
    return Outcome(moment.answers, asked.facts, note=say("ledger.problems_coming"))


def _keep_result(moment: Moment) -> Outcome:
    return Outcome({"found": dict(moment.facts.answer or {})})


def export(moment: Moment) -> Outcome:
    """Ask for the workbook; it comes as a file of its own."""
    return _asked(moment, Paper.EXPORT, NO_ANSWERS)


def _is_workbook(moment: Moment) -> bool:
    attachment = moment.event.attachment
    return may_import(moment) and attachment is not None and attachment.name.casefold().endswith(".xlsx")


def _is_mine(moment: Moment) -> bool:
    return moment.event.paper == moment.answers.get("paper")


def _is_checked(moment: Moment) -> bool:
    return _is_mine(moment) and "errors" in (moment.facts.answer or {})


def _may_import_it(moment: Moment) -> bool:
    return may_import(moment) and bool(moment.answers["found"]["ok"])


def may_export(moment: Moment) -> bool:
    """Only who keeps the ledger."""
    return moment.facts.may(Action.EXPORT)


def _not_a_workbook(moment: Moment) -> Outcome:
    return Outcome(moment.answers, note=say("ledger.not_xlsx"))


class Ledger(Flow):
    """Send the workbook, see the dry run, import it or not."""

    name = "ledger"

    SEND = State(_ask_workbook)
    CHECKING = State(_tell_checking)
    REVIEW = State(_ask_to_import)
    IMPORTING = State(_tell_importing)
    IMPORTED = State(_tell_imported, closes=True)
    GONE = State(_tell_gone)
    EXPORTING = State(_tell_exporting)

    moves = (
        Move((SEND, REVIEW, IMPORTED, GONE, CHECKING), "file", CHECKING, do=_check, when=_is_workbook),
        Move((SEND, GONE), "file", SEND, do=_not_a_workbook, when=may_import),
        Move(CHECKING, "paperwork", REVIEW, do=_keep_findings, when=_is_checked),
        Move(CHECKING, "paperwork", GONE, when=_is_mine),
        Move(REVIEW, "confirm", IMPORTING, do=_import, when=_may_import_it),
        Move(REVIEW, "problems", REVIEW, do=_tell_problems, when=may_import),
        Move(IMPORTING, "paperwork", IMPORTED, do=_keep_result, when=_is_mine),
        Move(IMPORTED, "resend", SEND),
        Move(IMPORTED, "export", EXPORTING, do=export, when=may_export),
        Move((CHECKING, REVIEW), "cancel", Enter("home")),
        Move((SEND, GONE), "cancel", Enter("home")),
        Move((SEND, GONE, IMPORTED, EXPORTING), "back", Enter("home")),
    )
