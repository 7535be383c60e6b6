"""Needs as the rows of 诉求台账 and 诉求经过, in the columns of the layout."""

from collections.abc import Mapping
from datetime import date

from domain.needs.needs import numbered
from domain.register.needs import CATEGORY_WORDS, NeedEntry
from domain.register.register import AnyRegister
from ledger.checks.need_words import ACT_WORDS, AND_SAYS, LEVEL_WORDS, REASON_WORDS, STATUS_WORDS
from ledger.sheets.values import ANSWER_WORDS, Rows, Value


def need_rows(register: AnyRegister) -> Rows:
    """One row a need; what the office's own columns do not tell stands behind them."""
    names = _names(register)
    heads: dict[str, str] = {}
    for one in register.needs:
        if not one.head and not heads:
            heads = {household.code: household.head for household in register.households}
        head = one.head or heads.get(one.household_code, "")
        yield *_as_the_office(one, head, names), *_beside(one, names)


def _as_the_office(one: NeedEntry, head: str, names: Mapping[str, str]) -> tuple[Value, ...]:
    category = one.category_name or CATEGORY_WORDS.get(one.category, one.category)
    status = STATUS_WORDS[one.status]
    solved_on = one.solved_at.date() if one.solved_at else None
    return (
        *(one.label, one.household_code, head, category, one.steps[0].words),
        *(one.reported_on.isoformat(), one.department, names.get(one.steps[-1].holder_phone, "")),
        *(one.due_on.isoformat(), f"{status}{AND_SAYS}{one.last_words}" if one.last_words else status),
        *(_day(solved_on), ANSWER_WORDS[one.is_confirmed], ANSWER_WORDS[one.is_closed]),
    )


def _beside(one: NeedEntry, names: Mapping[str, str]) -> tuple[Value, ...]:
    holder, reporter = one.steps[-1].holder_phone, one.steps[0].phone
    return (
        *(ANSWER_WORDS[one.urgent], holder, names.get(reporter, ""), reporter),
        *(LEVEL_WORDS[one.level], _day(one.confirm_by), _day(one.visited_on)),
    )


def step_rows(register: AnyRegister) -> Rows:
    """One row a step, need by need."""
    names = _names(register)
    for need in register.needs:
        for one in need.steps:
            done = (numbered(need.number), one.at.isoformat(" ", "seconds"), ACT_WORDS[one.act])
            who = (names.get(one.phone, ""), one.phone, STATUS_WORDS[one.status])
            holder = (names.get(one.holder_phone, ""), one.holder_phone, one.due_on.isoformat())
            yield *done, *who, *holder, REASON_WORDS.get(one.reason, one.reason), one.words


def _names(register: AnyRegister) -> Mapping[str, str]:
    return {person.phone: person.name for person in register.people}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
