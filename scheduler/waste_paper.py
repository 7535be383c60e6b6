"""Waste paper: workbooks and sheets hold personal data, so none of these files outlives its day."""

import asyncio
import re
from datetime import timedelta

from domain.calendar.clock import Clock
from storage.base.files import FileStore
from storage.base.ids import made_at

KEPT_FOR = timedelta(days=1)
_NAME = re.compile(r"(?:[a-z]+-)?(\d+)(?:-\d+)*(?:\.xlsx)?")


class WastePaper:
    """Empties the store in which papers wait to be imported or sent."""

    def __init__(self, papers: FileStore, clock: Clock) -> None:
        self._papers = papers
        self._clock = clock

    async def sweep(self) -> None:
        """Remove what is older than a day."""
        await asyncio.to_thread(self.sweep_now)

    def sweep_now(self) -> None:
        """The same without a loop."""
        before = self._clock.now() - KEPT_FOR
        for name in list(self._papers.names()):
            # By the id in it, which our own clock made; anything else is nothing of ours.
            named = _NAME.fullmatch(name)
            if named is None or made_at(int(named[1])) < before:
                self._papers.delete(name)
