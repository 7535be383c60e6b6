"""Waking: events caused by time alone go through the inbox, in the chat's order."""

import asyncio
from datetime import datetime, timedelta

from domain.calendar.clock import Clock
from domain.notices.reminders import opening
from domain.policy.policy import Policy
from storage.database import Database
from storage.unit import Unit

EVERY = timedelta(seconds=1)
USUAL = Policy()
AT_ONCE = 200
"""Chats woken in one transaction."""


class Waking:
    """Hands due notices, and conversations that go on by themselves, to the worker (`arrived` nudges it)."""

    def __init__(
        self, database: Database, clock: Clock, arrived: asyncio.Event, policy: Policy = USUAL
    ) -> None:
        self._database = database
        self._clock = clock
        self._arrived = arrived
        self._policy = policy

    async def sweep(self) -> None:
        """Wake every chat whose time has come."""
        while woken := await self._database.run(lambda unit: wake(unit, self._clock.now(), self._policy)):
            self._arrived.set()
            if woken < AT_ONCE:
                return


def wake(unit: Unit, now: datetime, policy: Policy = USUAL) -> int:
    """Put what is due into the inbox, at most so much at once; how much it was.

    What nobody asked for leaves only in the windows of its day; what is left over is owed anew.
    """
    local = now.astimezone(policy.township.time_zone)
    opens_at = opening(local, policy.reminders.windows, policy.working_days())
    is_open = opens_at is not None and opens_at <= local
    notices = unit.notices.due(now, AT_ONCE, local.date() if is_open else None)
    chats = unit.drafts.elapsed(now, AT_ONCE - len(notices))
    told = [(f"notice:{one.id}:{unit.ids.at(now)}", one.chat, {"notice": one.id}) for one in notices]
    told += [(f"elapsed:{unit.ids.at(now)}", chat, {"elapsed": True}) for chat in chats]
    unit.notices.take([one.id for one in notices])
    unit.drafts.wake(chats)
    unit.inbox.add_our_own(told, now)
    return len(told)
