"""A crowd: so many responsible persons with a household each, all of whom have joined."""

from datetime import date

from domain.people.joining import PersonJoined
from domain.people.people import Duty, RoleKind
from domain.policy.policy import Policy
from domain.register.register import HouseholdEntry, PairingEntry, PersonEntry, Register, VillageEntry
from storage.database import Database
from tests.duties.hillside import Hillside, at


def register(people: int) -> Register:
    """One village of them."""
    several = [PersonEntry(f"干部{one}", f"1{one:010}", (RoleKind.RESPONSIBLE,)) for one in range(people)]
    homes = [HouseholdEntry(f"{one:010}", f"户主{one}", "000101") for one in range(people)]
    pairs = (
        PairingEntry(home.code, who.phone, Duty.RESPONSIBLE, date(2026, 1, 1))
        for home, who in zip(homes, several, strict=True)
    )
    return Register((VillageEntry("000101", "石板村"),), tuple(several), tuple(homes), (), tuple(pairs))


def open_town(database: Database, people: int) -> None:
    """Their accounts are 1, 2, 3 and so on."""
    town = Hillside(database, date(2026, 11, 1), Policy())
    town.enter(register(people))
    with database.write() as unit:
        unit.people.join(
            [PersonJoined(1, one.id, nth, at(town.today)) for nth, one in enumerate(unit.people.all(), 1)]
        )
