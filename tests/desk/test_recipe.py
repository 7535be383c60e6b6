"""A kind of record that the bot does not know, added by the recipe in docs/architecture.md alone.

Tools are lent: a fact with its writer and its table, a loader, a flow, a command, news, and their slice. Its
words are borrowed, and the workbook has no sheet for it: a sheet is not yet one value.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar, cast

import pytest
from sqlalchemy import Column, String, Table, select

from bot.desk.case import Standing
from bot.desk.desk import Desk
from bot.desk.loading.loader import Asking, Loader
from bot.desk.messages import text
from bot.desk.slices import SLICES, Slice, open_book
from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Enter, Flow, Moment, Move, Outcome, State, Want, begin
from bot.flows.engine.port import Card, choice, say
from domain.conversation import NO_ANSWERS, AuditLine
from domain.people.people import RoleKind
from storage.base.repository import Repository, by
from storage.chat.outbox import Outgoing
from storage.columns import Instant, metadata, reference, row_id
from storage.facts import WRITES
from storage.unit import Unit
from tests.people.street import CLERK, LI, Street, open_street


# 1. domain: what becomes true.
@dataclass(frozen=True, slots=True)
class ToolLent:
    audit: ClassVar = AuditLine("tool_lent", "loan_id", "tool")

    loan_id: int
    person_id: int
    tool: str
    at: datetime


# 2. storage: the table, and what writes and reads it. The table is taken out of the metadata again.
loan = Table(
    "toy_loan",
    metadata,
    row_id(),
    reference("person_id", "person"),
    Column("tool", String, nullable=False),
    Column("lent_at", Instant, nullable=False),
)
metadata.remove(loan)


class Loans(Repository):
    def lend(self, lent: Sequence[ToolLent]) -> None:
        rows = [
            {"id": one.loan_id, "person_id": one.person_id, "tool": one.tool, "lent_at": one.at}
            for one in lent
        ]
        self._connection.execute(loan.insert(), rows)

    def of(self, people: Sequence[int]) -> dict[int, list[str]]:
        held: dict[int, list[str]] = {who: [] for who in people}
        found = select(loan.c.person_id, loan.c.tool).where(loan.c.person_id.in_(people)).order_by(loan.c.id)
        for row in self._connection.execute(found):
            held[row.person_id].append(row.tool)
        return held


# 3. bot/flows/engine: what a flow may want, and the field that it is found in.
LOANS = cast(Want, "loans")


@dataclass(frozen=True, slots=True)
class FactsWithLoans(Facts):
    loans: tuple[str, ...] = ()


# 4. bot/desk/loading: how it is loaded.
FILLED: list[int] = []


def _asked(asking: Asking) -> int | None:
    return asking.facts.person.id if asking.facts.person else None


def _with_loans(unit: Unit, asked: Sequence[tuple[Facts, int]], _today: date) -> list[Facts]:
    held = Loans(unit).of([who for _, who in asked])
    FILLED.append(len(asked))
    return [FactsWithLoans(**_known(facts), loans=tuple(held[who])) for facts, who in asked]


def _known(facts: Facts) -> dict[str, Any]:
    return {one.name: getattr(facts, one.name) for one in fields(Facts)}


# 5. bot/flows: the conversation.
def _ask(moment: Moment) -> Card:
    held = getattr(moment.facts, "loans", ())
    return Card((say("news.note", note=" ".join(held) or "-"),), ((choice("cancel"),),))


def _lend(moment: Moment) -> Outcome:
    facts = moment.facts
    assert facts.person is not None
    lent = ToolLent(facts.fresh_id + 1, facts.person.id, moment.event.text, moment.event.at)
    return Outcome(NO_ANSWERS, (lent,))


class Tools(Flow):
    name = "tools"
    wants = frozenset({LOANS})

    WHICH = State(_ask, asks_words=True)

    moves = (
        Move(WHICH, "text", Enter("home"), do=_lend),
        Move(WHICH, "cancel", Enter("home")),
    )


# 6. bot/desk/news: whom it concerns.
def _tell_clerks(
    unit: Unit, lent: Sequence[ToolLent], _standing: Standing, _now: datetime
) -> Iterator[Outgoing]:
    for clerk in unit.people.reachable(RoleKind.CLERK):
        for one in lent:
            yield text(clerk.chat, "zh_CN", say("news.note", note=one.tool))


# 7. bot/desk/slices.py: one value.
TOOLS = Slice(
    flows=(Tools,),
    commands={"tools": begin("tools", wants=frozenset({LOANS}))},
    loads={LOANS: Loader(_asked, _with_loans)},
    news={ToolLent: _tell_clerks},
)


@pytest.fixture
def street(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Street:
    monkeypatch.setitem(WRITES, ToolLent, by(Loans, Loans.lend))
    street = open_street(tmp_path)
    street.join(CLERK, LI)
    with street.office.database.write() as unit:
        loan.create(unit.connection)
    slices = (*SLICES, TOOLS)
    desk = street.desk
    street.desk = Desk(
        street.office.database,
        open_book(slices),
        desk._standing,
        street.watch,
        desk._owed,
        desk._wanted,
        desk._asked,
        slices=slices,
    )
    FILLED.clear()
    return street


async def test_a_new_kind_of_record_goes_from_a_chat_to_its_row_and_back(street: Street) -> None:
    assert "-" in await street.say(LI, "/tools")
    await street.say(LI, "梯子")
    with street.office.database.read() as unit:
        assert Loans(unit).of([street.id_of(LI)]) == {street.id_of(LI): ["梯子"]}
    assert "梯子" in await street.say(LI, "/tools")


async def test_it_is_audited_and_told_to_whom_it_concerns(street: Street) -> None:
    await street.say(LI, "/tools")
    await street.say(LI, "梯子")
    (line,) = street.audited("tool_lent")
    assert line.actor == street.id_of(LI)
    assert [one for one in street.told(CLERK) if "梯子" in one]


async def test_its_loader_runs_only_where_somebody_wants_it(street: Street) -> None:
    await street.say(LI, "/mine")
    await street.say(LI, "/help")
    assert FILLED == []
    await street.say(LI, "/tools")
    assert FILLED == [1]
