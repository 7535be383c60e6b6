"""One-time links: used once, void after a newer one, of no use after three days."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.people.joining import PersonJoined
from domain.register.register import Register
from storage.base.repository import Overtaken
from storage.database import Database
from storage.people.invites import hash_of
from storage.tables import invite, person
from tests.storage.conftest import LI, ZHOU, Enter


def _invite(database: Database, now: datetime, phone: str = LI) -> tuple[int, str]:
    with database.write() as unit:
        who = unit.people.by_phone(phone)
        assert who is not None
        return who.id, unit.invites.issue([who.id], unit.ids, now)[who.id]


def _join(database: Database, token: str, account: int, now: datetime) -> None:
    with database.write() as unit:
        found = unit.invites.of([token], now)[token]
        unit.records.write([PersonJoined(found.id, found.person.id, account, now)])


def _is_usable(database: Database, token: str, now: datetime) -> bool:
    with database.read() as unit:
        return unit.invites.of([token], now)[token].is_usable


@pytest.fixture
def township(database: Database, enter: Enter, register: Register) -> Database:
    enter(register)
    return database


def test_a_link_binds_the_account_and_is_used_up_by_that(township: Database, now: datetime) -> None:
    who, token = _invite(township, now)
    assert _is_usable(township, token, now)
    _join(township, token, 501, now)
    with township.read() as unit:
        assert unit.people.by_account([501])[501].id == who
        found = unit.invites.of([token], now)[token]
        assert (found.is_usable, found.account) == (False, 501)
    with pytest.raises(Overtaken):
        _join(township, token, 502, now)
    with township.read() as unit:
        assert set(unit.people.by_account([501, 502])) == {501}


def test_a_newer_link_voids_the_older_one_and_nobody_elses(township: Database, now: datetime) -> None:
    _, old = _invite(township, now)
    _, other = _invite(township, now, ZHOU)
    _, new = _invite(township, now)
    usable = [_is_usable(township, one, now) for one in (old, other, new)]
    assert usable == [False, True, True]
    with pytest.raises(Overtaken):
        _join(township, old, 501, now)


def test_a_link_lives_for_three_days(township: Database, now: datetime) -> None:
    _, token = _invite(township, now)
    assert _is_usable(township, token, now + timedelta(hours=72, seconds=-1))
    assert not _is_usable(township, token, now + timedelta(hours=72))


def test_of_two_who_use_a_link_at_once_one_is_refused(township: Database, now: datetime) -> None:
    _, token = _invite(township, now)
    with township.read() as unit:
        found = unit.invites.of([token], now)[token]
    both = [PersonJoined(found.id, found.person.id, account, now) for account in (501, 502)]
    with pytest.raises(Overtaken), township.write() as unit:
        unit.records.write(both)
    with township.read() as unit:
        assert unit.people.by_account([501, 502]) == {}


def test_an_account_belongs_to_one_person_at_most(township: Database, now: datetime) -> None:
    for phone in (LI, ZHOU):
        _join(township, _invite(township, now, phone)[1], 501, now)
    with township.read() as unit:
        assert unit.people.by_account([501])[501].phone == ZHOU


def test_a_suspended_person_cannot_use_a_link(township: Database, now: datetime) -> None:
    who, token = _invite(township, now)
    with township.write() as unit:
        unit.connection.execute(person.update().where(person.c.id == who).values(suspended_at=now))
    assert not _is_usable(township, token, now)


def test_only_the_hash_of_a_link_is_kept(township: Database, now: datetime) -> None:
    _, token = _invite(township, now)
    with township.read() as unit:
        assert unit.connection.scalar(select(invite.c.token_hash)) == hash_of(token)
        assert unit.invites.of(["no-such-link"], now) == {}
        assert unit.invites.of([], now) == {}
