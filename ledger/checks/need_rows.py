"""One row of the sheet 诉求台账 as a need: what it says, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.calendar.days import day_of
from domain.needs.needs import NeedStatus
from domain.people.people import Duty
from domain.register.needs import NeedEntry, NeedStepEntry
from ledger.checks.line import Line
from ledger.checks.need_past import Told, status_told, steps_told
from ledger.checks.need_people import NeedPeople
from ledger.checks.need_rules import NeedRules
from ledger.checks.need_words import LEVELS, STATUS_WORDS, category_of, status_of

_SOLVED = (NeedStatus.SOLVED, NeedStatus.CONFIRMED)


@dataclass(frozen=True, slots=True)
class NeedRows:
    """All that every row is looked at with; `steps` are those of 诉求经过, by number."""

    people: NeedPeople
    steps: Mapping[int, tuple[NeedStepEntry, ...]]
    rules: NeedRules
    today: date | None

    def need(self, line: Line, number: int) -> NeedEntry | None:
        """The need of a row; None if too little of it can be read."""
        code = line.reference("户编号", self.people.directory.households, "unknown_household")
        category, reported_on = self._category(line), self._past_day(line, "提出日期")
        urgent, confirm_by, visited_on = line.answer("紧急"), line.day("确认期限"), line.day("走访日期")
        level = line.word("所在层级", LEVELS) if line.text("所在层级") else None
        written_due = line.day("完成时限")
        if not (code and category and reported_on):
            return None
        due = written_due or self.rules.due_on(reported_on, category)
        told = self._told(line, code, reported_on, due, is_alone=number not in self.steps)
        steps = self.steps.get(number) or steps_told(told)
        if number in self.steps:
            _compare(line, written_due, steps[-1])
        return NeedEntry(
            number,
            code,
            category,
            line.text("责任单位") or self.rules.department(category),
            bool(urgent),
            level or self.people.level_of(steps[-1].holder_phone, code, reported_on),
            steps,
            self._confirm_by(steps, confirm_by),
            visited_on,
            row=line.row.number,
        )

    def _category(self, line: Line) -> str | None:
        text, words = line.needed("类别"), self.rules.words
        category = category_of(text, words)
        if text and category is None:
            line.error("类别", "unknown_word", value=text, words="、".join(words.values()))
        return category

    def _past_day(self, line: Line, column: str) -> date | None:
        day = line.day(column)
        if not day:
            line.needed(column)
        if self.today and day and day > self.today:
            line.error(column, "future_need", value=day.isoformat())
        return day

    def _told(self, line: Line, code: str, reported_on: date, due: date, *, is_alone: bool) -> Told:
        people = self.people
        holder = people.person(line, "责任人", code, reported_on)
        reporter = people.person(line, "提出人", code, reported_on)
        if is_alone and not holder and not line.text("责任人") and not line.text("责任人电话"):
            holder = people.on_duty(Duty.RESPONSIBLE, code, reported_on)
            if not holder and people.is_complete:
                line.error("责任人电话" if line.has("责任人电话") else "责任人", "missing_value")
        solved_on = line.day("完成日期")
        if self.today and solved_on and solved_on > self.today:
            line.error("完成日期", "future_need", value=solved_on.isoformat())
        is_confirmed = line.answer("农户确认")
        written, said = status_of(line.text("进展"))
        return Told(
            status_told(written, said, solved_on, is_confirmed, _is_closed(line)),
            reported_on,
            due,
            reporter or holder,
            holder,
            people.on_duty(Duty.CONTACT, code, reported_on) or holder,
            line.text("描述"),
            said,
            solved_on,
            is_confirmed,
        )

    def _confirm_by(self, steps: tuple[NeedStepEntry, ...], written: date | None) -> date | None:
        last = steps[-1]
        if last.status not in _SOLVED:
            return None
        is_waiting = last.status is NeedStatus.SOLVED
        return written or (self.rules.confirm_by(last.at.date()) if is_waiting else None)


def _is_closed(line: Line) -> bool:
    """Some offices write the day on which a need was struck off, and not that it was."""
    return bool(day_of(line.text("销号"), line.found.today) or line.answer("销号"))


def _compare(line: Line, due_on: date | None, last: NeedStepEntry) -> None:
    """The steps win over the line; a clerk who changed the line alone is told so."""
    written, _ = status_of(line.text("进展"))
    if written and written is not last.status:
        line.warn("进展", "need_differs", value=STATUS_WORDS[written], other=STATUS_WORDS[last.status])
    if due_on and due_on != last.due_on:
        line.warn("完成时限", "need_differs", value=due_on.isoformat(), other=last.due_on.isoformat())
