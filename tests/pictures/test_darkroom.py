"""The darkroom's children may be killed, stopped or kept busy: the next picture is developed all the same."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from domain.errors import OperatorError
from pictures import keeper, opening, pipes
from pictures.darkroom import Darkroom
from pictures.develop import Developed, Reason, Unreadable, develop
from tests.pictures.children import children, is_gone, until
from tests.pictures.shots import shot, slow_to_decode, telling

GOOD = shot()
QUICK: dict[str, dict[str, Any]] = {
    "JPEG": {"progressive": True, "subsampling": 0},
    "PNG": {"compress_level": 1},
    "WEBP": {"method": 0, "lossless": True},
}
"""How pictures are written fast, and so that reading them takes much memory."""


@pytest.fixture
async def darkroom() -> AsyncIterator[Darkroom]:
    """One child, which has done a picture."""
    async with Darkroom(children=1) as opened:
        assert isinstance(await opened.develop(GOOD), Developed)
        yield opened
    assert not children()


def reason(result: Developed | Unreadable) -> Reason:
    assert isinstance(result, Unreadable)
    return result.reason


def largest(kind: str, size: tuple[int, int]) -> bytes:
    """A picture of that size that takes much memory to read."""
    return shot(Image.new("RGB" if kind == "JPEG" else "RGBA", size), kind, **QUICK[kind])


def weight(pid: int) -> float:
    """Megabytes of data, as the kernel counts them against the limit."""
    (line,) = re.findall(r"VmData:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(line) / 1024


def is_at_work(pid: int) -> bool:
    """Whether it has been granted time for a picture."""
    return "Max cpu time              unlimited" not in Path(f"/proc/{pid}/limits").read_text()


async def test_a_child_develops_what_the_function_develops(darkroom: Darkroom) -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        assert await darkroom.develop(telling(kind)) == develop(telling(kind))


async def test_one_child_serves_many_pictures_and_then_gives_way_to_a_fresh_one(darkroom: Darkroom) -> None:
    (first,) = children()
    for _ in range(keeper.ORDERS_EACH - 1):
        await darkroom.develop(b"")
    assert children() == {first}
    await darkroom.develop(b"")
    assert not children() & {first}


async def test_a_killed_child_costs_no_picture(darkroom: Darkroom) -> None:
    (child,) = children()
    os.kill(child, signal.SIGSTOP)
    waiting = asyncio.create_task(darkroom.develop(GOOD))
    await asyncio.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    assert isinstance(await waiting, Developed)
    assert len(children()) == 1


async def test_a_child_that_died_between_two_pictures_is_replaced(darkroom: Darkroom) -> None:
    for child in children():
        os.kill(child, signal.SIGKILL)
        await until(lambda: not children())
    assert isinstance(await darkroom.develop(GOOD), Developed)


async def test_a_picture_over_which_two_children_die_is_unreadable(darkroom: Darkroom) -> None:
    waiting = asyncio.create_task(darkroom.develop(slow_to_decode()))
    killed: set[int] = set()
    for _ in range(2):
        await until(lambda: any(is_at_work(one) for one in children() - killed))
        (child,) = children() - killed
        killed.add(child)
        os.kill(child, signal.SIGKILL)
    assert reason(await waiting) is Reason.FATAL
    assert isinstance(await darkroom.develop(GOOD), Developed)


async def test_a_stopped_child_is_replaced_when_its_time_is_over() -> None:
    async with Darkroom(children=1, seconds=0.4) as darkroom:
        await darkroom.develop(GOOD)
        (child,) = children()
        os.kill(child, signal.SIGSTOP)
        # Larger than a pipe: writing to it is what hangs.
        result = await darkroom.develop(GOOD + bytes(5_000_000))
        assert isinstance(result, Developed)
        await until(lambda: is_gone(child))


async def test_a_child_that_works_is_waited_for_however_slowly_it_gets_on() -> None:
    async with Darkroom(children=1, seconds=0.02) as darkroom:
        assert isinstance(await darkroom.develop(largest("JPEG", (5000, 5000))), Developed)


async def test_a_picture_that_takes_too_much_cpu_is_not_tried_again() -> None:
    async with Darkroom(children=1, cpu_seconds=1) as darkroom:
        began = os.times().children_user
        assert reason(await darkroom.develop(slow_to_decode())) is Reason.TOO_SLOW
        assert os.times().children_user - began < 3.5
        assert isinstance(await darkroom.develop(GOOD), Developed)


async def test_a_picture_over_which_two_children_hang_is_unreadable() -> None:
    async with Darkroom(children=1, seconds=0.4) as darkroom:
        waiting = asyncio.create_task(darkroom.develop(slow_to_decode()))
        stopped: set[int] = set()
        for _ in range(2):
            await until(lambda: any(is_at_work(one) for one in children() - stopped))
            (child,) = children() - stopped
            stopped.add(child)
            os.kill(child, signal.SIGSTOP)
        assert reason(await waiting) is Reason.TOO_SLOW
        assert isinstance(await darkroom.develop(GOOD), Developed)


async def test_others_are_developed_beside_a_slow_picture() -> None:
    async with Darkroom(children=2, cpu_seconds=60) as darkroom:
        slow = asyncio.create_task(darkroom.develop(slow_to_decode()))
        for _ in range(5):
            assert isinstance(await darkroom.develop(GOOD), Developed)
        assert not slow.done()
        slow.cancel()
        with pytest.raises(asyncio.CancelledError):
            await slow


async def test_an_answer_that_nobody_waits_for_is_not_taken_for_the_next_one(darkroom: Darkroom) -> None:
    for pause in (0, 0.001, 0.01):
        given_up = asyncio.create_task(darkroom.develop(telling("PNG")))
        await asyncio.sleep(pause)
        given_up.cancel()
        await asyncio.wait([given_up])
        kept = await darkroom.develop(GOOD)
        assert isinstance(kept, Developed)
        assert kept.sha256 == develop(GOOD).sha256


@pytest.mark.parametrize(
    ("kind", "size"), [("JPEG", (5000, 5000)), ("PNG", (5000, 5000)), ("WEBP", (4240, 2940))]
)
async def test_the_largest_picture_fits_into_a_childs_memory(
    darkroom: Darkroom, kind: str, size: tuple[int, int]
) -> None:
    assert isinstance(await darkroom.develop(largest(kind, size)), Developed)


async def test_no_earlier_picture_takes_room_from_a_later_one(darkroom: Darkroom) -> None:
    pictures = {
        kind: largest(kind, size).ljust(10_000_000, b"\0")
        for kind, size in (("JPEG", (5000, 5000)), ("PNG", (5000, 5000)), ("WEBP", (4240, 2940)))
    }
    pictures["grey"] = shot(Image.new("I;16", (5000, 5000)), "PNG", compress_level=1)
    (child,) = children()
    at_first = weight(child)
    for kind in ("JPEG", "PNG", "WEBP", "grey", "JPEG", "grey", "WEBP"):
        assert isinstance(await darkroom.develop(pictures[kind]), Developed), kind
        assert weight(child) - at_first < 14, f"what a {kind} took goes back"


async def test_a_webp_whose_file_takes_the_room_of_its_pixels_is_too_large(darkroom: Darkroom) -> None:
    heavy = largest("WEBP", (4240, 2940)).ljust(opening.LARGEST, b"\0")
    assert reason(await darkroom.develop(heavy)) is Reason.TOO_LARGE
    of_a_phone = largest("WEBP", (4032, 3024)).ljust(15_000_000, b"\0")
    assert isinstance(await darkroom.develop(of_a_phone), Developed)


SHORT_OF_MEMORY = """
import resource, sys
from pictures.develop import Unreadable, develop
resource.setrlimit(resource.RLIMIT_DATA, (100 << 20, 100 << 20))
try:
    develop(sys.stdin.buffer.read())
except Unreadable as refused:
    print(refused.reason)
"""


def test_a_picture_that_takes_too_much_memory_is_too_large() -> None:
    command = [sys.executable, "-c", SHORT_OF_MEMORY]
    env = os.environ | pipes.ITS_OWN
    told = subprocess.run(
        command, input=largest("PNG", (5000, 5000)), capture_output=True, cwd=pipes.ROOT, env=env, check=True
    )
    assert told.stdout == b"too_large\n"


async def test_a_closed_darkroom_starts_no_children() -> None:
    async with Darkroom() as darkroom:
        waiting = asyncio.create_task(darkroom.develop(slow_to_decode()))
        await until(children)
    with pytest.raises(pipes.ChildWillNotStart):
        await waiting
    with pytest.raises(pipes.ChildWillNotStart):
        await darkroom.develop(GOOD)
    assert not children()


async def test_children_know_nothing_of_the_bot(darkroom: Darkroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZOUFANG_TOKEN", "canary")
    for child in children():
        os.kill(child, signal.SIGKILL)
    await until(lambda: not children())
    with open("/dev/null", "rb") as ours:
        os.set_inheritable(ours.fileno(), True)
        await darkroom.develop(GOOD)
        (child,) = children()
        assert b"canary" not in Path(f"/proc/{child}/environ").read_bytes()
        open_files = {os.readlink(one) for one in Path(f"/proc/{child}/fd").iterdir()}
    assert all(one.startswith("pipe:") or one == os.devnull for one in open_files)
    limits = Path(f"/proc/{child}/limits").read_text()
    assert f"Max data size             {288 * 1024 * 1024}" in limits


async def test_a_child_that_does_not_start_is_no_fault_of_the_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipes, "ROOT", tmp_path)
    async with Darkroom() as darkroom:
        with pytest.raises(OperatorError, match=r"run `.*` in .* to see why"):
            await darkroom.develop(GOOD)


ORPHANED = """
import asyncio, sys
from pictures.darkroom import Darkroom
async def main():
    async with Darkroom(children=1) as darkroom:
        await darkroom.develop(b"")
        print("ready", flush=True)
        await asyncio.sleep(60)
asyncio.run(main())
"""


async def test_children_end_with_a_bot_that_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", ORPHANED], stdout=subprocess.PIPE, cwd=pipes.ROOT) as bot:
        assert bot.stdout
        assert await asyncio.to_thread(bot.stdout.readline) == b"ready\n"
        (child,) = children(bot.pid)
        bot.kill()
        await until(lambda: is_gone(child))


async def test_a_line_that_is_no_text_is_stamped_all_the_same(darkroom: Darkroom) -> None:
    kept = await darkroom.develop(GOOD)
    assert isinstance(kept, Developed)
    assert (await darkroom.stamp(kept.picture, ["\ud83d"])).startswith(b"\xff\xd8")


async def test_what_is_no_picture_cannot_be_stamped(darkroom: Darkroom) -> None:
    with pytest.raises(Unreadable):
        await darkroom.stamp(b"not a picture", ["走访"])
