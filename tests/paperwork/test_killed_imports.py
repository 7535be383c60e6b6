"""An import that is killed at any step in the database has happened whole, or not at all."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from subprocess import DEVNULL, PIPE

import pytest

from benchmarks.export_memory import township
from bot.commands.state import state
from bot.office import open_office
from bot.settings import load_settings
from ledger.sheets.writing import write_register

HOUSEHOLDS = 100
KILLS = 10
NEVER = 10**9
PRESS = """
import os, signal, sys
from sqlalchemy import Engine, event
from bot.__main__ import main

def run(folder, dies_at):
    left = dies_at
    def step(*_):
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
    for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, moment, step)
    os.environ["ZOUFANG_DATA_DIR"] = folder
    code = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    print(dies_at - left, flush=True)
    os._exit(code or 0)

for order in sys.stdin:
    folder, dies_at = order.split()
    child = os.fork()
    if not child:
        run(folder, int(dies_at))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Imports the workbook into each folder it is told, in a process that kills itself at the step it is told.

It says how many steps there were, if it came to the end, and the exit code.
"""


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "ledger.xlsx"
    write_register(path, township(HOUSEHOLDS))
    return path


class Press:
    """Runs the command, in processes that need not be started from nothing."""

    def __init__(self, workbook: Path) -> None:
        command = [sys.executable, "-c", PRESS, "import", str(workbook)]
        self.running = subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, text=True)

    def imported(self, folder: Path, dies_at: int = NEVER) -> list[int]:
        """The steps, if it came to the end, and the exit code."""
        assert self.running.stdin
        assert self.running.stdout
        self.running.stdin.write(f"{folder} {dies_at}\n")
        self.running.stdin.flush()
        said: list[int] = []
        while len(said) < (1 if dies_at < NEVER else 2):
            line = self.running.stdout.readline()
            assert line, "it is gone"
            if line.strip().lstrip("-").isdecimal():
                said.append(int(line))
        return said


@pytest.fixture
def press(workbook: Path) -> Iterator[Press]:
    press = Press(workbook)
    yield press
    with press.running:
        press.running.kill()


def test_killed_imports_leave_nothing_or_all(press: Press, tmp_path: Path) -> None:
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    settings = load_settings({"ZOUFANG_DATA_DIR": str(killed)})
    for folder in (killed, whole):
        open_office(load_settings({"ZOUFANG_DATA_DIR": str(folder)})).database.close()
    last, code = press.imported(whole)
    assert code == 0
    seen = []
    for dies_at in (*Random(3).sample(range(1, last), KILLS), last - 1, last):
        assert press.imported(killed, dies_at) == [-signal.SIGKILL]
        office = open_office(settings)
        now = state(office)
        office.database.close()
        seen.append((len(now["people"]), len(now["pairings"]), len(now["visits"])))
    nothing, everything = (0, 0, 0), (1 + HOUSEHOLDS // 25, 2 * HOUSEHOLDS, HOUSEHOLDS)
    assert set(seen) <= {nothing, everything}
    assert seen[0] == nothing
    assert press.imported(killed)[1] == 0
