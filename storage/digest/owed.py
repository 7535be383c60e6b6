"""Duties of a month one by one, as they are kept, else as the one definition has them (storage.state)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select, true

from domain.calendar.month import Month
from domain.duties.cadence import Cadence
from domain.duties.obligations import Status
from domain.people.people import Pairing
from domain.policy.policy import Policy
from storage.base.repository import Repository, Work
from storage.duties.duties import OVER, status_of
from storage.duties.facts import Derived, DutyFacts, Row, pairing_of
from storage.duties.keeping import Keeping
from storage.duties.rules import DutyRules, Ruling
from storage.settings import SettingsTable
from storage.tables import obligation as kept
from storage.tables import pairing

_KEPT = select(kept).join(pairing, pairing.c.id == kept.c.pairing_id).order_by(kept.c.pairing_id)


@dataclass(frozen=True, slots=True)
class OwedDuty:
    """What a pairing owes in a month, and how that stands on the day it was asked for."""

    pairing_id: int
    pairing: Pairing
    cadence: Cadence
    status: Status
    excuse: str = ""
    met_on: date | None = None


class OwedDuties(Repository):
    """Duties by the rules of a policy."""

    def __init__(self, work: Work, policy: Policy) -> None:
        super().__init__(work)
        self._rules = DutyRules.of(policy)
        self._kept = Keeping(work).kept()

    def is_kept(self, month: Month) -> bool:
        """Whether all that is owed in the month can be read from what is kept."""
        return self._kept is not None and self._kept.has(month, self._rules)

    def of(self, month: Month, as_of: date, which: ColumnElement[bool] | None = None) -> list[OwedDuty]:
        """The duties of a month as they stand on a day; `which` says something of their pairings."""
        chosen = true() if which is None else which
        if not self.is_kept(month):
            return self._derived(month, as_of, chosen)
        known = _KEPT.where(kept.c.month == month, kept.c.status != OVER, chosen)
        return [_of_row(row, as_of) for row in self._connection.execute(known).mappings()]

    def _derived(self, month: Month, as_of: date, which: ColumnElement[bool]) -> list[OwedDuty]:
        ruling = Ruling.by(self._rules, SettingsTable(self._work).starts_on() or as_of)
        if month < ruling.first_month:
            return []
        facts = DutyFacts(self._work)
        found = facts.derived(facts.paired(which), month, ruling)
        return [owed for one in found if (owed := _of_facts(one, as_of))]


def _of_row(row: Row, as_of: date) -> OwedDuty:
    months = row["month"].number - row["first_on"].month + 1
    cadence = Cadence(row["wanted"], months, row["phone_counts"])
    status = status_of(row, as_of)
    return OwedDuty(row["pairing_id"], pairing_of(row), cadence, status, row["excuse"] or "", row["met_on"])


def _of_facts(one: Derived, as_of: date) -> OwedDuty | None:
    if one.owed is None:
        return None
    excuse = one.owed.excuse.kind.value if one.owed.excuse else ""
    status = one.owed.status(as_of)
    return OwedDuty(one.pairing_id, one.pairing, one.cadence, status, excuse, one.owed.met_on)
