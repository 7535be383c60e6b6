"""Runs tests that read the machine's clock as of days that are different: `python -m tests.any_day`.

Such tests carry the mark `today`. The clock is moved by libfaketime, from the distribution, under one run of
pytest, which hears of it in a file.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

DAYS = {
    "a month begins": "2026-12-01 14:40",
    "a year ends": "2026-12-31 14:40",
    "a year begins": "2027-01-01 09:00",
    "the end of February": "2027-02-28 17:00",
    "a leap day": "2028-02-29 14:40",
    "a holiday": "2027-02-06 09:00",
    "a holiday that begins a month": "2026-10-01 09:00",
    "a make-up Saturday": "2026-02-14 14:40",
    "another make-up Saturday": "2026-10-10 09:00",
}
REQUIRED = os.environ.get("REQUIRE_FAKETIME") == "1"
TESTS = Path(__file__).parent
FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)


def main() -> int:
    """The exit code of pytest; without libfaketime one loud line, and failure only where it is required."""
    if FAKETIME is None:
        print("NOT TESTED: other days, for want of libfaketime (package `faketime`)", file=sys.stderr)
        return int(REQUIRED)
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "clock"
        told.write_text("+0")
        environ = {
            "LD_PRELOAD": str(FAKETIME),
            "FAKETIME_TIMESTAMP_FILE": str(told),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        marked = [str(one) for one in TESTS.rglob("test_*.py") if "mark.today" in one.read_text()]
        command = (sys.executable, "-m", "pytest", "-m", "today", f"--any-day={told}", *sys.argv[1:], *marked)
        return subprocess.run(command, env=os.environ | environ, check=False).returncode


def moved(told: Path, day: str) -> Iterator[None]:
    """The machine's clock shows that day, from early on, until the iteration goes on."""
    told.write_text("+0")
    shown = datetime.fromisoformat(DAYS[day]).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    told.write_text(f"{shown.timestamp() - time.time():+.0f}")
    assert abs(time.time() - shown.timestamp()) < 60, "the clock did not move"
    yield
    told.write_text("+0")


def asked_for(metafunc: pytest.Metafunc) -> None:
    """Where other days are asked for, a test runs once for each."""
    if metafunc.config.getoption("any_day") and metafunc.definition.get_closest_marker("today"):
        metafunc.fixturenames.insert(0, "as_of")
        metafunc.parametrize("as_of", DAYS, indirect=True)


if __name__ == "__main__":
    sys.exit(main())
