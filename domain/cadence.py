"""Cadence: how often a duty asks for a visit to a household (DOMAIN.md section 3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.month import Month
from domain.people import Duty
from domain.policy_duty import CadenceRule


@dataclass(frozen=True, slots=True)
class Cadence:
    """So many visits in a period of so many calendar months; `phone_counts`: by phone will do."""

    visits: int = 1
    months: int = 1
    phone_counts: bool = False

    def falls_due_in(self, month: Month) -> bool:
        """Whether a period ends with that month; periods divide the calendar year."""
        return month.number % self.months == 0

    def period(self, month: Month) -> tuple[date, date]:
        """First and last day of the period that ends with the month."""
        first = month.first.replace(month=max(1, month.number - self.months + 1))
        return first, month.last


MONTHLY = Cadence()


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
    known = frozenset(classes)
    rule = next((one for one in rules if one.fits(duty, known)), None) or CadenceRule()
    return Cadence(rule.visits, rule.months, away or phone_counts or rule.phone_counts)
