"""The whole bot on days that are different: ends of months and years, a leap day, holidays and their like."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.any_day import DAYS
from tests.bot.stage import card_of, staged
from tests.bot.township import head_of


@pytest.mark.parametrize("day", DAYS)
async def test_a_visit_is_recorded_on_the_day_it_is_made(day: str, tmp_path: Path) -> None:
    at = datetime.fromisoformat(DAYS[day]).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    async with staged(tmp_path, at=at) as stage:
        await stage.say("/visit")
        assert "本月还有 4 户没去" in card_of(stage.phone())
        await stage.tap(f"{head_of(0)} ")
        await stage.send_album()
        await stage.tap("一切正常")
        (visit,) = stage.visits()
        assert (visit["visited_on"], visit["photos"]) == (at.date().isoformat(), 2)
        await stage.say("/visit")
        assert "本月还有 3 户没去" in card_of(stage.phone())
        for word in ("/mine", "/need", "/leave", "/help"):
            await stage.say(word)
        assert "没处理好" not in str(stage.phone().messages)
