"""An empty office, the settings of its shell, a Bot API beside it, and a workbook to import."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from tests.bot.township import TOKEN, environment
from tests.commands.office_work import Ask, asker
from tests.ledger.conftest import Book, pack

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def api_url() -> Iterator[str]:
    """A Bot API in a process of its own."""
    command = [sys.executable, "-m", "sandbox.telegram", "--token", TOKEN, "--no-flood"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield str(json.loads(server.stdout.readline())["url"])
        server.terminate()


@pytest.fixture
def settings(tmp_path: Path, api_url: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """In the environment of this process, too."""
    for name in [one for one in os.environ if one.startswith("ZOUFANG_")]:
        monkeypatch.delenv(name)
    given = environment(tmp_path, api_url, fast=True)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return given


@pytest.fixture
def ask(
    settings: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Ask]:
    """Run a command."""
    handlers, level = logging.root.handlers[:], logging.root.level
    yield asker(monkeypatch, capsys)
    # Commands set logging up for their process; the next test has its own.
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()


@pytest.fixture
def book() -> Book:
    """Two households and their duty holders; the columns of 人员 in an unusual order."""
    return {
        "区划": [["行政村", "村编码", "村民小组"], ["石板村", "000101", "一组、二组"]],
        "人员": [
            ["联系电话", "角色", "姓名", "所辖", "单位"],
            ["10000000001", "责任人", "李国强", "石板村", "县水务局"],
            ["10000000002", "联系人、村负责人", "周敏", "石板村", ""],
            ["10000000003", "资料员", "杨晓芸", "全镇", ""],
        ],
        "户": [
            ["户编号", "户主", "行政村", "村民小组", "外出务工"],
            ["H0001", "王福生", "石板村", "一组", "否"],
            ["H0002", "赵桂兰", "石板村", "二组", "是"],
        ],
        "家庭成员": [
            ["户编号", "姓名", "与户主关系", "证件号码"],
            ["H0001", "王福生", "户主", "000000195102020014"],
        ],
        "结对": [
            ["户编号", "责任人电话", "联系人电话", "联系人身份", "开始时间", "结束时间"],
            ["H0001", "10000000001", "10000000002", "村两委", "2026-01-01", ""],
            ["H0002", "10000000001", "10000000002", "村两委", "2026-01-01", ""],
        ],
    }


@pytest.fixture
def workbook(book: Book, tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(pack(book))
    return path
