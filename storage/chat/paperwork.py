"""Paperwork that was asked for: what, by whom, and what came of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from domain.paperwork import Paper, PaperworkAsked
from storage.base.reach import TERMINAL
from storage.base.repository import Repository
from storage.tables import account, paperwork


@dataclass(frozen=True, slots=True)
class Asked:
    """A paper still to be made."""

    id: int
    paper: Paper
    person_id: int
    chat: int
    terms: Mapping[str, Any]
    tries: int


class PaperworkDesk(Repository):
    """Rows of `paperwork`."""

    def add(self, asked: Sequence[PaperworkAsked]) -> None:
        """Remember what was asked for."""
        self._insert(
            paperwork,
            [
                {
                    "id": one.paper_id,
                    "paper": one.paper.value,
                    "person_id": one.person_id,
                    "chat_id": one.chat,
                    "terms": json.dumps(dict(one.terms), ensure_ascii=False),
                    "status": "due",
                    "tries": 0,
                    "asked_at": one.at,
                }
                for one in asked
            ],
        )

    def due(self, terminal: int | None = None) -> tuple[Asked, ...]:
        """What is still to be made for messengers, oldest first, or for one terminal, which makes its own."""
        at_terminals = select(account.c.id).where(account.c.channel == TERMINAL)
        whose = (
            paperwork.c.chat_id.not_in(at_terminals) if terminal is None else paperwork.c.chat_id == terminal
        )
        found = self._connection.execute(
            select(paperwork).where(paperwork.c.status == "due", whose).order_by(paperwork.c.id)
        )
        return tuple(
            Asked(
                row.id,
                Paper(row.paper),
                row.person_id,
                row.chat_id,
                json.loads(self._vault.open_once("paperwork", "terms", row.id, row.terms)),
                row.tries,
            )
            for row in found
        )

    def tried(self, paper_id: int) -> None:
        """Count a try, so that a paper which takes the process down is not tried for ever."""
        self._connection.execute(
            update(paperwork).where(paperwork.c.id == paper_id).values(tries=paperwork.c.tries + 1)
        )

    def done(self, paper_id: int, answer: Mapping[str, Any]) -> bool:
        """Keep what came of it; False if somebody else has made it already."""
        sealed = self._vault.seal(
            "paperwork", "answer", paper_id, json.dumps(dict(answer), ensure_ascii=False)
        )
        made = self._connection.execute(
            update(paperwork)
            .where(paperwork.c.id == paper_id, paperwork.c.status == "due")
            .values(status="done", answer=sealed)
        )
        return made.rowcount == 1

    def note(self, paper_id: int, answer: Mapping[str, Any]) -> None:
        """Keep what came of it in the transaction that made it true, before it is handed out."""
        sealed = self._vault.seal(
            "paperwork", "answer", paper_id, json.dumps(dict(answer), ensure_ascii=False)
        )
        self._connection.execute(update(paperwork).where(paperwork.c.id == paper_id).values(answer=sealed))

    def answers(self, ids: Sequence[int]) -> dict[int, Mapping[str, Any]]:
        """What came of these papers."""
        if not ids:
            return {}
        found = self._connection.execute(
            select(paperwork.c.id, paperwork.c.answer).where(
                paperwork.c.id.in_(list(ids)), paperwork.c.answer.is_not(None)
            )
        )
        return {
            row.id: json.loads(self._vault.open_once("paperwork", "answer", row.id, row.answer))
            for row in found
        }

    def forget(self, before: datetime) -> None:
        """Delete what was made before then."""
        self._connection.execute(
            paperwork.delete().where(paperwork.c.status == "done", paperwork.c.asked_at < before)
        )
