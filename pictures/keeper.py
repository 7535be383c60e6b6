"""Keeps one child process: starts it, asks it, ends it, and notices when it dies."""

import asyncio
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import Coroutine
from contextlib import suppress

from pictures.messages import Garbled, Parts
from pictures.pipes import ROOT, ChildWillNotStart, exchange, heard, is_at_work, kill, spawned

STARTING = 60.0
"""Seconds in which a child has to come up."""
ORDERS_EACH = 200
"""Orders after which a fresh child takes over, so that memory does not grow."""
LOOKS = 2
LAST_WORDS = 2.0
"""Seconds for a dying child to be gone, so that the cause of its death is known."""


class ChildGone(Exception):
    """The child died, or answered what is no answer, before it was done."""


class OutOfTime(Exception):
    """The child was not done in time."""

    def __init__(self, *, cpu: bool) -> None:
        """`cpu`: it worked all the time, so the picture is to blame and not a busy machine."""
        super().__init__()
        self.cpu = cpu


class Keeper:
    """One child process at a time, started when it is first asked."""

    def __init__(self, seconds: float, cpu_seconds: int) -> None:
        """For one order: `cpu_seconds` of a processor, and `seconds` on the clock for a child that idles."""
        self._seconds = seconds
        self._cpu_seconds = cpu_seconds
        self._process: Process | None = None
        self._asked = 0
        self._is_closed = False
        self._one_at_a_time = asyncio.Lock()

    async def ask(self, order: Parts) -> Parts:
        """The child's answer; raises `ChildGone`, `OutOfTime` or `ChildWillNotStart`; may be asked again."""
        async with self._one_at_a_time:
            self._check_is_open()
            return await self._asked_of(await self._running(), order)

    async def close(self) -> None:
        """End the child, whatever it is doing, and never start another."""
        self._is_closed = True
        if self._process:
            kill(self._process)
        async with self._one_at_a_time:
            await self._end()

    async def _asked_of(self, process: Process, order: Parts) -> Parts:
        answer = None
        try:
            answer = await _patiently(process, exchange(process, order), self._seconds)
            return answer
        except TimeoutError:
            raise OutOfTime(cpu=False) from None
        except (asyncio.IncompleteReadError, ConnectionError, Garbled):
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), LAST_WORDS)
            if process.returncode == -signal.SIGXCPU:
                raise OutOfTime(cpu=True) from None
            raise ChildGone from None
        finally:
            # Also when the caller was cancelled: half an answer would be taken for the next one's.
            if answer is None:
                await self._end()

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            kill(process)
            # Reads what it still had said: a pipe that is full would keep its end from being noticed.
            await process.communicate()

    async def _running(self) -> Process:
        if self._process and (self._process.returncode is not None or self._asked >= ORDERS_EACH):
            await self._end()
        process = self._process or await self._started()
        self._asked += 1
        return process

    async def _started(self) -> Process:
        """A child that is ready."""
        command = (sys.executable, "-m", "pictures.child", str(self._cpu_seconds))
        process = self._process = await spawned(command)
        self._asked, is_ready = 0, False
        try:
            self._check_is_open()
            await _patiently(process, heard(process), STARTING)
            is_ready = True
            return process
        except (TimeoutError, asyncio.IncompleteReadError, Garbled):
            self._check_is_open()
            raise ChildWillNotStart(
                "Pictures cannot be handled, their process does not start;"
                f" run `{' '.join(command)}` in {ROOT} to see why."
            ) from None
        finally:
            if not is_ready:
                await self._end()

    def _check_is_open(self) -> None:
        if self._is_closed:
            raise ChildWillNotStart("Pictures are not handled any more, for the bot is stopping.")


async def _patiently(process: Process, answer: Coroutine[None, None, Parts], seconds: float) -> Parts:
    """The child's answer; raises `TimeoutError` if it hangs: twice within that time it was found idle.

    One that works, or waits for its turn on a busy machine, is waited for: its CPU time is limited.
    """
    hearing = asyncio.ensure_future(answer)
    idle = 0
    try:
        while not (await asyncio.wait({hearing}, timeout=seconds / LOOKS))[0]:
            # Once is no proof: its answer may be on the way while we are the ones who are held up.
            idle = 0 if is_at_work(process) else idle + 1
            if idle == LOOKS:
                raise TimeoutError
        return hearing.result()
    finally:
        hearing.cancel()
        await asyncio.wait({hearing})
