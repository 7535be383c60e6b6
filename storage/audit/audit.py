"""The audit trail: who did what and when; rows are only ever added."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from storage.base.ids import Ids
from storage.base.repository import Repository
from storage.base.vault import Vault
from storage.tables import audit

_COUNTS = (
    select(audit.c.actor, func.count())
    .where(audit.c.kind == bindparam("kind"))
    .where(audit.c.actor.in_(bindparam("actors", expanding=True)))
    .where(audit.c.at > bindparam("since"))
    .group_by(audit.c.actor)
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail; `actor` is a person, or an account where nobody is known yet."""

    at: datetime
    kind: str
    actor: int | None = None
    subject: int | None = None
    detail: str | None = None


class Audit(Repository):
    """Rows of `audit`."""

    def __init__(self, connection: Connection, vault: Vault, ids: Ids) -> None:
        super().__init__(connection, vault)
        self._ids = ids

    def add(self, entries: Iterable[Entry]) -> None:
        """Write these lines."""
        self._insert(
            audit,
            [
                {
                    "id": self._ids.at(one.at),
                    "at": one.at,
                    "kind": one.kind,
                    "actor": one.actor,
                    "subject": one.subject,
                    "detail": one.detail,
                }
                for one in entries
            ],
        )

    def counts(self, kind: str, actors: Sequence[int], since: datetime) -> dict[int, int]:
        """How often each of these actors did that since an instant."""
        if not actors:
            return {}
        rows = self._connection.execute(_COUNTS, {"kind": kind, "actors": list(actors), "since": since})
        return dict(rows.all())
