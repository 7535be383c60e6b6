"""A system clock that can be moved under a process from outside: libfaketime, from the distribution."""

import os
from pathlib import Path

import pytest

REQUIRED = os.environ.get("REQUIRE_FAKETIME") == "1"
FOUND = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly, once, when it went untested."""
    if FOUND is None and not REQUIRED:
        terminalreporter.write_line(
            "NOT TESTED: a system clock that is moved, for want of libfaketime", red=True
        )


@pytest.fixture
def libfaketime() -> Path:
    """Where it lies."""
    if FOUND is None:
        complain = pytest.fail if REQUIRED else pytest.skip
        complain("libfaketime is not installed (package `faketime`)")
    return FOUND
