"""A job is done once a minute by the bot's clock, and at once when somebody turns that clock."""

import asyncio
from datetime import UTC, datetime, timedelta

from scheduler.minutely import Minutely
from tests.conversations.town import Watch

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def done_at(*instants: datetime) -> list[datetime]:
    """When it was done, if it was asked at these instants."""
    watch, done = Watch(NOON), list[datetime]()

    async def job() -> None:
        done.append(watch.now())

    minutely = Minutely(watch, job)
    for one in instants:
        watch.at = one
        asyncio.run(minutely.sweep())
    return done


def test_it_is_done_once_a_minute() -> None:
    seconds = [NOON + timedelta(seconds=more) for more in (0, 1, 59, 60, 61)]
    assert done_at(*seconds) == [NOON, NOON + timedelta(seconds=60)]


def test_it_is_done_at_once_when_the_clock_leaps_ahead_or_back() -> None:
    leaps = [NOON, NOON + timedelta(days=1), NOON + timedelta(days=1, seconds=1), NOON]
    assert done_at(*leaps) == [NOON, NOON + timedelta(days=1), NOON]
