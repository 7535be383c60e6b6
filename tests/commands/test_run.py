"""A real `python -m bot run`: ready, drained at SIGTERM, and refused in one sentence."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.bot.township import FIRST_ACCOUNT, settle_in
from tests.commands.office_work import Ask

ROOT = Path(__file__).parents[2]


def _begin(settings: Mapping[str, str], **more: str) -> subprocess.Popen[str]:
    inherited = {name: one for name, one in os.environ.items() if not name.startswith("ZOUFANG_")}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=ROOT,
        env={**inherited, **settings, **{f"ZOUFANG_{name}": one for name, one in more.items()}},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def _running(settings: Mapping[str, str], **more: str) -> Iterator[subprocess.Popen[str]]:
    process = _begin(settings, **more)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def health() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


async def _status(session: aiohttp.ClientSession, url: str) -> int:
    try:
        async with session.get(url) as answer:
            return answer.status
    except aiohttp.ClientError:
        return 0


async def _act(session: aiohttp.ClientSession, api_url: str, action: str, **asked: object) -> None:
    async with session.post(f"{api_url}/control/{action}", json={"user": FIRST_ACCOUNT, **asked}) as answer:
        assert answer.status == 200


async def test_it_tells_when_it_is_ready_and_drains_at_sigterm(
    settings: dict[str, str], api_url: str, health: str
) -> None:
    settle_in(settings, 1, 4).database.close()
    with _running(settings, HEALTH_LISTEN=health) as process:
        async with aiohttp.ClientSession() as session:
            async with asyncio.timeout(60):
                while await _status(session, f"http://{health}/readyz") != 200:
                    await asyncio.sleep(0.05)
            assert await _status(session, f"http://{health}/healthz") == 200
            for words in ("/visit", "赵安安", "正常"):
                await _act(session, api_url, "send_text", text=words)
            await asyncio.sleep(0.15)
            process.send_signal(signal.SIGTERM)
            out, err = await asyncio.to_thread(process.communicate, timeout=60)
            assert (process.returncode, out) == (0, "")
            async with session.get(f"{api_url}/control/chat/{FIRST_ACCOUNT}") as answer:
                texts = [one["text"] for one in await answer.json()]
    assert "记好了" in texts[-1], "what it has taken is answered before it ends"
    assert "赵安安" not in err
    assert settings["ZOUFANG_TOKEN"] not in err


def test_a_second_run_on_one_file_is_refused_in_one_sentence(settings: dict[str, str], health: str) -> None:
    settle_in(settings, 1, 1).database.close()
    with _running(settings, HEALTH_LISTEN=health) as first:
        until = time.monotonic() + 60
        lock = Path(settings["ZOUFANG_DATA_DIR"], "zoufang.db.lock")
        while not lock.exists():
            assert time.monotonic() < until
            time.sleep(0.05)
        with _running(settings) as second:
            _, err = second.communicate(timeout=60)
        assert second.returncode == 2
        assert len(err.strip().splitlines()) == 1
        assert "ZOUFANG_DATA_DIR" in err
        assert first.poll() is None, "the first goes on"


@pytest.mark.parametrize(
    ("setting", "value", "named"),
    [
        ("TOKEN", "7000000001:another", "ZOUFANG_TOKEN"),
        ("API_URL", "http://127.0.0.1:9", "ZOUFANG_API_URL"),
        ("TOKEN", "", "ZOUFANG_TOKEN"),
    ],
)
def test_what_the_operator_must_mend_is_one_sentence_on_stderr(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, named: str
) -> None:
    monkeypatch.setenv(f"ZOUFANG_{setting}", value)
    refused = ask("run")
    assert (refused.code, refused.out) == (2, "")
    assert named in refused.sentence
    assert "7000000001:another" not in refused.err
