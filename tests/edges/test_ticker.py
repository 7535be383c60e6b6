"""The ticker goes on when the machine's clock is set back, and calls what it has to call."""

import asyncio
from datetime import UTC, datetime, timedelta

from scheduler.ticker import Ticker

OFTEN = timedelta(milliseconds=50)


async def test_it_does_not_sleep_until_the_old_time_comes_round_again() -> None:
    ticker, called = Ticker(), asyncio.Event()

    async def job() -> None:
        called.set()

    ticker.every(OFTEN, job)
    ticker.start()
    try:
        async with asyncio.timeout(60):
            await called.wait()
        # What a clock leaves behind that is set back by two hours: a next run that far away.
        for one in ticker._scheduler.get_jobs():
            one.modify(next_run_time=datetime.now(UTC) + timedelta(hours=2))
        called.clear()
        async with asyncio.timeout(60):
            await called.wait()
    finally:
        ticker.stop()
