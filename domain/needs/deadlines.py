"""Deadlines of needs on the township's calendar of working days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.calendar.working_days import WorkingDays
from domain.needs.needs import Need, NeedStatus
from domain.policy.needs import Needs


@dataclass(frozen=True, slots=True)
class Deadline:
    """How a date stands on a day.

    `working_days_left` counts those after today up to the date, as the deadline itself was counted
    (`due_on`): ten are left of ten on the day on which it was told. `working_days_late` counts those after
    the date up to today. One of them is 0; on the day itself, and over a weekend after it, both are.
    """

    due_on: date
    working_days_left: int
    working_days_late: int

    @property
    def is_late(self) -> bool:
        """Whether a working day has begun since."""
        return self.working_days_late > 0


def due_on(told_on: date, working_days: int, calendar: WorkingDays) -> date:
    """The last day of a deadline; the day on which it was told does not count."""
    return calendar.plus(told_on, working_days)


def deadline(due: date, today: date, calendar: WorkingDays) -> Deadline:
    """How the date stands today."""
    return Deadline(due, calendar.between(today, due), calendar.between(due, today))


def late_before(today: date, calendar: WorkingDays) -> date:
    """The last day on which offices worked: what is due before it is late today, and nothing else is."""
    days = (today - timedelta(days=back) for back in range(365))
    return next(day for day in days if calendar.is_working(day))


def later_date(need: Need, today: date, working_days: int, calendar: WorkingDays) -> date:
    """The new date of somebody who needs so many working days more: after the old one, or after today."""
    return calendar.plus(max(need.due_on, today), working_days)


def reopened_date(need: Need, today: date, policy: Needs, calendar: WorkingDays) -> date:
    """The date of a need that is not solved after all: the old one, but not sooner than the policy says."""
    return max(need.due_on, calendar.plus(today, policy.reopened_working_days))


def is_lapsed(need: Need, today: date) -> bool:
    """Whether the confirm period of a solved need is over, so that it closes though nobody confirmed."""
    return need.status is NeedStatus.SOLVED and need.confirm_by is not None and today > need.confirm_by


def urgent_at(local_now: datetime, policy: Needs) -> datetime:
    """When an urgent need may be told to the leader: at once within the window, else when it next opens."""
    if policy.urgent_from <= local_now.time() < policy.urgent_until:
        return local_now
    day = local_now.date() + timedelta(days=int(local_now.time() >= policy.urgent_until))
    return _at(day, policy.urgent_from, local_now)


def _at(day: date, hour: time, like: datetime) -> datetime:
    return datetime.combine(day, hour, like.tzinfo)
