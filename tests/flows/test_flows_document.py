"""docs/flows.md is generated, complete, and up to date."""

import re

from bot.desk.slices import FLOWS
from docs.flows import TARGET, document


def test_the_committed_document_is_what_the_tables_say() -> None:
    assert TARGET.read_text(encoding="utf-8") == document(), "run `make docs`"


def test_every_state_and_every_trigger_is_drawn() -> None:
    for flow, chapter in zip(FLOWS, document().split("\n## ")[1:], strict=True):
        drawn = set(re.findall(r"\w+", chapter))
        assert set(flow.states) <= drawn
        assert {move.trigger for move in flow.moves} <= drawn


def test_the_diagrams_hold_nothing_that_mermaid_stumbles_over() -> None:
    blocks = re.findall(r"```mermaid\n(.*?)```", document(), re.DOTALL)
    assert len(blocks) == len(FLOWS)
    allowed = re.compile(
        r'stateDiagram-v2|    (state "[\w ]+" as \w+|class [\w,]+ other|\[\*\] --> \w+'
        r"|\w+ --> \w+: [\w ,\[\]]+|classDef other stroke-dasharray: 4 4)"
    )
    for line in (line for block in blocks for line in block.splitlines()):
        assert allowed.fullmatch(line), line
