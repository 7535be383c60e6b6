"""Messages that are edited, through the real handlers: until the visit is saved, what they say now counts."""

from typing import Any

import pytest

from tests.bot.stage import Stage, card_of
from tests.bot.township import head_of

WANG, ZHAO = head_of(0), head_of(1)


def own(stage: Stage) -> list[dict[str, Any]]:
    """What the person sent, in order."""
    me = stage.phone().user["id"]
    return [one for one in stage.phone().messages if one.get("from", {}).get("id") == me]


async def edit_text(stage: Stage, words: str, back: int = 1) -> None:
    stage.phone().edit_text(own(stage)[-back]["message_id"], words)
    await stage.quiet()


async def edit_caption(stage: Stage, words: str, back: int = 1) -> None:
    stage.phone().edit_caption(own(stage)[-back]["message_id"], words)
    await stage.quiet()


def stored(stage: Stage) -> list[tuple[str, int, str]]:
    return [(one["mode"], one["photos"], one["note"]) for one in stage.visits()]


async def test_what_a_message_says_before_the_save_is_what_is_saved(stage: Stage) -> None:
    await stage.say(f"{WANG} 家里没人")
    await edit_text(stage, f"{WANG} 正常")
    assert "一切正常" in card_of(stage.phone())
    await stage.tap("对")
    assert stored(stage) == [("home", 0, "")]


async def test_a_caption_that_comes_later_says_whose_the_photo_is(stage: Stage) -> None:
    await stage.send_album(1)
    assert "是哪一户的" in card_of(stage.phone())
    await edit_caption(stage, f"{WANG} 没人")
    assert f"{WANG}家，今天去过，家里没人" in card_of(stage.phone())
    await edit_caption(stage, f"{ZHAO} 正常 猪卖了")
    assert f"{ZHAO}家" in card_of(stage.phone())
    assert WANG not in card_of(stage.phone())
    await stage.tap("对")
    assert stored(stage) == [("home", 1, "猪卖了")]


async def test_the_note_on_an_open_card_is_what_it_says_now(stage: Stage) -> None:
    await stage.say("/visit")
    await stage.tap(f"{WANG} ")
    await stage.say("屋顶漏雨")
    count = len(stage.phone().messages)
    await edit_text(stage, "屋顶好了")
    assert "备注：屋顶好了" in card_of(stage.phone())
    assert len(stage.phone().messages) == count
    await stage.tap("一切正常")
    assert stored(stage) == [("home", 0, "屋顶好了")]


async def test_one_part_of_an_album_may_turn_to_another_household(stage: Stage) -> None:
    await stage.send_album(3, f"{WANG} 正常")
    await edit_caption(stage, f"{ZHAO} 正常")
    await stage.tap("对")
    assert sorted(stored(stage)) == [("home", 1, ""), ("home", 2, "")]


async def test_after_the_save_one_sentence_leads_to_the_saved_visit(stage: Stage) -> None:
    await stage.say(f"{WANG} 家里没人")
    await stage.tap("对")
    await edit_text(stage, f"{WANG} 正常")
    assert f"{WANG}家的走访已经记好了" in card_of(stage.phone())
    await stage.tap("改一改")
    assert "记好了" in card_of(stage.phone())
    await stage.tap("撤销")
    assert [one["undone"] for one in stage.visits()] == [True]


@pytest.mark.parametrize("words", ["/cancel", "/visit", "取消"])
async def test_an_edited_command_does_nothing(stage: Stage, words: str) -> None:
    await stage.say(f"{WANG} 家里没人")
    before = card_of(stage.phone())
    sent = dict(stage.world.calls)
    await edit_text(stage, words)
    assert (card_of(stage.phone()), dict(stage.world.calls)["sendmessage"]) == (before, sent["sendmessage"])


async def test_the_same_words_again_and_edits_of_what_opened_nothing_are_not_answered(stage: Stage) -> None:
    await stage.say("天气真好啊")
    await edit_text(stage, f"{WANG} 正常")
    await stage.say(f"{ZHAO} 没人")
    calls = {name: stage.world.calls[name] for name in ("sendmessage", "editmessagetext")}
    await edit_text(stage, f"{ZHAO} 没人")
    assert {name: stage.world.calls[name] for name in calls} == calls
    await stage.tap("对")
    calls = {name: stage.world.calls[name] for name in ("sendmessage", "editmessagetext")}
    await edit_text(stage, f"{ZHAO} 没人")
    assert {name: stage.world.calls[name] for name in calls} == calls
    assert stored(stage) == [("nobody", 0, "")]
