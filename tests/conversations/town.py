"""The sample township on a real database, made once for each day and copied for each conversation."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update

from bot.office import Office, open_office
from bot.paperwork.importing import write_register
from bot.settings import load_settings
from domain.conversation import Draft
from domain.people.joining import PersonJoined
from domain.people.people import Duty
from domain.register.register import VillageEntry
from sandbox.township import TOWNSHIP_NAME, sample_register
from storage.tables import household, pairing, person, role

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass
class Watch:
    """A clock that stands still until it is set."""

    at: datetime

    def now(self) -> datetime:
        """The current instant."""
        return self.at.astimezone(UTC)


def open_town(folder: Path, watch: Watch, *, phone_counts: bool = False) -> Office:
    """The office whose database lies in that folder."""
    policy = folder / "policy.toml"
    counts = f"[visits]\nphone_counts = {str(phone_counts).lower()}\n"
    policy.write_text(f'[township]\nname = "{TOWNSHIP_NAME}"\n{counts}', encoding="utf-8")
    return open_office(load_settings({"ZOUFANG_DATA_DIR": str(folder), "ZOUFANG_POLICY": str(policy)}), watch)


@dataclass
class Town:
    """Ready-made databases by day and renamed heads."""

    folder: Path

    def copy_to(
        self,
        folder: Path,
        starts: datetime,
        renamed: Mapping[str, str],
        more_villages: int = 0,
        *,
        spread: bool = False,
    ) -> None:
        """A fresh copy of the township as it stands on that morning."""
        known = abs(hash((more_villages, spread, *sorted(renamed.items()))))
        made = self.folder / f"{starts:%Y%m%d}-{known}"
        if not made.exists():
            made.mkdir(parents=True)
            _make(made, starts, renamed, more_villages, spread=spread)
        shutil.copytree(made, folder, dirs_exist_ok=True)


def _make(
    folder: Path, starts: datetime, renamed: Mapping[str, str], more_villages: int, *, spread: bool
) -> None:
    # The work began a month before, so last month's visits are owed, too.
    office = open_town(folder, Watch(starts.replace(tzinfo=ZONE, day=1) - timedelta(days=1)))
    register = sample_register(starts.date())
    homes = tuple(replace(one, head=renamed.get(one.head, one.head)) for one in register.households)
    further = tuple(
        VillageEntry(f"0000001011{nth:02}", f"新村{nth}", ("一组",)) for nth in range(more_villages)
    )
    if spread:
        # The last households live in the further villages, one in each; all others in the first village.
        here, there = homes[:-more_villages], homes[-more_villages:]
        here = tuple(replace(one, village_code=homes[0].village_code, group=homes[0].group) for one in here)
        moved = (
            replace(one, village_code=village.code, group="一组")
            for one, village in zip(there, further, strict=True)
        )
        homes = (*here, *moved)
    write_register(office, replace(register, villages=(*register.villages, *further), households=homes))
    office.database.close()


def bind(office: Office, name: str, account: int) -> None:
    """The person has joined from that account."""
    with office.database.write() as unit:
        who = next(one for one in unit.people.all() if one.name == name)
        unit.people.join([PersonJoined(0, who.id, account, office.clock.now() - timedelta(days=30))])


def issue_link(office: Office, name: str) -> str:
    """The token of a new link for that person."""
    with office.database.write() as unit:
        who = next(one for one in unit.people.all() if one.name == name)
        return unit.invites.issue([who.id], unit.ids, office.clock.now())[who.id]


def suspend(office: Office, name: str) -> None:
    """That person may not talk to the bot any more."""
    with office.database.write() as unit:
        who = next(one for one in unit.people.all() if one.name == name)
        gone = update(person).where(person.c.id == who.id).values(suspended_at=office.clock.now())
        unit.connection.execute(gone)


def end_office(office: Office, name: str) -> None:
    """Since yesterday that person is no official any more."""
    with office.database.write() as unit:
        who = next(one for one in unit.people.all() if one.name == name)
        yesterday = office.today - timedelta(days=1)
        unit.connection.execute(update(role).where(role.c.person_id == who.id).values(until=yesterday))


def settle_paper(office: Office, outcome: str) -> int:
    """The sheet asked for last comes to that: `ok`, `failed` or `refused`."""
    with office.database.write() as unit:
        asked = unit.paperwork.due()[-1]
        unit.paperwork.done(asked.id, {outcome: True})
        return asked.id


def hand_over(office: Office, head: str, name: str) -> None:
    """From today on another person is responsible for the household."""
    with office.database.write() as unit:
        who = next(one for one in unit.people.all() if one.name == name)
        rows = unit.connection.execute(select(household.c.id, household.c.head)).all()
        home = next(r.id for r in rows if unit.vault.open("household", "head", r.id, r.head) == head)
        theirs = (pairing.c.household_id == home, pairing.c.duty == Duty.RESPONSIBLE.value)
        ended = update(pairing).where(*theirs, pairing.c.until.is_(None))
        unit.connection.execute(ended.values(until=office.today - timedelta(days=1)))
        row = {"id": unit.ids.at(office.clock.now()), "household_id": home, "person_id": who.id}
        begun = {"duty": Duty.RESPONSIBLE.value, "since": office.today, "capacity": ""}
        unit.connection.execute(insert(pairing), [row | begun])


def change_number(office: Office, name: str, phone: str) -> None:
    """The person has that number from now on."""
    with office.database.write() as unit:
        who = next(one for one in unit.people.all() if one.name == name)
        sealed = unit.vault.seal("person", "phone", who.id, phone)
        changed = {"phone": sealed, "phone_index": unit.vault.index(phone)}
        unit.connection.execute(update(person).where(person.c.id == who.id).values(changed))


def lose_state(office: Office, chat: int) -> None:
    """After an upgrade, the state in which this chat stands exists no more."""
    with office.database.write() as unit:
        draft = unit.drafts.of([chat]).get(chat, Draft("0", "", ""))
        unit.drafts.save({chat: replace(draft, state="of_an_older_version")}, office.clock.now())
