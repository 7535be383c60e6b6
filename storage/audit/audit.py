"""The audit trail: who did what and when; rows are only ever added."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from domain.conversation import Fact
from storage.base.repository import Repository
from storage.tables import audit

_COUNTS = (
    select(audit.c.actor, func.count())
    .where(audit.c.kind == bindparam("kind"))
    .where(audit.c.actor.in_(bindparam("actors", expanding=True)))
    .where(audit.c.at > bindparam("since"))
    .group_by(audit.c.actor)
)


class Audit(Repository):
    """Rows of `audit`; `actor` is a person, or an account where nobody is known yet."""

    def add(self, facts: Iterable[Fact]) -> None:
        """Write the lines of these facts, as far as they have any."""
        self._insert(audit, [self._line(one) for one in facts if one.audit.kind])

    def _line(self, fact: Fact) -> dict[str, Any]:
        at, actor, subject, detail = fact.audit.told(fact)
        return {
            "id": self._ids.at(at),
            "at": at,
            "kind": fact.audit.kind,
            "actor": actor,
            "subject": subject,
            "detail": detail,
        }

    def counts(self, kind: str, actors: Sequence[int], since: datetime) -> dict[int, int]:
        """How often each of these actors did that since an instant."""
        if not actors:
            return {}
        rows = self._connection.execute(_COUNTS, {"kind": kind, "actors": list(actors), "since": since})
        return dict(rows.all())
