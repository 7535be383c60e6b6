"""An invitation through the whole bot: the picture arrives, may be forwarded, and lets its person in."""

import asyncio
import re
from pathlib import Path
from typing import Any

from tests.bot.stage import staged

CLERK = 1
"""The people of the small township are numbered: one cadre, then the clerk."""


async def test_the_picture_arrives_and_may_be_forwarded(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.say("/people", CLERK)
        for label in ("帮扶00", "邀请"):
            await stage.tap(label, CLERK)
        picture = await _picture(stage.phone(CLERK))
        link = re.search(r"https://t\.me/\w+\?start=([\w-]+)", picture["caption"])
        assert link
        assert not picture.get("has_protected_content")
        await stage.quiet()
        stranger = stage.world.client(9_001)
        stranger.chat.started = True
        stranger.send_text(f"/start {link[1]}")
        await stage.quiet()
        assert any("帮扶00您好" in one.get("text", "") for one in stranger.messages)
    assert list((tmp_path / "papers").glob("*")) == []


async def _picture(phone: Any) -> dict[str, Any]:
    async with asyncio.timeout(60):
        while True:
            found = [one for one in phone.messages if "photo" in one]
            if found:
                return dict(found[-1])
            await asyncio.sleep(0.05)
