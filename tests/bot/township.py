"""A township as small or large as a test needs, and its people bound to accounts without a conversation."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.office import Office, open_office
from bot.settings import load_settings
from domain.calendar.clock import Clock
from domain.people.joining import PersonJoined
from domain.people.people import Duty, RoleKind
from domain.register.register import (
    HouseholdEntry,
    PairingEntry,
    PersonEntry,
    Register,
    VillageEntry,
    VisitEntry,
)
from domain.visits.visits import Mode
from storage.database import Database
from storage.register.ledger import Ledger
from storage.register.writing import write

TOKEN = "7000000001:not-a-real-token"
FIRST_ACCOUNT = 5001
VILLAGE = "000000101001"
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "安保成德恩福广海江良"


def phone_of(person: int) -> str:
    return f"1000000{person:04d}"


def head_of(home: int) -> str:
    """A different name for each of the first 1,600 households."""
    surname, given = divmod(home, 100)
    return SURNAMES[surname] + GIVEN[given // 10] + GIVEN[given % 10]


def code_of(home: int) -> str:
    return f"{VILLAGE}{home:04d}"


def township(people: int, homes_each: int, today: date) -> Register:
    """So many responsible persons with so many households each, all visited last month, and a clerk."""
    homes = range(people * homes_each)
    last_month = today.replace(day=1) - timedelta(days=1)
    since = date(today.year - 1, 1, 1)
    cadres = [PersonEntry(f"帮扶{one:02d}", phone_of(one), (RoleKind.RESPONSIBLE,)) for one in range(people)]
    clerk = PersonEntry("资料员", phone_of(people), (RoleKind.CLERK,))
    whose = {home: phone_of(home // homes_each) for home in homes}
    return Register(
        villages=(VillageEntry(VILLAGE, "石板村", ("一组",)),),
        people=(*cadres, clerk),
        households=tuple(HouseholdEntry(code_of(one), head_of(one), VILLAGE, "一组") for one in homes),
        pairings=tuple(PairingEntry(code_of(one), whose[one], Duty.RESPONSIBLE, since) for one in homes),
        # Else the bot would ask, on the first mornings of a month, which month is meant (R11).
        visits=tuple(
            VisitEntry(code_of(one), whose[one], Duty.RESPONSIBLE, Mode.HOME, last_month) for one in homes
        ),
    )


def afternoon_zone() -> str:
    """A zone where it is now between two and three in the afternoon, so that no test meets midnight."""
    ahead = 14 - datetime.now(UTC).hour
    # These names count westwards.
    return f"Etc/GMT{-ahead:+d}"


def environment(
    folder: Path, api_url: str, *, fast: bool = False, zone: str = "", **more: str
) -> dict[str, str]:
    """The settings of a bot in that folder; `fast` lifts the limits of sending."""
    policy = folder / "policy.toml"
    zone = zone or afternoon_zone()
    lines = ["[township]", 'name = "石板镇"', f'time_zone = "{zone}"', "starts_on = 2025-01-01"]
    # Else what nobody asked for would come on some days and at some hours, and not on others.
    lines += ["[[reminders.windows]]", "opens = 03:00:00", "closes = 03:01:00"]
    if fast:
        lines += ["[sending]", "per_second = 10000", "per_chat_per_second = 10000", "per_chat_burst = 10000"]
    policy.write_text("\n".join(lines), encoding="utf-8")
    given = {"TOKEN": TOKEN, "API_URL": api_url, "DATA_DIR": str(folder), "POLICY": str(policy), **more}
    return {f"ZOUFANG_{name}": value for name, value in given.items()}


def settle_in(
    environ: Mapping[str, str],
    people: int,
    homes_each: int,
    joined: int | None = None,
    clock: Clock | None = None,
) -> Office:
    """An office with that township, the first `joined` of its people (default: all) bound to accounts."""
    office = open_office(load_settings(environ), clock)
    with office.database.write() as unit:
        ledger = Ledger(unit, office.today, office.clock.now(), office.policy.township.time_zone)
        write(ledger, township(people, homes_each, office.today))
    accounts = {phone_of(one): FIRST_ACCOUNT + one for one in range(people + 1)}
    bind_accounts(office.database, accounts, office.clock.now())
    return office


def bind_accounts(database: Database, accounts: Mapping[str, int], now: datetime) -> None:
    """Let the people with these phones have joined with these accounts."""
    with database.write() as unit:
        people = [one for one in unit.people.all() if one.phone in accounts]
        tokens = unit.invites.issue([one.id for one in people], unit.ids, now)
        invitations = unit.invites.of(list(tokens.values()), now)
        unit.records.write(
            PersonJoined(invitations[tokens[one.id]].id, one.id, accounts[one.phone], now) for one in people
        )
