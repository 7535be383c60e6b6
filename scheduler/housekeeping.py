"""Housekeeping: what has had its effect is forgotten after a week, half-done conversations after a season."""

from datetime import timedelta

from domain.calendar.clock import Clock
from storage.database import Database
from storage.unit import Unit

SETTLED_FOR = timedelta(days=7)
UNTOUCHED_FOR = timedelta(days=90)
EVERY = timedelta(hours=1)


class Housekeeping:
    """Empties the inbox and the outbox of what is done."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def sweep(self) -> None:
        """Forget what is old enough."""
        now = self._clock.now()

        def work(unit: Unit) -> None:
            unit.inbox.forget(now - SETTLED_FOR)
            unit.outbox.forget(now - SETTLED_FOR)
            unit.paperwork.forget(now - SETTLED_FOR)
            unit.drafts.forget(now - UNTOUCHED_FOR)

        await self._database.run(work)
