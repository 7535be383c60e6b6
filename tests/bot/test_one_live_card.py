"""R1 and R4 through the whole bot: one live card, every tap answered, nothing done twice."""

import asyncio
from pathlib import Path
from random import Random

from sandbox.telegram.client import Client
from sandbox.telegram.screen import buttons
from tests.bot.photos import photo
from tests.bot.stage import Stage, button, card_of, staged
from tests.bot.township import code_of, head_of, phone_of

WANG = head_of(0)
STALE = "这一步已过"


async def test_a_routine_visit_with_two_photos_takes_three_actions_from_the_list(stage: Stage) -> None:
    await stage.say("/visit")
    await stage.tap(f"{WANG} ")
    await stage.send_album(2)
    assert card_of(stage.phone()).startswith(f"{WANG}家 · 今天 · 照片 2 张")
    await stage.tap("一切正常")
    assert "记好了" in card_of(stage.phone())
    assert "照片 2 张" in card_of(stage.phone())
    (visit,) = stage.visits()
    assert (visit["household_code"], visit["phone"]) == (code_of(0), phone_of(0))
    assert (visit["mode"], visit["photos"], visit["undone"]) == ("home", 2, False)


async def test_a_tap_edits_the_card_in_place(stage: Stage) -> None:
    await stage.say("/visit")
    phone = stage.phone()
    place, count = phone.keyboards()[0]["message_id"], len(phone.messages)
    for label in (f"{WANG} ", "返回", f"{WANG} ", "一切正常"):
        await stage.tap(label)
        assert [one["message_id"] for one in phone.keyboards()] == [place]
    assert len(phone.messages) == count


async def test_a_receipt_stays_and_what_comes_of_its_buttons_is_told_once_below_it(stage: Stage) -> None:
    await stage.say("/visit")
    for label in (f"{WANG} ", "一切正常"):
        await stage.tap(label)
    phone = stage.phone()
    receipt, count = phone.keyboards()[0]["message_id"], len(phone.messages)
    text = card_of(phone)
    for label in ("改日期", "返回", "撤销"):
        await stage.tap(label)
        assert phone.keyboards() == [phone.last]
    # Below it the question, in whose place the receipt comes again; and below that what was taken back.
    assert len(phone.messages) == count + 2
    assert phone.chat.messages[receipt]["text"] == text
    assert "reply_markup" not in phone.chat.messages[receipt]


async def test_a_message_strips_the_old_card_and_shows_the_card_again_below_it(stage: Stage) -> None:
    await stage.say("/visit")
    await stage.tap(f"{WANG} ")
    old = stage.phone().keyboards()[0]["message_id"]
    await stage.say("屋顶漏雨")
    (card,) = stage.phone().keyboards()
    assert card["message_id"] > old
    assert stage.phone().last == card
    assert "备注：屋顶漏雨" in card["text"]
    assert "reply_markup" not in stage.phone().chat.messages[old]


async def test_a_tap_on_an_old_card_gets_a_toast_and_the_current_card(stage: Stage) -> None:
    await stage.say("/visit")
    old = button(stage.phone(), f"{WANG} ")
    await stage.tap(f"{head_of(1)} ")
    fine = button(stage.phone(), "一切正常")
    await stage.tap("一切正常")
    for message, choice in (old, fine, (old[0], "nonsense"), (old[0], "x" * 64), (old[0], "")):
        stage.phone().toast = None
        stage.phone().tap(message, choice)
        await stage.quiet()
        assert stage.phone().toast == STALE, choice
        assert "记好了" in card_of(stage.phone())
    assert len(stage.visits()) == 1
    assert stage.world.queries == {}, "every tap was answered"


async def test_a_double_tap_records_one_visit(stage: Stage) -> None:
    await stage.say("/visit")
    await stage.tap(f"{WANG} ")
    message, choice = button(stage.phone(), "一切正常")
    for _ in range(4):
        stage.phone().tap(message, choice)
    await stage.quiet()
    assert len(stage.visits()) == 1
    assert (stage.phone().toasts, stage.world.queries) == (5, {})


async def test_all_updates_of_a_day_replayed_change_nothing(stage: Stage) -> None:
    await stage.say("/visit")
    await stage.tap(f"{WANG} ")
    await stage.send_album(2)
    await stage.tap("一切正常")
    await stage.tap("撤销")
    visits, texts = stage.visits(), [one.get("text") for one in stage.phone().messages]
    for update in range(100_000_001, stage.world.updates.next_id):
        stage.world.repeat(update)
    await stage.say("/mine")
    assert stage.visits() == visits
    assert [one.get("text") for one in stage.phone().messages][: len(texts)] == texts
    assert len(stage.phone().messages) == len(texts) + 2


async def test_whatever_people_do_there_is_never_more_than_one_live_keyboard(tmp_path: Path) -> None:
    seed = 20261121
    async with staged(tmp_path, people=6) as stage:
        phones = [stage.phone(one) for one in range(6)]
        for round_of_actions in range(5):
            await asyncio.gather(
                *(_do_something(phone, Random(f"{seed} {round_of_actions} {at}"))
                  for at, phone in enumerate(phones))
            )  # fmt: skip
            await stage.quiet()
            assert all(len(phone.keyboards()) <= 1 for phone in phones), f"{seed} {round_of_actions}"
        assert stage.world.queries == {}
        assert stage.office.database.engine.dialect.name == "sqlite"


async def _do_something(phone: Client, draw: Random) -> None:
    """Ten taps and messages, some before the bot has answered the last."""
    for _ in range(10):
        boards = [one for one in phone.messages if one.get("reply_markup")]
        if boards and draw.random() < 0.6:
            card = draw.choice(boards)
            phone.tap(card["message_id"], draw.choice(buttons(card))["callback_data"])
        elif draw.random() < 0.3:
            phone.send_photos([photo() for _ in range(draw.choice((1, 2)))], draw.choice((None, "好")))
        else:
            phone.send_text(
                draw.choice(("/visit", "/mine", "/cancel", "1", "正常", "赵", "昨天", "/lang", "啊"))
            )
        await asyncio.sleep(draw.choice((0, 0, 0.01, 0.05, 0.2)))
