"""Where a phone on the page can say it is: a little way off one household in each village."""

from dataclasses import dataclass

from domain.register.register import Register

ASIDE = 0.0006
"""Degrees, some sixty metres: a pin is a hint and never the doorstep (R15)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to send a location from; degrees, WGS 84."""

    name: str
    latitude: float
    longitude: float


def village_places(register: Register) -> tuple[Place, ...]:
    """One place a village, in ledger order; villages without coordinates have none."""
    at = {
        home.village_code: (home.latitude + ASIDE, home.longitude)
        for home in reversed(register.households)
        if home.latitude is not None and home.longitude is not None
    }
    return tuple(
        Place(village.name, *at[village.code]) for village in register.villages if village.code in at
    )
