"""Personal values at rest: nowhere in plain text, of no use in another row, rotated to a new key."""

from datetime import datetime
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import Table

from domain.conversation import Draft
from domain.people.joining import FeedbackGiven
from domain.people.people import Duty, RoleKind
from domain.register.register import (
    HouseholdEntry,
    MemberEntry,
    PairingEntry,
    PersonEntry,
    Register,
    VillageEntry,
    VisitEntry,
)
from domain.visits.visits import Mode, Picture, VisitRecorded
from storage.base.keys import Keyring, load_keys, save_keys
from storage.base.vault import Vault, row_key, sealed_columns
from storage.chat.outbox import Outgoing
from storage.database import Database
from storage.rotation import reseal
from storage.tables import household, metadata, person
from tests.arrivals import arrived
from tests.storage.conftest import TODAY, Enter
from tests.storage.contents import as_stolen, raw_rows

CANARY = "CANARY"
SEALED = [(table, column) for table in metadata.sorted_tables for column in sealed_columns(table)]


def _canaries() -> Register:
    """A canary in every field that says something of a person."""
    phone = f"{CANARY}-PHONE"
    return Register(
        villages=(VillageEntry("1", "石板村"),),
        people=(PersonEntry(f"{CANARY}-NAME", phone, (RoleKind.CLERK,)),),
        households=(
            HouseholdEntry(
                "1", f"{CANARY}-HEAD", "1", longitude=106.51234321, latitude=27.31234321,
                phone=f"{CANARY}-HOME",
            ),
        ),
        members=(MemberEntry("1", f"{CANARY}-KIN", id_number=f"{CANARY}-ID", health=f"{CANARY}-HEALTH"),),
        pairings=(PairingEntry("1", phone, Duty.RESPONSIBLE, TODAY),),
        visits=(
            VisitEntry(
                "1", phone, Duty.RESPONSIBLE, Mode.HOME, TODAY,
                met=f"{CANARY}-MET", changes=f"{CANARY}-CHANGES", issues=f"{CANARY}-ISSUES",
                note=f"{CANARY}-NOTE",
            ),
        ),
    )  # fmt: skip


@pytest.fixture
def inhabited(database: Database, enter: Enter, now: datetime) -> Database:
    """Canaries by import, by conversation and by feedback."""
    enter(_canaries())
    with database.write() as unit:
        (who,) = unit.people.all()
        (home,) = unit.rounds.of([who.id], TODAY)[who.id]
        unit.records.write(
            [
                VisitRecorded(
                    unit.ids.at(now), home.id, who.id, Duty.RESPONSIBLE, Mode.HOME, TODAY, now, False,
                    f"{CANARY}-SAID", (Picture("u", f"{CANARY}-FILE"),),
                ),
                FeedbackGiven(unit.ids.at(now), who.id, f"{CANARY}-FEEDBACK", now),
            ]
        )  # fmt: skip
        unit.fetches.add([Picture("u", f"{CANARY}-FILE")], unit.ids, now)
        unit.drafts.save({1: Draft("a", "visit", "open", {"note": f"{CANARY}-DRAFT"})}, now)
        unit.inbox.add([arrived(1, 1, f'{{"text": "{CANARY}-UPDATE"}}')], now)
        unit.outbox.add([Outgoing(1, "note", {"text": f"{CANARY}-REPLY"})], unit.ids, now)
    return database


def _opened(database: Database, vault: Vault) -> set[str]:
    """Every sealed value that this vault opens; raises where it does not."""
    return {
        vault.open_once(table.name, column, row[row_key(table)], row[column])
        for table, column in SEALED
        for row in raw_rows(database)[table.name]
        if row[column] is not None
    }


def test_a_stolen_disk_shows_nobody(inhabited: Database) -> None:
    stolen = as_stolen(inhabited)
    assert len(stolen) > 1000
    for secret in (CANARY, CANARY.encode().hex(), "27.31234321", "106.51234321"):
        assert secret.encode() not in stolen
    said = " ".join(_opened(inhabited, inhabited.vault))
    assert said.count(CANARY) >= 16, "the canaries are there for whoever has the key"


def test_no_column_holds_a_canary_in_plain_text(inhabited: Database) -> None:
    for table, found in raw_rows(inhabited).items():
        for row in found:
            for column, value in row.items():
                assert CANARY not in str(value), f"{table}.{column}"


def test_every_sealed_column_that_is_filled_is_bytes(inhabited: Database) -> None:
    filled = {
        f"{table.name}.{column}"
        for table, column in SEALED
        for row in raw_rows(inhabited)[table.name]
        if isinstance(row[column], bytes)
    }
    expected = {
        "person.name", "person.phone", "household.head", "household.coordinates", "household.phone",
        "member.name", "member.id_number", "member.health", "visit.note", "visit.met", "visit.changes",
        "visit.issues", "feedback.text", "fetch.file_ref", "draft.body", "inbox.raw", "outbox.payload",
    }  # fmt: skip
    assert expected <= filled


@pytest.mark.parametrize("table", [person, household], ids=lambda table: str(table.name))
def test_a_value_moved_to_another_row_or_column_does_not_open(table: Table, tmp_path: Path) -> None:
    vault = Vault(load_keys(tmp_path / "keys"))
    column = sealed_columns(table)[0]
    sealed = vault.seal(table.name, column, 1, "王福生")
    assert vault.open(table.name, column, 1, sealed) == "王福生"
    for where in ((table.name, column, 2), (table.name, "phone", 1), ("member", column, 1)):
        with pytest.raises(InvalidTag):
            vault.open(*where, sealed)
    with pytest.raises(InvalidTag):
        vault.open(table.name, column, 1, sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_the_same_name_is_never_sealed_to_the_same_bytes(tmp_path: Path) -> None:
    vault = Vault(load_keys(tmp_path / "keys"))
    assert len({vault.seal("person", "name", 1, "王福生") for _ in range(100)}) == 100


def test_after_a_rotation_the_new_key_alone_opens_everything(inhabited: Database, tmp_path: Path) -> None:
    old = load_keys(tmp_path / "keys")
    new = old.with_new_key()
    before = _opened(inhabited, Vault(old))
    progress: list[int] = []
    assert reseal(inhabited, Vault(new), progress.append) > 0
    only_new = Vault(Keyring({new.newest: new.keys[new.newest]}, new.index_key))
    assert _opened(inhabited, only_new) == before
    with pytest.raises(KeyError):
        _opened(inhabited, Vault(old))
    assert reseal(inhabited, Vault(new), progress.append) == 0, "a second time there is nothing to do"
    assert sum(progress) > 0


def test_people_are_still_found_by_phone_after_a_rotation(inhabited: Database, tmp_path: Path) -> None:
    new = load_keys(tmp_path / "keys").with_new_key()
    reseal(inhabited, Vault(new), lambda _: None)
    rotated = Database(inhabited.engine.url.render_as_string(hide_password=False), Vault(new))
    with rotated.read() as unit:
        found = unit.people.by_phone(f"{CANARY}-PHONE")
    rotated.close()
    assert found is not None
    assert found.name == f"{CANARY}-NAME"


def test_the_key_file_is_ours_alone_and_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "keys"
    ring = load_keys(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert load_keys(path) == ring
    more = ring.with_new_key()
    save_keys(path, more)
    assert load_keys(path) == more
    assert (more.newest, more.keys[1]) == (2, ring.keys[1])
