"""A real `python -m bot run` that can be killed and started again."""

import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]


class MortalBot:
    """One process at a time; its words go to a file."""

    def __init__(self, environ: Mapping[str, str], log: Path) -> None:
        inherited = {name: one for name, one in os.environ.items() if not name.startswith("ZOUFANG_")}
        self._environ = {**inherited, **environ}
        self._log = log
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", cwd=ROOT, env=self._environ, stdout=log, stderr=log
            )

    async def kill(self) -> None:
        """As a power cut does: no word, no cleaning up."""
        assert self._process is not None
        assert self._process.returncode is None, f"the bot ended by itself:\n{self._log.read_text()}"
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> int:
        """Ask it to end, and wait for that; its exit code."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.terminate()
        return await asyncio.wait_for(self._process.wait(), 60)

    async def ask(self, *arguments: str) -> bytes:
        """What another command of the same bot prints."""
        asking = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            cwd=ROOT,
            env=self._environ,
            stdout=asyncio.subprocess.PIPE,
        )
        printed, _ = await asking.communicate()
        assert asking.returncode == 0
        return printed
