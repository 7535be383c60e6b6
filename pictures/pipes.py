"""A child process and the pipes to it: nothing of ours goes with it, and talking to it never holds us up."""

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from domain.errors import OperatorError
from pictures.messages import NUMBER, Garbled, Parts, packed

ROOT = Path(__file__).resolve().parents[1]
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "LANG")
# What is large comes from the kernel and goes back at once: a heap torn by earlier pictures would count
# against the limit of the next one.
ITS_OWN = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "1048576",
    "MALLOC_TRIM_THRESHOLD_": "1048576",
}
PIECE = 256 * 1024
"""Bytes handed to a pipe at a time."""
NICENESS = 19
MOST_PARTS = 8
LARGEST = 8 * 1024 * 1024
"""Bytes of a part of an answer."""


class ChildWillNotStart(OperatorError):
    """The process that handles pictures does not start."""


async def spawned(command: Sequence[str]) -> Process:
    """A child that has of ours no file, no socket, no setting and no token; raises `ChildWillNotStart`."""
    env = {name: os.environ[name] for name in PASSED_ON if name in os.environ} | ITS_OWN
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=ROOT, env=env, start_new_session=True
        )
        _give_way(process.pid)
        return process
    except OSError as error:
        raise ChildWillNotStart(f"Pictures cannot be handled, a process does not start: {error}.") from error


def _give_way(pid: int) -> None:
    """People's answers go first: from here, for loading Python and its libraries takes time too."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, pid, NICENESS)
        if hasattr(os, "SCHED_BATCH"):
            os.sched_setscheduler(pid, os.SCHED_BATCH, os.sched_param(0))


async def exchange(process: Process, order: Parts) -> Parts:
    """The answer to an order; raises as `heard` does, and `ConnectionError`."""
    assert process.stdin
    for part in packed(order):
        for start in range(0, len(part), PIECE):
            process.stdin.write(part[start : start + PIECE])
            await process.stdin.drain()
    return await heard(process)


async def heard(process: Process) -> Parts:
    """The next message of a child that may mean ill; raises `Garbled` or `asyncio.IncompleteReadError`."""
    assert process.stdout
    stream = process.stdout

    async def number(most: int) -> int:
        (value,) = NUMBER.unpack(await stream.readexactly(NUMBER.size))
        if value > most:
            raise Garbled
        return int(value)

    return tuple([await stream.readexactly(await number(LARGEST)) for _ in range(await number(MOST_PARTS))])


def is_at_work(process: Process) -> bool:
    """Whether it runs, or would if it had a processor or its disk; not where the kernel does not tell."""
    try:
        state = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state in ("R", "D")


def kill(process: Process) -> None:
    """Kill it, if it is not gone yet."""
    with suppress(ProcessLookupError):
        process.kill()
