"""Waste paper: workbooks and sheets hold personal data, so none of these files outlives its day."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.clock import Clock
from storage.ids import made_at

KEPT_FOR = timedelta(days=1)
_NAME = re.compile(r"(?:workbook-)?(\d+)(?:-\d+|\.xlsx)?")


class WastePaper:
    """Empties the folder in which papers wait to be imported or sent."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    async def sweep(self) -> None:
        """Remove what is older than a day."""
        await asyncio.to_thread(self.sweep_now)

    def sweep_now(self) -> None:
        """The same without a loop."""
        before = self._clock.now() - KEPT_FOR
        for path in self._folder.iterdir() if self._folder.exists() else ():
            if _made_at(path) < before:
                path.unlink(missing_ok=True)


def _made_at(path: Path) -> datetime:
    """By the id in its name, which our own clock made; what a killed process left half written has none."""
    named = _NAME.fullmatch(path.name)
    return made_at(int(named[1])) if named else datetime.fromtimestamp(path.stat().st_mtime, UTC)
