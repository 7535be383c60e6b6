"""Every kind of update through the whole bot: what is meant for it, what is odd, and what is malformed."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.desk.deciding import decide
from storage.tables import metadata
from tests.bot.stage import Stage, card_of, staged
from tests.bot.township import FIRST_ACCOUNT, head_of, phone_of
from tests.storage.contents import as_stolen, rows

WANG = head_of(0)
ME: dict[str, Any] = {"id": FIRST_ACCOUNT, "is_bot": False, "first_name": "帮扶"}
HERE: dict[str, Any] = {"id": FIRST_ACCOUNT, "type": "private", "first_name": "帮扶"}
MALFORMED: list[dict[str, Any]] = [
    {"message": {"message_id": "x"}},
    {"message": {"message_id": 1, "date": "yesterday", "chat": HERE, "from": ME, "text": "a"}},
    {"message": {"message_id": 1, "date": 0, "chat": {"id": FIRST_ACCOUNT}, "from": ME, "text": "a"}},
    {"message": 7},
    {"callback_query": {"id": "1", "from": 7, "data": "a", "chat_instance": "1"}},
    {"my_chat_member": {"chat": HERE, "from": ME, "date": 1}},
]
ODD: list[dict[str, Any]] = [
    {},
    {"something_new": {"of": "2030"}},
    {"message": {"message_id": 1, "date": 1, "chat": HERE, "text": "from nobody"}},
    {"message": {"message_id": 1, "date": 1, "chat": HERE, "from": ME, "text": "half \ud800 a character"}},
    {"message": {"message_id": 1, "date": 1, "chat": HERE, "from": ME, "text": "nul \x00"}},
    {"message": {"message_id": 1, "date": 1, "chat": HERE, "from": ME, "dice": {"emoji": "🎲", "value": 3}}},
    {
        "edited_message": {
            "message_id": 1,
            "date": 1,
            "edit_date": 2,
            "chat": HERE,
            "from": ME,
            "text": "/visit",
        }
    },
    {"callback_query": {"id": "1", "from": ME, "chat_instance": "1", "data": "a", "inline_message_id": "x"}},
    {"callback_query": {"id": "2", "from": ME, "chat_instance": "1", "game_short_name": "a"}},
]
_SERVICE: list[dict[str, Any]] = [
    {"pinned_message": {"message_id": 1, "date": 1, "chat": HERE, "from": ME, "text": "王福生 正常"}},
    {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
    {
        "chat_background_set": {
            "type": {"type": "fill", "fill": {"type": "solid", "color": 1}, "dark_theme_dimming": 0}
        }
    },
    {"new_chat_title": "石板村"},
    {"new_chat_photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
    {"delete_chat_photo": True},
    {"write_access_allowed": {"from_request": True}},
    {"users_shared": {"request_id": 1, "users": []}},
    {"chat_shared": {"request_id": 1, "chat_id": -7}},
    {"web_app_data": {"data": "王福生 正常", "button_text": "x"}},
    {"boost_added": {"boost_count": 1}},
    {"forum_topic_created": {"name": "王福生", "icon_color": 1}},
    {"video_chat_scheduled": {"start_date": 1}},
    {"proximity_alert_triggered": {"traveler": ME, "watcher": ME, "distance": 5}},
]
_CHANNEL: dict[str, Any] = {"id": -1007, "type": "channel", "title": "石板镇"}
_POST: dict[str, Any] = {"message_id": 1, "date": 1, "chat": _CHANNEL, "text": f"{WANG} 正常"}
_MEMBER: dict[str, Any] = {"user": ME, "status": "member"}
_POLL: dict[str, Any] = {
    "id": "1",
    "question": "?",
    "options": [{"text": "a", "voter_count": 0}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
}
ASKING_NOTHING: list[dict[str, Any]] = [
    *({"message": {"message_id": 1, "date": 1, "chat": HERE, "from": ME, **one}} for one in _SERVICE),
    {
        "message_reaction": {
            "chat": HERE,
            "message_id": 1,
            "user": ME,
            "date": 1,
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": "👍"}],
        }
    },
    {"message_reaction_count": {"chat": HERE, "message_id": 1, "date": 1, "reactions": []}},
    {
        "chat_boost": {
            "chat": _CHANNEL,
            "boost": {
                "boost_id": "1",
                "add_date": 1,
                "expiration_date": 2,
                "source": {"source": "premium", "user": ME},
            },
        }
    },
    {
        "my_chat_member": {
            "chat": HERE,
            "from": ME,
            "date": 1,
            "old_chat_member": _MEMBER,
            "new_chat_member": _MEMBER,
        }
    },
    {
        "chat_member": {
            "chat": HERE,
            "from": ME,
            "date": 1,
            "old_chat_member": _MEMBER,
            "new_chat_member": _MEMBER,
        }
    },
    {"channel_post": _POST},
    {"edited_channel_post": _POST | {"edit_date": 2}},
    {"poll": _POLL},
    {"poll_answer": {"poll_id": "1", "user": ME, "option_ids": [0]}},
    {"inline_query": {"id": "1", "from": ME, "query": f"{WANG} 正常", "offset": ""}},
    {"chosen_inline_result": {"result_id": "1", "from": ME, "query": WANG}},
    {"chat_join_request": {"chat": HERE, "from": ME, "user_chat_id": FIRST_ACCOUNT, "date": 1}},
    {"business_message": {"message_id": 1, "date": 1, "chat": HERE, "from": ME, "text": f"{WANG} 正常"}},
    {"deleted_business_messages": {"business_connection_id": "1", "chat": HERE, "message_ids": [1]}},
]
HUGE: dict[str, Any] = {
    "message": {
        "message_id": 1,
        "date": 1,
        "chat": {"id": 2**70, "type": "private", "first_name": "a"},
        "from": {"id": 2**70, "is_bot": False, "first_name": "a"},
        "text": "hello",
    }
}


def _inbox(stage: Stage) -> dict[str, int]:
    with stage.office.database.read() as unit:
        return unit.inbox.counts()


async def test_malformed_updates_are_set_aside_at_once_and_the_rest_goes_on(stage: Stage) -> None:
    for one in MALFORMED:
        stage.world.inject(dict(one))
        stage.phone().send_text("/mine")
    await stage.quiet()
    assert _inbox(stage) == {"dead": len(MALFORMED), "done": len(MALFORMED)}
    assert "您名下 4 户" in card_of(stage.phone())


async def test_what_is_sound_but_odd_is_done_and_harms_nobody(stage: Stage) -> None:
    for one in ODD:
        stage.world.inject(dict(one))
    stage.phone().send_text("/mine")
    await stage.quiet()
    assert _inbox(stage) == {"done": len(ODD) + 1}
    assert "您名下 4 户" in card_of(stage.phone())


async def test_updates_that_ask_for_nothing_change_nothing_and_are_not_answered(stage: Stage) -> None:
    await stage.say("/visit")
    await stage.tap(f"{WANG} ")
    card, messages = card_of(stage.phone()), len(stage.phone().messages)
    said = {name: stage.world.calls[name] for name in ("sendmessage", "editmessagetext")}
    for one in ASKING_NOTHING:
        stage.world.inject(dict(one))
    await stage.quiet()
    assert _inbox(stage) == {"done": len(ASKING_NOTHING) + 2}
    assert {name: stage.world.calls[name] for name in said} == said
    assert (card_of(stage.phone()), len(stage.phone().messages)) == (card, messages)
    assert stage.visits() == []
    await stage.tap("一切正常")
    assert [(one["mode"], one["note"]) for one in stage.visits()] == [("home", "")]


@pytest.mark.parametrize("thanks", ["谢谢", "👍", "thx", f"{WANG} 正常，谢谢"])
async def test_a_caption_of_thanks_is_no_note(stage: Stage, thanks: str) -> None:
    await stage.say("/visit")
    await stage.tap(f"{WANG} ")
    await stage.send_album(2, thanks)
    assert "备注" not in card_of(stage.phone())
    await stage.tap("对" if WANG in thanks else "一切正常")
    assert [(one["photos"], one["note"]) for one in stage.visits()] == [(2, "")]


async def test_an_update_that_cannot_be_written_falls_on_nobody_else(tmp_path: Path) -> None:
    async with staged(tmp_path, people=5) as stage:
        stage.world.inject(HUGE)
        for one in range(5):
            stage.phone(one).send_text("/mine")
        await stage.phone(4).until(lambda seen: "您名下 4 户" in str(seen.last), timeout=60)
        await stage.quiet_in_time()
        assert _inbox(stage) == {"done": 5, "dead": 1}


async def test_a_flow_that_fails_fails_its_own_update_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(case: Any, *more: Any) -> Any:
        if case.event.text == "绊倒":
            raise RuntimeError("王福生")
        return decide(case, *more)

    # The one thing replaced here is the step that shall fail.
    monkeypatch.setattr("bot.desk.desk.decide", stumble)
    async with staged(tmp_path, people=5) as stage:
        stage.phone(0).send_text("绊倒")
        stage.phone(0).send_text("/mine")
        for one in range(1, 5):
            stage.phone(one).send_text("/mine")
        await stage.phone(4).until(lambda seen: "您名下 4 户" in str(seen.last), timeout=60)
        await stage.quiet_in_time()
        assert _inbox(stage) == {"done": 5, "dead": 1}
        texts = [one["text"] for one in stage.phone(0).messages]
        assert any("没处理好" in one for one in texts)
        assert "您名下 4 户" in card_of(stage.phone(0)), "the chat goes on after it"


async def test_groups_are_left_without_a_word(stage: Stage) -> None:
    group = stage.world.group(-100777, "石板村群")
    group.add_bot(stage.phone())
    await stage.quiet()
    assert group.left
    assert stage.world.calls["sendmessage"] == 0


async def test_who_stops_the_bot_and_comes_back_is_known_again(stage: Stage) -> None:
    await stage.say("/visit")
    stage.phone().block()
    await stage.quiet()
    assert _blocked(stage) == 1
    sent = stage.world.calls["sendmessage"]
    stage.phone().unblock()
    await stage.quiet()
    assert (_blocked(stage), stage.world.calls["sendmessage"]) == (0, sent)
    await stage.say("/mine")
    assert "您名下 4 户" in card_of(stage.phone())


async def test_who_was_found_to_have_stopped_the_bot_is_known_again_by_a_word(stage: Stage) -> None:
    stage.phone().send_text("/visit")
    stage.phone().chat.blocked = True
    await stage.quiet()
    assert _blocked(stage) == 1
    stage.phone().chat.blocked = False
    await stage.say("/mine")
    assert _blocked(stage) == 0
    assert "您名下 4 户" in card_of(stage.phone())


def _blocked(stage: Stage) -> int:
    with stage.office.database.read() as unit:
        return sum(one.blocked_at is not None for one in unit.people.all())


async def test_photos_are_fetched_into_the_data_directory(stage: Stage, tmp_path: Path) -> None:
    await stage.say("/visit")
    await stage.tap(f"{WANG} ")
    await stage.send_album(2)
    async with asyncio.timeout(60):
        while len(_photos(tmp_path)) < 4:
            await asyncio.sleep(0.05)
    assert all(one.stat().st_mode & 0o777 == 0o600 for one in _photos(tmp_path))
    assert not any(b"JFIF" in one.read_bytes() for one in _photos(tmp_path))


def _photos(folder: Path) -> list[Path]:
    """Two files a photo: as it is kept, and small."""
    return list((folder / "photos").rglob("*.sealed"))


async def test_what_people_say_and_who_they_are_is_on_no_disk_in_plain_text(stage: Stage) -> None:
    clerk = stage.phone(1)
    await stage.say("/visit")
    await stage.tap(f"{WANG} ")
    await stage.say("CANARY-NOTE")
    await stage.tap("一切正常")
    await stage.say("/feedback")
    await stage.say("CANARY-FEEDBACK")
    stolen = as_stolen(stage.office.database)
    for secret in ("CANARY", WANG, "帮扶00", phone_of(0)):
        assert secret.encode() not in stolen
    opened = str([rows(stage.office.database, one) for one in metadata.sorted_tables])
    assert opened.count("CANARY-NOTE") > 1, "whoever has the key reads it"
    assert "CANARY-FEEDBACK" in opened
    assert any("CANARY-FEEDBACK" in one["text"] for one in clerk.messages), "the clerk hears of it"
