"""Cards over the real Bot API: edited in place, posted anew, and never two live keyboards (R1)."""

from domain.conversation import Draft
from sandbox.telegram.errors import ApiError
from sandbox.telegram.params import Params
from storage.database import Database
from tests.transport.telegram_stage import Stage, card, sending, words


def _boards(stage: Stage) -> list[str]:
    return [one["text"] for one in stage.telegram.world.client(1).keyboards()]


def _texts(stage: Stage) -> list[str]:
    return [one["text"] for one in stage.telegram.world.client(1).messages]


async def _draft(stage: Stage) -> None:
    """A chat has a draft from its first event on; without one there is no card to remember."""
    now = stage.telegram.world.clock.now()
    await stage.database.run(lambda unit: unit.drafts.save({1: Draft("a", "home", "menu")}, now))


async def _show(stage: Stage, text: str, *, posts: bool = False, tapped: int | None = None) -> None:
    await stage.owe(card(text, posts=posts, tapped=tapped))
    await stage.settled()


async def test_a_card_is_edited_in_place_unless_it_is_to_be_posted(database: Database) -> None:
    async with sending(database) as stage:
        await _draft(stage)
        await _show(stage, "一")
        await _show(stage, "二")
        assert _texts(stage) == ["二"]
        await _show(stage, "三", posts=True)
        assert (_texts(stage), _boards(stage)) == (["二", "三"], ["三"])


async def test_a_card_that_says_the_same_is_shown_already(sqlite: Database) -> None:
    async with sending(sqlite) as stage:
        await _draft(stage)
        await _show(stage, "一")
        await _show(stage, "一")
        assert (_texts(stage), await stage.settled()) == (["一"], {"sent": 2})


async def test_a_card_whose_message_is_gone_is_posted_anew(sqlite: Database) -> None:
    async with sending(sqlite) as stage:
        await _draft(stage)
        await _show(stage, "一")
        stage.telegram.world.client(1).chat.remove(1)
        await _show(stage, "二")
        await _show(stage, "三")
        assert (_texts(stage), _boards(stage)) == (["三"], ["三"])


async def test_a_card_that_was_replaced_while_unsent_is_never_seen(sqlite: Database) -> None:
    async with sending(sqlite) as stage:
        await _draft(stage)
        await _show(stage, "一")
        await stage.owe(card("二", posts=True), card("不留"))
        await stage.settled()
        await stage.owe(words("别的"), card("三"))
        await stage.settled()
        assert _boards(stage) == ["三"]


async def test_a_tap_on_a_card_we_forgot_takes_that_keyboard_off(sqlite: Database) -> None:
    async with sending(sqlite) as stage:
        await _draft(stage)
        await _show(stage, "忘了的")
        await stage.database.run(lambda unit: unit.drafts.show({1: None}))
        await _show(stage, "现在的", posts=True)
        assert len(_boards(stage)) == 2, "as after a power cut between sending and writing it down"
        await _show(stage, "下一步", tapped=1)
        assert (_boards(stage), _texts(stage)) == (["下一步"], ["忘了的", "下一步"])


async def test_a_card_cut_off_on_its_way_is_posted_once_more_and_then_goes_on(sqlite: Database) -> None:
    cuts = [True]

    def trouble(method: str, params: Params) -> bool:
        return method == "sendmessage" and bool(cuts) and cuts.pop()

    async with sending(sqlite) as stage:
        await _draft(stage)
        stage.telegram.trouble = trouble
        await _show(stage, "一")
        assert _texts(stage) == ["一", "一"]
        await _show(stage, "二")
        assert _texts(stage) == ["一", "二"]


async def test_an_edit_cut_off_on_its_way_is_seen_once(sqlite: Database) -> None:
    cuts = [True]

    def trouble(method: str, params: Params) -> bool:
        return method == "editmessagetext" and bool(cuts) and cuts.pop()

    async with sending(sqlite) as stage:
        await _draft(stage)
        await _show(stage, "一")
        stage.telegram.trouble = trouble
        await _show(stage, "二")
        assert (_texts(stage), _boards(stage)) == (["二"], ["二"])


async def test_a_keyboard_that_could_not_be_taken_off_is_taken_off_with_the_next_try(
    sqlite: Database,
) -> None:
    left = [500]

    def trouble(method: str, params: Params) -> bool:
        if method == "editmessagereplymarkup" and left:
            raise ApiError(left.pop(), "Internal Server Error")
        return False

    async with sending(sqlite) as stage:
        await _draft(stage)
        await _show(stage, "一")
        stage.telegram.trouble = trouble
        await _show(stage, "二", posts=True)
        assert (_texts(stage), _boards(stage)) == (["一", "二"], ["二"])
