"""What a sweep finds about needs: dates that come near, and late ones that climb."""

from collections import defaultdict
from collections.abc import Container, Iterator

from domain.duties.leave import addressee
from domain.notices.escalation import DueNeed, late_rungs
from domain.notices.notices import NoticeKind
from domain.notices.owed import SOON, Mark, Marked, Reason
from domain.notices.sweep import Sweep
from domain.people.people import Rung


def dates_due(sweep: Sweep, reminded: Container[int]) -> Iterator[Reason]:
    """Whoever is to hear that needs fall due; they ride along with the day's reminder of visits.

    Where there is none, a need makes the day's message once, if the month's number of messages allows it.
    """
    by_holder: dict[int, list[DueNeed]] = defaultdict(list)
    for need in sorted(sweep.view.needs, key=lambda one: one.need_id):
        holder = addressee(need.holder_id, sweep.view.leaves, sweep.today)
        if holder is not None:
            by_holder[holder].append(need)
    for holder, needs in sorted(by_holder.items()):
        fresh = tuple(_mark(one, SOON) for one in needs if SOON not in one.told)
        if holder in reminded or (fresh and _has_a_day_left(sweep, holder)):
            terms = {"needs": tuple(one.need_id for one in needs)}
            yield Reason(holder, NoticeKind.REMINDER, fresh, terms)


def lates_due(sweep: Sweep) -> Iterator[Reason]:
    """People to tell of somebody else's late need; leaders read it in the digest, unless it is urgent."""
    for need in sorted(sweep.view.needs, key=lambda one: one.need_id):
        due = late_rungs(need, sweep.today, sweep.policy.needs.ladder, sweep.calendar)
        rungs = tuple(one for one in due if one is not Rung.TOWNSHIP or need.urgent)
        yield from _climbs(sweep, need, rungs) if rungs else ()


def _climbs(sweep: Sweep, need: DueNeed, rungs: tuple[Rung, ...]) -> Iterator[Reason]:
    climbed = sweep.climb(need.household_id, rungs, need.holder_id)
    yield from sweep.passed_over(need.household_id, climbed)
    top = climbed[-1]
    if top.person_id is not None:
        marks = tuple(_mark(need, one.rung) for one in climbed)
        terms = {"late_needs": ((need.need_id, top.rung.value),)}
        yield Reason(top.person_id, NoticeKind.ESCALATION, marks, terms, top.rung)


def _has_a_day_left(sweep: Sweep, holder: int) -> bool:
    standing = sweep.people.get(holder)
    if standing is None or sweep.schedule.is_quiet(standing):
        return False
    return sweep.schedule.has_room(standing)


def _mark(need: DueNeed, name: str) -> Mark:
    return Mark(Marked.NEED, need.need_id, need.due_on.isoformat(), name)
