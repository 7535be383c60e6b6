"""Facts becoming rows: each kind of fact has one writer, and a batch of facts one statement a table."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from storage import chat, duties, households, needs, notices, people, photos, visits
from storage.audit.audit import Audit
from storage.base.repository import Repository, Write

_ROOMS = (chat, duties, households, needs, notices, people, photos, visits)
WRITES: dict[type, Write] = {kind: write for room in _ROOMS for kind, write in room.WRITES.items()}
"""Every kind of fact, and what writes it."""


class Records(Repository):
    """Writes facts and their lines in the audit trail."""

    def write(self, facts: Iterable[object]) -> None:
        """Make these facts true, all in the transaction at hand."""
        by_kind: dict[type, list[Any]] = defaultdict(list)
        for fact in facts:
            by_kind[type(fact)].append(fact)
        for kind, alike in by_kind.items():
            WRITES[kind](self._work, alike)
        Audit(self._work).add(fact for alike in by_kind.values() for fact in alike)
