"""An import that is killed at any instant has happened whole, or not at all."""

import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from benchmarks.export_memory import township
from bot.commands.state import state
from bot.office import open_office
from bot.settings import load_settings
from ledger.sheets.writing import write_register

HOUSEHOLDS = 400


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "ledger.xlsx"
    write_register(path, township(HOUSEHOLDS))
    return path


def started(workbook: Path, env: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "bot", "import", str(workbook), "--json"]
    return subprocess.Popen(
        command, env=os.environ | env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def test_killed_imports_leave_nothing_or_all(workbook: Path, tmp_path: Path) -> None:
    draw = Random(3)
    env = {"ZOUFANG_DATA_DIR": str(tmp_path)}
    open_office(load_settings(env)).database.close()
    began = time.monotonic()
    assert started(workbook, env | {"ZOUFANG_DATA_DIR": str(tmp_path / "whole")}).wait() == 0
    takes = time.monotonic() - began
    seen = set()
    for _ in range(6):
        running = started(workbook, env)
        time.sleep(takes * draw.uniform(0.5, 1.0))
        running.kill()
        running.wait()
        office = open_office(load_settings(env))
        now = state(office)
        office.database.close()
        seen.add((len(now["people"]), len(now["pairings"]), len(now["visits"])))
    assert started(workbook, env).wait() == 0

    assert seen <= {(0, 0, 0), (1 + HOUSEHOLDS // 25, 2 * HOUSEHOLDS, HOUSEHOLDS)}
