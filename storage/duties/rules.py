"""What the policy says of the duty, as the database remembers it: by these rules its results are kept."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.calendar.month import Month
from domain.calendar.working_days import WorkingDays
from domain.duties.cadence import Cadence, cadence
from domain.duties.leave import Excuse, Leave, excuse_for, excuses_of
from domain.people.people import Duty
from domain.policy.duty import Duties
from domain.policy.policy import Calendar, Policy
from domain.policy.section import Section


class DutyRules(Section):
    """The part of a policy on which obligations depend; written out (JSON) it is its own fingerprint."""

    duties: Duties = Duties()
    calendar: Calendar = Calendar()
    phone_counts: bool = False
    starts_on: date | None = None

    @classmethod
    def of(cls, policy: Policy) -> "DutyRules":
        """These of a policy."""
        return cls(
            duties=policy.duties,
            calendar=policy.calendar,
            phone_counts=policy.visits.phone_counts,
            starts_on=policy.township.starts_on,
        )


@dataclass(frozen=True)
class Ruling:
    """The rules with the day on which the work began, ready to be asked very often."""

    rules: DutyRules
    starts_on: date
    calendar: WorkingDays
    _cadences: dict[Any, Cadence] = field(default_factory=dict, compare=False)

    @classmethod
    def by(cls, rules: DutyRules, began_on: date) -> "Ruling":
        """Build from these rules; `began_on` is used if they have no `starts_on`."""
        days_off, make_up = frozenset(rules.calendar.days_off), frozenset(rules.calendar.make_up_days)
        return cls(rules, rules.starts_on or began_on, WorkingDays(days_off, make_up))

    @property
    def first_month(self) -> Month:
        """Before it nothing is owed."""
        return Month.of(self.starts_on)

    def cadence(self, duty: str, classes: tuple[str, ...], *, away: bool) -> Cadence:
        """What a duty asks for at such a household; an empty class is none."""
        kind = duty, classes, away
        if kind not in self._cadences:
            known, rules = filter(None, classes), self.rules
            self._cadences[kind] = cadence(
                Duty(duty), known, rules.duties.cadences, away=away, phone_counts=rules.phone_counts
            )
        return self._cadences[kind]

    def excuse(self, person_id: int, leaves: Iterable[Leave], month: Month) -> Excuse | None:
        """What excuses a person's duties of a month."""
        theirs = excuses_of(person_id, leaves)
        working_days = self.rules.duties.excused_from_working_days
        return excuse_for(month, theirs, self.calendar, working_days) if theirs else None
