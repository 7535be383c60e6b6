"""`state`: everything that stands, for operators and tests."""

from typing import Any

from bot.commands.invite import roles_of
from bot.office import Office
from domain.calendar.month import Month
from storage.duties.rules import DutyRules
from storage.state import State


def state(office: Office, month: Month | None = None) -> dict[str, Any]:
    """The whole state as `state --json` prints it; obligations are those of one month (default: this one)."""
    chosen = month or Month.of(office.today)
    with office.database.read() as unit:
        look = State(unit)
        return {
            "now": office.clock.now().isoformat(),
            "month": str(chosen),
            "people": look.people(roles_of(unit, list(unit.people.all()), office.today)),
            "pairings": look.pairings(),
            "obligations": look.obligations(chosen, office.today, DutyRules.of(office.policy)),
            "visits": look.visits(),
            "needs": look.needs(),
            "notices": look.notices(),
            **look.boxes(),
        }
