"""`python -m docs.flows`: writes docs/flows.md, one diagram a conversation, from the tables of bot/flows."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from bot.desk.slices import FLOWS
from bot.flows.engine.flow import Enter, Flow, Guard, Move, State
from bot.flows.engine.port import Kind

TARGET = Path(__file__).parent / "flows.md"
_INTRODUCTION = """\
# The conversations

Written by `python -m docs.flows` (`make docs`) from the tables in `bot/flows/`; do not edit it by hand.

An arrow is a move: what is tapped or sent, and in brackets the guard that must allow it. Of moves alike
the first that is allowed is made. Taps bear the name of their button; a message that is not read as a
button's label, number or short word makes the move of its kind: {kinds}.
A dashed box is another conversation. A typed command leads out of every state; `/cancel` always leads home.
"""


def document() -> str:
    """The whole document."""
    kinds = ", ".join(f"`{kind}`" for kind in Kind if kind in _triggers())
    chapters = [_INTRODUCTION.format(kinds=kinds), *(_chapter(flow) for flow in FLOWS)]
    return "\n".join(chapters)


def _triggers() -> set[str]:
    return {move.trigger for flow in FLOWS for move in flow.moves}


def _chapter(flow: type[Flow]) -> str:
    lines = [f"## {flow.name}", "", _first_sentence(flow.__doc__), "", "```mermaid", "stateDiagram-v2"]
    lines += [f"    {line}" for line in _diagram(flow)]
    lines += ["```", ""]
    notes = [*_states(flow), *_guards(flow)]
    return "\n".join([*lines, *notes, ""] if notes else lines)


def _diagram(flow: type[Flow]) -> Iterator[str]:
    moves = [(source.name, move) for move in flow.moves for source in move.sources]
    others = sorted({_target(move) for _, move in moves if isinstance(move.to, Enter)})
    for to in others:
        yield f'state "{to.replace("_", " ", 1)}" as {_alias(to)}'
    arrived = {_target(move) for source, move in moves if _target(move) != source}
    yield from (f"[*] --> {name}" for name in flow.states if name == flow.first().name or name not in arrived)
    ordered = sorted(moves, key=lambda one: list(flow.states).index(one[0]))
    for source, leaving in groupby(ordered, key=lambda one: one[0]):
        arrows: dict[str, list[str]] = {}
        for _, move in leaving:
            to = _alias(_target(move)) if isinstance(move.to, Enter) else _target(move)
            arrows.setdefault(to, []).append(_label(move))
        for to, labels in arrows.items():
            yield f"{source} --> {to}: {', '.join(dict.fromkeys(labels))}"
    if others:
        yield "classDef other stroke-dasharray: 4 4"
        yield f"class {','.join(map(_alias, others))} other"


def _target(move: Move) -> str:
    if isinstance(move.to, Enter):
        return f"{move.to.flow}_{move.to.state}".rstrip("_")
    return move.to.name


def _alias(target: str) -> str:
    return f"to_{target}"


def _label(move: Move) -> str:
    return f"{move.trigger} [{_name(move.when)}]" if move.when else move.trigger


def _name(guard: Guard) -> str:
    return getattr(guard, "__name__", type(guard).__name__).lstrip("_")


def _states(flow: type[Flow]) -> Iterator[str]:
    usual = State(flow.first().ask).keeps
    kept = [f"`{state.name}`" for state in flow.states.values() if state.keeps is not usual]
    if kept:
        yield f"- Laid aside when another conversation begins, to be taken up again: {', '.join(kept)}."
    told = [f"`{state.name}`" for state in flow.states.values() if state.closes]
    if told:
        yield f"- Tells of something recorded, so no later card takes its place unseen: {', '.join(told)}."


def _guards(flow: type[Flow]) -> Iterator[str]:
    guards = {_name(move.when): move.when for move in flow.moves if move.when}
    for name, guard in guards.items():
        told = _first_sentence(guard.__doc__)
        if told:
            yield f"- `{name}`: {told}"


def _first_sentence(doc: str | None) -> str:
    return (doc or "").strip().split("\n")[0]


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
