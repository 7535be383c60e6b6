"""导入台账 / 导出台账: the clerk's workbook comes in after a look at what it would do, and goes out."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Enter, Flow, Moment, Move, Outcome, State
from bot.flows.engine.port import Event, say
from bot.flows.ledger.cards import (
    ask_numbers,
    ask_to_import,
    ask_workbook,
    is_whole,
    open_numbers,
    tell_checking,
    tell_exported,
    tell_exporting,
    tell_gone,
    tell_imported,
    tell_importing,
)
from domain.conversation import NO_ANSWERS
from domain.paperwork import Paper, PaperworkAsked
from domain.people.access import Action
from domain.register.shapes import file_shape


def may_import(moment: Moment) -> bool:
    """Only who keeps the ledger."""
    return moment.facts.may(Action.IMPORT)


def may_export(moment: Moment) -> bool:
    """Only who keeps the ledger."""
    return moment.facts.may(Action.EXPORT)


def _asked(moment: Moment, paper: Paper, answers: Mapping[str, Any], **terms: object) -> Outcome:
    person = moment.facts.person
    assert person is not None  # strangers are stopped at the gate
    asked = PaperworkAsked(moment.facts.fresh_id, paper, person.id, moment.event.chat, terms, moment.event.at)
    return Outcome({**answers, "paper": asked.paper_id}, (asked,))


def _kept(moment: Moment) -> int | None:
    """The check that keeps the workbook sent last."""
    return moment.answers.get("checked") or moment.answers.get("paper")


def _check(moment: Moment) -> Outcome:
    assert moment.event.attachment is not None  # the guard saw it
    file = moment.event.attachment.file
    return _asked(moment, Paper.CHECK, NO_ANSWERS, file=file, replaces=_kept(moment))


def _keep_findings(moment: Moment) -> Outcome:
    kept = {"checked": _kept(moment), "found": dict(moment.facts.answer or {})}
    return Outcome(kept | {"told": moment.answers.get("told", {})})


def _tell(moment: Moment, people: Iterable[Mapping[str, str]], *, is_same: bool) -> Outcome:
    told = moment.answers["told"] | {one["new"]: is_same for one in people}
    answers = {**moment.answers, "told": told}
    if open_numbers(answers):
        return Outcome(answers)
    return _asked(moment, Paper.CHECK, answers, checked=_kept(moment), told=told)


def _tell_same(moment: Moment) -> Outcome:
    return _tell(moment, open_numbers(moment.answers)[:1], is_same=True)


def _tell_another(moment: Moment) -> Outcome:
    return _tell(moment, open_numbers(moment.answers)[:1], is_same=False)


def _tell_all_same(moment: Moment) -> Outcome:
    return _tell(moment, open_numbers(moment.answers), is_same=True)


def _discard(moment: Moment) -> Outcome:
    """A workbook that is not wanted any more is not kept."""
    return Outcome(NO_ANSWERS, _asked(moment, Paper.DISCARD, NO_ANSWERS, checked=_kept(moment)).facts)


def _import(moment: Moment) -> Outcome:
    checked, told = moment.answers["checked"], moment.answers.get("told", {})
    return _asked(moment, Paper.IMPORT, moment.answers, checked=checked, told=told)


def _tell_problems(moment: Moment) -> Outcome:
    locale = moment.facts.person.locale if moment.facts.person else ""
    terms = {"checked": moment.answers["checked"], "told": moment.answers.get("told", {}), "locale": locale}
    asked = _asked(moment, Paper.PROBLEMS, NO_ANSWERS, **terms)
    return Outcome(moment.answers, asked.facts, note=say("ledger.problems_coming"))


def _keep_result(moment: Moment) -> Outcome:
    return Outcome({"found": dict(moment.facts.answer or {})})


def export(moment: Moment) -> Outcome:
    """Ask for the workbook; it comes as a file of its own."""
    return _asked(moment, Paper.EXPORT, NO_ANSWERS)


def _is_workbook(moment: Moment) -> bool:
    attachment = moment.event.attachment
    return may_import(moment) and attachment is not None and attachment.name.casefold().endswith(".xlsx")


def _is_another_file(moment: Moment) -> bool:
    return may_import(moment) and moment.event.attachment is not None


def _is_mine(moment: Moment) -> bool:
    return moment.event.paper == moment.answers.get("paper")


def _has_findings(moment: Moment) -> bool:
    answer = moment.facts.answer or {}
    return _is_mine(moment) and "errors" in answer


def _has_open_numbers(moment: Moment) -> bool:
    """All that is in the way is a question about people with new numbers."""
    return _has_findings(moment) and bool((moment.facts.answer or {}).get("asked"))


def _is_last_number(moment: Moment) -> bool:
    return may_import(moment) and len(open_numbers(moment.answers)) == 1


def _needs_mending(moment: Moment) -> bool:
    """Something has changed since the check, and the workbook does not fit any more."""
    return _has_findings(moment) and not (moment.facts.answer or {})["ok"]


def _is_gone(moment: Moment) -> bool:
    return _is_mine(moment) and bool((moment.facts.answer or {}).get("gone"))


def _may_import_it(moment: Moment) -> bool:
    return may_import(moment) and bool(moment.answers["found"]["ok"])


def _may_mend_it(moment: Moment) -> bool:
    return may_import(moment) and is_whole(moment.answers["found"])


def _not_a_workbook(moment: Moment) -> Outcome:
    assert moment.event.attachment is not None  # the guard saw it
    shape = file_shape(moment.event.attachment.name)
    return Outcome(moment.answers, note=say(f"finding.{shape}" if shape else "ledger.not_xlsx"))


class Ledger(Flow):
    """Send the workbook, see the dry run, import it or not."""

    name = "ledger"

    SEND = State(ask_workbook)
    CHECKING = State(tell_checking)
    NUMBERS = State(ask_numbers)
    REVIEW = State(ask_to_import)
    IMPORTING = State(tell_importing)
    IMPORTED = State(tell_imported, closes=True)
    GONE = State(tell_gone)
    EXPORTING = State(tell_exporting)
    EXPORTED = State(tell_exported, closes=True)

    moves = (
        Move(
            (SEND, CHECKING, NUMBERS, REVIEW, IMPORTED, GONE), "file", CHECKING, do=_check, when=_is_workbook
        ),
        Move((SEND, GONE), "file", SEND, do=_not_a_workbook, when=_is_another_file),
        Move(REVIEW, "file", REVIEW, do=_not_a_workbook, when=_is_another_file),
        Move(SEND, "file", SEND),
        Move(CHECKING, "paperwork", NUMBERS, do=_keep_findings, when=_has_open_numbers),
        Move(CHECKING, "paperwork", REVIEW, do=_keep_findings, when=_has_findings),
        Move(CHECKING, "paperwork", GONE, when=_is_mine),
        Move(NUMBERS, "new_number", CHECKING, do=_tell_same, when=_is_last_number),
        Move(NUMBERS, "new_number", NUMBERS, do=_tell_same, when=may_import),
        Move(NUMBERS, "two_people", CHECKING, do=_tell_another, when=_is_last_number),
        Move(NUMBERS, "two_people", NUMBERS, do=_tell_another, when=may_import),
        Move(NUMBERS, "new_numbers", CHECKING, do=_tell_all_same, when=may_import),
        Move(REVIEW, "confirm", IMPORTING, do=_import, when=_may_import_it),
        Move(REVIEW, "problems", REVIEW, do=_tell_problems, when=_may_mend_it),
        Move(IMPORTING, "paperwork", NUMBERS, do=_keep_findings, when=_has_open_numbers),
        Move(IMPORTING, "paperwork", REVIEW, do=_keep_findings, when=_needs_mending),
        Move(IMPORTING, "paperwork", GONE, when=_is_gone),
        Move(IMPORTING, "paperwork", IMPORTED, do=_keep_result, when=_is_mine),
        Move(IMPORTED, "resend", SEND),
        Move((IMPORTED, EXPORTED), "export", EXPORTING, do=export, when=may_export),
        Move(EXPORTING, "paperwork", EXPORTED, do=_keep_result, when=_is_mine),
        Move((CHECKING, NUMBERS, REVIEW), "cancel", Enter("home"), do=_discard),
        Move((SEND, GONE), "cancel", Enter("home")),
        Move((SEND, GONE, IMPORTED, EXPORTING, EXPORTED), "back", Enter("home")),
    )


def send_export(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """Send the workbook to those who may have it; others read on the card that they may not."""
    if not facts.may(Action.EXPORT):
        return Enter("ledger", "exporting"), Outcome(NO_ANSWERS)
    return Enter("ledger", "exporting"), export(Moment(NO_ANSWERS, event, facts))
