"""What a sweep finds about visits: reminders that are due, last month's gaps, and open duties that climb."""

from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from domain.calendar.month import Month
from domain.calendar.working_days import WorkingDays
from domain.notices.escalation import OpenDuty, is_asked_again, next_step
from domain.notices.notices import NoticeKind
from domain.notices.owed import AGAIN, GAP, RECTIFY, Mark, Marked, Reason
from domain.notices.reminders import PLAN, Standing
from domain.notices.sweep import Sweep
from domain.people.people import Rung
from domain.policy.policy import Policy


def rectify_by(month: Month, policy: Policy, calendar: WorkingDays) -> date:
    """Until when the gaps of a month can be made good: working days from the first one after it."""
    return calendar.plus(month.last, 1 + policy.escalation.rectify_working_days)


def reminders_due(sweep: Sweep) -> Iterator[Reason]:
    """People to remind of visits, including those who cannot be reached."""
    for one in sweep.view.people:
        occasion = sweep.schedule.due(one)
        if occasion is None or len(one.reminded) >= sweep.policy.reminders.most_a_month:
            continue
        kind = NoticeKind.MONTH_PLAN if occasion.name == PLAN else NoticeKind.REMINDER
        mark = Mark(Marked.PERSON, one.person_id, str(sweep.month), occasion.name)
        yield Reason(one.person_id, kind, (mark,), {"visits": (occasion.name,)})


def gaps_due(sweep: Sweep) -> Iterator[Reason]:
    """People to tell once that last month has gaps: leaders, and the duty holders concerned."""
    month = sweep.month.previous
    by = max(rectify_by(month, sweep.policy, sweep.calendar), sweep.today)
    terms = (str(month), by.isoformat())
    for one in sweep.view.people:
        if one.overseen:
            yield from _once(sweep, one, NoticeKind.GAP, GAP, terms)
        if one.open_last_month:
            yield from _once(sweep, one, NoticeKind.REMINDER, RECTIFY, terms)


def _once(
    sweep: Sweep, standing: Standing, kind: NoticeKind, name: str, terms: tuple[str, str]
) -> Iterator[Reason]:
    mark = Mark(Marked.PERSON, standing.person_id, terms[0], name)
    if mark not in sweep.told:
        rung = Rung.TOWNSHIP if kind is NoticeKind.GAP else ""
        yield Reason(standing.person_id, kind, (mark,), {name: (terms,)}, rung)


def climbs_due(sweep: Sweep) -> Iterator[Reason]:
    """People to tell of somebody else's open duty; if nobody above can be reached, it stays where it is."""
    for duty in sorted(sweep.view.stalled, key=lambda one: one.pairing_id):
        standing = sweep.people.get(duty.addressee_id)
        if standing is None or sweep.schedule.is_quiet(standing):
            continue
        again = is_asked_again(duty, sweep.today, sweep.policy.escalation, sweep.calendar)
        asked = tuple(_told(sweep, duty, (again,), AGAIN)) if again else ()
        yield from asked
        # Whoever asked to be asked again and cannot hear now does not stop the climb.
        rungs = () if any(one.marks for one in asked) else _rungs(sweep, duty, standing)
        yield from _told(sweep, duty, rungs) if rungs else ()


def _rungs(sweep: Sweep, duty: OpenDuty, standing: Standing) -> tuple[Rung, ...]:
    """The step that is due and those above it, up to what only the digest tells."""
    ladder = sweep.policy.escalation.ladder
    nags = sweep.schedule.unanswered(standing, duty.since)
    step = next_step(duty, nags, sweep.today, sweep.policy.escalation, sweep.calendar)
    above = ladder[ladder.index(step) :] if step else ()
    return tuple(one.rung for one in takewhile(lambda one: not one.in_digest, above))


def _told(sweep: Sweep, duty: OpenDuty, rungs: tuple[Rung, ...], again: str = "") -> Iterator[Reason]:
    climbed = sweep.climb(duty.household_id, rungs, duty.addressee_id)
    yield from sweep.passed_over(duty.household_id, climbed)
    top = climbed[-1]
    if top.person_id is not None:
        period, names = str(sweep.month), (f"{one.rung}{again}" for one in climbed)
        marks = tuple(Mark(Marked.PAIRING, duty.pairing_id, period, name) for name in names)
        terms = {"escalated": ((duty.pairing_id, top.rung.value),)}
        yield Reason(top.person_id, NoticeKind.ESCALATION, marks, terms, top.rung)
