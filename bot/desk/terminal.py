"""The desk of the terminal channel: nothing waits in an inbox, and its own chat is answered at once."""

from collections.abc import Sequence
from datetime import datetime

from bot.desk.desk import Desk
from bot.flows.engine.port import Event
from domain.visits.visits import Picture, Voice
from storage.chat.outbox import Outgoing
from storage.unit import Unit


class TerminalDesk(Desk):
    """Decides and writes like any desk; messages to other people take their usual way."""

    account = 0
    """Whose terminal it is."""
    _shown: tuple[Outgoing, ...] = ()

    async def answer(self, event: Event) -> tuple[Outgoing, ...]:
        """What the person at the terminal is told, once its effect is on disk."""
        self._shown = ()
        await self.take(event)
        return self._shown

    def _close(self, unit: Unit, updates: Sequence[int]) -> None:
        """A typed line is no update of any messenger."""

    def _want(self, unit: Unit, files: Sequence[Picture | Voice], now: datetime) -> None:
        """The terminal has put its pictures into the store already; `file` is the name there."""
        unit.fetches.add_kept([one for one in files if isinstance(one, Picture)], unit.ids, now)

    def _owe(self, unit: Unit, messages: Sequence[Outgoing], now: datetime) -> None:
        own = tuple(one for one in messages if one.chat_id == self.account)
        super()._owe(unit, [one for one in messages if one not in own], now)
        self._shown = own
