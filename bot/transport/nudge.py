"""Waiting for work: until a nudge, until the stop, or for a while."""

import asyncio


async def nudged(nudge: asyncio.Event, stop: asyncio.Event, seconds: float) -> None:
    """Return at the nudge, at the stop, or after so many seconds."""
    waits = [asyncio.ensure_future(one.wait()) for one in (nudge, stop)]
    await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for one in waits:
        one.cancel()
