"""The real engine, with an eye on which lines of the flows' tables are made and what every draft becomes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.desk.slices import FLOWS, open_book
from bot.flows.engine.engine import Engine, Reads
from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Enter, Flow, Move
from bot.flows.engine.port import Event, Turn
from domain.conversation import Draft

Line = tuple[str, str, str, str, int]
"""Flow, state left, trigger, where to, and which line of the table it is."""


NOT_YET_TOLD: set[str] = set()
"""Flows that have no transcripts yet."""
TOLD = tuple(flow for flow in FLOWS if flow.name not in NOT_YET_TOLD)


def line(flow: type[Flow], source: str, move: Move) -> Line:
    """One line of a flow's table, for one of the states that it leaves."""
    to = f"{move.to.flow}.{move.to.state}" if isinstance(move.to, Enter) else move.to.name
    return flow.name, source, move.trigger, to.rstrip("."), flow.moves.index(move)


def all_lines() -> set[Line]:
    """Every line of every flow."""
    return {line(flow, source.name, move) for flow in TOLD for move in flow.moves for source in move.sources}


@dataclass
class Seen:
    """What was seen of the engine at work."""

    lines: set[Line] = field(default_factory=set)
    states: set[tuple[str, str]] = field(default_factory=set)
    turns: list[Turn] = field(default_factory=list)


class WatchedEngine(Engine):
    """Advances like the bot's own engine, whose parts it has, and remembers."""

    def __init__(self, seen: Seen) -> None:
        # A book of its own, for its tables are watched from here on.
        vars(self).update(vars(open_book.__wrapped__()))
        self._seen = seen
        for flow in FLOWS:
            for trigger in self._machines[flow.name].events.values():
                for source, transitions in trigger.transitions.items():
                    for one in transitions:
                        one.add_callback("after", self._noting(flow, source))

    def _noting(self, flow: type[Flow], source: str) -> Any:
        return lambda cursor, _moment: self._seen.lines.add(line(flow, source, cursor.made))

    def advance(self, draft: Draft | None, event: Event, facts: Facts, reads: Reads) -> Turn:
        """The turn that the event comes to."""
        turn = super().advance(draft, event, facts, reads)
        self._seen.turns.append(turn)
        self._seen.states.add((turn.draft.flow, turn.draft.state))
        return turn

    def tell(self, draft: Draft | None, event: Event, facts: Facts) -> Turn | None:
        """The turn that tells a notice."""
        return self._saw(super().tell(draft, event, facts))

    def resume(self, draft: Draft | None, event: Event, facts: Facts) -> Turn | None:
        """The turn when paperwork is done."""
        return self._saw(super().resume(draft, event, facts))

    def edited(self, draft: Draft | None, event: Event, facts: Facts) -> Turn | None:
        """The turn that an edited message comes to."""
        turn = super().edited(draft, event, facts)
        self._seen.turns += [turn] if turn else []
        return self._saw(turn)

    def _saw(self, turn: Turn | None) -> Turn | None:
        if turn:
            self._seen.states.add((turn.draft.flow, turn.draft.state))
        return turn


def never_made(lines: Iterable[Line]) -> list[str]:
    """The lines that were not made, as a person reads them."""
    missing = sorted(all_lines() - set(lines))
    return [f"{flow}.{state} --{trigger}--> {to} (line {at})" for flow, state, trigger, to, at in missing]
