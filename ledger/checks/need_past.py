"""What must have happened to a need of which 诉求台账 alone tells, as the bot would have kept it."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.needs.needs import Act, NeedStatus
from domain.register.needs import NeedStepEntry
from ledger.checks.values import NOON


@dataclass(frozen=True, slots=True)
class Told:
    """How a need stands by its line: who, when, and what was said last; `confirmer` is who would be asked."""

    status: NeedStatus
    reported_on: date
    due_on: date
    reporter: str
    holder: str
    confirmer: str
    words: str = ""
    said: str = ""
    solved_on: date | None = None
    is_confirmed: bool | None = None


def status_told(
    written: NeedStatus | None,
    said: str,
    solved_on: date | None,
    is_confirmed: bool | None,
    is_closed: bool,
) -> NeedStatus:
    """How it stands: 销号 and 农户确认 say more than 完成日期, and that says more than 进展."""
    if written is NeedStatus.WITHDRAWN:
        return written
    if is_closed or is_confirmed:
        return NeedStatus.CONFIRMED
    if is_confirmed is False:
        return NeedStatus.IN_PROGRESS
    if solved_on:
        return NeedStatus.SOLVED
    return written or (NeedStatus.IN_PROGRESS if said else NeedStatus.REPORTED)


def steps_told(told: Told) -> tuple[NeedStepEntry, ...]:
    """The report, and the fewest steps that lead to how it stands; their time of day is not known."""
    first, later = told.reported_on, told.solved_on or told.reported_on
    report = _step(told, Act.REPORT, NeedStatus.REPORTED, first, told.reporter, told.words)
    solve = _step(told, Act.SOLVE, NeedStatus.SOLVED, later, told.holder, told.said)
    if told.is_confirmed:
        close = _step(told, Act.CONFIRM, NeedStatus.CONFIRMED, later, told.confirmer)
    else:
        close = _step(told, Act.LAPSE, NeedStatus.CONFIRMED, later, "")
    reopen = _step(told, Act.REOPEN, NeedStatus.IN_PROGRESS, later, told.confirmer)
    progress = _step(told, Act.PROGRESS, NeedStatus.IN_PROGRESS, first, told.holder, told.said)
    after: dict[NeedStatus, tuple[NeedStepEntry, ...]] = {
        NeedStatus.REPORTED: (),
        NeedStatus.ACCEPTED: (_step(told, Act.ACCEPT, NeedStatus.ACCEPTED, first, told.holder, told.said),),
        NeedStatus.IN_PROGRESS: (solve, reopen) if told.is_confirmed is False else (progress,),
        NeedStatus.SOLVED: (solve,),
        NeedStatus.CONFIRMED: (solve, close),
        NeedStatus.WITHDRAWN: (
            _step(told, Act.WITHDRAW, NeedStatus.WITHDRAWN, first, told.reporter, told.said),
        ),
    }
    return (report, *after[told.status])


def _step(told: Told, act: Act, status: NeedStatus, day: date, phone: str, words: str = "") -> NeedStepEntry:
    at = datetime.combine(day, NOON)
    return NeedStepEntry(act, at, phone, status, told.holder, told.due_on, words=words)
