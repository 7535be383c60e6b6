"""Tells a message of the pure rules in one line."""

from typing import TYPE_CHECKING, Any

from domain.notices.owed import Owed

if TYPE_CHECKING:
    from tests.calendars.valley import Valley


def told(owed: Owed, valley: "Valley") -> str:
    """The kind of the message, and each of its reasons."""
    parts = [_part(name, value, owed, valley) for name, values in owed.terms.items() for value in values]
    return f"{owed.kind.value} – {', '.join(parts)}"


def _part(name: str, value: Any, owed: Owed, valley: "Valley") -> str:
    if name == "visits":
        coverage = next(
            one.coverage for one in valley.view(owed.day).people if one.person_id == owed.person_id
        )
        return f"{value}: {coverage.open} of {coverage.owed} open"
    if name == "escalated":
        pairing = next(one.pairing for one in valley.pairings if one.id == value[0])
        return f"{value[1]} hears: {valley.names[pairing.person_id]} at {valley.heads[pairing.household_id]}"
    if name == "needs":
        return f"need {value} by {valley.needs[value].due_on:%m-%d}"
    if name == "late_needs":
        return f"{value[1]} hears: need {value[0]} was due {valley.needs[value[0]].due_on:%m-%d}"
    if name == "unreachable":
        return f"cannot reach {valley.names[value]}"
    if name in ("gap", "rectify"):
        return f"{name} of {value[0]} until {value[1]}"
    if name == "digest":
        return f"the {value[0]} from {value[1]}"
    return f"{name} {value}"
