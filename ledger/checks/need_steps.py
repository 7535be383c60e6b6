"""The sheet 诉求经过: every step of the needs of 诉求台账, one row each."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from domain.calendar.days import named_of
from domain.needs.needs import Act, read_number
from domain.register.needs import NeedStepEntry
from domain.writing.characters import key
from ledger.checks.line import Findings, Line, lines_of
from ledger.checks.need_people import NeedPeople
from ledger.checks.need_words import ACTS, STATUSES, reason_of
from ledger.checks.sheets import Sheet
from ledger.checks.values import moment_of

StepsOf = Mapping[int, tuple[NeedStepEntry, ...]]


def check_need_steps(
    sheet: Sheet | None,
    numbers: Collection[int],
    people: NeedPeople,
    found: Findings,
    today: date | None = None,
) -> StepsOf:
    """The steps of each need by its number, in the order of their rows: a report, and what came after it."""
    steps: dict[int, tuple[NeedStepEntry, ...]] = defaultdict(tuple)
    begun: set[int] = set()
    for line in lines_of(sheet, found):
        number = _number(line, numbers)
        entry = _step(line, people, today)
        act = ACTS.get(key(line.text("动作")))
        if number is not None and act and (act is Act.REPORT) == (number in begun):
            line.error("动作", "need_step_order")
        if number is not None:
            begun.add(number)
        if number is not None and entry:
            steps[number] += (entry,)
    return steps


def _number(line: Line, numbers: Collection[int]) -> int | None:
    text = line.needed("编号")
    number = read_number(text)
    if text and number not in numbers:
        line.error("编号", "unknown_need", value=text)
        return None
    return number


def _step(line: Line, people: NeedPeople, today: date | None) -> NeedStepEntry | None:
    act, status = line.word("动作", ACTS), line.word("进展", STATUSES)
    at = _moment(line, today)
    phone = "" if act is Act.LAPSE else people.phone(line, "经办人电话", is_needed=True)
    holder = people.phone(line, "责任人电话", is_needed=True)
    line.needed("完成时限")
    due_on = line.day("完成时限")
    if not (act and status and at and due_on):
        return None
    return NeedStepEntry(
        act, at, phone, status, holder, due_on, reason_of(line.text("原因")), line.text("说明")
    )


def _moment(line: Line, today: date | None) -> datetime | None:
    text = line.needed("时间")
    moment = moment_of(text, today)
    if text and moment is None:
        is_impossible = named_of(text, today).is_impossible
        line.error("时间", "no_such_date" if is_impossible else "bad_date", value=text)
    if today and moment and moment.date() > today:
        line.error("时间", "future_need", value=moment.date().isoformat())
    return moment
