"""One household with everybody who stands around it, each with a phone that has joined."""

from datetime import timedelta
from pathlib import Path

from bot.office import Office, open_office
from bot.settings import load_settings
from domain.people.people import TOWNSHIP, Duty, RoleKind
from domain.register.register import (
    HouseholdEntry,
    PairingEntry,
    PersonEntry,
    Register,
    VillageEntry,
    VisitEntry,
)
from domain.visits.visits import Mode
from storage.register.ledger import Ledger
from storage.register.writing import write
from tests.bot.township import FIRST_ACCOUNT, VILLAGE, bind_accounts, code_of, environment, phone_of

HEAD = "王福生"
RESPONSIBLE, CONTACT, LEADER = range(3)
"""Whose phone is which."""
_PEOPLE = (
    ("李国强", RoleKind.RESPONSIBLE, VILLAGE),
    ("周敏", RoleKind.CONTACT, VILLAGE),
    ("罗建华", RoleKind.TOWNSHIP_LEADER, TOWNSHIP),
)


def working_environment(folder: Path, url: str) -> dict[str, str]:
    """The settings of a bot in that folder; today and tomorrow are working days there."""
    environ = environment(folder, url, fast=True)
    office = open_office(load_settings(environ))
    days = ", ".join(f"{office.today + timedelta(days=step)}" for step in range(2))
    office.database.close()
    with (folder / "policy.toml").open("a", encoding="utf-8") as policy:
        policy.write(f"\n[calendar]\nmake_up_days = [{days}]\n")
    return environ


def settle_hamlet(environ: dict[str, str]) -> Office:
    """An office with that household, and its people bound to accounts."""
    office = open_office(load_settings(environ))
    last_month = office.today.replace(day=1) - timedelta(days=1)
    since = last_month - timedelta(days=100)
    register = Register(
        villages=(VillageEntry(VILLAGE, "石板村", ("一组",)),),
        people=tuple(
            PersonEntry(name, phone_of(at), (kind,), area_codes=(area,))
            for at, (name, kind, area) in enumerate(_PEOPLE)
        ),
        households=(HouseholdEntry(code_of(0), HEAD, VILLAGE, "一组"),),
        pairings=tuple(
            PairingEntry(code_of(0), phone_of(at), duty, since)
            for at, duty in enumerate((Duty.RESPONSIBLE, Duty.CONTACT))
        ),
        visits=(VisitEntry(code_of(0), phone_of(0), Duty.RESPONSIBLE, Mode.HOME, last_month),),
    )
    with office.database.write() as unit:
        write(Ledger(unit, office.today, office.clock.now(), office.policy.township.time_zone), register)
    accounts = {phone_of(at): FIRST_ACCOUNT + at for at in range(len(_PEOPLE))}
    bind_accounts(office.database, accounts, office.clock.now())
    return office
