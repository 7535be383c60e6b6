"""A conversation in progress: the draft, which survives restarts and is offered again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

LIVES_FOR = timedelta(hours=72)
"""How long a draft is offered again (rule R3)."""

NO_ANSWERS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Shelved:
    """A conversation laid aside half way, to be taken up again."""

    flow: str
    state: str
    answers: Mapping[str, Any]
    at: datetime
    before: "Shelved | None" = None
    """What was laid aside earlier, and comes next once this one is taken up again or let go."""

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        body = {
            "flow": self.flow,
            "state": self.state,
            "answers": dict(self.answers),
            "at": self.at.isoformat(),
        }
        return body | ({"before": self.before.to_json()} if self.before else {})

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> "Shelved":
        """As `to_json` wrote it."""
        before = cls.from_json(body["before"]) if body.get("before") else None
        return cls(body["flow"], body["state"], body["answers"], datetime.fromisoformat(body["at"]), before)

    def is_fresh(self, now: datetime) -> bool:
        """Whether it is young enough to be offered again."""
        return now - self.at <= LIVES_FOR


@dataclass(frozen=True, slots=True)
class Draft:
    """Where a chat stands: flow, state and the answers so far; `id` is new with every beginning."""

    id: str
    flow: str
    state: str
    answers: Mapping[str, Any] = field(default_factory=lambda: NO_ANSWERS)
    shelved: Shelved | None = None
    touched_at: datetime | None = None
    version: int = 0
    card_message_id: int | None = None
    elapses_at: datetime | None = None
    """When the conversation goes on by itself if nobody touches it."""
    is_receipt: bool = False
    """The card on show tells of something recorded: it keeps its text (R1)."""
    pressed: str = ""
    """The button that led to the card on show; pressed twice, it leads there once."""
    told: Mapping[str, tuple[int, str]] = field(default_factory=lambda: NO_ANSWERS)
    """The messages of which visits were saved: the visit of each, and its words."""

    def to_json(self) -> str:
        """Everything but what has a column of its own."""
        shelved = self.shelved and self.shelved.to_json()
        body = {"id": self.id, "flow": self.flow, "state": self.state, "answers": dict(self.answers)}
        more = {"shelved": shelved, "is_receipt": self.is_receipt, "pressed": self.pressed}
        more["told"] = {message: [*one] for message, one in self.told.items()}
        return json.dumps(body | {name: one for name, one in more.items() if one}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Draft":
        """The draft as `to_json` wrote it."""
        body = json.loads(text)
        shelved = Shelved.from_json(body["shelved"]) if body.get("shelved") else None
        shown = {"is_receipt": body.get("is_receipt", False), "pressed": body.get("pressed", "")}
        told = {message: (visit, words) for message, (visit, words) in body.get("told", {}).items()}
        return cls(body["id"], body["flow"], body["state"], body["answers"], shelved, told=told, **shown)

    def at_version(
        self,
        version: int,
        touched_at: datetime,
        card_message_id: int | None,
        elapses_at: datetime | None = None,
    ) -> "Draft":
        """The same draft with what the storage knows of it."""
        return replace(
            self,
            version=version,
            touched_at=touched_at,
            card_message_id=card_message_id,
            elapses_at=elapses_at,
        )
