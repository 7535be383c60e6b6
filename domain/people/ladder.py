"""The ladder of a household: who stands on which rung today, and who is above (docs/domain.md)."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.people.people import Rung


@dataclass(frozen=True, slots=True)
class Ladder:
    """Ids of the people on each rung, oldest first: who holds the duties, heads the village, leads."""

    responsible: tuple[int, ...] = ()
    contact: tuple[int, ...] = ()
    village: tuple[int, ...] = ()
    township: tuple[int, ...] = ()

    def on(self, rung: Rung) -> tuple[int, ...]:
        """Who stands on a rung."""
        by_rung = (self.responsible, self.contact, self.village, self.township)
        return dict(zip(Rung, by_rung, strict=True))[rung]

    @property
    def everybody(self) -> frozenset[int]:
        """Who stands on any rung."""
        return frozenset(one for rung in Rung for one in self.on(rung))

    def rung_of(self, person_id: int) -> Rung | None:
        """The lowest rung on which that person stands."""
        return next((rung for rung in Rung if person_id in self.on(rung)), None)

    def above(self, rung: Rung, but: Iterable[int] = ()) -> tuple[Rung, int] | None:
        """The next rung up on which somebody else stands, and who."""
        return self._first(rungs_above(rung), frozenset(but))

    def at(self, rung: Rung) -> tuple[Rung, int] | None:
        """Who stands on that rung; else who is above, else below it."""
        below = reversed(list(Rung)[: list(Rung).index(rung)])
        return self._first([rung, *rungs_above(rung), *below], frozenset())

    def _first(self, rungs: Iterable[Rung], but: frozenset[int]) -> tuple[Rung, int] | None:
        standing = ((rung, one) for rung in rungs for one in self.on(rung) if one not in but)
        return next(standing, None)


def rungs_above(rung: Rung) -> tuple[Rung, ...]:
    """The rungs above one, the next one first."""
    return tuple(Rung)[tuple(Rung).index(rung) + 1 :]
