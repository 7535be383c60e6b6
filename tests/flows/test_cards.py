"""What every card shows wherever a conversation leads, in both languages and with hostile names (R2, R13)."""

import re

import pytest

from bot.desk.buttons import LONGEST_DATA
from bot.desk.messages import card_text, keyboard
from bot.desk.slices import FLOWS
from bot.flows.engine.port import Card, Kind
from domain.conversation import Draft
from domain.writing.characters import tidy
from locales.fit import width
from tests.flows.valley import CHAT
from tests.flows.walk import Arrival, arrivals

LANGUAGES = ("zh_CN", "en")
NOTICES = {flow.name for flow in FLOWS if "is_moot" in vars(flow)}
ASKS = {
    (flow.name, name)
    for flow in FLOWS
    for name, state in flow.states.items()
    if not state.closes and flow.name not in ("home", "join")
}
ASKS -= {(flow.name, flow.first().name) for flow in FLOWS if flow.name in NOTICES}
ASKS -= {
    ("visit", "proposed"),
    ("visit", "edited"),
    ("report", "check"),
    ("ledger", "numbers"),
    ("ledger", "review"),
}
ASKS -= {("ledger", state) for state in ("checking", "importing", "exporting")}
"""Every question but those that came by themselves, and those that show what was sent, to be sent anew."""
TO_BE_READ = {
    ("household", "page"),
    ("need", "card"),
    ("mine", "list"),
    ("ledger", "review"),
    *(("digest", state) for state in ("card", "asked", "villages")),
    *(("reminder", state) for state in ("card", "gaps")),
}
"""Cards that nobody has to answer, or that tell of needs and duties above what they ask."""
ALONE, SHARED = 32, 16
"""Half-width columns: 16 Chinese characters, or 8 where two buttons share a row."""
WALKS = [(locale, hostile) for locale in LANGUAGES for hostile in (False, True)]


def shown(card: Card, draft: Draft, locale: str) -> list[list[dict[str, str]]]:
    return keyboard(card, draft, locale, CHAT, lambda text: f"{hash(text) % 10**12:012}")


@pytest.mark.parametrize("locale", LANGUAGES)
def test_the_walk_comes_to_every_state(locale: str) -> None:
    states = {(flow.name, state) for flow in FLOWS for state in flow.states}
    assert {one.state for one in arrivals(locale)} == states


def test_every_question_inside_a_flow_offers_back_and_cancel() -> None:
    for arrival in arrivals():
        if arrival.state in ASKS:
            names = {one.name for one in arrival.turn.card.choices}
            assert _ways_out(arrival) <= names, arrival.state


def _ways_out(arrival: Arrival) -> set[str]:
    """Whoever is refused has nothing to cancel."""
    is_refused = any(one.key in ("ledger.not_yours", "people.not_yours") for one in arrival.turn.card.says)
    return {"back"} if is_refused else {"back", "cancel"}


def test_every_button_does_what_its_table_says() -> None:
    for arrival in arrivals():
        for button in arrival.turn.card.choices:
            moved = arrival.valley.copy().tap(arrival.turn, button.name)
            assert moved.toast is None, (arrival.state, button.name)


def test_typing_the_label_or_the_number_is_as_good_as_the_button() -> None:
    for arrival in arrivals():
        for number, button in enumerate(arrival.turn.card.choices, 1):
            tapped = arrival.valley.copy().tap(arrival.turn, button.name)
            typed = arrival.valley.copy().say(str(number))
            assert (typed.draft.flow, typed.draft.state) == (tapped.draft.flow, tapped.draft.state)
            assert typed.draft.answers == tapped.draft.answers


def test_cancel_works_from_every_state() -> None:
    for arrival in arrivals():
        if arrival.valley.joined:
            turn = arrival.valley.copy().say("/cancel")
            assert (turn.draft.flow, turn.draft.state) == ("home", "menu")
            assert turn.card.says[0].key == "cancelled"
            assert not turn.facts


@pytest.mark.parametrize(("locale", "hostile"), WALKS)
def test_keyboards_fit_a_phone(locale: str, hostile: bool) -> None:
    for arrival in arrivals(locale, hostile=hostile):
        rows = shown(arrival.turn.card, arrival.turn.draft, locale)
        assert len(rows) <= 8, arrival.state
        for row in rows:
            assert 1 <= len(row) <= 2
            for button in row:
                assert 0 < width(button["label"]) <= (ALONE if len(row) == 1 else SHARED), button["label"]
                assert len(button["data"].encode()) <= LONGEST_DATA
                assert button["label"].count("\u2068") == button["label"].count("\u2069")


@pytest.mark.parametrize(("locale", "hostile"), WALKS)
def test_every_card_fits_a_message_and_says_something(locale: str, hostile: bool) -> None:
    for arrival in arrivals(locale, hostile=hostile):
        text = card_text(arrival.turn.card, locale)
        assert text.strip()
        assert len(text.encode("utf-16-le")) // 2 <= 4096


def test_prompts_are_short() -> None:
    for arrival in arrivals():
        if arrival.state in TO_BE_READ:
            continue
        notes = ("not_understood", "voice.unneeded", "visit.note", "visit.filed", "file.heic")
        words = [one for one in arrival.turn.card.says if one.key not in notes]
        text = card_text(Card(tuple(words)), "zh_CN")
        assert len(text) <= 120, text
        assert text.count("\n") < 7, text


@pytest.mark.parametrize("locale", LANGUAGES)
def test_no_label_stands_twice_on_a_card(locale: str) -> None:
    for arrival in arrivals(locale):
        labels = [one["label"] for row in shown(arrival.turn.card, arrival.turn.draft, locale) for one in row]
        assert len(set(labels)) == len(labels), (arrival.state, labels)


@pytest.mark.parametrize("locale", LANGUAGES)
def test_hostile_names_are_shown_as_written_but_for_marks_that_cannot_be_seen(locale: str) -> None:
    opened = [one for one in arrivals(locale, hostile=True) if one.state == ("visit", "open")]
    told = "\n".join(card_text(one.turn.card, locale) for one in opened)
    for home in _homes(opened):
        if any(one.valley.draft and one.valley.draft.answers.get("household") == home[0] for one in opened):
            assert tidy(home[1]) in told
            assert not re.search("[\u200b-\u200f\u202a-\u202e]", told)


def _homes(opened: list[Arrival]) -> list[tuple[int, str]]:
    return [(home.id, home.head) for home in opened[0].valley.homes]


def test_a_stranger_never_sees_a_name() -> None:
    for arrival in arrivals():
        if arrival.state[0] == "join" and arrival.state[1] != "ask":
            text = card_text(arrival.turn.card, "zh_CN")
            assert not [home.head for home in arrival.valley.homes if home.head in text]
            assert "李国强" not in text
    unjoined = [one for one in arrivals() if not one.valley.joined]
    assert {one.state[0] for one in unjoined} == {"join"}


def test_messages_of_unknown_kinds_are_answered_kindly() -> None:
    for arrival in arrivals():
        turn = arrival.valley.copy().happen(Kind.FILE)
        # A file is what that card asks for.
        if turn.card.rows and arrival.state != ("ledger", "send"):
            assert turn.card.says[0].key == "not_understood"
