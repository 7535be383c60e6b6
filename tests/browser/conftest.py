"""A real browser and a real demo for the page with the phones; both run on this machine alone."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = os.environ.get("REQUIRE_BROWSER") == "1"
START_SECONDS = 240
STOP_SECONDS = 90
LAUNCH = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-gpu",
)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly, once, when the page went untested."""
    if CHROMIUM is None and not REQUIRED:
        terminalreporter.write_line("NOT TESTED: the page with the phones, for want of Chromium", red=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium, closed with its module: while playwright runs, no other test can use asyncio."""
    if CHROMIUM is None:
        complain = pytest.fail if REQUIRED else pytest.skip
        complain("Chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(LAUNCH))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running `python -m bot demo`; `browser` comes first, so none starts in vain."""
    home = tmp_path_factory.mktemp("demo")
    said = home / "said"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZOUFANG_")}
    command = [sys.executable, "-m", "bot", "demo", "--port", str(_free_port()), "--no-browser"]
    with said.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=out, stderr=out, env=kept | {"ZOUFANG_DATA_DIR": str(home)}
        )
    try:
        yield _address(process, said)
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _address(process: subprocess.Popen[bytes], said: Path) -> str:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(r"zoufang demo: (http://127\.0\.0\.1:\d+)", said.read_text("utf-8")):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"the demo did not come up:\n{said.read_text('utf-8')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
