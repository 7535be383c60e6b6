"""A conversation in progress: its draft, which survives restarts, and what every fact of it has."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from operator import attrgetter
from types import MappingProxyType
from typing import Any, ClassVar, Protocol

LIVES_FOR = timedelta(hours=72)
"""How long a draft is offered again (rule R3)."""

NO_ANSWERS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class AuditLine:
    """How a kind of fact stands in the audit trail: its name there, and the attributes that fill the line.

    `actor` names who did it, `subject` what it is about, `detail` what else is told, `at` when.
    """

    kind: str
    subject: str = ""
    detail: str = ""
    actor: str = "person_id"
    at: str = "at"

    def told(self, fact: "Fact") -> tuple[datetime, int | None, int | None, str | None]:
        """When the fact became true, who did it, what it is about, and the detail."""
        actor, subject, detail = (
            attrgetter(name)(fact) if name else None for name in (self.actor, self.subject, self.detail)
        )
        return attrgetter(self.at)(fact), actor, subject, None if detail is None else str(detail)


UNTOLD = AuditLine("")
"""The trail does not tell of it: its own row tells enough."""


class Fact(Protocol):
    """Something that became true, with its line in the audit trail."""

    audit: ClassVar[AuditLine]


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
    card_message_id: str | None = None
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
        card_message_id: str | None,
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
