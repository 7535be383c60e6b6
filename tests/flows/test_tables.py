"""Soundness by reading the flows: the tables themselves have no way out of bounds and no dead end."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.desk.slices import COMMANDS, FLOWS
from bot.flows.engine.flow import Enter, Flow
from bot.flows.engine.port import Event, Kind
from domain.visits.visits import Mode, RecentVisit
from tests.flows.valley import a_morning

BY_NAME = {flow.name: flow for flow in FLOWS}
SAVED = RecentVisit(1, 1, Mode.HOME, date(2026, 11, 21), datetime(2026, 11, 21, tzinfo=UTC), late=False)
REFUSALS = {("join", "declined"), ("join", "refused"), ("join", "link_refused")}
"""Whoever is refused has nothing to choose; a command or a new link is the way on."""


def target(flow: type[Flow], to: object) -> tuple[str, str]:
    if isinstance(to, Enter):
        entered = BY_NAME[to.flow]
        return entered.name, to.state or entered.first().name
    return flow.name, getattr(to, "name", "")


WAYS = [
    ((flow.name, source.name), target(flow, move.to))
    for flow in FLOWS
    for move in flow.moves
    for source in move.sources
]
STATES = {(flow.name, state) for flow in FLOWS for state in flow.states}


def entered_by_commands() -> set[tuple[str, str]]:
    told = set()
    for joined in (True, False):
        for token in ("", " TOKEN"):
            valley = a_morning(joined=joined)
            for works in (True, False):
                valley.link_works = works
                for command in COMMANDS.values():
                    event = Event(Kind.TEXT, 1, 1, 1, valley.now, text=f"/start{token}")
                    told.add(target(FLOWS[0], command.enter(event, valley.facts())[0]))
    edits = Event(Kind.TEXT, 1, 1, 1, valley.now, edits=True)
    told.add(target(FLOWS[0], COMMANDS["edited"].enter(edits, replace(valley.facts(), edited=SAVED))[0]))
    return told


def test_every_move_arrives_in_a_state_that_exists() -> None:
    assert {arrived for _, arrived in WAYS} <= STATES


def test_every_state_is_reachable() -> None:
    told_by_notices = {(flow.name, flow.first().name) for flow in FLOWS if "is_moot" in vars(flow)}
    reached = entered_by_commands() | told_by_notices
    while more := {arrived for left, arrived in WAYS if left in reached} - reached:
        reached |= more
    assert reached == STATES


def test_no_state_but_the_refusals_is_a_dead_end() -> None:
    assert STATES - {left for left, _ in WAYS} == REFUSALS


def test_home_is_within_reach_of_every_state() -> None:
    reaching = {("home", "menu")}
    while more := {left for left, arrived in WAYS if arrived in reaching} - reaching:
        reaching |= more
    assert reaching == STATES - REFUSALS


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_no_move_is_hidden_behind_one_that_is_always_made(flow: type[Flow]) -> None:
    always: set[tuple[str, str]] = set()
    for move in flow.moves:
        for source in move.sources:
            assert (source.name, move.trigger) not in always, move
            if move.when is None:
                always.add((source.name, move.trigger))


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_no_trigger_holds_a_dash_or_a_dot(flow: type[Flow]) -> None:
    # Callback data splits at them: draft.state.trigger-argument.
    names = [move.trigger for move in flow.moves] + list(flow.states) + [flow.name]
    assert not [name for name in names if "-" in name or "." in name]
