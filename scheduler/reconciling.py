"""Reconciling: at every tick what is owed is found in the facts and written, a little at a time (P3)."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

import structlog

from domain.calendar.clock import Clock
from domain.calendar.month import Month
from domain.notices.notices import Notice
from domain.notices.owed import Owed
from domain.notices.reconciling import reconcile
from domain.notices.reminders import opening
from domain.policy.policy import Policy
from storage.base.ids import Ids
from storage.database import Database
from storage.duties.rules import DutyRules
from storage.notices.messages import Wrapping, waiting

EVERY = timedelta(minutes=1)
LEAST, MOST = 50, 1000
"""Messages in one transaction."""
SHORT = 0.008
"""Seconds for which a transaction may keep others waiting before the next one is made smaller."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Found:
    """What is owed at an instant, and what has been left over from earlier windows."""

    owed: tuple[Owed, ...] = ()
    left_over: tuple[Notice, ...] = ()


class Pace:
    """How many messages go into one transaction: as many as this machine writes in a short while."""

    def __init__(self) -> None:
        self.size = LEAST
        self._began = 0.0

    def __enter__(self) -> None:
        self._began = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        took = time.perf_counter() - self._began
        self.size = max(LEAST, min(MOST, 2 * self.size, int(self.size * SHORT / took)))


@contextmanager
def _at_one_go() -> Iterator[None]:
    """Nothing of what comes up meanwhile is rubbish; to look for some among it takes a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Reconciling:
    """Writes down what is owed. Idempotent: safe to run late, repeatedly or concurrently."""

    def __init__(self, database: Database, clock: Clock, policy: Policy) -> None:
        self._database = database
        self._clock = clock
        self._policy = policy
        self._calendar = policy.working_days()
        self._rules: DutyRules | None = DutyRules.of(policy)
        # The other maker of ids works in another thread.
        self._ids = Ids()
        self._wrapping = Wrapping(database.vault, database.engine.dialect)

    async def sweep(self) -> None:
        """Do it beside the event loop."""
        await self._database.beside(self.run)

    def run(self) -> int:
        """Do it now; how many messages are owed from now on."""
        now = self._clock.now()
        self.keep_up(now)
        with _at_one_go():
            return self.write(self.look(now), now)

    def keep_up(self, now: datetime) -> None:
        """See to it that results are kept for the month, by the policy with which this process started."""
        month = Month.of(now.astimezone(self._policy.township.time_zone).date())
        with self._database.read() as unit:
            is_behind = unit.keeping.is_behind(month, self._rules)
        if is_behind:
            with self._database.write(at_leisure=True) as unit:
                unit.keeping.begin(month, self._rules)
            while self._go_on():
                pass
        self._rules = None

    def _go_on(self) -> bool:
        with self._database.write(at_leisure=True) as unit:
            return unit.keeping.go_on()

    def look(self, now: datetime) -> Found:
        """What is owed as of an instant; nobody has to wait while it is looked for."""
        local = now.astimezone(self._policy.township.time_zone)
        opens_at = opening(local, self._policy.reminders.windows, self._calendar)
        if opens_at is None:
            return Found()
        with self._database.read() as unit:
            view = unit.sweeps.view(opens_at.date(), self._policy)
            left_over = unit.owing.left_over(opens_at, opens_at.date())
            owed = reconcile(view, now, self._policy, self._calendar)
        return Found(owed, tuple(replace(one, day=opens_at.date(), due_at=opens_at) for one in left_over))

    def write(self, found: Found, now: datetime) -> int:
        """Write it, a few messages in each transaction."""
        left, pace = waiting(found.left_over), Pace()
        first = self._ids.block(now, len(found.owed))
        owed = iter(enumerate(found.owed, first))
        written = 0
        while some := list(islice(owed, pace.size)):
            chunk = self._wrapping.chunk(some, left)
            with pace, self._database.write(at_leisure=True) as unit:
                written += unit.owing.write(chunk)
        told = {one.person_id for one in found.owed}
        later = iter([several for who, several in left.items() if who not in told])
        while others := list(islice(later, pace.size)):
            moved = self._wrapping.moved(others)
            with pace, self._database.write(at_leisure=True) as unit:
                unit.owing.move(moved)
        if written:
            log.info("messages are owed", messages=written)
        return written
