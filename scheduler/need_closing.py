"""Need closing: what was said to be solved closes when nobody has objected within the confirm period."""

from datetime import timedelta

from domain.calendar.clock import Clock
from domain.needs.life import lapse
from domain.needs.needs import Need, NeedMoved
from domain.needs.orders import NeedScene
from domain.people.access import Actor
from domain.people.ladder import Ladder
from domain.policy.policy import Policy
from storage.base.repository import Overtaken
from storage.database import Database
from storage.unit import Unit

EVERY = timedelta(minutes=10)
TRIES = 3


class NeedClosing:
    """Closes solved needs that nobody confirmed in time. Idempotent: safe to run late or repeatedly."""

    def __init__(self, database: Database, clock: Clock, policy: Policy) -> None:
        self._database = database
        self._clock = clock
        self._policy = policy

    async def sweep(self) -> None:
        """Close whatever is to be closed by now."""
        for _ in range(TRIES):
            try:
                await self._database.run(self.close)
            except Overtaken:
                # Somebody moved one of them meanwhile: look again.
                continue
            return

    def close(self, unit: Unit) -> None:
        """The same in the transaction at hand."""
        now = self._clock.now()
        today = now.astimezone(self._policy.township.time_zone).date()
        calendar, rules = self._policy.working_days(), self._policy.needs
        scene = NeedScene(Actor(None), Ladder(), now, today, calendar, rules)
        unit.records.write(lapsed(unit.needs.lapsed(today), scene))


def lapsed(needs: tuple[Need, ...], scene: NeedScene) -> list[NeedMoved]:
    """What becomes true of these needs by itself."""
    return [moved for one in needs if (moved := lapse(one, scene))]
