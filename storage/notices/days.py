"""The day of a sweep: what everything that is loaded for it is asked with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from domain.calendar.month import Month
from domain.calendar.working_days import WorkingDays
from domain.digest.days import of_last_week
from domain.duties.leave import Leave, addressee
from domain.notices.reminders import PLAN, Schedule
from domain.policy.policy import Policy


@dataclass(frozen=True)
class SweepDay:
    """A local day, the policy, and everybody's leaves that touch its month."""

    today: date
    policy: Policy
    leaves: tuple[Leave, ...]

    @cached_property
    def month(self) -> Month:
        """The month of the day."""
        return Month.of(self.today)

    @cached_property
    def calendar(self) -> WorkingDays:
        """The township's working days."""
        return self.policy.working_days()

    @cached_property
    def schedule(self) -> Schedule:
        """The month's days for reminders."""
        return Schedule(self.today, self.policy.reminders, self.calendar)

    @cached_property
    def asked(self) -> Mapping[str, Any]:
        """What statements are asked with; `newest`: who was reminded since then need not be looked at."""
        last, occasions = self.month.previous, self.schedule.occasions
        return {
            "today": self.today,
            "month": self.month,
            "first_on": self.month.first,
            "last_on": self.month.last,
            "period": str(self.month),
            "last_month": last,
            "last_period": str(last),
            "last_week": of_last_week(self.today).span.first.isoformat(),
            "last_months_end": last.last,
            "occasions": [one.name for one in occasions],
            "newest": max((one.on for one in occasions if one.on <= self.today), default=date.max),
        }

    @cached_property
    def heirs(self) -> Mapping[int, int | None]:
        """For everybody on leave today: who is told instead (None: nobody)."""
        away = {one.person_id for one in self.leaves if one.covers(self.today)}
        return {one: addressee(one, self.leaves, self.today) for one in sorted(away)}

    def holders_for(self, people: Iterable[int]) -> set[int]:
        """Whose duties fall to these people today: their own unless away, and those they stand in for."""
        wanted = set(people)
        inherited = {holder for holder, heir in self.heirs.items() if heir in wanted}
        return (wanted - self.heirs.keys()) | inherited

    def held_since(self, holder: int, since: date) -> date:
        """The day from which a duty falls to whoever carries it out: for a stand-in, when the leave began."""
        heir = self.heirs.get(holder)
        if heir is None:
            return since
        begun = [
            one.since
            for one in self.leaves
            if one.person_id == holder and one.agreed_stand_in == heir and one.covers(self.today)
        ]
        return max([since, *begun])

    def before(self, working_days: int) -> date:
        """The last day that lies so many working days back, today counted and that day not."""
        day = self.today
        while self.calendar.between(day, self.today) < working_days:
            day -= timedelta(days=1)
        return day

    def nags_by(self, day: date) -> int:
        """How many of the month's days for reminders had come by then, without the plan's."""
        return sum(one.on <= day and one.name != PLAN for one in self.schedule.occasions)
