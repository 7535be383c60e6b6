"""Ctrl-C while the demo still starts: it ends, and nobody has to read a traceback."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


def is_importing(process: int, _: Path) -> bool:
    """In the middle of the imports."""
    return "sqlalchemy" in Path(f"/proc/{process}/maps").read_text("utf-8", "replace")


def has_a_folder(_: int, folder: Path) -> bool:
    """The township is being written down."""
    return any(folder.glob("zoufang-demo-*"))


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="only Linux tells what a process has loaded")
@pytest.mark.parametrize("is_there", [is_importing, has_a_folder])
def test_leaving_before_it_is_ready_prints_no_traceback(
    tmp_path: Path, is_there: Callable[[int, Path], bool]
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "bot", "demo", "--port", str(port), "--no-browser"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZOUFANG_")}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=kept | {"TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # a shell that runs tests in the background lets them ignore Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        until = time.monotonic() + PATIENCE
        while not is_there(process.pid, tmp_path):
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
        process.wait()
    assert "Traceback" not in said
    assert "Error" not in said
