"""What is asked about photos that came by themselves, and what is told of several visits at once (T2b)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.flows.engine.flow import Moment
from bot.flows.engine.numbers import to_base36
from bot.flows.engine.port import Card, Choice, Rows, Say, choice, say
from bot.flows.shared.menu import BACK_OR_CANCEL, two_a_row
from bot.flows.visit.cards import ask_day, onwards
from bot.flows.visit.photo_rules import chosen_proposal
from bot.flows.visit.tray import AT_MOST, Batch
from bot.flows.visit.words import (
    day_of,
    month_words,
    round_after,
    told_together,
    voice_words,
    waiting_words,
)
from domain.calendar.month import Month


def ask_right(moment: Moment) -> Card:
    """What came, and what would be recorded of it: is that right?"""
    proposals: list[Batch] = moment.answers.get("proposals", [])
    rows: Rows = ((choice("right"),), (choice("other"), choice("date")))
    photos = sum(len(one.get("photos", ())) for one in proposals)
    received = say("visit.received", n=photos) if photos else ""
    lines = told_together(moment, proposals)
    if len(lines) == 1:
        told: tuple[Say, ...] = (say("visit.proposed", received=received, what=lines[0]),)
    else:
        told = (say("visit.proposed_lines", received=received), *lines)
    end = (say("visit.proposed_end"),) if len(lines) > 1 else ()
    waiting = waiting_words(moment, moment.answers.get("waiting", ()))
    return Card((*told, *_note(proposals), *waiting, *end), rows)


def _note(proposals: list[Batch]) -> tuple[Say, ...]:
    if len(proposals) != 1:
        return ()
    note = proposals[0].get("note")
    return (*((say("visit.note", note=note),) if note else ()), *voice_words(proposals[0]))


def ask_which_one(moment: Moment) -> Card:
    """Which of those proposed is to be changed."""
    buttons = _buttons(moment, moment.answers.get("proposals", ()), "which")
    return Card((say("visit.which_one"),), (*two_a_row(buttons), *BACK_OR_CANCEL))


def _buttons(moment: Moment, batches: Sequence[Batch], trigger: str) -> list[Choice]:
    """One for each; where a household is there twice, the day tells them apart."""
    often = Counter(one["household"] for one in batches)
    return [
        _button(moment, one, f"{trigger}-{to_base36(at)}", is_one=often[one["household"]] == 1)
        for at, one in enumerate(batches)
    ]


def _button(moment: Moment, batch: Batch, name: str, *, is_one: bool) -> Choice:
    household = moment.facts.round.get(batch["household"])
    if household is None:
        return choice(name, head="—", where=day_of(batch))
    return choice(
        name, head=household.head, where=household.group or household.village if is_one else day_of(batch)
    )


def ask_day_proposed(moment: Moment) -> Card:
    """The day of one of those proposed."""
    proposals, at = moment.answers.get("proposals", ()), chosen_proposal(replace(moment, argument=""))
    household = proposals[at]["household"] if at >= 0 else None
    return ask_day(replace(moment, answers={**moment.answers, "household": household or -1}))


def tell_several(moment: Moment) -> Card:
    """All that was recorded at once; each has its card."""
    visits: list[Batch] = moment.answers.get("visits", [])
    if not visits:
        return Card((say("visit.not_yours"),), ((choice("mine"),),))
    after = round_after(moment, visits)
    lines = told_together(moment, visits, AT_MOST)
    told = (
        (say("visit.saved_several", what=lines[0]),)
        if len(lines) == 1
        else (say("visit.saved_lines"), *lines)
    )
    months = {Month.of(date.fromisoformat(one["visited_on"])) for one in visits}
    month = months.pop() if len(months) == 1 else Month.of(moment.facts.today)
    buttons = _buttons(moment, visits, "shown")
    done = {one["household"] for one in visits}
    return Card(
        (*told, month_words(moment, after, month)), (*onwards(moment, after, done), *two_a_row(buttons))
    )
