"""The process that handles strangers' pictures: takes orders from its input, and may die of any of them.

It is started by `Darkroom` and ends when its input ends, so it outlives nobody, not even a killed bot.
"""

import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from domain.errors import OperatorError
from pictures.band import with_band
from pictures.develop import develop
from pictures.developed import Unreadable
from pictures.messages import Parts, done, drawn, packed, read, refused, stamped
from pictures.opening import WORKING
from pictures.wall_chart import wall_chart
from pictures.wall_chart_layout import PAPERS
from pictures.wall_chart_wire import unpacked

MEMORY = 288 * 1024 * 1024
"""Bytes of data; what needs more is refused (`MemoryError`)."""
BESIDES = 4 * 1024 * 1024
"""Bytes for what is made of a picture that has been read."""


def main(cpu_seconds: int) -> None:
    """Answer orders until there are no more, each within so much CPU time."""
    _limit()
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # A library that prints must not garble an answer, and a stranger's picture must not fill the log.
    _silence()
    _say(answers.write, (b"ready",))
    answers.flush()
    while True:
        try:
            name, *rest = read(orders)
        except EOFError:
            return
        _grant(cpu_seconds)
        _say(answers.write, _obey(name, rest))
        answers.flush()


def _obey(name: bytes, rest: list[bytes]) -> Parts:
    try:
        return ORDERS[name](*rest)
    except (Unreadable, OperatorError) as error:
        return refused(error)


def _develop(content: bytes) -> Parts:
    return done(develop(content))


def _stamp(picture: bytes, *lines: bytes) -> Parts:
    return stamped(with_band(picture, [line.decode() for line in lines]))


def _draw(chart: bytes, paper: bytes, nth: bytes) -> Parts:
    return drawn(*wall_chart(unpacked(chart), PAPERS[paper.decode()], int(nth)))


ORDERS: dict[bytes, Callable[..., Parts]] = {b"develop": _develop, b"stamp": _stamp, b"draw": _draw}


def _say(write: Callable[[bytes], object], parts: Parts) -> None:
    for piece in packed(parts):
        write(piece)


def _limit() -> None:
    """No more memory than a picture needs, no files, no core dumps with somebody's house in them."""
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    memory = max(MEMORY, _held() + WORKING + BESIDES)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _held() -> int:
    """Bytes of data that Python and its libraries have here already: more with some than with others."""
    try:
        pages = Path("/proc/self/statm").read_text().split()[5]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize()


def _grant(seconds: int) -> None:
    """So much CPU time from now on, then SIGXCPU; only the soft limit moves, so it can be granted again."""
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + 1 + seconds, most))


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())


if __name__ == "__main__":
    main(cpu_seconds=int(sys.argv[1]))
