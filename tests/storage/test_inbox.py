"""The inbox: every update once, each chat in order, several workers, three tries."""

from datetime import datetime, timedelta

import pytest

from storage.base.repository import Overtaken
from storage.database import Database
from tests.arrivals import arrived, key_of, keys_of

SOON = timedelta(seconds=60)


def _keep(database: Database, now: datetime, *updates: tuple[int, int | None]) -> None:
    with database.write() as unit:
        unit.inbox.add([arrived(*one) for one in updates], now)


def _next(database: Database, now: datetime, worker: str | None = None, limit: int = 100) -> list[int]:
    with database.write() as unit:
        return [int(one.external) for one in unit.inbox.next(now, limit, worker)]


def _done(database: Database, *keys: int, worker: str | None = None) -> None:
    with database.write() as unit:
        unit.inbox.done(keys_of(unit, *keys), worker)


def test_an_update_that_comes_again_is_kept_once(database: Database, now: datetime) -> None:
    _keep(database, now, (7, 1), (8, 1))
    _done(database, 7)
    with database.write() as unit:
        unit.inbox.add([arrived(7, 1, "anything else"), arrived(9, 1)], now)
    with database.read() as unit:
        assert unit.inbox.counts() == {"done": 1, "pending": 2}


def test_ids_that_fall_after_a_quiet_week_are_updates_like_any_other(
    database: Database, now: datetime
) -> None:
    _keep(database, now, (900_000, 1))
    _done(database, 900_000)
    _keep(database, now, (17, 1))
    assert _next(database, now) == [17]


def test_a_chat_gives_one_update_at_a_time_in_order_and_chats_do_not_wait_for_each_other(
    database: Database, now: datetime
) -> None:
    _keep(database, now, (3, 1), (1, 1), (2, 2), (4, None), (5, None))
    assert _next(database, now) == [1, 2, 4, 5]
    _done(database, 1, 2)
    assert _next(database, now) == [3, 4, 5]
    assert _next(database, now, limit=1) == [3]


def test_two_workers_never_get_the_same_update_nor_the_same_chat(database: Database, now: datetime) -> None:
    if database.is_sqlite:
        pytest.skip("one process alone runs on SQLite")
    _keep(database, now, (1, 1), (2, 1), (3, 2), (4, 3))
    other = Database(str(database.engine.url), database.vault)
    with database.write() as first, other.write() as second:
        one = [int(each.external) for each in first.inbox.next(now, 2, "a")]
        two = [int(each.external) for each in second.inbox.next(now, 10, "b")]
    other.close()
    assert (one, two) == ([1, 3], [4])
    assert _next(database, now, "b") == []
    _done(database, 1, worker="a")
    assert _next(database, now, "b") == [2]


def test_an_update_whose_claim_was_taken_over_cannot_have_its_effect_twice(
    database: Database, now: datetime
) -> None:
    if database.is_sqlite:
        pytest.skip("there are no claims on SQLite")
    _keep(database, now, (1, 1))
    assert _next(database, now, "stopped") == [1]
    with database.write() as unit:
        unit.inbox.take_over(now)
    assert _next(database, now, "b") == [], "a claim of this very instant is no old one"
    with database.write() as unit:
        unit.inbox.take_over(now + SOON)
    assert _next(database, now + SOON, "b") == [1]
    with pytest.raises(Overtaken):
        _done(database, 1, worker="stopped")
    _done(database, 1, worker="b")


def test_whoever_runs_alone_takes_over_every_claim(database: Database, now: datetime) -> None:
    _keep(database, now, (1, 1))
    with database.write() as unit:
        unit.inbox.take_over(None)
    assert _next(database, now) == [1]


def test_an_effect_that_was_had_is_not_had_again(database: Database, now: datetime) -> None:
    _keep(database, now, (1, 1), (2, 2))
    _done(database, 1)
    with pytest.raises(Overtaken):
        _done(database, 1, 2)
    with database.read() as unit:
        assert not unit.inbox.is_open(key_of(unit, 1))
        assert unit.inbox.is_open(key_of(unit, 2)), "all or nothing"


def test_a_failure_is_tried_again_later_and_the_third_is_the_last(database: Database, now: datetime) -> None:
    _keep(database, now, (1, 1), (2, 1), (3, 2))
    verdicts = []
    for _ in range(3):
        with database.write() as unit:
            verdicts.append(unit.inbox.failed(key_of(unit, 1), now))
    assert verdicts == [False, False, True]
    assert _next(database, now) == [2, 3], "what follows in that chat goes on"
    with database.read() as unit:
        assert unit.inbox.counts() == {"dead": 1, "pending": 2}


def test_a_chat_waits_for_its_update_that_was_put_off(database: Database, now: datetime) -> None:
    _keep(database, now, (1, 1), (2, 1), (3, 2))
    with database.write() as unit:
        unit.inbox.failed(key_of(unit, 1), now)
    assert _next(database, now) == [3]
    assert _next(database, now + SOON) == [1, 3]


def test_what_no_trying_can_help_is_set_aside_at_once(database: Database, now: datetime) -> None:
    _keep(database, now, (1, 1))
    with database.write() as unit:
        assert unit.inbox.failed(key_of(unit, 1), now, final=True)
    with database.read() as unit:
        assert unit.inbox.counts() == {"dead": 1}


def test_an_update_that_had_its_effect_cannot_fail_any_more(database: Database, now: datetime) -> None:
    _keep(database, now, (1, 1))
    _done(database, 1)
    with database.write() as unit:
        assert not unit.inbox.failed(key_of(unit, 1), now)
    assert _next(database, now + SOON) == []


def test_only_what_is_done_and_old_is_forgotten(database: Database, now: datetime) -> None:
    _keep(database, now, (1, 1), (2, 2), (3, 3))
    _done(database, 1)
    with database.write() as unit:
        unit.inbox.failed(key_of(unit, 2), now, final=True)
        unit.inbox.forget(now)
        assert unit.inbox.counts() == {"done": 1, "dead": 1, "pending": 1}
        unit.inbox.forget(now + SOON)
        assert unit.inbox.counts() == {"dead": 1, "pending": 1}
