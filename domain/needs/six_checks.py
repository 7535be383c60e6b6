"""The six checks (两不愁三保障 and water), derived from visits and needs: nobody is asked six questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.needs.needs import NeedStatus
from domain.visits.visits import Check, ChecksOf

YES, NO, UNKNOWN = "y", "n", "-"


NOTHING_TOLD = UNKNOWN * len(Check)
ALL_FINE = YES * len(Check)


@dataclass(frozen=True, slots=True)
class ToldVisit:
    """What a visit said to the six: `checks` are six letters."""

    visited_on: date
    checks: str


@dataclass(frozen=True, slots=True)
class ToldNeed:
    """What a need says to its checks; `closed_on` is the day of the confirmation or withdrawal."""

    category: str
    status: NeedStatus
    reported_on: date
    closed_on: date | None = None
    by_household: bool = True
    """Somebody confirmed it; False: nobody objected."""

    def is_pending(self, day: date) -> bool:
        """Whether on that day it was told of and neither confirmed nor, by now, withdrawn."""
        is_told = self.reported_on <= day and self.status is not NeedStatus.WITHDRAWN
        return is_told and (self.closed_on is None or self.closed_on > day)

    def is_confirmed(self, since: date, until: date) -> bool:
        """Whether somebody confirmed in these days that it is solved."""
        confirmed = self.status is NeedStatus.CONFIRMED and self.by_household
        return confirmed and self.closed_on is not None and since <= self.closed_on <= until


def answered(told: str, checks: Iterable[Check], answer: str) -> str:
    """The six letters after these checks were answered."""
    which = set(checks)
    return "".join(answer if check in which else old for check, old in zip(Check, told, strict=True))


def checks_of_visit(told: str, categories: Iterable[str], checks_of: ChecksOf) -> str:
    """What one visit says: its own six letters, and no to what the needs told at it concern."""
    return answered(told, (check for one in categories for check in checks_of.get(one, ())), NO)


def checks_on(told: str, day: date, needs: Iterable[ToldNeed], checks_of: ChecksOf) -> str:
    """What a visit of that day says to the ledger: no to what a need concerns that was pending then."""
    return checks_of_visit(told, (one.category for one in needs if one.is_pending(day)), checks_of)


def checks_of_month(
    visits: Iterable[ToldVisit], needs: Iterable[ToldNeed], since: date, until: date, checks_of: ChecksOf
) -> str:
    """How the six of one household stand on `until`, by what was told since the month's first day.

    The last thing told wins: a visit, or the confirmation of a need. A need that is not confirmed yet says
    no whatever was told, also one of an earlier month. What nobody told of stays unknown.
    """
    known = tuple(needs)
    told = [(one.visited_on, one.checks) for one in visits if since <= one.visited_on <= until]
    told += [
        (one.closed_on, answered(NOTHING_TOLD, checks_of.get(one.category, ()), YES))
        for one in known
        if one.closed_on and one.is_confirmed(since, until)
    ]
    stands = NOTHING_TOLD
    for _, letters in sorted(told, key=lambda one: one[0]):
        stands = "".join(new if new != UNKNOWN else old for new, old in zip(letters, stands, strict=True))
    return checks_of_visit(stands, (one.category for one in known if one.is_pending(until)), checks_of)
