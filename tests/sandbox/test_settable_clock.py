"""The clock runs, can be set, and never goes back by itself."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from sandbox.clock import SettableClock

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_time_passes_from_the_instant_it_was_set_to() -> None:
    clock = SettableClock(NOON)
    first, second = clock.now(), clock.now()
    assert NOON <= first <= second < NOON + timedelta(seconds=1)


def test_advancing_adds_to_what_it_is() -> None:
    clock = SettableClock(NOON)
    clock.advance(timedelta(days=1))
    assert timedelta(0) <= clock.now() - NOON - timedelta(days=1) < timedelta(seconds=1)


def test_another_zone_is_turned_into_utc() -> None:
    clock = SettableClock(datetime(2026, 11, 21, 20, tzinfo=timezone(timedelta(hours=8))))
    assert clock.now().tzinfo is UTC
    assert clock.now() - NOON < timedelta(seconds=1)


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        SettableClock().set(datetime(2026, 11, 21))
