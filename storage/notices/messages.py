"""Owed messages, sealed and put into chunks before anybody has to wait for them to be written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.engine import Dialect

from domain.notices.notices import Notice
from domain.notices.owed import Owed, joined_terms
from storage.base.bulk import Bulk, Converted, bulk
from storage.base.ids import made_at
from storage.base.vault import Vault
from storage.notices.notices import terms_of
from storage.tables import mark, notice

Waiting = Mapping[int, Sequence[Notice]]
"""For each person: notices left over from earlier windows, oldest first."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Messages as rows: `keys`, `sizes` (how many marks) and `joins` are by the id of the notice."""

    rows: list[Converted] = field(default_factory=list)
    marks: list[tuple[int, Converted]] = field(default_factory=list)
    keys: dict[int, str] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)
    joins: dict[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """A notice that is there already, with the day, time and terms that it is to have."""

    row: Mapping[str, Any]
    joins: tuple[int, ...]


class Wrapping:
    """Makes them."""

    def __init__(self, vault: Vault, dialect: Dialect) -> None:
        self._vault = vault
        self._notices: Bulk = bulk(notice, dialect)
        self._marks: Bulk = bulk(mark, dialect)

    def chunk(self, owed: Iterable[tuple[int, Owed]], waiting: Waiting) -> Chunk:
        """These messages, each with its id; what waits for the same person is said with them."""
        chunk = Chunk()
        marks = []
        for id, one in owed:
            left = waiting.get(one.person_id, ())
            terms = joined_terms([one.terms, *(old.terms for old in left)]) if left else one.terms
            chunk.rows.append(self._notices.converted(self._row(id, one, terms)))
            chunk.keys[id], chunk.sizes[id] = one.key, len(one.marks)
            marks += [(each.what.value, each.period, each.id, each.name, one.day, id) for each in one.marks]
            if left:
                chunk.joins[id] = tuple(old.id for old in left)
        # Always in one order, or two processes might wait for each other.
        names = ("what", "period", "about_id", "name", "marked_on", "notice_id")
        for row in sorted(marks):
            chunk.marks.append((row[-1], self._marks.converted(dict(zip(names, row, strict=True)))))
        return chunk

    def _row(self, id: int, one: Owed, terms: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": id,
            "person_id": one.person_id,
            "kind": one.kind.value,
            "topic": one.topic,
            "key": one.key,
            "period": one.period,
            "rung": str(one.rung),
            "day": one.day,
            "terms": self._vault.seal("notice", "terms", id, terms_of(terms)),
            "status": "due",
            "due_at": one.due_at,
            "made_at": made_at(id),
        }

    def moved(self, waiting: Iterable[Sequence[Notice]]) -> list[Moved]:
        """What waits for one person, said by the newest of it; it bears its new day and time."""
        return [self._moved(*reversed(several)) for several in waiting]

    def _moved(self, newest: Notice, *older: Notice) -> Moved:
        terms = terms_of(joined_terms(one.terms for one in (newest, *older)))
        sealed = self._vault.seal("notice", "terms", newest.id, terms)
        row = {"which": newest.id, "today": newest.day, "opens_at": newest.due_at, "sealed": sealed}
        return Moved(row, tuple(one.id for one in older))


def waiting(left_over: Iterable[Notice]) -> Waiting:
    """What was left over, by person."""
    by_person: dict[int, list[Notice]] = defaultdict(list)
    for one in left_over:
        by_person[one.person_id].append(one)
    return by_person
