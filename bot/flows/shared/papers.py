"""Sheets asked for on a card: they come as files of their own while the conversation goes on."""

from bot.flows.engine.flow import Moment, Outcome
from bot.flows.engine.port import say
from domain.paperwork import Paper, PaperworkAsked


def ask_sheet(moment: Moment, paper: Paper, note: str, **terms: object) -> Outcome:
    """Ask for a sheet; `note` is the key of the words that it is coming."""
    person = moment.facts.person
    assert person is not None  # strangers are stopped at the gate
    asked = PaperworkAsked(
        moment.facts.fresh_id,
        paper,
        person.id,
        moment.event.chat,
        terms,
        moment.event.at,
    )
    return Outcome({**moment.answers, "paper": asked.paper_id}, (asked,), note=say(note))


def is_not_made(moment: Moment) -> bool:
    """The sheet asked for last could not be made, or may not be had any more."""
    answer = moment.facts.answer or {}
    is_mine = moment.event.paper is not None and moment.event.paper == moment.answers.get("paper")
    return is_mine and bool(answer.get("failed") or answer.get("refused"))


def tell_not_made(moment: Moment) -> Outcome:
    """Tell the person that the workbook is too large."""
    is_refused = (moment.facts.answer or {}).get("refused")
    return Outcome(moment.answers, note=say("page.sheet_refused" if is_refused else "page.sheet_failed"))
