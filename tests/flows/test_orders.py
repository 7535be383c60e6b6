"""Every label of the menus works wherever it is typed, unless the card has a label like that (R5)."""

import pytest

from bot.desk.slices import COMMANDS
from bot.flows.book import SHOWN_COMMANDS
from bot.flows.engine.orders import ORDERS
from domain.households.browse import areas_seen
from locales.fit import plain
from locales.read import reads, spoken
from locales.render import render
from tests.flows.walk import arrivals

LABELS = {
    "记走访": ("visit", "list"),
    "我的户": ("mine", "list"),
    "有事要报": ("report", "list"),
    "请假": ("leave", "since"),
    "周报": ("digest", "card"),
    "帮助": ("home", "help"),
    "提意见": ("feedback", "words"),
    "语言": ("language", "choose"),
    "取消": ("home", "menu"),
    "你好": ("home", "menu"),
    "Log visit": ("visit", "list"),
    "my households": ("mine", "list"),
    "【请假】": ("leave", "since"),
    "「请假」": ("leave", "since"),
    "“帮助”": ("home", "help"),
    "我的户？": ("mine", "list"),
    "/帮助": ("home", "help"),
    "记走访。": ("visit", "list"),
}
OF_OFFICES = {("mine", "list"): ("villages", "list"), ("report", "list"): ("need_book", "list")}
"""Where the same leads an official who has no households of one's own."""


@pytest.mark.parametrize("typed", LABELS)
def test_a_label_typed_anywhere_is_its_command(typed: str) -> None:
    tried = 0
    for arrival in arrivals():
        valley = arrival.valley.copy()
        if not valley.joined:
            continue
        bare = plain(typed.removeprefix("/"))
        if reads("zh_CN", arrival.turn.card.rows, bare):
            continue
        facts = valley.facts()
        looks_only = not facts.round and bool(areas_seen(facts.actor, facts.today))
        turn = valley.say(typed)
        expected = LABELS[typed]
        if looks_only:
            expected = OF_OFFICES.get(expected, expected)
        assert (turn.draft.flow, turn.draft.state) == expected, (arrival.state, typed)
        tried += 1
    assert tried > 50


def test_a_label_of_the_card_comes_first() -> None:
    for arrival in arrivals():
        labels = {render("zh_CN", one.label): one.name for one in arrival.turn.card.choices}
        if "有事要报" not in labels or arrival.state != ("visit", "open"):
            continue
        turn = arrival.valley.copy().say("有事要报")
        assert turn.draft.flow == "report"
        assert turn.draft.answers.get("been")


def test_words_that_stand_for_a_command_stand_for_one_that_there_is() -> None:
    assert set(spoken(ORDERS).values()) <= set(COMMANDS)
    assert set(SHOWN_COMMANDS) <= set(spoken(ORDERS).values())


def test_undo_typed_after_a_detour_takes_the_last_visit_back() -> None:
    undone = 0
    for arrival in arrivals():
        valley = arrival.valley.copy()
        if arrival.state != ("visit", "saved") or not valley.visits:
            continue
        before = len(valley.visits)
        valley.say("帮助")
        turn = valley.say("撤销")
        # Several visits of one instant are not guessed at, and a need told with it goes first.
        if (turn.draft.flow, turn.draft.state) in (("visit", "several"), ("need", "sure")):
            continue
        assert (turn.draft.flow, turn.draft.state) == ("visit", "undone")
        assert len(valley.visits) == before - 1
        undone += 1
    assert undone


def test_the_page_of_a_need_has_six_buttons_at_most_and_withdraws_by_no_wide_one() -> None:
    seen = 0
    for arrival in arrivals():
        if arrival.state not in (("need", "card"), ("need", "others")):
            continue
        seen += 1
        assert len(arrival.turn.card.choices) <= 6
        for row in arrival.turn.card.rows:
            assert len(row) > 1 or not row[0].name.startswith("act-withdraw")
    assert seen


def test_no_list_says_more_on_its_last_page() -> None:
    for arrival in arrivals():
        valley, turn, seen = arrival.valley.copy(), arrival.turn, set()
        while more := next((one for one in turn.card.choices if one.name.startswith("more-")), None):
            if more.label.key != "choice.more":
                assert more.label.key == "choice.first"
                break
            assert more.name not in seen, arrival.state
            seen.add(more.name)
            turn = valley.tap(turn, more.name)
