"""Reconciling: from facts and an instant, the messages owed to people; late or doubled runs owe the same."""

from collections.abc import Iterator
from datetime import datetime

from domain.calendar.working_days import WorkingDays
from domain.notices.owed import Owed, Reason, merged
from domain.notices.reasons.digest import digests_due
from domain.notices.reasons.needs import dates_due, lates_due
from domain.notices.reasons.office import calendar_due, lost_due
from domain.notices.reasons.visits import climbs_due, gaps_due, reminders_due
from domain.notices.reminders import opening
from domain.notices.sweep import Sweep, View
from domain.policy.policy import Policy


def reconcile(view: View, now: datetime, policy: Policy, calendar: WorkingDays) -> tuple[Owed, ...]:
    """The messages owed as of an instant, at most one a person, due when a window of that day opens.

    Nothing on days off and after the last window: what somebody hears is decided on the day of hearing it.
    """
    due_at = opening(now.astimezone(policy.township.time_zone), policy.reminders.windows, calendar)
    if due_at is None:
        return ()
    sweep = Sweep(view, due_at.date(), policy, calendar)
    return merged(_heard(sweep), due_at, str(sweep.month), policy.digest.at)


def _heard(sweep: Sweep) -> Iterator[Reason]:
    """All reasons of today, for those who can hear and have not heard today; the others wait."""
    for one in _reasons(sweep):
        standing = sweep.people.get(one.person_id)
        if standing and standing.heard_on < sweep.today and standing.can_hear(sweep.today):
            yield one


def _reasons(sweep: Sweep) -> list[Reason]:
    reminders = list(reminders_due(sweep))
    found = [*reminders, *gaps_due(sweep), *climbs_due(sweep)]
    found += [*dates_due(sweep, {one.person_id for one in reminders}), *lates_due(sweep)]
    # Nobody is called because a digest did not reach somebody; what waits for that person climbs by itself.
    return [*found, *lost_due(sweep, found), *calendar_due(sweep), *digests_due(sweep)]
