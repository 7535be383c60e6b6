"""P5: the n-th statement, commit or call fails, n = 1 … until none is reached; nothing is lost or halved."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from pictures.darkroom import Darkroom
from sandbox.telegram.errors import ApiError
from sandbox.telegram.params import Params
from sandbox.telegram.screen import buttons
from scheduler.reconciling import Reconciling
from tests.bot.photos import photo
from tests.bot.stage import Stage, resumed
from tests.bot.township import environment, head_of, settle_in

WANG = head_of(0)
SIDE_BY_SIDE = 12
LONGEST = 400
Fault = Callable[["Failing", Stage], None]


class Failing:
    """Counts the steps of one kind, and fails the n-th."""

    def __init__(self, nth: int) -> None:
        self.nth = nth
        self.count = 0
        self.is_armed = True

    def is_due(self) -> bool:
        self.count += self.is_armed
        return self.is_armed and self.count == self.nth


def _broken() -> OperationalError:
    return OperationalError("the disk", None, Exception("is gone for a moment"))


def fail_a_statement(failing: Failing, stage: Stage) -> None:
    def before(*_: object) -> None:
        if failing.is_due():
            raise _broken()

    event.listen(stage.office.database.engine, "before_cursor_execute", before)


def fail_a_commit(failing: Failing, stage: Stage) -> None:
    def before(*_: object) -> None:
        if failing.is_due():
            raise _broken()

    event.listen(stage.office.database.engine, "commit", before)


def fail_a_call(failing: Failing, stage: Stage) -> None:
    async def gate(method: str, _: Params) -> None:
        if failing.is_due():
            raise ApiError(502, "Bad Gateway")

    stage.world.gate = gate


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A township of one household, to be copied for every run; how its months stand is kept already."""
    folder = tmp_path_factory.mktemp("township")
    office = settle_in(environment(folder, "http://127.0.0.1:1", fast=True), 1, 1)
    Reconciling(office.database, office.clock, office.policy).run()
    office.database.close()
    return folder


@pytest.fixture
async def shared_darkroom(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """One darkroom for all bots: hundreds need not start processes of their own for a photo each."""
    async with Darkroom() as darkroom:
        monkeypatch.setattr("bot.app.Darkroom", lambda: nullcontext(darkroom))
        yield


@pytest.mark.usefixtures("shared_darkroom")
@pytest.mark.parametrize("fault", [fail_a_statement, fail_a_commit, fail_a_call])
async def test_whichever_step_fails_the_visit_is_recorded_once(
    fault: Fault, prepared: Path, tmp_path: Path
) -> None:
    for first in range(1, LONGEST, SIDE_BY_SIDE):
        numbers = range(first, first + SIDE_BY_SIDE)
        for nth in numbers:
            shutil.copytree(prepared, tmp_path / str(nth))
        runs = [_one_conversation(fault, nth, tmp_path / str(nth)) for nth in numbers]
        if not all(await asyncio.gather(*runs)):
            print(fault.__name__, first)
            return
    pytest.fail(f"after {LONGEST} steps there is still no end")


async def _one_conversation(fault: Fault, nth: int, folder: Path) -> bool:
    """Whether the fault was reached."""
    failing, where = Failing(nth), f"{fault.__name__} {nth}"
    async with resumed(folder) as stage:
        await stage.phone(1).until(lambda _: stage.world.calls["getupdates"], timeout=60)
        fault(failing, stage)
        await _visit(stage, where)
        failing.is_armed = False
        await stage.quiet()
        (visit,) = stage.visits()
        assert (visit["photos"], visit["note"], visit["mode"]) == (1, "屋顶漏雨", "home"), where
        with stage.office.database.read() as unit:
            assert unit.inbox.counts().keys() == {"done"}, where
        assert stage.world.queries == {}, where
    return failing.count >= nth


async def _visit(stage: Stage, where: str) -> None:
    """A person who does one thing after another, as the screen shows it."""
    phone = stage.phone()

    async def sees(words: str) -> None:
        try:
            await phone.until(
                lambda seen: any(words in one["text"] for one in seen.keyboards()[-1:]), timeout=20
            )
        except TimeoutError:
            raise AssertionError(f"{where}: never saw {words!r}") from None

    async def tap(label: str, words: str) -> None:
        card = phone.keyboards()[-1]
        choice = next(one["callback_data"] for one in buttons(card) if one["text"].startswith(label))
        phone.tap(card["message_id"], choice)
        await sees(words)

    phone.send_text("/visit")
    await sees("本月还有 1 户没去")
    await tap(f"{WANG} ", f"{WANG}家（")
    phone.send_photos([photo()])
    phone.send_text("屋顶漏雨")
    await sees("照片 1 张")
    await sees("备注：屋顶漏雨")
    await tap("一切正常", "记好了")
