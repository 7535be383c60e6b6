"""`tick`: what one tick of the scheduler does, as of an instant."""

from dataclasses import dataclass
from datetime import datetime

from bot.commands.console import Refusal
from bot.flows.engine.port import say
from bot.office import Office
from scheduler.reconciling import Reconciling


@dataclass(frozen=True)
class StoppedClock:
    """A clock that shows one instant."""

    at: datetime

    def now(self) -> datetime:
        """That instant."""
        return self.at


def instant(office: Office, written: str) -> datetime:
    """An instant as it is typed, in the township's zone if it names none; raises OperatorError."""
    try:
        at = datetime.fromisoformat(written)
    except ValueError as error:
        raise Refusal(say("cli.no_instant", written=written)) from error
    return at if at.tzinfo else at.replace(tzinfo=office.policy.township.time_zone)


def tick(office: Office, written: str) -> int:
    """Owe what is owed as of that instant; how many messages that were not owed before."""
    return Reconciling(office.database, StoppedClock(instant(office, written)), office.policy).run()
