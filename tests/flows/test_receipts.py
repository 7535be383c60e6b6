"""What tells that something was recorded keeps its text; what becomes of it is told below (R1)."""

import pytest

from bot.desk.slices import FLOWS
from bot.flows.engine.engine import ASKED_FOR
from bot.flows.engine.port import Showing, Turn
from domain.conversation import Draft
from domain.visits.visits import VisitUndone
from tests.flows.valley import a_morning
from tests.flows.walk import arrivals

STATES = {(flow.name, name): state for flow in FLOWS for name, state in flow.states.items()}


def tells(turn: Turn) -> bool:
    return STATES[turn.draft.flow, turn.draft.state].closes


def test_no_button_of_a_receipt_lets_another_card_take_its_place() -> None:
    for arrival in arrivals():
        if not tells(arrival.turn):
            continue
        for button in arrival.turn.card.choices:
            pressed = arrival.valley.copy().tap(arrival.turn, button.name)
            is_same = (pressed.draft.id, pressed.draft.state) == (
                arrival.turn.draft.id,
                arrival.turn.draft.state,
            )
            assert pressed.showing is Showing.POST or is_same, (arrival.state, button.name)


def test_a_result_that_is_told_above_a_question_stays_as_well() -> None:
    found = 0
    for arrival in arrivals():
        is_told = any(not isinstance(one, ASKED_FOR) for one in arrival.turn.facts)
        if tells(arrival.turn) or not is_told or not arrival.turn.draft.is_receipt:
            continue
        found += 1
        for button in arrival.turn.card.choices:
            pressed = arrival.valley.copy().tap(arrival.turn, button.name)
            assert pressed.showing is Showing.POST, (arrival.state, button.name)
    assert found


def test_thanks_for_words_to_the_office_stay_when_the_menu_is_used() -> None:
    valley = a_morning()
    valley.say("/feedback")
    thanked = valley.say("名单能不能按组排？")
    assert valley.tap(thanked, "visit").showing is Showing.POST


def test_that_a_visit_was_taken_back_is_said_below_its_receipt() -> None:
    valley = a_morning()
    card = valley.say("/visit")
    card = valley.tap(card, next(one.name for one in card.card.choices if one.name.startswith("pick")))
    saved = valley.tap(valley.tap(card, "nobody"), "undo")
    assert any(isinstance(one, VisitUndone) for one in saved.facts)
    assert saved.showing is Showing.POST


def test_a_button_that_led_below_a_receipt_leads_there_once() -> None:
    valley = a_morning()
    card = valley.say("/visit")
    card = valley.tap(card, next(one.name for one in card.card.choices if one.name.startswith("pick")))
    saved = valley.tap(card, "nobody")
    assert valley.tap(saved, "date").showing is Showing.POST
    again = valley.tap(saved, "date")
    assert (again.showing, again.toast is None) == (Showing.EDIT, False)


@pytest.mark.parametrize(("is_receipt", "pressed"), [(False, ""), (True, "abc.saved.date")])
def test_a_draft_remembers_what_its_card_is(is_receipt: bool, pressed: str) -> None:
    draft = Draft("abc", "visit", "date", is_receipt=is_receipt, pressed=pressed)
    assert Draft.from_json(draft.to_json()) == draft
