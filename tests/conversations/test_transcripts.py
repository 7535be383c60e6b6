"""Conversations are text: a change in how the bot talks shows as a difference between transcripts."""

from pathlib import Path

import pytest

from bot.desk.slices import FLOWS
from tests.conversations.conftest import Theatre
from tests.conversations.script import scripts
from tests.conversations.watched import TOLD, never_made

LANGUAGES = ("zh_CN", "en")


@pytest.mark.parametrize("path", scripts(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_conversation_goes_as_it_is_written(path: Path, theatre: Theatre, rewrites: bool) -> None:
    played = theatre.play(path)
    if rewrites:
        path.write_text(played.text, encoding="utf-8")
    assert played.text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_line_of_every_flow_is_made_in_some_conversation(locale: str, theatre: Theatre) -> None:
    made = {line for played in theatre.play_all(locale) for line in played.seen.lines}
    assert never_made(made) == []


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_state_is_seen_in_some_conversation(locale: str, theatre: Theatre) -> None:
    seen = {state for played in theatre.play_all(locale) for state in played.seen.states}
    assert {(flow.name, state) for flow in TOLD for state in flow.states} <= seen


def test_both_languages_have_the_same_conversations() -> None:
    told = [{path.stem for path in scripts(locale)} for locale in LANGUAGES]
    assert told[0] == told[1]


def test_every_button_ever_shown_leads_to_a_move(theatre: Theatre) -> None:
    moves = {(state.name, move.trigger) for flow in FLOWS for move in flow.moves for state in move.sources}
    for played in theatre.play_all():
        for button in played.buttons:
            *_, state, name = button.sends.split(".")
            assert (state, name.partition("-")[0]) in moves, button


def test_no_conversation_uses_a_word_that_blames_or_counts_points(theatre: Theatre) -> None:
    for played in theatre.play_all("zh_CN"):
        for word in ("打卡", "签到", "积分", "排名", "在线时长", "逾期", "未完成", "通报"):
            assert word not in played.text
