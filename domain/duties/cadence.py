"""Cadence: how often a duty asks for a visit to a household (docs/domain.md)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.calendar.month import Month
from domain.people.people import Duty
from domain.policy.duty import CadenceRule
from domain.visits.visits import Mode


@dataclass(frozen=True, slots=True)
class Cadence:
    """So many visits in a period of so many calendar months; `phone_counts`: by phone will do."""

    visits: int = 1
    months: int = 1
    phone_counts: bool = False

    def counts(self, mode: Mode) -> bool:
        """Whether such a visit will do."""
        return mode is Mode.HOME or (mode is Mode.PHONE and self.phone_counts)

    def falls_due_in(self, month: Month) -> bool:
        """Whether a period ends with that month; periods divide the calendar year."""
        return month.number % self.months == 0

    def due_in(self, month: Month) -> Month:
        """The last month of the period in which that month lies."""
        return Month(month.year, -(-month.number // self.months) * self.months)

    def period(self, month: Month) -> tuple[date, date]:
        """First and last day of the period that ends with the month."""
        first = month.first.replace(month=max(1, month.number - self.months + 1))
        return first, month.last


MONTHLY, MONTHLY_BY_PHONE = Cadence(), Cadence(phone_counts=True)


def counted_from(month: Month, rules: Iterable[CadenceRule]) -> date:
    """The first day on which a visit may count for a duty that is not over by that month."""
    longest = max((rule.months for rule in rules), default=1)
    cadence = Cadence(months=longest)
    return cadence.period(cadence.due_in(month))[0]


def cadence(
    duty: Duty,
    classes: Iterable[str],
    rules: Iterable[CadenceRule],
    *,
    away: bool = False,
    phone_counts: bool = False,
) -> Cadence:
    """What the duty asks for at a household: by the first rule that fits, else once a month.

    A visit by phone will do where the household is away, or where a rule or the whole policy says so.
    """
    known, by_phone = frozenset(classes), away or phone_counts
    rule = next((one for one in rules if one.fits(duty, known)), None)
    if rule is None:
        return MONTHLY_BY_PHONE if by_phone else MONTHLY
    return Cadence(rule.visits, rule.months, by_phone or rule.phone_counts)
