"""Three bots: real processes on one database, to be killed, stopped and continued; none outlives its test."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

OPENS = "2026-11-02T08:30+08:00"
POLICY = """[township]
starts_on = 2026-11-01
[sending]
per_second = 120
per_chat_per_second = 120
per_chat_burst = 120
"""


class ThreeBots:
    """Their words go to a file."""

    def __init__(self, folder: Path, given: Mapping[str, object]) -> None:
        (folder / "policy.toml").write_text(POLICY, encoding="utf-8")
        inherited = {name: one for name, one in os.environ.items() if not name.startswith("ZOUFANG_")}
        ours = {**given, "DATA_DIR": folder, "KEYS": folder / "keys", "POLICY": folder / "policy.toml"}
        self._environ = inherited | {f"ZOUFANG_{name}": str(value) for name, value in ours.items()}
        self._log = folder / "bots.log"
        self._several: list[asyncio.subprocess.Process] = []

    async def __aenter__(self) -> "ThreeBots":
        for _ in range(3):
            with self._log.open("ab") as log:
                command = ("-m", "tests.duties.one_of_three", OPENS)
                self._several.append(
                    await asyncio.create_subprocess_exec(
                        sys.executable, *command, env=self._environ, stdout=log, stderr=log
                    )
                )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None
    ) -> None:
        for one in self._several:
            if one.returncode is None:
                one.kill()
                await one.wait()

    def look(self) -> None:
        """All three must be running."""
        assert [one.returncode for one in self._several] == [None] * 3, self._log.read_text()

    async def kill_one(self) -> None:
        """As a power cut does."""
        self._several[0].kill()
        await self._several[0].wait()

    async def stand_still(self, seconds: float) -> None:
        """One of the other two, as when a machine is suspended."""
        os.kill(self._several[1].pid, signal.SIGSTOP)
        await asyncio.sleep(seconds)
        os.kill(self._several[1].pid, signal.SIGCONT)

    async def stop(self) -> None:
        """Both that are left, as their supervisor does."""
        for one in self._several[1:]:
            one.terminate()
        ended = await asyncio.wait_for(asyncio.gather(*(one.wait() for one in self._several[1:])), 60)
        assert ended == [0, 0], self._log.read_text()
