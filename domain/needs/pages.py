"""Needs as conversations tell them: with the names of the household and of everybody who has a part."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.needs.lists import NeedCount, NeedLine
from domain.needs.needs import Need
from domain.people.ladder import Ladder


@dataclass(frozen=True, slots=True)
class NeedHome:
    """The household of a need: where it lives, and who stands around it today."""

    id: int
    head: str
    village_code: str
    village: str
    group: str
    ladder: Ladder

    @property
    def place(self) -> str:
        """Village and group."""
        return self.village + self.group


@dataclass(frozen=True, slots=True)
class NeedPage:
    """One need with its household; `names` are those of everybody on its card, by id."""

    need: Need
    home: NeedHome
    names: Mapping[int, str] = field(default_factory=dict)

    def name(self, person_id: int | None) -> str:
        """What somebody is called; empty for time, or for somebody who is gone."""
        return self.names.get(person_id or 0, "")


@dataclass(frozen=True, slots=True)
class NeedBook:
    """Open needs as far as an office reaches: counted, and the page of them that is looked at.

    `names` are those of villages by their codes; `has_more`: there is another page after `lines`.
    """

    villages: tuple[NeedCount, ...] = ()
    categories: tuple[NeedCount, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[NeedLine, ...] = ()
    has_more: bool = False

    @property
    def open(self) -> int:
        """How many are open."""
        return sum(one.open for one in self.villages)

    @property
    def late(self) -> int:
        """How many of those are late."""
        return sum(one.late for one in self.villages)
