"""Product code knows the time from its clock alone: nothing else asks the system what time it is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = ("bot", "domain", "ledger", "locales", "pictures", "sandbox", "scheduler", "storage")
ASKS = {
    *(f"{kind}.{how}" for kind in ("datetime", "date", "dt") for how in ("now", "utcnow", "today")),
    *(f"time.{how}" for how in ("time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "strftime")),
    *("func.now", "func.current_timestamp", "func.current_date", "func.localtime"),
}
ALLOWED = {
    "bot/office.py": "the clock of this machine, which everything else is given",
    "scheduler/ticker.py": "whether the clock by which APScheduler reckons has been put back",
    "sandbox/clock.py": "the demo's, which is set from there",
    "storage/base/files.py": "the age of a half-written file, which the file system dates",
}


def asked(source: str) -> Iterator[str]:
    """Every question to the system's clock; durations (monotonic, perf_counter) are none."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            whole = ast.unparse(node).split(".")
            if ".".join(whole[-2:]) in ASKS:
                yield ".".join(whole)
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (f"time.{one.name}" for one in node.names if f"time.{one.name}" in ASKS)


@pytest.mark.parametrize("package", PRODUCT)
def test_nothing_asks_the_system_what_time_it_is(package: str) -> None:
    found = {
        str(path.relative_to(ROOT)): sorted(asked(path.read_text(encoding="utf-8")))
        for path in (ROOT / package).rglob("*.py")
        if str(path.relative_to(ROOT)) not in ALLOWED
    }
    assert {path: several for path, several in found.items() if several} == {}


@pytest.mark.parametrize("path", ALLOWED)
def test_each_exception_is_still_needed(path: str) -> None:
    assert len(list(asked((ROOT / path).read_text(encoding="utf-8")))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "date.today()",
        "time.time()",
        "from time import time_ns",
    ],
)
def test_a_question_is_seen(source: str) -> None:
    assert len(list(asked(source))) == 1
