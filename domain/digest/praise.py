"""What deserves praise: facts about a village's team or a person, never compared with those of others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice, zip_longest

from domain.digest.counts import SolvedBy
from domain.digest.needs import NeedsTold
from domain.digest.progress import Progress

VILLAGE_SOLVED = 3
PERSON_SOLVED = 2
SHOWN = 4


class PraiseKind(StrEnum):
    """What was done."""

    COMPLETE = "complete"
    """Every duty of the month is met; `count` of them."""
    CAUGHT_UP = "caught_up"
    """Households that were not visited last month have been this month."""
    VILLAGE_SOLVED = "village_solved"
    """Needs were solved: three at least, or all that there were."""
    PERSON_SOLVED = "person_solved"
    """One person solved two needs or more of one category."""


@dataclass(frozen=True, slots=True)
class Praise:
    """One fact; `who` is the village or the person, `village_code` where it was."""

    kind: PraiseKind
    village_code: str
    who: str
    count: int
    category: str = ""


def praise_of_village(
    code: str, name: str, responsible: Progress, contact: Progress, needs: NeedsTold
) -> Iterator[Praise]:
    """What a village's team has done."""
    both = responsible.coverage + contact.coverage
    if both.owed and not both.open:
        yield Praise(PraiseKind.COMPLETE, code, name, both.met)
    if responsible.recovered:
        yield Praise(PraiseKind.CAUGHT_UP, code, name, responsible.recovered)
    if needs.solved >= VILLAGE_SOLVED or (needs.solved and not needs.open):
        yield Praise(PraiseKind.VILLAGE_SOLVED, code, name, needs.solved)


def praise_of_people(solved: Iterable[SolvedBy]) -> Iterator[Praise]:
    """What single people have done, as they come."""
    for one in solved:
        if one.count >= PERSON_SOLVED:
            yield Praise(PraiseKind.PERSON_SOLVED, one.village_code, one.name, one.count, one.category)


def in_turn(praise: Sequence[Praise], turn: int, at_most: int = SHOWN) -> tuple[Praise, ...]:
    """As many as a message has room for, a kind after the other; at each turn (a week) others begin.

    The same villages would always come first otherwise, and to choose them by their numbers is a ranking.
    """
    kinds = (_turned([one for one in praise if one.kind is kind], turn) for kind in PraiseKind)
    rounds = chain.from_iterable(zip_longest(*kinds))
    shown = list(islice((one for one in rounds if one is not None), at_most))
    return tuple(one for one in praise if one in shown)


def _turned(some: list[Praise], turn: int) -> list[Praise]:
    start = turn % len(some) if some else 0
    return some[start:] + some[:start]
