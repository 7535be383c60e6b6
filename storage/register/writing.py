"""A register written whole: areas, people and roles, households with members, pairings, visits, needs."""

from sqlalchemy import text

from domain.calendar.month import Month
from domain.register.register import Register
from storage.register.areas import write_areas
from storage.register.households import write_households
from storage.register.ledger import Ledger
from storage.register.members import write_members
from storage.register.needs import write_needs
from storage.register.pairings import write_pairings
from storage.register.people import write_people, write_roles
from storage.register.visits import write_visits
from storage.tables import area, household, member, need, pairing, person, role
from storage.unit import Unit

WRITTEN = (area, person, role, household, member, pairing, need)


def write(ledger: Ledger, register: Register) -> None:
    """Write all of it; the transaction of the ledger's unit makes it all or nothing."""
    if not ledger.is_trial:
        lock(ledger.unit)
        ledger.unit.settings.begin(ledger.today)
        if ledger.unit.keeping.kept() is None:
            ledger.unit.keeping.begin(Month.of(ledger.today), ledger.duties)
    areas = write_areas(ledger, register)
    people = write_people(ledger, register)
    write_roles(ledger, register, people, areas)
    households = write_households(ledger, register, areas)
    write_members(ledger, register, households)
    write_pairings(ledger, register, households, people)
    write_visits(ledger, register, households, people)
    write_needs(ledger, register, households, people)
    if not ledger.is_trial and not ledger.refused:
        ledger.unit.keeping.households(ledger.touched)


def lock(unit: Unit) -> None:
    """Nobody else changes what is compared; on SQLite there is one writer anyway."""
    if unit.connection.dialect.name == "postgresql":
        names = ", ".join(table.name for table in WRITTEN)
        unit.connection.execute(text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"))
