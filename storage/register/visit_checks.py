"""The six letters of a stored visit as the ledger tells them."""

from collections.abc import Mapping
from typing import Any

from domain.needs.six_checks import checks_on
from domain.visits.visits import ChecksOf, Mode
from storage.needs.checks import ToldNeeds


def told_to_ledger(row: Mapping[Any, Any], needs: ToldNeeds, checks_of: ChecksOf) -> str:
    """The visit's answers, with "no" for checks with a pending need; failed visits report nothing."""
    checks: str = row["checks"]
    if row["mode"] == Mode.NOBODY.value:
        return checks
    return checks_on(checks, row["visited_on"], needs.get(row["household_id"], ()), checks_of)
