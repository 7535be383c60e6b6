"""A system clock that can be moved under a process from outside: libfaketime, from the distribution."""

from pathlib import Path

import pytest

from tests.any_day import FAKETIME, REQUIRED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly, once, when it went untested."""
    if FAKETIME is None and not REQUIRED:
        terminalreporter.write_line(
            "NOT TESTED: a system clock that is moved, for want of libfaketime", red=True
        )


@pytest.fixture
def libfaketime() -> Path:
    """Where it lies."""
    if FAKETIME is None:
        complain = pytest.fail if REQUIRED else pytest.skip
        complain("libfaketime is not installed (package `faketime`)")
    return FAKETIME
